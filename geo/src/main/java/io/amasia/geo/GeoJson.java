package io.amasia.geo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads regions from GeoJSON (RFC 7946): Polygon, MultiPolygon, GeometryCollection, Feature and
/// FeatureCollection.
///
/// Features are chosen by their property `name` (in any case) or their `id`; without a name all are
/// united. Overlaps and self-crossings are resolved by [PolygonRepair].
final class GeoJson {
  private static final int DEEPEST = 64;
  private static final long LONGEST_CHARS = 256L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxDocumentLength(LONGEST_CHARS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String file;
  private final @Nullable String wanted;
  private final List<List<Polygons.Ring>> polygons = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();

  private GeoJson(String file, @Nullable String wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  /// Whether `text` means a file rather than a name.
  static boolean isFile(String text) {
    String lower = path(text).toLowerCase(Locale.ROOT);
    return lower.endsWith(".geojson") || lower.endsWith(".json") || lower.indexOf('/') >= 0;
  }

  /// The region `FILE[#NAME]`.
  static GeoRegion region(String text) {
    String path = path(text);
    String name = path.length() < text.length() ? text.substring(path.length() + 1) : null;
    String content;
    try {
      content = Files.readString(Path.of(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new AmasiaException.Format(
          "can't read the region file '" + path + "': " + reason(e), e);
    }
    return parse(path, content, name);
  }

  /// The region in `content`, the text of `file`.
  static GeoRegion parse(String file, String content, @Nullable String name) {
    var reader = new GeoJson(file, name);
    JsonNode root;
    try {
      root = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new AmasiaException.Format(
          "%s: no valid JSON at line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  // without where its markers began, which names Jackson's own settings
                  e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")),
          e);
    }
    reader.object(root, "$", name == null);
    if (name != null && reader.polygons.isEmpty()) {
      throw reader.noSuchName(name);
    }
    if (reader.polygons.isEmpty()) {
      throw reader.malformed("$", "holds no polygon");
    }
    Polygons repaired = PolygonRepair.repair(reader.polygons);
    if (repaired.size() == 0) {
      throw reader.malformed("$", "holds only polygons without area");
    }
    return GeoRegion.of(name == null ? file : name, repaired);
  }

  private static String path(String text) {
    int hash = text.indexOf('#');
    return hash < 0 ? text : text.substring(0, hash);
  }

  private static String reason(Exception e) {
    return e instanceof java.nio.file.NoSuchFileException ? "no such file" : e.toString();
  }

  private AmasiaException noSuchName(String name) {
    return new AmasiaException.Label(
        names.isEmpty()
            ? "%s: no feature '%s': its features have no property 'name'".formatted(file, name)
            : "%s: no feature '%s'; nearest of %d: %s"
                .formatted(
                    file, name, names.size(), String.join(", ", RegionNames.nearest(name, names))));
  }

  private void object(JsonNode node, String at, boolean take) {
    refuseOtherCrs(node, at);
    switch (type(node, at)) {
      case "FeatureCollection" -> each(node, "features", at, (f, path) -> feature(f, path, take));
      case "Feature" -> feature(node, at, take);
      default -> {
        if (take) {
          geometry(node, at);
        }
      }
    }
  }

  private void feature(JsonNode node, String at, boolean take) {
    if (!type(node, at).equals("Feature")) {
      throw malformed(at + ".type", "is '" + type(node, at) + "' where a Feature must be");
    }
    JsonNode geometry = node.get("geometry");
    if (geometry == null) {
      throw malformed(at, "has no member 'geometry'");
    }
    if ((take || isWanted(node)) && !geometry.isNull()) {
      geometry(geometry, at + ".geometry");
    }
  }

  private boolean isWanted(JsonNode feature) {
    boolean found = false;
    List<String> own = new ArrayList<>();
    JsonNode properties = feature.path("properties");
    for (var property : properties.properties()) {
      if (property.getKey().equalsIgnoreCase("name") && property.getValue().isValueNode()) {
        own.add(property.getValue().asText());
      }
    }
    if (feature.path("id").isValueNode()) {
      own.add(feature.path("id").asText());
    }
    for (String name : own) {
      names.add(name);
      found |= wanted != null && Countries.key(name).equals(Countries.key(wanted));
    }
    return found;
  }

  private void geometry(JsonNode node, String at) {
    JsonNode coordinates = node.path("coordinates");
    String path = at + ".coordinates";
    switch (type(node, at)) {
      case "Polygon" -> polygon(coordinates, path);
      case "MultiPolygon" -> each(node, "coordinates", at, this::polygon);
      case "GeometryCollection" -> each(node, "geometries", at, this::geometry);
      case "Point", "MultiPoint", "LineString", "MultiLineString" ->
          throw malformed(at, "is a " + type(node, at) + ", which has no area: give polygons");
      default -> throw malformed(at + ".type", "'" + type(node, at) + "' is no GeoJSON type");
    }
  }

  private void polygon(JsonNode rings, String at) {
    List<Polygons.Ring> read = new ArrayList<>();
    each(rings, at, (ring, path) -> read.add(ring(ring, path)));
    if (!read.isEmpty()) {
      polygons.add(read);
    }
  }

  private Polygons.Ring ring(JsonNode positions, String at) {
    if (!positions.isArray() || positions.size() < 4) {
      throw malformed(at, "is no ring: an array of 4 or more positions, the last like the first");
    }
    double[] lon = new double[positions.size()];
    double[] lat = new double[positions.size()];
    for (int i = 0; i < lon.length; i++) {
      String path = at + "[" + i + "]";
      lon[i] = degrees(positions.get(i), 0, 540, path);
      lat[i] = degrees(positions.get(i), 1, 90, path);
    }
    if (lon[0] != lon[lon.length - 1] || lat[0] != lat[lat.length - 1]) {
      throw malformed(at, "is not closed: its last position differs from its first");
    }
    return new Polygons.Ring(lon, lat);
  }

  private double degrees(JsonNode position, int axis, double most, String at) {
    if (!position.isArray() || position.size() < 2 || !position.get(axis).isNumber()) {
      throw malformed(at, "is no position: [longitude, latitude]");
    }
    double value = position.get(axis).doubleValue();
    if (!(Math.abs(value) <= most)) {
      throw malformed(
          at,
          "%s %s is outside of ±%.0f: positions are [longitude, latitude] in degrees"
              .formatted(axis == 0 ? "longitude" : "latitude", value, most));
    }
    return value;
  }

  private interface Member {
    void read(JsonNode node, String at);
  }

  private void each(JsonNode parent, String name, String at, Member member) {
    each(parent.path(name), at + "." + name, member);
  }

  private void each(JsonNode array, String at, Member member) {
    if (!array.isArray()) {
      throw malformed(at, array.isMissingNode() ? "is missing" : "is no array");
    }
    for (int i = 0; i < array.size(); i++) {
      member.read(array.get(i), at + "[" + i + "]");
    }
  }

  private String type(JsonNode node, String at) {
    JsonNode type = node.path("type");
    if (!node.isObject() || !type.isTextual()) {
      throw malformed(at, "is no GeoJSON object: it has no member 'type'");
    }
    return type.textValue();
  }

  /// GeoJSON of before RFC 7946 could name a projection.
  private void refuseOtherCrs(JsonNode node, String at) {
    String crs = node.path("crs").path("properties").path("name").asText("");
    if (!crs.isEmpty() && !crs.endsWith("CRS84") && !crs.matches(".*EPSG:+4326")) {
      throw new AmasiaException.Unsupported(
          "%s: %s.crs is '%s'; only longitude/latitude can be used: convert it first, e.g. ogr2ogr -t_srs EPSG:4326"
              .formatted(file, at, crs));
    }
  }

  private AmasiaException malformed(String at, String what) {
    return new AmasiaException.Format("%s: %s %s".formatted(file, at, what));
  }
}
