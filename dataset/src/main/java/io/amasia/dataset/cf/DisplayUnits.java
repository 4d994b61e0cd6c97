package io.amasia.dataset.cf;

import io.amasia.dataset.Variable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The units people publish a quantity in, for charts and maps.
public final class DisplayUnits {
  private static final Pattern POWER = Pattern.compile("(?:\\^|\\*\\*)?(-?\\d+)$");
  private static final String DIGITS = "0123456789-";
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

  // The unit files use (by dimension), a word of the quantity's name, and what is published.
  private record Custom(String from, String word, String to) {}

  private static final List<Custom> CUSTOMS =
      List.of(
          new Custom("K", "temperature", "degC"),
          new Custom("kg m-2 s-1", "precipitation", "mm day-1"),
          new Custom("kg m-2 s-1", "rainfall", "mm day-1"),
          new Custom("kg m-2 s-1", "snowfall", "mm day-1"),
          new Custom("kg m-2 s-1", "evapo", "mm day-1"),
          new Custom("kg m-2 s-1", "runoff", "mm day-1"),
          new Custom("m s-1", "precipitation", "mm day-1"),
          new Custom("m s-1", "rainfall", "mm day-1"),
          new Custom("m", "precipitation", "mm"),
          new Custom("m", "rainfall", "mm"),
          new Custom("Pa", "pressure", "hPa"),
          new Custom("1", "specific_humidity", "g kg-1"),
          new Custom("1", "area_fraction", "%"));

  private static final List<String> TEMPERATURES =
      List.of("tas", "tasmax", "tasmin", "ts", "ta", "tos", "sst", "t2m", "thetao");

  private DisplayUnits() {}

  /// The unit in which `variable`, called `name`, is published, other than the one it has; empty
  /// where there is no custom. Pressures of levels and potential temperatures stay as they are.
  public static Optional<String> of(String name, Variable variable) {
    String units = variable.attr("units").orElse("");
    Optional<Unit> unit = Units.find(units);
    if (unit.isEmpty() || units.isBlank()) {
      return Optional.empty();
    }
    String what = variable.attr("standard_name").orElse(fallback(name)).toLowerCase(Locale.ROOT);
    if (what.contains("potential_temperature") || what.contains("tendency")) {
      return Optional.empty();
    }
    return CUSTOMS.stream()
        .filter(custom -> what.contains(custom.word()))
        .filter(custom -> unit.get().isConvertibleTo(Units.parse(custom.from())))
        .map(Custom::to)
        .filter(to -> !isSame(unit.get(), Units.parse(to)))
        .findFirst();
  }

  private static String fallback(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (TEMPERATURES.contains(lower)) {
      return "temperature";
    }
    return List.of("pr", "tp", "precip").contains(lower)
        ? "precipitation"
        : List.of("psl", "ps", "slp", "msl").contains(lower) ? "pressure" : lower;
  }

  // Water: kg m-2 s-1 and mm day-1 do not convert without knowing the quantity, so differ.
  private static boolean isSame(Unit a, Unit b) {
    return a.isConvertibleTo(b) && a.to(b).isIdentity();
  }

  /// A unit as it is set in print: `W m⁻²`, `°C`, `mm day⁻¹`.
  public static String pretty(String units) {
    var text = new StringBuilder();
    for (String word : units.strip().split("\\s+", -1)) {
      text.append(text.isEmpty() ? "" : " ").append(prettyWord(word));
    }
    return text.toString();
  }

  private static String prettyWord(String word) {
    switch (word) {
      case "degC", "degree_C", "degrees_C", "deg_C", "celsius", "Celsius", "degree_Celsius" -> {
        return "°C";
      }
      case "degF" -> {
        return "°F";
      }
      case "degrees_north", "degree_north" -> {
        return "°N";
      }
      case "degrees_east", "degree_east" -> {
        return "°E";
      }
      case "degree", "degrees" -> {
        return "°";
      }
      default -> {}
    }
    Matcher power = POWER.matcher(word);
    if (word.isEmpty() || !Character.isLetter(word.charAt(0)) || !power.find()) {
      return word;
    }
    var text = new StringBuilder(word.substring(0, power.start()));
    for (char c : power.group(1).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(DIGITS.indexOf(c)));
    }
    return text.toString();
  }
}
