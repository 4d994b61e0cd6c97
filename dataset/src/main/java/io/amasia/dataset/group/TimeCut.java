package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.PartialDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// Times cut into intervals between dates, with the meaning of pandas' `cut`.
///
/// @param bins what is said of the intervals
/// @param edges microseconds since 1970 in `calendar`, ascending
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record TimeCut(BinGrouper bins, long[] edges, Calendar calendar) {
  private static final long SECOND = 1_000_000;

  static TimeCut of(BinGrouper bins, long[] times, Calendar calendar) {
    long[] edges =
        bins.edges().isEmpty()
            ? equal(bins, times)
            : bins.edges().stream().mapToLong(e -> date(e, calendar)).toArray();
    for (int b = 1; b < edges.length; b++) {
      if (edges[b - 1] >= edges[b]) {
        throw new AmasiaException.Usage("edges %s of bins do not ascend".formatted(bins.edges()));
      }
    }
    return new TimeCut(bins, edges, calendar);
  }

  private static long date(Object edge, Calendar calendar) {
    if (edge instanceof String text) {
      return PartialDate.parse(text, calendar).start();
    }
    throw new AmasiaException.Usage(
        "edge %s of bins of times; give dates as text, such as \"2000-01-01\"".formatted(edge));
  }

  /// Of equal length over the range of the times, widened by 0.1 % at the open end.
  private static long[] equal(BinGrouper bins, long[] times) {
    long[] there = Arrays.stream(times).filter(t -> t != DType.NAT).toArray();
    if (there.length == 0) {
      throw new AmasiaException.Label(
          "%d bins of equal length of no times; give the edges".formatted(bins.count()));
    }
    long low = Arrays.stream(there).min().orElseThrow();
    long high = Arrays.stream(there).max().orElseThrow();
    long wider = low == high ? SECOND : 0;
    long span = high - low + 2 * wider;
    long first = low - wider;
    long[] edges =
        LongStream.rangeClosed(0, bins.count())
            .map(b -> first + (long) ((double) b * ((double) span / bins.count())))
            .toArray();
    edges[bins.count()] = high + wider;
    if (wider == 0 && bins.right()) {
      edges[0] -= (long) (span * 0.001);
    } else if (wider == 0) {
      edges[bins.count()] += (long) (span * 0.001);
    }
    return edges;
  }

  /// The interval of each time, -1 for none.
  int[] codes(long[] times) {
    return Arrays.stream(times).mapToInt(this::code).toArray();
  }

  private int code(long time) {
    if (time == DType.NAT) {
      return -1;
    }
    if (bins.includeLowest() && time == edges[0]) {
      return 0;
    }
    int at = Arrays.binarySearch(edges, time);
    int code = at < 0 ? -at - 2 : bins.right() ? at - 1 : at;
    return code < edges.length - 1 ? code : -1;
  }

  /// Intervals as text, as pandas writes them: `(2000-01-01 00:00:00, 2000-02-01 00:00:00]`.
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int b = 0; b + 1 < edges.length; b++) {
      boolean lower = b == 0 && bins.right() && bins.includeLowest();
      String left = text(edges[b] - (lower ? 1 : 0));
      texts.add((bins.right() ? "(%s, %s]" : "[%s, %s)").formatted(left, text(edges[b + 1])));
    }
    return texts;
  }

  private String text(long micros) {
    return calendar.format(micros).replace('T', ' ');
  }
}
