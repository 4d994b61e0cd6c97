package io.amasia.dataset;

import io.amasia.array.NdArray;
import java.io.Serializable;
import java.util.List;

/// A computation of one's own that gives several arrays for a block of each input; see
/// [io.amasia.plan.BlockFunction] for how it is called.
@FunctionalInterface
public interface BlocksFunction extends Serializable {
  /// The results for one block of each input.
  List<NdArray> apply(List<NdArray> blocks);
}
