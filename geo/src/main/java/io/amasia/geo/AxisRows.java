package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.WeightRows;
import io.amasia.plan.SparseWeights;
import java.util.Arrays;

/// Weights from the rows or columns of one rectilinear grid to those of another.
final class AxisRows {
  private AxisRows() {}

  /// Straight lines between longitudes, around the globe where the source goes around it.
  static SparseWeights longitudes(double[] source, double[] target) {
    SortedAxis axis = turned(source);
    double[] x = axis.values();
    int n = x.length;
    double widest = 0;
    for (int i = 1; i < n; i++) {
      widest = Math.max(widest, x[i] - x[i - 1]);
    }
    boolean closes = n > 1 && x[0] + 360 - x[n - 1] < 1.5 * widest;
    var rows = new WeightRows(source.length);
    for (double place : target) {
      double at = x[0] + Math.IEEEremainder(place - x[0], 360);
      at = at < x[0] - 1e-9 ? at + 360 : Math.max(at, x[0]);
      if (at <= x[n - 1] + 1e-9) {
        between(axis, Math.min(at, x[n - 1]), rows);
      } else if (closes) {
        double part = (at - x[n - 1]) / (x[0] + 360 - x[n - 1]);
        rows.add(axis.source()[n - 1], 1 - part).add(axis.source()[0], part);
      }
      rows.end();
    }
    return rows.weights();
  }

  /// Longitudes ascending within one turn, a repeated meridian once.
  private static SortedAxis turned(double[] source) {
    if (source.length == 0 || Arrays.stream(source).anyMatch(v -> !Double.isFinite(v))) {
      throw new AmasiaException.Unsupported(
          "a grid whose longitudes are missing has no points to interpolate between");
    }
    double least = Arrays.stream(source).min().orElse(0);
    double[] within = new double[source.length];
    for (int i = 0; i < source.length; i++) {
      boolean again = source[i] - least > 360 - 1e-6;
      within[i] = again ? Double.NaN : source[i];
    }
    return distinct(SortedAxis.of(within), "longitude");
  }

  private static SortedAxis distinct(SortedAxis axis, String what) {
    for (int i = 1; i < axis.size(); i++) {
      if (axis.values()[i] == axis.values()[i - 1]) {
        throw new AmasiaException.Unsupported(
            "the %s %s occurs twice in the grid".formatted(what, axis.values()[i]));
      }
    }
    return axis;
  }

  /// Straight lines between latitudes; the outer rows stand as far as the poles if these are within
  /// one step.
  static SparseWeights latitudes(double[] source, double[] target) {
    SortedAxis axis = distinct(SortedAxis.of(source), "latitude");
    double[] y = axis.values();
    int n = y.length;
    if (n == 0) {
      throw new AmasiaException.Unsupported("a grid whose latitudes are missing");
    }
    boolean south = n > 1 && y[0] + 90 < y[1] - y[0] + 1e-9;
    boolean north = n > 1 && 90 - y[n - 1] < y[n - 1] - y[n - 2] + 1e-9;
    var rows = new WeightRows(source.length);
    for (double place : target) {
      boolean below = place < y[0] - 1e-9;
      boolean above = place > y[n - 1] + 1e-9;
      if (!(below && !south) && !(above && !north) && !Double.isNaN(place)) {
        between(axis, Math.clamp(place, y[0], y[n - 1]), rows);
      }
      rows.end();
    }
    return rows.weights();
  }

  private static void between(SortedAxis axis, double place, WeightRows rows) {
    int above = Math.min(axis.moreThan(place, 0), axis.size() - 1);
    int below = Math.max(0, above - 1);
    double low = axis.values()[below];
    double high = axis.values()[above];
    double part = high > low ? (place - low) / (high - low) : 0;
    if (part < 1) {
      rows.add(axis.source()[below], 1 - part);
    }
    if (part > 0) {
      rows.add(axis.source()[above], part);
    }
  }

  /// The part of each target cell that each source cell covers, by length of the circle.
  static SparseWeights longitudeOverlaps(CellEdges source, CellEdges target) {
    var rows = new WeightRows(source.size());
    for (int i = 0; i < target.size(); i++) {
      double west = target.lower(i);
      double width = target.upper(i) - west;
      for (int k = 0; k < source.size(); k++) {
        double from = source.lower(k) + 360 * Edges.firstTurn(source.upper(k), west);
        double common = 0;
        for (double turn = from; turn < west + width; turn += 360) {
          double end = turn + source.upper(k) - source.lower(k);
          common += Math.max(0, Math.min(end, west + width) - Math.max(turn, west));
        }
        if (common > 1e-9 * width) {
          rows.add(k, common / width);
        }
      }
      rows.end();
    }
    return rows.weights();
  }

  /// The part of each target row that each source row covers, by area on the sphere.
  static SparseWeights latitudeOverlaps(CellEdges source, CellEdges target) {
    var rows = new WeightRows(source.size());
    for (int i = 0; i < target.size(); i++) {
      double height = Sphere.sineStep(target.lower(i), target.upper(i));
      for (int k = 0; k < source.size(); k++) {
        double low = Math.max(source.lower(k), target.lower(i));
        double high = Math.min(source.upper(k), target.upper(i));
        double common = high > low ? Sphere.sineStep(low, high) : 0;
        if (common > 1e-9 * height) {
          rows.add(k, common / height);
        }
      }
      rows.end();
    }
    return rows.weights();
  }
}
