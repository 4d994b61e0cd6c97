package io.amasia.plot;

import io.amasia.array.AmasiaException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Chooses how a map is projected from where its cells lie.
public final class MapExtent {
  private MapExtent() {}

  /// From how many degrees between the outer meridians of a map they are drawn as they converge.
  private static final double CONVERGENCE = 8;

  /// The names of projections that can be asked for, on pages and of pictures.
  public static final List<String> NAMES =
      List.of(
          "Equirectangular",
          "EqualEarth",
          "NaturalEarth",
          "Robinson",
          "Mollweide",
          "Mercator",
          "Orthographic",
          "NorthPolarStereographic",
          "SouthPolarStereographic",
          "LambertConformal");

  /// Cells over more degrees of longitude are taken to go round the Earth.
  private static final double NEARLY_ROUND = 350;

  /// The latitude from above which a globe is seen whose cells go round it.
  private static final double WORLD_SEEN_FROM = 20;

  /// The latitude of the edge of a polar cap where the cells do not say.
  private static final double CAP = 20;

  /// Does nothing if `name` is one of [#NAMES].
  ///
  /// @throws AmasiaException.Usage if it is not; lists them
  static void check(String name) {
    if (!NAMES.contains(name)) {
      throw new AmasiaException.Usage(
          "no projection '%s'; there are: %s".formatted(name, String.join(", ", NAMES)));
    }
  }

  /// The projection that is asked for, or the one that suits the cells.
  static Projection projection(Cells cells, Optional<String> name) {
    return name.isEmpty() ? projection(cells) : named(name.get(), cells);
  }

  private static Projection named(String name, Cells cells) {
    Degrees box = degrees(cells);
    for (WorldShape shape : WorldShape.values()) {
      if (shape.title().equals(name)) {
        return new World(shape, box.middleLongitude());
      }
    }
    return switch (name) {
      case "Equirectangular" ->
          new Projection.Equirectangular(box.west, box.east, box.south, box.north);
      case "Orthographic" ->
          new Orthographic(
              box.middleLongitude(), box.isWorld() ? WORLD_SEEN_FROM : (box.south + box.north) / 2);
      case "LambertConformal" -> cone(box);
      case "NorthPolarStereographic" ->
          new Projection.PolarStereographic(true, Math.clamp(box.south, CAP, 85));
      case "SouthPolarStereographic" ->
          new Projection.PolarStereographic(false, Math.clamp(box.north, -85, -CAP));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// A cone can't show the equator's other side well: of the world it is the northern part.
  private static Projection cone(Degrees box) {
    boolean northern = box.south + box.north >= 0;
    return new LambertConformal(
        box.west,
        box.east,
        northern ? Math.max(box.south, -15) : Math.max(box.south, -88),
        northern ? Math.min(box.north, 88) : Math.min(box.north, 15));
  }

  /// Equal Earth for (nearly) the whole globe, a polar cap for rings about a pole, a cone for parts
  /// of the middle and high latitudes that are wide enough to show it, else straight meridians.
  static Projection projection(Cells cells) {
    Degrees box = degrees(cells);
    double south = box.south;
    double north = box.north;
    double span = box.east - box.west;
    if (span > 270) {
      if (south > 20 || north < -20) {
        return new Projection.PolarStereographic(south > 20, south > 20 ? south : north);
      }
      if (north - south > 100) {
        return new World(WorldShape.EQUAL_EARTH, box.middleLongitude());
      }
    }
    if (span >= 359.9) {
      return new Projection.Equirectangular(-180, 180, south, north);
    }
    double middle = (south + north) / 2;
    boolean oneSided = middle > 0 ? south > -15 : north < 15;
    boolean converges = span * Math.sin(Math.toRadians(Math.abs(middle))) > CONVERGENCE;
    // The cone's width; more than half a circle is no good map.
    boolean open = span * Math.sin(Math.toRadians(Math.abs(middle))) < 170;
    return Math.abs(middle) > 20 && oneSided && converges && open
        ? new LambertConformal(box.west, box.east, south, north)
        : new Projection.Equirectangular(box.west, box.east, south, north);
  }

  /// The part of the Earth that some cells take, in degrees; beyond ±180 across the date line.
  public record Degrees(double west, double south, double east, double north) {
    /// Whether it is (nearly) the whole Earth.
    boolean isWorld() {
      return east - west > 340 && north - south > 120;
    }

    /// Maps of the world are known with Greenwich or the Pacific in the middle; keep to the first.
    double middleLongitude() {
      return east - west > 300 ? 0 : (west + east) / 2;
    }
  }

  /// How a map of some cells is to be shown at first.
  ///
  /// @param projection one of [#NAMES]
  public record Home(String projection, Degrees degrees) {}

  /// The projection that is asked for, or the one that suits the cells, and where they lie.
  public static Home home(Cells cells, Optional<String> name) {
    String projection =
        switch (projection(cells, name)) {
          case Projection.Equirectangular _ -> "Equirectangular";
          case World world -> world.shape().title();
          case Orthographic _ -> "Orthographic";
          case LambertConformal _ -> "LambertConformal";
          case Projection.PolarStereographic cap ->
              (cap.north() ? "North" : "South") + "PolarStereographic";
        };
    return new Home(projection, degrees(cells));
  }

  /// Whether a map of some cells shows a place in degrees.
  public interface Part {
    boolean shows(double lon, double lat);
  }

  /// The part of the Earth that a map of `cells` shows.
  public static Part part(Cells cells, Look look) {
    return MapWindow.of(cells, look)::shows;
  }

  /// Where some cells lie; west within ±180.
  static Degrees degrees(Cells cells) {
    double[] latitudes = latitudes(cells);
    double[] range = longitudes(longitudesOf(cells));
    return new Degrees(range[0], latitudes[0], range[1], latitudes[1]);
  }

  private static double[] longitudesOf(Cells cells) {
    return switch (cells) {
      case Cells.Rectilinear grid -> grid.lonEdges;
      case Cells.Polygons polygons -> polygons.lon;
      case Cells.Points points -> points.lon;
    };
  }

  /// South and north of all cells, within the poles.
  private static double[] latitudes(Cells cells) {
    double[] lat =
        switch (cells) {
          case Cells.Rectilinear grid -> grid.latEdges;
          case Cells.Polygons polygons -> polygons.lat;
          case Cells.Points points -> points.lat;
        };
    double south = Math.max(-90, Arrays.stream(lat).filter(Double::isFinite).min().orElse(-90));
    double north = Math.min(90, Arrays.stream(lat).filter(Double::isFinite).max().orElse(90));
    return new double[] {south, north};
  }

  /// West and east of the shortest arc that holds all longitudes; west within -180 … 180.
  private static double[] longitudes(double[] lon) {
    double[] finite = Arrays.stream(lon).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new double[] {-180, 180};
    }
    double least = Arrays.stream(finite).min().getAsDouble();
    double most = Arrays.stream(finite).max().getAsDouble();
    double[] arc = shortestArc(finite, most - least);
    return arc[1] - arc[0] > NEARLY_ROUND ? new double[] {-180, 180} : arc;
  }

  private static double[] shortestArc(double[] finite, double fullSpan) {
    double[] turned =
        Arrays.stream(finite)
            .map(l -> l - 360 * Math.floor((l + 180) / 360))
            .sorted()
            .distinct()
            .toArray();
    int n = turned.length;
    double widest = turned[0] + 360 - turned[n - 1];
    int after = 0;
    for (int i = 1; i < n; i++) {
      if (turned[i] - turned[i - 1] > widest) {
        widest = turned[i] - turned[i - 1];
        after = i;
      }
    }
    // A grid of few columns leaves gaps of its own; only a gap well above the usual one is outside.
    double usual = 360.0 / n;
    if (fullSpan >= 359 && widest < 3 * usual + 1) {
      return new double[] {-180, 180};
    }
    double west = turned[after];
    double east = turned[(after + n - 1) % n];
    return new double[] {west, east < west ? east + 360 : east};
  }
}
