package io.amasia.plot;

import java.util.Arrays;

/// The edge of a cell in longitude and latitude, in degrees, one continuous line that ends where it
/// starts: longitudes may leave ±180, and a pole, which lies at every longitude, is followed from
/// the one to the other. Sides are great circles, but for cells whose sides all run along parallels
/// and meridians; long ones have points between, as maps bend them.
final class CellRing {
  /// No side is longer, in degrees.
  private static final double LONGEST = 4;

  /// Nearer to a pole than this is the pole.
  private static final double POLE = 90 - 1e-6;

  /// Beyond these no corner lies, as far as rounding goes: it is a fill value.
  private static final double MOST_LAT = 90.001;

  private static final double MOST_LON = 1e4;

  /// Degrees that differ by less are the same.
  private static final double SAME = 1e-4;

  private double[] lon = new double[16];
  private double[] lat = new double[16];
  private int size;

  private final boolean straight;

  /// @param straight whether sides are straight in longitude and latitude
  private CellRing(boolean straight) {
    this.straight = straight;
  }

  /// The ring of cell `c`; empty if a corner is missing.
  static CellRing of(Cells.Polygons cells, int c) {
    int from = c * cells.corners;
    var ring = new CellRing(isBox(cells, from));
    int to = from + cells.corners;
    int start = -1;
    for (int at = from; at < to; at++) {
      if (!(Math.abs(cells.lon[at]) <= MOST_LON && Math.abs(cells.lat[at]) <= MOST_LAT)) {
        return ring;
      }
      start = start < 0 && Math.abs(cells.lat[at]) < POLE ? at : start;
    }
    if (start < 0) {
      return ring;
    }
    double pole = Double.NaN;
    ring.add(cells.lon[start], cells.lat[start]);
    for (int k = 1; k <= cells.corners; k++) {
      int at = from + (start - from + k) % cells.corners;
      if (Math.abs(cells.lat[at]) >= POLE) {
        pole = Math.copySign(90, cells.lat[at]);
        continue;
      }
      double last = ring.lon[ring.size - 1];
      double next = cells.lon[at] - 360 * Math.rint((cells.lon[at] - last) / 360);
      if (!Double.isNaN(pole)) {
        ring.to(last, pole);
        ring.to(next, pole);
        pole = Double.NaN;
      }
      ring.to(next, cells.lat[at]);
    }
    double last = ring.lon[ring.size - 1];
    if (Math.abs(last - ring.lon[0]) > 180) {
      // Once round the Earth: a pole lies within.
      double sum = Arrays.stream(ring.lat, 0, ring.size).sum();
      ring.to(last, Math.copySign(90, sum));
      ring.to(ring.lon[0], Math.copySign(90, sum));
    }
    return ring;
  }

  int size() {
    return size;
  }

  double lon(int k) {
    return lon[k];
  }

  double lat(int k) {
    return lat[k];
  }

  double west() {
    return Arrays.stream(lon, 0, size).min().orElse(Double.NaN);
  }

  double east() {
    return Arrays.stream(lon, 0, size).max().orElse(Double.NaN);
  }

  /// The part between two longitudes, of this ring moved by `shift` degrees.
  CellRing between(double west, double east, double shift) {
    if (shift == 0 && west() >= west && east() <= east) {
      return this;
    }
    var moved = new CellRing(true);
    for (int k = 0; k < size; k++) {
      moved.add(lon[k] + shift, lat[k]);
    }
    return moved.beyond(true, west, 1).beyond(true, east, -1);
  }

  /// The part between two latitudes.
  CellRing within(double south, double north) {
    return beyond(false, south, 1).beyond(false, north, -1);
  }

  /// The part on one side of a line, after Sutherland and Hodgman (1974),
  /// doi:10.1145/360767.360802.
  private CellRing beyond(boolean meridian, double line, int side) {
    double[] along = meridian ? lon : lat;
    var part = new CellRing(true);
    for (int k = 0; k < size; k++) {
      int next = (k + 1) % size;
      double here = side * (along[k] - line);
      double there = side * (along[next] - line);
      if (here >= 0) {
        part.to(lon[k], lat[k]);
      }
      if (here < 0 != there < 0) {
        double share = here / (here - there);
        part.to(
            meridian ? line : lon[k] + share * (lon[next] - lon[k]),
            meridian ? lat[k] + share * (lat[next] - lat[k]) : line);
      }
    }
    if (part.size > 0) {
      part.to(part.lon[0], part.lat[0]);
    }
    return part;
  }

  private static boolean isBox(Cells.Polygons cells, int from) {
    boolean box = true;
    for (int k = 0; k < cells.corners; k++) {
      int here = from + k;
      int next = from + (k + 1) % cells.corners;
      box &=
          Math.abs(cells.lat[here] - cells.lat[next]) < SAME
              || Math.abs(Math.IEEEremainder(cells.lon[here] - cells.lon[next], 360)) < SAME;
    }
    return box;
  }

  /// Goes to the next point, which is less than half round the Earth away, unless along a pole.
  private void to(double toLon, double toLat) {
    if (size == 0) {
      add(toLon, toLat);
      return;
    }
    double fromLon = lon[size - 1];
    double fromLat = lat[size - 1];
    double far = Math.max(Math.abs(toLon - fromLon), Math.abs(toLat - fromLat));
    int steps = Math.max(1, (int) Math.ceil(far / LONGEST));
    boolean circle = !straight && Math.abs(fromLat) < POLE && Math.abs(toLat) < POLE;
    for (int s = 1; s < steps; s++) {
      double share = (double) s / steps;
      if (circle) {
        addBetween(fromLon, fromLat, toLon, toLat, share);
      } else {
        add(fromLon + (toLon - fromLon) * share, fromLat + (toLat - fromLat) * share);
      }
    }
    if (far > 0) {
      add(toLon, toLat);
    }
  }

  /// A point on the great circle between two.
  private void addBetween(double lon0, double lat0, double lon1, double lat1, double share) {
    double a = (1 - share) * Math.cos(Math.toRadians(lat0));
    double b = share * Math.cos(Math.toRadians(lat1));
    double turn = Math.toRadians(lon1 - lon0);
    double x = a + b * Math.cos(turn);
    double y = b * Math.sin(turn);
    double z =
        (1 - share) * Math.sin(Math.toRadians(lat0)) + share * Math.sin(Math.toRadians(lat1));
    add(lon0 + Math.toDegrees(Math.atan2(y, x)), Math.toDegrees(Math.atan2(z, Math.hypot(x, y))));
  }

  private void add(double x, double y) {
    if (size == lon.length) {
      lon = Arrays.copyOf(lon, 2 * size);
      lat = Arrays.copyOf(lat, 2 * size);
    }
    lon[size] = x;
    lat[size++] = y;
  }
}
