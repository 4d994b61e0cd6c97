package io.amasia.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Polygons with holes in the plane of longitude and latitude, in degrees.
///
/// Edges are straight lines in lon/lat, not great circles. Outer rings run counter-clockwise, holes
/// clockwise, each ring ends where it starts. Longitudes may leave ±180 so that a polygon across
/// the date line stays in one piece; all questions are asked modulo 360. Polygons don't overlap:
/// the sum of their areas is the area of the whole. Immutable and thread-safe.
public final class Polygons {
  private final double[] lon;
  private final double[] lat;
  private final int[] ringStart;
  private final int[] polygonStart;
  private final double[] bounds;
  private volatile @Nullable LatitudeIndex index;

  private Polygons(double[] lon, double[] lat, int[] ringStart, int[] polygonStart) {
    this.lon = lon;
    this.lat = lat;
    this.ringStart = ringStart;
    this.polygonStart = polygonStart;
    this.bounds = new double[4 * size()];
    for (int p = 0; p < size(); p++) {
      double[] box = boxOf(firstVertex(p), endVertex(p));
      System.arraycopy(box, 0, bounds, 4 * p, 4);
    }
  }

  /// One ring, as longitudes and latitudes of its vertices; the last may repeat the first.
  @SuppressWarnings("ArrayRecordComponent") // never leaves the package
  record Ring(double[] lon, double[] lat) {
    Ring {
      int n = lon.length;
      if (n > 0 && (lon[0] != lon[n - 1] || lat[0] != lat[n - 1])) {
        lon = Arrays.copyOf(lon, n + 1);
        lat = Arrays.copyOf(lat, n + 1);
        lon[n] = lon[0];
        lat[n] = lat[0];
      }
    }

    private double planarArea() {
      double twice = 0;
      for (int i = 0; i + 1 < lon.length; i++) {
        twice +=
            (lon[i] - lon[0]) * (lat[i + 1] - lat[0]) - (lon[i + 1] - lon[0]) * (lat[i] - lat[0]);
      }
      return twice / 2;
    }
  }

  /// Polygons from rings: in each inner list the outer ring comes first, then its holes. Rings are
  /// turned as needed.
  static Polygons of(List<List<Ring>> polygons) {
    int vertices = polygons.stream().flatMap(List::stream).mapToInt(r -> r.lon.length).sum();
    int rings = polygons.stream().mapToInt(List::size).sum();
    double[] lon = new double[vertices];
    double[] lat = new double[vertices];
    int[] ringStart = new int[rings + 1];
    int[] polygonStart = new int[polygons.size() + 1];
    int v = 0;
    int r = 0;
    for (int p = 0; p < polygons.size(); p++) {
      boolean outer = true;
      for (Ring ring : polygons.get(p)) {
        int n = ring.lon.length;
        boolean turn = ring.planarArea() > 0 != outer;
        for (int i = 0; i < n; i++) {
          lon[v + i] = ring.lon[turn ? n - 1 - i : i];
          lat[v + i] = ring.lat[turn ? n - 1 - i : i];
        }
        v += n;
        ringStart[++r] = v;
        outer = false;
      }
      polygonStart[p + 1] = r;
    }
    return new Polygons(lon, lat, ringStart, polygonStart);
  }

  /// The rectangle from `west` to `east` (greater than `west`) and `south` to `north`.
  static Polygons box(double west, double south, double east, double north) {
    return of(
        List.of(
            List.of(
                new Ring(
                    new double[] {west, east, east, west},
                    new double[] {south, south, north, north}))));
  }

  /// All polygons of several; they must not overlap.
  static Polygons union(List<Polygons> parts) {
    List<List<Ring>> all = new ArrayList<>();
    for (Polygons part : parts) {
      for (int p = 0; p < part.size(); p++) {
        all.add(part.rings(p));
      }
    }
    return of(all);
  }

  /// The polygons at `which`.
  Polygons only(int... which) {
    return of(Arrays.stream(which).mapToObj(this::rings).toList());
  }

  private List<Ring> rings(int p) {
    List<Ring> rings = new ArrayList<>();
    for (int r = polygonStart[p]; r < polygonStart[p + 1]; r++) {
      rings.add(
          new Ring(
              Arrays.copyOfRange(lon, ringStart[r], ringStart[r + 1]),
              Arrays.copyOfRange(lat, ringStart[r], ringStart[r + 1])));
    }
    return rings;
  }

  /// The number of polygons.
  public int size() {
    return polygonStart.length - 1;
  }

  /// The number of rings of all polygons.
  public int ringCount() {
    return ringStart.length - 1;
  }

  /// Longitudes of ring `r` in degrees, the last equal to the first; may exceed ±180.
  public double[] ringLongitudes(int r) {
    return Arrays.copyOfRange(lon, ringStart[r], ringStart[r + 1]);
  }

  /// Latitudes of ring `r` in degrees, the last equal to the first.
  public double[] ringLatitudes(int r) {
    return Arrays.copyOfRange(lat, ringStart[r], ringStart[r + 1]);
  }

  /// The ring numbers of polygon `p`, outer ring first: `[first, end)`.
  public int[] ringsOf(int p) {
    return new int[] {polygonStart[p], polygonStart[p + 1]};
  }

  /// Where a point lies, whatever turn of the circle its longitude is in. Cost: the edges near its
  /// latitude.
  public Position locate(double longitude, double latitude) {
    LatitudeIndex ready = index;
    if (ready == null) {
      ready = new LatitudeIndex(this);
      index = ready;
    }
    return ready.locate(longitude, latitude);
  }

  /// The area on a sphere of `radius`, in the unit of `radius` squared, exact for edges straight in
  /// lon/lat.
  public double area(double radius) {
    double[] sum = {0};
    for (int p = 0; p < size(); p++) {
      edges(p, i -> sum[0] -= Sphere.sineIntegral(lon[i], lat[i], lon[i + 1], lat[i + 1]));
    }
    return sum[0] * radius * radius;
  }

  double lon(int vertex) {
    return lon[vertex];
  }

  double lat(int vertex) {
    return lat[vertex];
  }

  int firstVertex(int p) {
    return ringStart[polygonStart[p]];
  }

  int endVertex(int p) {
    return ringStart[polygonStart[p + 1]];
  }

  /// Takes the first vertex of an edge; the next vertex is its end.
  @FunctionalInterface
  interface EdgeVisitor {
    void visit(int vertex);
  }

  /// Calls `visitor` for each edge of polygon `p`.
  void edges(int p, EdgeVisitor visitor) {
    for (int r = polygonStart[p]; r < polygonStart[p + 1]; r++) {
      for (int v = ringStart[r]; v + 1 < ringStart[r + 1]; v++) {
        visitor.visit(v);
      }
    }
  }

  double west(int p) {
    return bounds[4 * p];
  }

  double south(int p) {
    return bounds[4 * p + 1];
  }

  double east(int p) {
    return bounds[4 * p + 2];
  }

  double north(int p) {
    return bounds[4 * p + 3];
  }

  private double[] boxOf(int from, int to) {
    double[] box = {
      Double.POSITIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (int i = from; i < to; i++) {
      box[0] = Math.min(box[0], lon[i]);
      box[1] = Math.min(box[1], lat[i]);
      box[2] = Math.max(box[2], lon[i]);
      box[3] = Math.max(box[3], lat[i]);
    }
    return box;
  }
}
