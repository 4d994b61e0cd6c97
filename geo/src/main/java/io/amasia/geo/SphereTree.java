package io.amasia.geo;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Points of the sphere, searched for the nearest by a k-d tree of their unit vectors: the shortest
/// chord belongs to the shortest way.
///
/// Building costs O(n log² n), a search O(log n) for points spread over an area. NaN are left out.
/// Immutable.
final class SphereTree {
  /// Chords that differ by less are one: of such points the first is taken.
  private static final double SAME = 1e-12;

  private final double[] xyz;
  private final int[] order;

  SphereTree(double[] lat, double[] lon) {
    xyz = new double[3 * lat.length];
    for (int i = 0; i < lat.length; i++) {
      double[] v = UnitVector.of(lon[i], lat[i]);
      System.arraycopy(v, 0, xyz, 3 * i, 3);
    }
    order =
        IntStream.range(0, lat.length)
            .filter(i -> !Double.isNaN(lat[i]) && !Double.isNaN(lon[i]))
            .toArray();
    build(0, order.length, 0);
  }

  int size() {
    return order.length;
  }

  /// Puts the median of `from … to - 1` along an axis into the middle, smaller ones before it, and
  /// so on for both halves.
  private void build(int from, int to, int axis) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    int low = from;
    int high = to - 1;
    while (low < high) {
      double pivot = at(order[(low + high) >>> 1], axis);
      int i = low;
      int j = high;
      while (i <= j) {
        while (at(order[i], axis) < pivot) {
          i++;
        }
        while (pivot < at(order[j], axis)) {
          j--;
        }
        if (i <= j) {
          int t = order[i];
          order[i++] = order[j];
          order[j--] = t;
        }
      }
      if (middle <= j) {
        high = j;
      } else if (middle >= i) {
        low = i;
      } else {
        break;
      }
    }
    build(from, middle, (axis + 1) % 3);
    build(middle + 1, to, (axis + 1) % 3);
  }

  private double at(int point, int axis) {
    return xyz[3 * point + axis];
  }

  /// The point nearest to a place, or -1 if there is none within `chord`, a distance through the
  /// unit sphere.
  int nearest(double lon, double lat, double chord) {
    double[] place = UnitVector.of(lon, lat);
    var search = new Search(place, chord * chord);
    search.in(0, order.length, 0);
    return search.best;
  }

  /// The `k` points nearest to a point of the tree, itself among them, the nearest first; all if
  /// there are fewer.
  int[] nearest(int point, int k) {
    var search = new Several(new double[] {at(point, 0), at(point, 1), at(point, 2)}, k);
    search.in(0, order.length, 0);
    return Arrays.copyOf(search.found, search.count);
  }

  private double square(int point, double[] place) {
    double square = 0;
    for (int d = 0; d < 3; d++) {
      double apart = at(point, d) - place[d];
      square += apart * apart;
    }
    return square;
  }

  private final class Several {
    private final double[] place;
    private final int[] found;
    private final double[] squares;
    private int count;

    Several(double[] place, int k) {
      this.place = place;
      found = new int[k];
      squares = new double[k];
    }

    void in(int from, int to, int axis) {
      if (from >= to) {
        return;
      }
      int middle = (from + to) >>> 1;
      put(order[middle]);
      double side = place[axis] - at(order[middle], axis);
      int next = (axis + 1) % 3;
      if (side <= 0) {
        in(from, middle, next);
      } else {
        in(middle + 1, to, next);
      }
      if (count < found.length || side * side <= squares[count - 1]) {
        if (side <= 0) {
          in(middle + 1, to, next);
        } else {
          in(from, middle, next);
        }
      }
    }

    private void put(int point) {
      double square = square(point, place);
      if (count == found.length && square >= squares[count - 1]) {
        return;
      }
      int at = count < found.length ? count++ : count - 1;
      for (; at > 0 && squares[at - 1] > square; at--) {
        squares[at] = squares[at - 1];
        found[at] = found[at - 1];
      }
      squares[at] = square;
      found[at] = point;
    }
  }

  private final class Search {
    private final double[] place;
    private double least;
    private int best = -1;

    Search(double[] place, double limit) {
      this.place = place;
      least = limit;
    }

    void in(int from, int to, int axis) {
      if (from >= to) {
        return;
      }
      int middle = (from + to) >>> 1;
      int point = order[middle];
      double square = square(point, place);
      boolean same = best >= 0 && Math.abs(square - least) <= SAME * (least + SAME);
      if (same ? point < best : square <= least) {
        least = same ? Math.min(least, square) : square;
        best = point;
      }
      double side = place[axis] - at(point, axis);
      int next = (axis + 1) % 3;
      if (side <= 0) {
        in(from, middle, next);
      } else {
        in(middle + 1, to, next);
      }
      if (side * side <= least * (1 + SAME) + SAME * SAME) {
        if (side <= 0) {
          in(middle + 1, to, next);
        } else {
          in(from, middle, next);
        }
      }
    }
  }
}
