package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;

/// A block of accumulators in off-heap memory: for each field of an [Accumulator], one 8-byte value
/// per accumulator.
///
/// Field `f` of accumulator `j` lies at byte `(f * capacity + j) * 8`, so that a field's values are
/// contiguous. Nothing else belongs to the state: a block can be copied, stored and sent as bytes.
///
/// @param segment the memory, at least [Accumulator#stateBytes] of `capacity`
/// @param capacity how many accumulators it holds
public record States(MemorySegment segment, long capacity) {
  /// The byte offset of a field of accumulator `j`.
  long at(int field, long j) {
    return (field * capacity + j) * 8;
  }

  double get(int field, long j) {
    return segment.get(Layouts.DOUBLE, at(field, j));
  }

  void set(int field, long j, double value) {
    segment.set(Layouts.DOUBLE, at(field, j), value);
  }

  long getLong(int field, long j) {
    return segment.get(Layouts.LONG, at(field, j));
  }

  void setLong(int field, long j, long value) {
    segment.set(Layouts.LONG, at(field, j), value);
  }

  /// Reads a field of `n` accumulators, from accumulator `j` on.
  void load(int field, long j, int n, double[] into) {
    MemorySegment.copy(segment, Layouts.DOUBLE, at(field, j), into, 0, n);
  }

  /// Sets a field of `n` accumulators, from accumulator `j` on.
  void store(int field, long j, int n, double[] from) {
    MemorySegment.copy(from, 0, segment, Layouts.DOUBLE, at(field, j), n);
  }

  /// Sets a field of `n` accumulators, from accumulator `j` on, to one value.
  void fill(int field, long j, long n, double value) {
    if (n == 0) {
      return;
    }
    long first = at(field, j);
    segment.set(Layouts.DOUBLE, first, value);
    for (long done = 1; done < n; done *= 2) {
      MemorySegment.copy(segment, first, segment, first + done * 8, Math.min(done, n - done) * 8);
    }
  }
}
