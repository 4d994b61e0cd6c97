package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of units: read once from `units.txt` beside this class.
///
/// A line is `kind names… = definition`. Kinds: `si` symbol first, then names, all of which take
/// prefixes; `name` takes none; `text` is a whole text as files write it, matched in any case.
final class UnitTable {
  private static final UnitTable TABLE = load();

  private static final Map<String, BigDecimal> SYMBOL_PREFIXES = prefixes(0);
  private static final Map<String, BigDecimal> NAME_PREFIXES = prefixes(1);

  private final Map<String, Unit> symbols = new HashMap<>();
  private final Map<String, Unit> names = new HashMap<>();
  private final Map<String, Unit> plain = new HashMap<>();
  private final Map<String, Unit> plainAnyCase = new HashMap<>();
  private final Map<String, Unit> texts = new HashMap<>();

  /// The unit that `text` stands for.
  ///
  /// @throws AmasiaException.Usage if it can't be read or holds an unknown name
  static Unit parse(String text) {
    String key = text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    Unit whole = TABLE.texts.get(key);
    return whole != null
        ? whole.named(text)
        : UnitParser.parse(text, name -> TABLE.find(name, text));
  }

  private Unit find(String name, String whole) {
    Unit unit = find(name);
    if (unit == null) {
      throw new AmasiaException.Usage(
          "unit '%s'%s is not known%s"
              .formatted(
                  name, name.equals(whole.strip()) ? "" : " of '" + whole + "'", advice(name)));
    }
    return unit;
  }

  private static String advice(String name) {
    return switch (name) {
      case "Sv" -> "; write 'sverdrup' (1e6 m3 s-1) or 'sievert'";
      case "ppt", "PPT" -> "; write '1e-3' (per thousand) or '1e-12' (per trillion)";
      case "gpm" -> "; write 'm' (geopotential height) or 'm2 s-2' (geopotential)";
      case "dBZ", "dB", "dBm" -> "; logarithmic units can't be converted";
      default -> "; write SI units, such as 'W m-2', 'mm day-1', 'degC'";
    };
  }

  private @Nullable Unit find(String name) {
    Unit unit = exact(name);
    // Files shout (METERS, Kelvin, Pascals); symbols must be as they are (Mm is not mm).
    return unit != null || name.length() < 4 ? unit : anyCase(name.toLowerCase(Locale.ROOT));
  }

  private @Nullable Unit anyCase(String lower) {
    Unit unit = exact(lower);
    return unit != null ? unit : plainAnyCase.get(lower);
  }

  private @Nullable Unit exact(String name) {
    Unit unit = plain.get(name);
    if (unit == null) {
      unit = prefixed(name, symbols, SYMBOL_PREFIXES);
    }
    if (unit == null) {
      unit = prefixed(name, names, NAME_PREFIXES);
    }
    if (unit == null && name.endsWith("s") && name.length() > 3) {
      String singular = name.substring(0, name.length() - 1);
      unit = prefixed(singular, names, NAME_PREFIXES);
      if (unit == null && singular.length() > 2) {
        unit = plain.get(singular);
      }
    }
    return unit;
  }

  private static @Nullable Unit prefixed(
      String name, Map<String, Unit> units, Map<String, BigDecimal> prefixes) {
    Unit unit = units.get(name);
    if (unit != null) {
      return unit;
    }
    for (Map.Entry<String, BigDecimal> prefix : prefixes.entrySet()) {
      if (name.startsWith(prefix.getKey())) {
        Unit rest = units.get(name.substring(prefix.getKey().length()));
        if (rest != null) {
          return Unit.number(prefix.getValue()).times(rest);
        }
      }
    }
    return null;
  }

  private static Map<String, BigDecimal> prefixes(int column) {
    String[][] table = {
      {"da", "deca", "1e1"},
      {"Y", "yotta", "1e24"},
      {"Z", "zetta", "1e21"},
      {"E", "exa", "1e18"},
      {"P", "peta", "1e15"},
      {"T", "tera", "1e12"},
      {"G", "giga", "1e9"},
      {"M", "mega", "1e6"},
      {"k", "kilo", "1e3"},
      {"h", "hecto", "1e2"},
      {"d", "deci", "1e-1"},
      {"c", "centi", "1e-2"},
      {"m", "milli", "1e-3"},
      {"u", "micro", "1e-6"},
      {"µ", "micro", "1e-6"},
      {"n", "nano", "1e-9"},
      {"p", "pico", "1e-12"},
      {"f", "femto", "1e-15"},
      {"a", "atto", "1e-18"},
    };
    Map<String, BigDecimal> prefixes = new LinkedHashMap<>();
    for (String[] row : table) {
      prefixes.put(row[column], new BigDecimal(row[2]));
    }
    return prefixes;
  }

  private static UnitTable load() {
    var table = new UnitTable();
    try (InputStream in = UnitTable.class.getResourceAsStream("units.txt")) {
      if (in == null) {
        throw new IllegalStateException("units.txt is not on the class path");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(table::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private void add(String line) {
    int equals = line.lastIndexOf(" = ");
    int space = line.indexOf(' ');
    String definition = line.substring(equals + 3).strip();
    String left = line.substring(space + 1, equals).strip();
    switch (line.substring(0, space)) {
      case "base" -> addPrefixed(left.split(" +", -1), Unit.base(definition));
      case "si" -> addPrefixed(left.split(" +", -1), define(definition));
      case "name" -> {
        Unit unit = define(definition);
        for (String name : left.split(" +", -1)) {
          plain.put(name, unit.named(name));
          plainAnyCase.put(name.toLowerCase(Locale.ROOT), unit.named(name));
        }
      }
      case "text" -> {
        Unit unit = define(definition);
        for (String text : left.split(" *\\| *", -1)) {
          texts.put(text, unit);
        }
      }
      default -> throw new IllegalStateException("units.txt: " + line);
    }
  }

  private void addPrefixed(String[] spellings, Unit unit) {
    symbols.put(spellings[0], unit.named(spellings[0]));
    for (int i = 1; i < spellings.length; i++) {
      names.put(spellings[i], unit.named(spellings[i]));
    }
  }

  // A definition uses names of earlier lines only. Prefixed ones are spelled out there, as prefixes
  // are not known yet while the table loads.
  private Unit define(String definition) {
    return UnitParser.parse(
        definition,
        name -> {
          Unit unit = plain.get(name);
          unit = unit != null ? unit : symbols.get(name);
          unit = unit != null ? unit : names.get(name);
          if (unit == null) {
            throw new IllegalStateException("units.txt: no " + name + " for " + definition);
          }
          return unit;
        });
  }
}
