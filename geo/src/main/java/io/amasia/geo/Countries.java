package io.amasia.geo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The list of countries, found by name, alias or ISO code, whatever the case and accents.
public final class Countries {
  private static final List<Country> ALL = read();
  private static final Map<String, Country> BY_KEY = index();

  private Countries() {}

  /// All countries and territories in the order of their ids.
  public static List<Country> all() {
    return ALL;
  }

  /// The country with this name, alias, or ISO code of two letters, three letters or three digits.
  public static Optional<Country> find(String name) {
    return Optional.ofNullable(BY_KEY.get(key(name)));
  }

  /// Every name that [#find] knows, in alphabetical order; codes are left out.
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Country country : ALL) {
      names.add(country.name());
      names.addAll(country.aliases());
    }
    names.sort(String.CASE_INSENSITIVE_ORDER);
    return names;
  }

  /// The id of the country at a point, or -1 at sea. On a border the lower id has it.
  static int idAt(double lon, double lat) {
    for (Country country : ALL) {
      if (country.polygons().locate(lon, lat) != Position.OUTSIDE) {
        return country.id();
      }
    }
    return -1;
  }

  /// Lower case without accents, points and surplus blanks, so that "Côte d’Ivoire" is found by
  /// "cote d'ivoire" and "St. Lucia" by "st lucia".
  static String key(String name) {
    String plain = Normalizer.normalize(name.strip(), Normalizer.Form.NFD);
    return plain
        .replaceAll("\\p{M}", "")
        .replace('’', '\'')
        .replace(".", "")
        .replaceAll("[\\s_]+", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, Country> index() {
    Map<String, Country> byKey = new HashMap<>();
    // Codes first: a name that looks like another country's code must not hide that code.
    for (Country country : ALL) {
      country.numeric().ifPresent(code -> byKey.put(code, country));
      country.alpha2().ifPresent(code -> byKey.put(key(code), country));
      country.alpha3().ifPresent(code -> byKey.put(key(code), country));
    }
    for (Country country : ALL) {
      byKey.putIfAbsent(key(country.name()), country);
      country.aliases().forEach(alias -> byKey.putIfAbsent(key(alias), country));
    }
    return byKey;
  }

  private static List<Country> read() {
    Map<String, Polygons> outlines = NaturalEarth.at(NaturalEarth.Scale.MEDIUM_50M).countries();
    List<Country> countries = new ArrayList<>();
    try (var stream = Objects.requireNonNull(Countries.class.getResourceAsStream("countries.tsv"));
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
        countries.add(country(countries.size(), line.split("\t"), outlines));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(countries);
  }

  private static Country country(int id, String[] fields, Map<String, Polygons> outlines) {
    Continent continent =
        Arrays.stream(Continent.values())
            .filter(c -> c.title().equals(fields[3]))
            .findFirst()
            .orElseThrow();
    List<String> aliases = fields.length > 5 ? List.of(fields[5].split(";")) : List.of();
    Polygons polygons = Objects.requireNonNull(outlines.get(fields[4]), fields[4]);
    return new Country(
        id,
        fields[4],
        code(fields[0]),
        code(fields[1]),
        code(fields[2]),
        continent,
        aliases,
        polygons);
  }

  private static Optional<String> code(String field) {
    return field.equals("-") ? Optional.empty() : Optional.of(field);
  }
}
