package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The parts that values of operations are made of: names, pairs, numbers, places.
final class OptionValues {
  private OptionValues() {}

  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw new AmasiaException.Usage("an empty name; write NAME or NAME,NAME");
      }
      names.add(part.strip());
    }
    return names;
  }

  /// The one name in `text`.
  static String name(String text) {
    List<String> names = names(text);
    if (names.size() > 1) {
      throw new AmasiaException.Usage("one name is wanted, not " + names.size());
    }
    return names.getFirst();
  }

  /// A name for a variable, which files and expressions can hold.
  static String newName(String text) {
    String name = name(text);
    if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_.+@-]*")) {
      throw new AmasiaException.Usage(
          "a name has letters, digits and _ . + @ -, and begins with a letter or _");
    }
    return name;
  }

  /// Steps of degrees or a file, whose name is no number.
  static String grid(String text) {
    String grid = text.strip();
    if (grid.matches("[0-9.]+")) {
      throw new AmasiaException.Usage(
          "write the steps of longitude and latitude, such as %sx%s, or a file with the grid"
              .formatted(grid, grid));
    }
    return grid;
  }

  static String left(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new AmasiaException.Usage("write it as DIM=VALUE");
    }
    return text.substring(0, equals).strip();
  }

  static String right(String text) {
    return text.substring(text.indexOf('=') + 1).strip();
  }

  /// What stands before the colon of `text`, which is written as `form`.
  static String before(String text, String form) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new AmasiaException.Usage("write it as " + form);
    }
    return text.substring(0, colon).strip();
  }

  static String after(String text) {
    return text.substring(text.indexOf(':') + 1).strip();
  }

  static Operation.Cycle cycle(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "none" -> Operation.Cycle.NONE;
      case "month" -> Operation.Cycle.MONTH;
      case "season" -> Operation.Cycle.SEASON;
      case "day" -> Operation.Cycle.DAY;
      default ->
          throw new AmasiaException.Usage(
              "'" + text + "' is no cycle; allowed are none, month, season, day");
    };
  }

  private static double[] numbers(String text, int least, int most) {
    String[] parts = text.split(",", -1);
    double[] values = new double[Math.min(parts.length, most)];
    if (parts.length < least) {
      throw new AmasiaException.Usage("expected " + least + " numbers separated by commas");
    }
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = Double.parseDouble(parts[i].strip());
      } catch (NumberFormatException e) {
        throw new AmasiaException.Usage("'" + parts[i] + "' is no number");
      }
      if (!Double.isFinite(values[i])) {
        throw new AmasiaException.Usage("'" + parts[i] + "' is not finite");
      }
    }
    return values;
  }

  /// `DIM=N:M`: a length along a dimension and a statistic.
  static Operation rolling(String text, String form) {
    Map<String, Long> lengths = lengths(before(text, form));
    if (lengths.size() != 1) {
      throw new AmasiaException.Usage("write it as " + form);
    }
    var entry = lengths.entrySet().iterator().next();
    return new Operation.Rolling(
        entry.getKey(),
        Math.clamp(entry.getValue(), 1, Integer.MAX_VALUE), // longer ones fit into nothing either
        Statistic.parse(after(text)));
  }

  static Operation point(String text) {
    double[] place = numbers(text, 2, 2);
    latitude(place[1]);
    String[] parts = text.split(",", 3);
    if (parts.length == 3 && parts[2].isBlank()) {
      throw new AmasiaException.Usage("a place is LON,LAT or LON,LAT,NAME; the name is empty");
    }
    return new Operation.Point(
        place[0], place[1], parts.length == 3 ? Optional.of(parts[2].strip()) : Optional.empty());
  }

  static Operation box(String text) {
    if (text.split(",", -1).length != 4) {
      throw new AmasiaException.Usage("a box is W,S,E,N in degrees, for example -10,35,30,60");
    }
    double[] edges = numbers(text, 4, 4);
    latitude(edges[1]);
    latitude(edges[3]);
    if (edges[1] > edges[3]) {
      throw new AmasiaException.Usage("south %s lies above north %s".formatted(edges[1], edges[3]));
    }
    return new Operation.Bbox(edges[0], edges[1], edges[2], edges[3]);
  }

  private static void latitude(double degrees) {
    if (Math.abs(degrees) > 90) {
      throw new AmasiaException.Usage(
          degrees + " is no latitude; longitude comes first, latitude is -90 to 90");
    }
  }

  static String season(String text) {
    String months = text.strip().toUpperCase(Locale.ROOT);
    if (months.length() < 2
        || months.length() > 11
        || !"JFMAMJJASONDJFMAMJJASOND".contains(months)) {
      throw new AmasiaException.Usage(
          "a season is the initials of 2 to 11 successive months, for example DJF, MAM, JJAS");
    }
    return months;
  }

  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : text.split(",", 0)) {
      int equals = part.indexOf('=');
      pairs.put(
          equals < 0 ? "" : part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return pairs;
  }

  static Map<String, Long> lengths(String text) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    pairs(text)
        .forEach((dim, length) -> {
          try {
            lengths.put(dim, Long.parseLong(length));
          } catch (NumberFormatException e) {
            throw new AmasiaException.Usage("'" + length + "' is no length");
          }
          if (dim.isEmpty() || lengths.get(dim) < 1) {
            throw new AmasiaException.Usage("write it as DIM=N with N of at least 1");
          }
        });
    return lengths;
  }

  static DType dtype(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "f4", "float32", "float" -> DType.FLOAT32;
      case "f8", "float64", "double" -> DType.FLOAT64;
      default ->
          throw new AmasiaException.Usage("'" + text + "' is not allowed; allowed are f4, f8");
    };
  }
}
