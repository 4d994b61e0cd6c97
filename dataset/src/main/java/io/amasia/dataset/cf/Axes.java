package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Which dimension of an array is which direction, and where its longitudes and latitudes are.
///
/// Found from the coordinates in this order: `axis` attribute, standard_name, units and dtype, then
/// names; the first dimension that fits takes the axis.
///
/// @param dims the dimension of each axis that was found
/// @param longitude the name of the coordinate of true longitudes, empty if there is none
/// @param latitude the name of the coordinate of true latitudes, empty if there is none
/// @param layout how points lie on the globe
public record Axes(
    Map<Axis, String> dims, Optional<String> longitude, Optional<String> latitude, Layout layout) {

  /// The four directions.
  public enum Axis {
    X,
    Y,
    Z,
    T
  }

  /// How the points of a field lie on the globe.
  public enum Layout {
    /// 1-D longitudes and 1-D latitudes, each its own dimension: `[lat, lon]`.
    RECTILINEAR,
    /// 2-D longitudes and latitudes: `[y, x]`, as of ocean models and rotated poles.
    CURVILINEAR,
    /// Longitudes and latitudes along one dimension: `[cell]`.
    UNSTRUCTURED,
    /// Only one, or neither, is known.
    NONE
  }

  private static final Map<Axis, Set<String>> STANDARD_NAMES =
      Map.of(
          Axis.X, Set.of("longitude", "grid_longitude", "projection_x_coordinate"),
          Axis.Y, Set.of("latitude", "grid_latitude", "projection_y_coordinate"),
          Axis.Z,
              Set.of(
                  "air_pressure",
                  "height",
                  "altitude",
                  "depth",
                  "model_level_number",
                  "air_potential_temperature",
                  "geopotential_height",
                  "height_above_mean_sea_level"),
          Axis.T, Set.of("time", "forecast_reference_time"));

  private static final Map<Axis, Set<String>> NAMES =
      Map.of(
          Axis.X,
              Set.of(
                  "x",
                  "lon",
                  "longitude",
                  "lons",
                  "rlon",
                  "grid_longitude",
                  "nlon",
                  "i",
                  "ni",
                  "xi_rho",
                  "west_east",
                  "nav_lon"),
          Axis.Y,
              Set.of(
                  "y",
                  "lat",
                  "latitude",
                  "lats",
                  "rlat",
                  "grid_latitude",
                  "nlat",
                  "j",
                  "nj",
                  "eta_rho",
                  "south_north",
                  "nav_lat"),
          Axis.Z,
              Set.of(
                  "z",
                  "lev",
                  "level",
                  "levels",
                  "plev",
                  "pressure",
                  "depth",
                  "height",
                  "altitude",
                  "deptht",
                  "isobaric",
                  "bottom_top",
                  "s_rho",
                  "model_level_number"),
          Axis.T, Set.of("t", "time", "times", "date", "time_counter"));

  private static final Set<String> EAST =
      Set.of("degrees_east", "degree_east", "degree_e", "degrees_e", "degreee", "degreese");
  private static final Set<String> NORTH =
      Set.of("degrees_north", "degree_north", "degree_n", "degrees_n", "degreen", "degreesn");
  private static final Set<String> LONGITUDE_NAMES =
      Set.of("lon", "longitude", "lons", "nav_lon", "xlong", "tlong", "ulong", "glamt", "clon");
  private static final Set<String> LATITUDE_NAMES =
      Set.of("lat", "latitude", "lats", "nav_lat", "xlat", "tlat", "ulat", "gphit", "clat");

  public Axes {
    dims = Map.copyOf(dims);
  }

  /// The axes of `array`.
  public static Axes of(DataArray array) {
    return of(array.dims(), array.coords());
  }

  /// The axes among the dimensions `dims`, as `coords` tell.
  public static Axes of(List<String> dims, Coordinates coords) {
    Map<Axis, String> found = new EnumMap<>(Axis.class);
    List<BiPredicate<String, Axis>> clues =
        List.of(
            (dim, axis) -> index(dim, coords).filter(v -> byAttribute(v, axis)).isPresent(),
            (dim, axis) -> index(dim, coords).filter(v -> byStandardName(v, axis)).isPresent(),
            (dim, axis) -> index(dim, coords).filter(v -> byUnits(v, axis)).isPresent(),
            (dim, axis) ->
                NAMES.getOrDefault(axis, Set.of()).contains(dim.toLowerCase(Locale.ROOT)));
    for (BiPredicate<String, Axis> clue : clues) {
      for (Axis axis : Axis.values()) {
        for (String dim : dims) {
          if (!found.containsKey(axis) && !found.containsValue(dim) && clue.test(dim, axis)) {
            found.put(axis, dim);
          }
        }
      }
    }
    Optional<String> lon = globe(dims, coords, "longitude", EAST, LONGITUDE_NAMES);
    Optional<String> lat = globe(dims, coords, "latitude", NORTH, LATITUDE_NAMES);
    Layout layout =
        lon.isPresent() && lat.isPresent()
            ? layout(coords.get(lon.get()), coords.get(lat.get()))
            : Layout.NONE;
    completeHorizontal(found, layout, lon.map(coords::get));
    return new Axes(found, lon, lat, layout);
  }

  /// The dimension of `axis`.
  public Optional<String> dim(Axis axis) {
    return Optional.ofNullable(dims.get(axis));
  }

  /// The dimension that `name` stands for: itself, or that of the axis `X`, `Y`, `Z`, `T`.
  public Optional<String> resolve(String name) {
    for (Axis axis : Axis.values()) {
      if (axis.name().equals(name)) {
        return dim(axis);
      }
    }
    return Optional.empty();
  }

  /// Whether `variable` holds true longitudes: its standard_name says so, or else its units.
  public static boolean isLongitude(Variable variable) {
    return isNamed(variable, "longitude") || isIn(variable, EAST);
  }

  /// Whether `variable` holds true latitudes: its standard_name says so, or else its units.
  public static boolean isLatitude(Variable variable) {
    return isNamed(variable, "latitude") || isIn(variable, NORTH);
  }

  private static boolean isNamed(Variable variable, String standardName) {
    return variable.attr("standard_name").filter(standardName::equals).isPresent();
  }

  private static boolean isIn(Variable variable, Set<String> units) {
    return variable.attr("standard_name").isEmpty()
        && units.contains(variable.attr("units").orElse("").strip().toLowerCase(Locale.ROOT));
  }

  private static Optional<Variable> index(String dim, Coordinates coords) {
    return coords.hasLabels(dim) ? coords.find(dim) : Optional.empty();
  }

  private static boolean byAttribute(Variable coord, Axis axis) {
    return coord
        .attr("axis")
        .or(() -> coord.attr("cartesian_axis"))
        .filter(text -> text.strip().equalsIgnoreCase(axis.name()))
        .isPresent();
  }

  private static boolean byStandardName(Variable coord, Axis axis) {
    String name = coord.attr("standard_name").orElse("");
    return STANDARD_NAMES.getOrDefault(axis, Set.of()).contains(name)
        || (axis == Axis.Z
            && (name.startsWith("atmosphere_") || name.startsWith("ocean_"))
            && name.endsWith("_coordinate"));
  }

  private static boolean byUnits(Variable coord, Axis axis) {
    String units = coord.attr("units").orElse("").strip().toLowerCase(Locale.ROOT);
    return switch (axis) {
      case X -> EAST.contains(units);
      case Y -> NORTH.contains(units);
      case Z ->
          coord.attr("positive").isPresent()
              || Units.find(units)
                  .filter(u -> !units.isEmpty() && u.isConvertibleTo(Units.parse("Pa")))
                  .isPresent();
      case T -> coord.dtype() == DType.DATETIME || TimeUnits.isTime(units);
    };
  }

  // A coordinate of the globe: by standard_name, else units, else name; never a rotated one.
  private static Optional<String> globe(
      List<String> dims,
      Coordinates coords,
      String standardName,
      Set<String> units,
      Set<String> names) {
    List<BiPredicate<String, Variable>> clues =
        List.of(
            (_, v) -> isNamed(v, standardName),
            (_, v) -> isIn(v, units),
            (name, v) ->
                v.attr("standard_name").isEmpty() && names.contains(name.toLowerCase(Locale.ROOT)));
    for (BiPredicate<String, Variable> clue : clues) {
      for (Map.Entry<String, Variable> entry : coords.asMap().entrySet()) {
        Variable coord = entry.getValue();
        boolean fits = coord.dtype().isNumeric() && dims.containsAll(coord.dims());
        if (fits && clue.test(entry.getKey(), coord)) {
          return Optional.of(entry.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private static Layout layout(Variable lon, Variable lat) {
    if (lon.ndim() == 2 && lat.ndim() == 2) {
      return Layout.CURVILINEAR;
    }
    if (lon.ndim() == 1 && lat.ndim() == 1) {
      return lon.dims().equals(lat.dims()) ? Layout.UNSTRUCTURED : Layout.RECTILINEAR;
    }
    return Layout.NONE;
  }

  // Dimensions without coordinates of their own: a curvilinear grid is [y, x] of its longitudes.
  private static void completeHorizontal(
      Map<Axis, String> found, Layout layout, Optional<Variable> lon) {
    if (lon.isEmpty() || layout != Layout.CURVILINEAR) {
      return;
    }
    String y = lon.get().dims().get(0);
    String x = lon.get().dims().get(1);
    if (!found.containsKey(Axis.Y) && !found.containsValue(y)) {
      found.put(Axis.Y, y);
    }
    if (!found.containsKey(Axis.X) && !found.containsValue(x)) {
      found.put(Axis.X, x);
    }
  }
}
