package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Elements of any number type as what the float kernels take: `float32` and `float64` as they are,
/// all others strip by strip as doubles.
final class FloatSource {
  final Kernels kernels;
  private final DType dtype;
  private final @Nullable MemorySegment strip;

  FloatSource(DType dtype) {
    this.dtype = dtype;
    this.kernels = dtype == DType.FLOAT32 ? Kernels.floats() : Kernels.doubles();
    this.strip =
        dtype == DType.FLOAT32 || dtype == DType.FLOAT64
            ? null
            : Accumulator.scratch(Accumulator.STRIP);
  }

  /// Whether elements are taken where they lie, so that several rows can be taken at once.
  boolean isDirect() {
    return strip == null;
  }

  /// How many elements may be taken at a time.
  long stripLength() {
    return strip == null ? Long.MAX_VALUE : Accumulator.STRIP;
  }

  /// Where the elements asked for can be read.
  MemorySegment segment(MemorySegment x, long first, long n) {
    if (strip == null) {
      return x;
    }
    Conversions.convert(dtype, x, first, DType.FLOAT64, strip, 0, n);
    return strip;
  }

  /// The first of the elements asked for in [#segment].
  long first(long first) {
    return strip == null ? first : 0;
  }
}
