package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Lines;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Ranks along an axis, ties sharing the mean of theirs.
final class Ranks {
  private Ranks() {}

  /// The ranks of `input`, whole along `axis`, at `box`.
  static void compute(int axis, boolean pct, NdArray input, Box box, NdArray target) {
    Lines in = Lines.of(input, axis, 1);
    Lines out = Lines.of(target, axis, 1);
    long from = box.start(axis);
    SortedLines.each(in, (sorted, outer, column) -> line(sorted, pct, from, out, outer, column));
  }

  /// Writes the ranks of a sorted line to column `column`.
  private static void line(
      SortedLines sorted, boolean pct, long from, Lines out, long outer, long column) {
    MemorySegment data = out.data();
    long first = outer * out.length() * out.inner() + column;
    int n = sorted.present();
    int i = 0;
    while (i < sorted.length()) {
      int end = i + 1;
      while (end < n && sorted.isTie(i, end)) {
        end++;
      }
      double rank = i < n ? (i + 1 + end) / 2.0 : Double.NaN;
      for (; i < end; i++) {
        long row = sorted.place(i) - from;
        if (row >= 0 && row < out.length()) {
          double value = pct ? rank / n : rank;
          data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, first + row * out.inner(), value);
        }
      }
    }
  }
}
