package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;

/// The labels of a dimension, in memory.
public final class Index {
  /// Labels an index may hold: more would be data, not labels.
  static final long LIMIT = 1L << 26;

  private final Variable variable;
  private final NdArray values;

  private Index(Variable variable, NdArray values) {
    this.variable = variable;
    this.values = values;
  }

  /// The labels of a 1-D variable.
  static Index of(Variable variable) {
    if (variable.ndim() != 1) {
      throw new AmasiaException.Usage("an index needs one dimension, not " + variable.dims());
    }
    if (variable.shape().size() > LIMIT) {
      throw new AmasiaException.MemoryLimit(
          "%d labels along '%s'; an index holds at most %d"
              .formatted(variable.shape().size(), variable.dims().getFirst(), LIMIT));
    }
    return new Index(variable, variable.load());
  }

  public Variable variable() {
    return variable;
  }

  /// The labels. They stay the index's.
  public NdArray values() {
    return values;
  }
}
