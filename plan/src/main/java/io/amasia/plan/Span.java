package io.amasia.plan;

/// Windows along an axis: window `j` covers the positions `start + j * step` and the `length - 1`
/// after it, of which those outside the array count as missing.
///
/// @param axis along which dimension
/// @param start where the first window begins; negative before the array
/// @param step from one window to the next
/// @param length positions in a window
/// @param count how many windows there are
public record Span(int axis, long start, long step, long length, long count) {
  public Span {
    if (step < 1 || length < 1 || count < 0) {
      throw new IllegalArgumentException(
          "%d windows of %d in steps of %d".formatted(count, length, step));
    }
  }

  /// The first position that the windows `from … to - 1` cover in an array of `size` positions.
  public long low(long from, long size) {
    return Math.clamp(start + from * step, 0, size);
  }

  /// One past the last position that they cover.
  public long high(long to, long size) {
    return Math.clamp(start + (to - 1) * step + length, 0, size);
  }
}
