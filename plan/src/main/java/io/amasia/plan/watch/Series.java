package io.amasia.plan.watch;

import io.amasia.plan.Event;
import java.util.ArrayList;
import java.util.List;

/// How memory and bytes went over time: every sample while they are few, later the largest memory
/// of several.
final class Series {
  /// As many points are kept of a whole computation.
  static final int MOST = 2_000;

  private final int most;

  private record Point(Event.Sampled at, long memoryBytes, long reservedBytes) {
    Point with(Point next) {
      return new Point(
          next.at,
          Math.max(memoryBytes, next.memoryBytes),
          Math.max(reservedBytes, next.reservedBytes));
    }
  }

  private List<Point> points = new ArrayList<>();
  private int joined = 1;
  private int open;

  /// @param most points that are kept at most
  Series(int most) {
    this.most = most;
  }

  void add(Event.Sampled sample) {
    var point = new Point(sample, sample.memoryBytes(), sample.reservedBytes());
    if (open > 0 && open < joined) {
      points.add(points.removeLast().with(point));
      open++;
    } else {
      points.add(point);
      open = 1;
    }
    if (points.size() > most) {
      halve();
    }
  }

  private void halve() {
    List<Point> half = new ArrayList<>();
    for (int i = 0; i + 1 < points.size(); i += 2) {
      half.add(points.get(i).with(points.get(i + 1)));
    }
    if (points.size() % 2 == 1) {
      half.add(points.getLast());
    }
    points = half;
    joined *= 2;
    open = joined;
  }

  /// A row of eight numbers a point: microseconds from `origin`, memory, reserved, read, decoded,
  /// written, spilled and restored bytes.
  List<long[]> toJson(long origin) {
    List<long[]> rows = new ArrayList<>();
    for (Point point : points) {
      var traffic = point.at.traffic();
      rows.add(
          new long[] {
            (point.at.nanos() - origin) / 1000,
            point.memoryBytes,
            point.reservedBytes,
            traffic.readBytes(),
            traffic.decodedBytes(),
            traffic.writtenBytes(),
            traffic.spilledBytes(),
            traffic.restoredBytes()
          });
    }
    return rows;
  }
}
