package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// The outlines of countries that come with Amasia, by Natural Earth (public domain).
///
/// Neighbours share the arc between them, so borders match to the bit, and an arc with one owner is
/// a coast. `geo/generate/README.md` tells where the bytes come from and how they are laid out.
public final class NaturalEarth {
  private static final NaturalEarth MEDIUM = load("natural-earth-50m.bin.gz");

  private final double[][] arcLon;
  private final double[][] arcLat;
  private final int[] owners;
  private final Map<String, Polygons> countries = new LinkedHashMap<>();

  /// Scales of outlines.
  public enum Scale {
    /// 1:50 million, 80,000 points: masks, and maps of a country.
    MEDIUM_50M,
    /// 1:110 million, 8,000 points: maps of the world.
    SMALL_110M
  }

  private static final class Small {
    static final NaturalEarth OUTLINES = load("natural-earth-110m.bin.gz");
  }

  private NaturalEarth(DataInputStream in) throws IOException {
    double[] transform = new double[4];
    for (int k = 0; k < 4; k++) {
      transform[k] = in.readDouble();
    }
    int[] lengths = new int[readVarint(in)];
    owners = new int[lengths.length];
    for (int a = 0; a < lengths.length; a++) {
      lengths[a] = readVarint(in);
    }
    arcLon = readCoordinates(in, lengths, transform[0], transform[2]);
    arcLat = readCoordinates(in, lengths, transform[1], transform[3]);
    for (int n = readVarint(in); n > 0; n--) {
      countries.put(in.readUTF(), readPolygons(in));
    }
  }

  /// The outlines at `scale`, loaded once (the finer one takes some 50 ms).
  public static NaturalEarth at(Scale scale) {
    return switch (scale) {
      case MEDIUM_50M -> MEDIUM;
      case SMALL_110M -> Small.OUTLINES;
    };
  }

  /// The countries' polygons by Natural Earth's own (English, partly abbreviated) names.
  Map<String, Polygons> countries() {
    return countries;
  }

  /// Coastlines to draw, also of inland seas that belong to no country, such as the Caspian. Each
  /// element is a line: `[0]` longitudes, `[1]` latitudes in degrees. A line that crosses the date
  /// line goes on beyond ±180; the cuts of the data along the date line and the pole are left out.
  public List<double[][]> coastlines() {
    return lines(1);
  }

  /// Borders between countries to draw, in the form of [#coastlines].
  public List<double[][]> borders() {
    return lines(2);
  }

  private List<double[][]> lines(int ownersWanted) {
    List<double[][]> lines = new ArrayList<>();
    for (int a = 0; a < owners.length; a++) {
      if (owners[a] == ownersWanted) {
        addLines(lines, unwrap(arcLon[a]), arcLat[a]);
      }
    }
    return lines;
  }

  /// Adds a line, lifting the pen over cuts: segments along the date line or at the pole.
  private static void addLines(List<double[][]> lines, double[] lon, double[] lat) {
    int from = 0;
    for (int i = 1; i <= lon.length; i++) {
      if (i == lon.length || isCut(lon[i - 1], lat[i - 1], lon[i], lat[i])) {
        if (i - from > 1) {
          lines.add(
              new double[][] {Arrays.copyOfRange(lon, from, i), Arrays.copyOfRange(lat, from, i)});
        }
        from = i;
      }
    }
  }

  private static boolean isCut(double lon0, double lat0, double lon1, double lat1) {
    return (Math.abs(lon0) == 180 && lon0 == lon1) || (nearPole(lat0) && nearPole(lat1));
  }

  private static boolean nearPole(double lat) {
    return Math.abs(lat) > 89.99;
  }

  private Polygons readPolygons(DataInputStream in) throws IOException {
    List<List<Polygons.Ring>> polygons = new ArrayList<>();
    for (int n = readVarint(in); n > 0; n--) {
      List<Polygons.Ring> rings = new ArrayList<>();
      for (int r = readVarint(in); r > 0; r--) {
        Polygons.Ring ring = readRing(in);
        if (!Arrays.stream(ring.lat()).allMatch(NaturalEarth::nearPole)) {
          rings.add(ring);
        }
      }
      polygons.add(rings);
    }
    return Polygons.of(polygons);
  }

  private Polygons.Ring readRing(DataInputStream in) throws IOException {
    double[] lon = {};
    double[] lat = {};
    for (int n = readVarint(in); n > 0; n--) {
      int arc = readSigned(in);
      boolean turn = arc < 0;
      int a = turn ? ~arc : arc;
      owners[a]++;
      lon = append(lon, arcLon[a], turn);
      lat = append(lat, arcLat[a], turn);
    }
    return closeOverPole(unwrap(lon), lat);
  }

  /// A ring that runs once around the earth holds its pole: it is closed along that parallel of 90
  /// degrees.
  private static Polygons.Ring closeOverPole(double[] lon, double[] lat) {
    int n = lon.length;
    if (Math.abs(lon[n - 1] - lon[0]) < 180) {
      return new Polygons.Ring(lon, lat);
    }
    double pole = Math.copySign(90, lat[0]);
    double[] closedLon = Arrays.copyOf(lon, n + 2);
    double[] closedLat = Arrays.copyOf(lat, n + 2);
    closedLon[n] = lon[n - 1];
    closedLon[n + 1] = lon[0];
    closedLat[n] = pole;
    closedLat[n + 1] = pole;
    return new Polygons.Ring(closedLon, closedLat);
  }

  /// The same longitudes with whole turns added so that no step is longer than half a turn.
  private static double[] unwrap(double[] lon) {
    double[] unwrapped = lon.clone();
    double turn = 0;
    for (int i = 1; i < lon.length; i++) {
      turn -= Math.rint((lon[i] - lon[i - 1]) / 360);
      unwrapped[i] = lon[i] + 360 * turn;
    }
    return unwrapped;
  }

  private static double[] append(double[] ring, double[] arc, boolean turn) {
    int skip = ring.length == 0 ? 0 : 1;
    double[] longer = Arrays.copyOf(ring, ring.length + arc.length - skip);
    for (int i = skip; i < arc.length; i++) {
      longer[ring.length + i - skip] = arc[turn ? arc.length - 1 - i : i];
    }
    return longer;
  }

  private static double[][] readCoordinates(
      DataInputStream in, int[] lengths, double scale, double translate) throws IOException {
    double[][] arcs = new double[lengths.length][];
    for (int a = 0; a < arcs.length; a++) {
      arcs[a] = new double[lengths[a]];
      int steps = 0;
      for (int i = 0; i < lengths[a]; i++) {
        steps += readSigned(in);
        arcs[a][i] = Math.clamp(steps * scale + translate, -180, 180);
      }
    }
    return arcs;
  }

  private static int readSigned(DataInputStream in) throws IOException {
    int bits = readVarint(in);
    return (bits >>> 1) ^ -(bits & 1);
  }

  private static int readVarint(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.readByte();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static NaturalEarth load(String resource) {
    try (InputStream packed = NaturalEarth.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new AmasiaException.Format(
            "the outlines '"
                + resource
                + "' are missing from this build of Amasia: build it again");
      }
      byte[] bytes = new GZIPInputStream(packed).readAllBytes();
      return new NaturalEarth(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
