package io.amasia.geo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// A reference region of the IPCC's sixth assessment report (WGI, version 4): one of 58 that
/// together share out the earth.
///
/// Corners are those of [Iturbide et al. 2020](https://doi.org/10.5194/essd-12-2959-2020), edges
/// straight in lon/lat as theirs. A region holds the sea along its coasts too: the report's means
/// over land take the part that is [GeoRegion#land()] besides.
///
/// @param acronym such as `MED`
/// @param name as published, such as `Mediterranean`
/// @param surface what it was made for: `land`, `ocean` or `land-ocean`
public record Ar6Region(String acronym, String name, String surface, Polygons polygons) {
  /// Written before an acronym that is an ISO code of a country too: `AR6:SAU`.
  static final String PREFIX = "AR6:";

  private static final List<Ar6Region> ALL = read();

  /// All of them in the order of the publication; of two that share an edge the first owns it.
  public static List<Ar6Region> all() {
    return ALL;
  }

  /// The region with this acronym or name, whatever the case; hyphens and points may be blanks.
  /// [#PREFIX] may stand before it.
  static Optional<Ar6Region> find(String text) {
    String key = key(hasPrefix(text) ? text.substring(PREFIX.length()) : text);
    return ALL.stream()
        .filter(r -> key(r.acronym).equals(key) || key(r.name).equals(key))
        .findFirst();
  }

  static boolean hasPrefix(String text) {
    return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /// Whether this is the first region at a place.
  boolean owns(double lon, double lat) {
    for (Ar6Region region : ALL) {
      if (region.polygons.locate(lon, lat) != Position.OUTSIDE) {
        return region.acronym.equals(acronym);
      }
    }
    return false;
  }

  private static String key(String text) {
    return text.strip().replaceAll("[-.\\s]+", " ").toLowerCase(Locale.ROOT);
  }

  private static List<Ar6Region> read() {
    List<Ar6Region> regions = new ArrayList<>();
    try (var stream =
            Objects.requireNonNull(Ar6Region.class.getResourceAsStream("ar6-regions.tsv"));
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] fields = line.split("\t", -1);
        regions.add(new Ar6Region(fields[0], fields[1], fields[2], corners(fields[3])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(regions);
  }

  private static Polygons corners(String text) {
    double[][] corners =
        Arrays.stream(text.split(" ", -1))
            .map(c ->
                new double[] {
                  number(c, 0, c.indexOf(',')), number(c, c.indexOf(',') + 1, c.length())
                })
            .toArray(double[][]::new);
    double[] lon = Arrays.stream(corners).mapToDouble(c -> c[0]).toArray();
    double[] lat = Arrays.stream(corners).mapToDouble(c -> c[1]).toArray();
    return Polygons.of(List.of(List.of(new Polygons.Ring(lon, lat))));
  }

  private static double number(String text, int from, int to) {
    return Double.parseDouble(text.substring(from, to));
  }
}
