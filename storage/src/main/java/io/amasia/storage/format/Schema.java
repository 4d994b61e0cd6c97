package io.amasia.storage.format;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a dataset to be written looks like: everything but the values.
///
/// @param dims dimension lengths, in order
/// @param unlimited the dimensions that may grow later
/// @param attrs global attributes
/// @param variables the arrays, coordinates included, as they are to be stored (already encoded)
public record Schema(
    Map<String, Long> dims,
    List<String> unlimited,
    Map<String, Attribute> attrs,
    List<Variable> variables) {

  /// An array to be written.
  ///
  /// @param fill the value of unwritten parts, one element of `dtype`, or null for the format's
  ///   default
  /// @param chunks the wanted chunk grid; formats without chunks ignore it
  public record Variable(
      String name,
      List<String> dims,
      DType dtype,
      Shape shape,
      Chunks chunks,
      @Nullable NdArray fill,
      Map<String, Attribute> attrs) {}
}
