package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.GridStep;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rows and columns of a grid whose centres lie in a box.
///
/// Sides are included within a rounding ([GridStep]). Rows keep the grid's order; columns run from
/// west to east through the box, also across the seam of the grid, and [#longitudes] are their
/// longitudes without a jump.
public final class BoxSelection {
  private final int[] rows;
  private final int[] columns;
  private final double[] longitudes;

  private BoxSelection(int[] rows, int[] columns, double[] longitudes) {
    this.rows = rows;
    this.columns = columns;
    this.longitudes = longitudes;
  }

  /// The part of a rectilinear grid in `box`. NaN is never in it.
  ///
  /// @throws AmasiaException.Label when no row or no column is in the box
  public static BoxSelection of(LonLatBox box, double[] lat, double[] lon) {
    double slackLat = GridStep.rounding(lat);
    double slackLon = GridStep.rounding(lon);
    int[] rows =
        IntStream.range(0, lat.length)
            .filter(j -> lat[j] >= box.south() - slackLat && lat[j] <= box.north() + slackLat)
            .toArray();
    double west = box.west() - slackLon;
    double east = box.east() + slackLon;
    double[] turned = new double[lon.length];
    for (int i = 0; i < lon.length; i++) {
      turned[i] = lon[i] + 360 * Edges.firstTurn(lon[i], west);
    }
    moveRepeated(turned, lon, east, slackLon);
    int[] columns =
        IntStream.range(0, lon.length)
            .filter(i -> turned[i] <= east)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> turned[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    if (rows.length == 0 || columns.length == 0) {
      throw empty(box, lat, lon, rows.length == 0);
    }
    return new BoxSelection(
        rows, columns, Arrays.stream(columns).mapToDouble(i -> turned[i]).toArray());
  }

  /// The part of a grid with 2-D coordinates, `[rows, columns]` flat: the rows and columns that
  /// hold a centre in `box`, in the grid's order. What lies outside of the box among them is for
  /// [RegionMask#ofPoints] to tell. There are no [#longitudes].
  ///
  /// @throws AmasiaException.Label when no centre is in the box
  public static BoxSelection ofCurvilinear(
      LonLatBox box, double[] lat, double[] lon, int rows, int columns) {
    boolean[] mask = new boolean[rows * columns];
    for (int k = 0; k < mask.length; k++) {
      mask[k] = box.contains(lon[k], lat[k]);
    }
    return around(mask, rows, columns)
        .orElseThrow(() ->
            empty(
                box,
                lat,
                lon,
                Arrays.stream(lat).noneMatch(y -> y >= box.south() && y <= box.north())));
  }

  /// The rows and columns around the true cells of a mask `[rows, columns]`; empty if none is.
  static Optional<BoxSelection> around(boolean[] mask, int rows, int columns) {
    int[] box = {rows, -1, columns, -1};
    for (int k = 0; k < mask.length; k++) {
      if (mask[k]) {
        box[0] = Math.min(box[0], k / columns);
        box[1] = Math.max(box[1], k / columns);
        box[2] = Math.min(box[2], k % columns);
        box[3] = Math.max(box[3], k % columns);
      }
    }
    return box[1] < 0
        ? Optional.empty()
        : Optional.of(
            new BoxSelection(
                IntStream.rangeClosed(box[0], box[1]).toArray(),
                IntStream.rangeClosed(box[2], box[3]).toArray(),
                new double[0]));
  }

  /// Row numbers in the order of the grid.
  public int[] rows() {
    return rows.clone();
  }

  /// Column numbers from west to east.
  public int[] columns() {
    return columns.clone();
  }

  /// The columns' longitudes, ascending, from the box's west on; empty for curvilinear grids.
  public double[] longitudes() {
    return longitudes.clone();
  }

  /// A grid may repeat its first meridian at its end: in a box of the whole circle the copy goes to
  /// the end, not beside its twin.
  private static void moveRepeated(double[] turned, double[] lon, double east, double slack) {
    int n = lon.length;
    if (n > 1
        && Math.abs(Math.abs(lon[n - 1] - lon[0]) - 360) <= slack
        && Math.min(turned[0], turned[n - 1]) + 360 <= east) {
      int last = lon[n - 1] > lon[0] ? n - 1 : 0;
      turned[last] = turned[n - 1 - last] + 360;
    }
  }

  private static AmasiaException empty(
      LonLatBox box, double[] lat, double[] lon, boolean byLatitude) {
    double[] from = byLatitude ? lat : lon;
    String axis = byLatitude ? "latitudes" : "longitudes";
    return new AmasiaException.Label(
        "no cell centre of the grid lies in the box %s: the grid has %s %s. Widen the box, or use --nearest or --point for one cell"
            .formatted(box, axis, range(from)));
  }

  /// `from first to last (n values)`, without NaN.
  static String range(double[] values) {
    double low = Arrays.stream(values).filter(v -> !Double.isNaN(v)).min().orElse(Double.NaN);
    double high = Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN);
    return "from %s to %s (%d values)".formatted(low, high, values.length);
  }
}
