package io.amasia.storage.format;

import io.amasia.array.DType;
import java.util.List;

/// The value of an attribute, as the file has it.
public sealed interface Attribute {
  /// One text.
  record Text(String value) implements Attribute {}

  /// A list of texts.
  record Texts(List<String> values) implements Attribute {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// Numbers of one dtype: `Long` for integers (`uint64` as its bits) and bool, `Double` for
  /// floats.
  record Numbers(DType dtype, List<Number> values) implements Attribute {
    public Numbers {
      values = List.copyOf(values);
    }

    /// Whether the file holds a single value rather than a list of one, where it can tell.
    public boolean isScalar() {
      return values.size() == 1;
    }
  }

  /// Any other JSON value, such as an object in a Zarr attribute.
  record Json(String text) implements Attribute {}

  static Attribute of(String text) {
    return new Text(text);
  }

  static Attribute of(double value) {
    return new Numbers(DType.FLOAT64, List.of(value));
  }

  static Attribute of(long value) {
    return new Numbers(DType.INT64, List.of(value));
  }
}
