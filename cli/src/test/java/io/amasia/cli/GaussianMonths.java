package io.amasia.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.StringJoiner;

/// Ten years of months on a Gaussian grid, made here and written by hand as Zarr v2, so that
/// nothing of ours has a part in what is expected: `[time, lat, lon]` = `[120, 32, 64]` of float32
/// in about a thousand raw chunks with ragged edges, missing values by a fill of float64 that
/// float32 only holds rounded, gaps that vary in time.
final class GaussianMonths {
  static final int TIMES = 120;
  static final int ROWS = 32;
  static final int COLUMNS = 64;
  private static final int[] CHUNKS = {7, 5, 9};
  private static final double FILL = 1e20;

  private final Path folder;
  private final double firstLon;
  private final float[] values;

  private GaussianMonths(Path folder, double firstLon, float[] values) {
    this.folder = folder;
    this.firstLon = firstLon;
    this.values = values;
  }

  Path folder() {
    return folder;
  }

  /// The latitudes of N16, roots of a Legendre polynomial, north first.
  static final double[] LAT = gaussian(ROWS);

  /// Writes the field; the same values stand at the same places, wherever the grid begins.
  static GaussianMonths write(Path folder, double firstLon) throws IOException {
    float[] values = new float[TIMES * ROWS * COLUMNS];
    var random = new Random(7);
    float[] once = new float[values.length];
    for (int i = 0; i < once.length; i++) {
      once[i] = random.nextFloat() < 2e-4 ? Float.NaN : 250 + 50 * random.nextFloat();
    }
    int shift = (int) Math.round(firstLon / 5.625);
    for (int i = 0; i < values.length; i++) {
      int column = Math.floorMod(i % COLUMNS + shift, COLUMNS);
      values[i] = once[i - i % COLUMNS + column];
    }
    // One cell has no value at all, as behind a land mask.
    for (int t = 0; t < TIMES; t++) {
      values[(t * ROWS + 9) * COLUMNS + Math.floorMod(20 - shift, COLUMNS)] = Float.NaN;
    }
    var made = new GaussianMonths(folder, firstLon, values);
    made.write();
    return made;
  }

  double lon(int column) {
    return firstLon + 5.625 * column;
  }

  float at(int time, int row, int column) {
    return values[(time * ROWS + row) * COLUMNS + column];
  }

  private void write() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
    Files.writeString(
        folder.resolve(".zattrs"),
        "{\"title\": \"made\", \"frequency\": \"mon\", \"tracking_id\": \"hdl:1\", \"institution\": \"none\"}");
    coordinate("time", "days since 2000-01-01", "time", TIMES);
    coordinate("lat", "degrees_north", "latitude", ROWS);
    coordinate("lon", "degrees_east", "longitude", COLUMNS);
    Path tas = Files.createDirectories(folder.resolve("tas"));
    Files.writeString(
        tas.resolve(".zarray"),
        """
        {"zarr_format": 2, "shape": [120, 32, 64], "chunks": [7, 5, 9], "dtype": "<f4", "order": "C",
         "compressor": null, "filters": null, "fill_value": null}
        """);
    Files.writeString(
        tas.resolve(".zattrs"),
        "{\"_ARRAY_DIMENSIONS\": [\"time\", \"lat\", \"lon\"], \"units\": \"K\", \"_FillValue\": %s}"
            .formatted(FILL));
    for (int a = 0; a * CHUNKS[0] < TIMES; a++) {
      for (int b = 0; b * CHUNKS[1] < ROWS; b++) {
        for (int c = 0; c * CHUNKS[2] < COLUMNS; c++) {
          Files.write(tas.resolve(a + "." + b + "." + c), chunk(a, b, c));
        }
      }
    }
  }

  private byte[] chunk(int a, int b, int c) {
    var bytes = ByteBuffer.allocate(4 * CHUNKS[0] * CHUNKS[1] * CHUNKS[2]);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int t = a * CHUNKS[0]; t < (a + 1) * CHUNKS[0]; t++) {
      for (int y = b * CHUNKS[1]; y < (b + 1) * CHUNKS[1]; y++) {
        for (int x = c * CHUNKS[2]; x < (c + 1) * CHUNKS[2]; x++) {
          boolean inside = t < TIMES && y < ROWS && x < COLUMNS;
          float value = inside ? at(t, y, x) : -999;
          bytes.putFloat(Float.isNaN(value) ? (float) FILL : value);
        }
      }
    }
    return bytes.array();
  }

  private void coordinate(String name, String units, String standardName, int size)
      throws IOException {
    Path array = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        array.resolve(".zarray"),
        """
        {"zarr_format": 2, "shape": [%d], "chunks": [%d], "dtype": "<f8", "order": "C",
         "compressor": null, "filters": null, "fill_value": null}
        """
            .formatted(size, size));
    var attrs = new StringJoiner(", ", "{", "}");
    attrs.add("\"_ARRAY_DIMENSIONS\": [\"" + name + "\"]");
    attrs.add("\"units\": \"" + units + "\"");
    attrs.add("\"standard_name\": \"" + standardName + "\"");
    if (name.equals("time")) {
      attrs.add("\"calendar\": \"noleap\"");
    }
    Files.writeString(array.resolve(".zattrs"), attrs.toString());
    var bytes = ByteBuffer.allocate(8 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putDouble(
          switch (name) {
            case "time" -> 365 * (i / 12) + startOfMonth(i % 12) + 14;
            case "lat" -> LAT[i];
            default -> lon(i);
          });
    }
    Files.write(array.resolve("0"), bytes.array());
  }

  static int days(int month) {
    return new int[] {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month];
  }

  private static int startOfMonth(int month) {
    int days = 0;
    for (int m = 0; m < month; m++) {
      days += days(m);
    }
    return days;
  }

  /// The share of the sphere between the midpoints around a row, of one column; the outer rows
  /// reach the poles.
  static double area(int row) {
    double north = row == 0 ? 90 : (LAT[row - 1] + LAT[row]) / 2;
    double south = row == ROWS - 1 ? -90 : (LAT[row] + LAT[row + 1]) / 2;
    return Math.sin(Math.toRadians(north)) - Math.sin(Math.toRadians(south));
  }

  private static double[] gaussian(int n) {
    double[] lat = new double[n];
    for (int i = 0; i < n; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      for (int k = 0; k < 20; k++) {
        double before = 1;
        double here = x;
        for (int j = 2; j <= n; j++) {
          double next = ((2 * j - 1) * x * here - (j - 1) * before) / j;
          before = here;
          here = next;
        }
        x -= here * (x * x - 1) / (n * (x * here - before));
      }
      lat[i] = Math.toDegrees(Math.asin(x));
    }
    return lat;
  }
}
