package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Indexer;
import org.jspecify.annotations.Nullable;

/// A span of positions or labels, as Python's `slice`.
///
/// By position (`isel`) it is half-open, and negative positions count from the end. By label
/// (`sel`) both ends are included, and the step still counts positions.
///
/// @param start where to begin, or null for the beginning
/// @param stop where to end, or null for the end
/// @param step every how many positions; negative goes backwards, by position only
public record Slice(@Nullable Object start, @Nullable Object stop, long step) {
  public Slice {
    if (step == 0) {
      throw new AmasiaException.Usage("a slice can't have step 0; use 1, or -1 to reverse");
    }
  }

  /// A count of positions, at least `least`.
  static long counted(String word, String dim, long n, long least) {
    if (n < least) {
      throw new AmasiaException.Usage(
          "%s of %d along '%s'; allowed is %d or more".formatted(word, n, dim, least));
    }
    return n;
  }

  /// From `start` to `stop`; null for an open end.
  public static Slice slice(@Nullable Object start, @Nullable Object stop) {
    return new Slice(start, stop, 1);
  }

  /// From `start` to `stop` in steps; null for an open end.
  public static Slice slice(@Nullable Object start, @Nullable Object stop, long step) {
    return new Slice(start, stop, step);
  }

  /// The positions this takes of `size`, with Python's rules: ends beyond the array are cut.
  ///
  /// @throws AmasiaException.Usage if an end is not a whole number
  Indexer.Range positions(long size) {
    if (step > 0) {
      long from = clip(start, 0, size, 0, size);
      long to = clip(stop, size, size, 0, size);
      long count = Math.max(0, Math.ceilDiv(to - from, step));
      return new Indexer.Range(count == 0 ? 0 : from, count, step);
    }
    long from = clip(start, size - 1, size, -1, size - 1);
    long to = stop == null ? -1 : clip(stop, -1, size, -1, size - 1);
    long count = Math.max(0, Math.ceilDiv(from - to, -step));
    return new Indexer.Range(count == 0 ? 0 : from, count, count == 0 ? 1 : step);
  }

  private static long clip(@Nullable Object end, long absent, long size, long low, long high) {
    if (end == null) {
      return absent;
    }
    if (!(end instanceof Long || end instanceof Integer || end instanceof Short)) {
      throw new AmasiaException.Usage(
          "isel takes whole positions, not '%s'; use sel for labels".formatted(end));
    }
    long at = ((Number) end).longValue();
    return Math.clamp(at < 0 ? at + size : at, low, Math.max(low, high));
  }
}
