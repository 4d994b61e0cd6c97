package io.amasia.cli.operation;

import io.amasia.dataset.cf.TimeIntervals;

/// What a record of times covers, from its first to its last moment.
///
/// @param start the first microsecond of all intervals
/// @param end one past the last microsecond of all intervals
/// @param longest the length of the longest interval, µs
record RecordSpan(long start, long end, long longest) {
  /// The span of `intervals`, of which there is at least one; gaps are not looked for.
  static RecordSpan of(TimeIntervals intervals) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    long longest = 0;
    for (int i = 0; i < intervals.size(); i++) {
      start = Math.min(start, intervals.start(i));
      end = Math.max(end, intervals.end(i));
      longest = Math.max(longest, intervals.length(i));
    }
    return new RecordSpan(start, end, longest);
  }

  /// The middle of the span.
  long middle() {
    return start + (end - start) / 2;
  }
}
