package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A part of the earth's surface: a country, a continent, `land`, `ocean`, a reference region of
/// the IPCC, a box, or polygons of a GeoJSON file.
///
/// Polygons are planar in lon/lat. A point on an edge belongs to it; between two bundled countries
/// to the one with the lower id alone, so that all countries and the ocean share out every point
/// exactly once, and reference regions likewise. Immutable and thread-safe.
public final class GeoRegion {
  private static final String MAINLAND = ":mainland";
  private static final EdgeOwner ANYBODY = (_, _) -> true;
  private static final EdgeOwner NOBODY = (_, _) -> false;

  private final String name;
  private final Polygons polygons;
  private final boolean complement;
  private final EdgeOwner owner;

  /// Tells whether a point on an edge of the polygons is the region's.
  @FunctionalInterface
  private interface EdgeOwner {
    boolean owns(double lon, double lat);
  }

  private GeoRegion(String name, Polygons polygons, boolean complement, EdgeOwner owner) {
    this.name = name;
    this.polygons = polygons;
    this.complement = complement;
    this.owner = owner;
  }

  /// The region that `text` names: a country by name or ISO code ("Kenya", "KE", "KEN", "404"), a
  /// continent, `land`, `ocean`, a reference region of the IPCC's AR6 by acronym or name ("MED",
  /// "Mediterranean"), or `FILE.geojson[#NAME]`; with `:mainland` behind a country or continent its
  /// largest polygon alone, without islands and what lies overseas. A country's code goes before an
  /// equal acronym, which is then written with `AR6:` before it.
  ///
  /// @throws AmasiaException.Label when there is none; the message gives the nearest names; `list`
  ///   gives all names this way
  /// @throws AmasiaException.Format when the file is no GeoJSON of polygons
  public static GeoRegion of(String text) {
    if (text.endsWith(MAINLAND)) {
      return mainland(of(text.substring(0, text.length() - MAINLAND.length())), text);
    }
    int colon = text.lastIndexOf(':');
    if (colon > 0 && Countries.find(text.substring(0, colon)).isPresent()) {
      throw new AmasiaException.Label(
          "no part '%s' of %s; there is %s, its largest polygon alone"
              .formatted(
                  text.substring(colon + 1),
                  text.substring(0, colon),
                  text.substring(0, colon) + MAINLAND));
    }
    if (Ar6Region.hasPrefix(text)) {
      return Ar6Region.find(text).map(GeoRegion::of).orElseThrow(() -> RegionNames.unknown(text));
    }
    return builtin(Countries.key(text))
        .or(() -> Countries.find(text).map(GeoRegion::of))
        .or(() -> Ar6Region.find(text).map(GeoRegion::of))
        .or(() -> GeoJson.isFile(text) ? Optional.of(GeoJson.region(text)) : Optional.empty())
        .orElseThrow(() -> RegionNames.unknown(text));
  }

  /// What to say of a name that could also mean another region: `SAU is Saudi Arabia …`.
  public static Optional<String> ambiguity(String text) {
    return Ar6Region.hasPrefix(text)
        ? Optional.empty()
        : Countries.find(text)
            .flatMap(country ->
                Ar6Region.find(text)
                    .map(region ->
                        "'%s' is the country %s; the reference region %s is %s%s"
                            .formatted(
                                text,
                                country.name(),
                                region.name(),
                                Ar6Region.PREFIX,
                                region.acronym())));
  }

  private static GeoRegion mainland(GeoRegion whole, String text) {
    if (whole.complement) {
      throw new AmasiaException.Usage("'" + text + "' has no mainland; name a country");
    }
    Polygons all = whole.polygons;
    int largest = 0;
    double most = 0;
    for (int p = 0; p < all.size(); p++) {
      double area = all.only(p).area(1);
      if (area > most) {
        most = area;
        largest = p;
      }
    }
    return new GeoRegion(whole.name + MAINLAND, all.only(largest), false, whole.owner);
  }

  private static Optional<GeoRegion> builtin(String key) {
    return switch (key) {
      case "land" -> Optional.of(land());
      case "ocean", "sea" -> Optional.of(ocean());
      default -> {
        for (Continent continent : Continent.values()) {
          if (continent.title().toLowerCase(Locale.ROOT).equals(key)) {
            yield Optional.of(of(continent));
          }
        }
        yield Optional.empty();
      }
    };
  }

  public static GeoRegion of(Country country) {
    return new GeoRegion(country.name(), country.polygons(), false, only(country.id()));
  }

  public static GeoRegion of(Ar6Region region) {
    return new GeoRegion(
        "%s (%s)".formatted(region.acronym(), region.name()),
        region.polygons(),
        false,
        region::owns);
  }

  public static GeoRegion of(Continent continent) {
    List<Polygons> parts = new ArrayList<>();
    BitSet ids = new BitSet();
    for (Country country : Countries.all()) {
      Polygons part = Overseas.partIn(continent, country);
      if (part.size() > 0) {
        parts.add(part);
        ids.set(country.id());
      }
    }
    return new GeoRegion(continent.title(), Polygons.union(parts), false, ownedBy(ids));
  }

  /// All countries together, Antarctica included. Lakes are land, the Caspian Sea is not.
  public static GeoRegion land() {
    return Whole.LAND;
  }

  /// All that is not [#land].
  public static GeoRegion ocean() {
    return new GeoRegion("ocean", Whole.LAND.polygons, true, NOBODY);
  }

  /// The box from `west` to `east` and `south` to `north`, in degrees, sides included. Longitudes
  /// count modulo 360: `170, -170` crosses the date line, `350, 10` Greenwich, `-180, 180` and `0,
  /// 360` are the whole circle.
  ///
  /// @throws AmasiaException.Usage when a number is no coordinate or the box is empty
  public static GeoRegion box(double west, double south, double east, double north) {
    var box = LonLatBox.of(west, south, east, north);
    return new GeoRegion(
        box.toString(),
        Polygons.box(box.west(), box.south(), box.east(), box.north()),
        false,
        ANYBODY);
  }

  /// The polygons of a region of the user's own.
  static GeoRegion of(String name, Polygons polygons) {
    return new GeoRegion(name, polygons, false, ANYBODY);
  }

  /// What the user called it, or the country's full name.
  public String name() {
    return name;
  }

  /// Its polygons, or those of its complement when [#isComplement].
  public Polygons polygons() {
    return polygons;
  }

  /// Whether the region is all that lies outside of [#polygons].
  public boolean isComplement() {
    return complement;
  }

  /// Whether the point is in the region. NaN and latitudes beyond the poles are in none.
  public boolean contains(double lon, double lat) {
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) < Double.POSITIVE_INFINITY)) {
      return false;
    }
    return switch (polygons.locate(lon, lat)) {
      case INSIDE -> !complement;
      case OUTSIDE -> complement;
      case EDGE -> ownsEdge(lon, lat);
    };
  }

  /// Whether a point on an edge of its polygons is in the region.
  boolean ownsEdge(double lon, double lat) {
    return owner.owns(lon, lat);
  }

  /// The smallest box around the region; it crosses the date line rather than go around the earth.
  public LonLatBox bounds() {
    return complement ? LonLatBox.GLOBE : LonLatBox.around(polygons);
  }

  /// The area in km² on a sphere of 6371 km radius.
  public double areaKm2() {
    double radius = Sphere.EARTH_RADIUS / 1000;
    double inside = polygons.area(radius);
    return complement ? 4 * Math.PI * radius * radius - inside : inside;
  }

  /// All names that [#of(String)] knows, countries with their ISO code.
  public static List<String> names() {
    return RegionNames.all();
  }

  @Override
  public String toString() {
    return name;
  }

  private static EdgeOwner only(int id) {
    return (lon, lat) -> Countries.idAt(lon, lat) == id;
  }

  private static EdgeOwner ownedBy(BitSet ids) {
    return (lon, lat) -> ids.get(Countries.idAt(lon, lat));
  }

  private static final class Whole {
    static final GeoRegion LAND = land();

    private static GeoRegion land() {
      BitSet ids = new BitSet();
      ids.set(0, Countries.all().size());
      Polygons all = Polygons.union(Countries.all().stream().map(Country::polygons).toList());
      return new GeoRegion("land", all, false, ownedBy(ids));
    }
  }
}
