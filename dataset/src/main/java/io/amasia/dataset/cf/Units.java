package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Units of measure as CF files write them: reading, converting, and what people publish.
///
/// Our own, after trials on Maven Central: `edu.ucar:udunits` 4.5.5 takes any unknown word for a
/// unit (`fraction` is a femto-"raction", `dBZ` a tenth of a "bz"), reads `mb` as millibarn,
/// refuses `m s**-1`, and brings joda-time; `systems-ucum` 2.2 reads UCUM codes, not UDUNITS texts,
/// and does not start without further modules. Pure functions; thread-safe.
public final class Units {
  private static final Map<String, Unit> PARSED = new ConcurrentHashMap<>();
  private static final int CACHED = 1000;
  private static final Unit WATER = UnitTable.parse("1000 kg m-3");

  // Words of standard names and of CMIP variable names whose mass per area is a depth of water.
  private static final List<String> WATER_WORDS =
      List.of(
          "precipitation",
          "rainfall",
          "snowfall",
          "evaporation",
          "evapotranspiration",
          "transpiration",
          "runoff",
          "snowmelt",
          "surface_snow_melt",
          "snow_amount",
          "water_evapo");
  private static final List<String> WATER_NAMES =
      List.of(
          "pr", "prc", "prsn", "evspsbl", "mrro", "mrros", "tp", "precip", "snm", "snw", "rain");

  private Units() {}

  /// The unit a text names. The empty text is dimensionless.
  ///
  /// @throws AmasiaException.Usage if it can't be read or a name is unknown
  public static Unit parse(String text) {
    if (text.isBlank()) {
      return Unit.ONE;
    }
    Unit known = PARSED.get(text);
    if (known != null) {
      return known;
    }
    Unit unit = UnitTable.parse(text);
    if (PARSED.size() < CACHED) {
      PARSED.put(text, unit);
    }
    return unit;
  }

  /// The unit a text names, or empty where [#parse] throws.
  public static Optional<Unit> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (AmasiaException.Usage _) {
      return Optional.empty();
    }
  }

  /// The conversion of values in `from` to values in `to`.
  ///
  /// @throws AmasiaException.Usage if one can't be read, or their dimensions differ
  public static Unit.Conversion convert(String from, String to) {
    return from.strip().equals(to.strip()) ? new Unit.Conversion(1, 0) : parse(from).to(parse(to));
  }

  /// The conversion of values of `quantity`. Mass and depth of water are one (1000 kg m-3) where
  /// the quantity is precipitation, evaporation, runoff or snow; differences have no offset.
  ///
  /// @throws AmasiaException.Usage if one can't be read, or their dimensions differ
  public static Unit.Conversion convert(String from, String to, Quantity quantity) {
    if (from.strip().equals(to.strip())) {
      return new Unit.Conversion(1, 0);
    }
    Unit source = parse(from);
    Unit target = parse(to);
    if (!source.isConvertibleTo(target)) {
      source = throughWater(source, target, quantity);
    }
    return quantity.isDifference() ? source.differenceTo(target) : source.to(target);
  }

  // Mass per area is divided by the density of water, depth is multiplied by it.
  private static Unit throughWater(Unit source, Unit target, Quantity quantity) {
    Unit depth = source.times(WATER.power(-1)).named(source.text());
    Unit mass = source.times(WATER).named(source.text());
    boolean fits = depth.isConvertibleTo(target) || mass.isConvertibleTo(target);
    if (fits && quantity.isWater()) {
      return depth.isConvertibleTo(target) ? depth : mass;
    }
    String why =
        fits
            ? "; mass and depth of water are the same only for precipitation, evaporation, runoff"
                + " and snow: give '"
                + quantity.name()
                + "' such a standard_name"
            : suggestion(source);
    throw new AmasiaException.Usage(
        "units '%s' (%s) of '%s' can't be converted to '%s' (%s)%s"
            .formatted(
                source.text(),
                source.dimensionText(),
                quantity.name(),
                target.text(),
                target.dimensionText(),
                why));
  }

  private static String suggestion(Unit source) {
    List<String> fitting =
        List.of("degC", "mm day-1", "kg m-2 s-1", "hPa", "W m-2", "m s-1", "km", "%", "g kg-1")
            .stream()
            .filter(text -> source.isConvertibleTo(parse(text)))
            .toList();
    return fitting.isEmpty() ? "" : "; allowed are for example " + String.join(", ", fitting);
  }

  /// What a variable measures, as far as units depend on it.
  ///
  /// @param name the variable's name
  /// @param standardName its CF standard name; may be empty
  /// @param isDifference whether values are differences, such as anomalies
  public record Quantity(String name, String standardName, boolean isDifference) {
    /// Whether a mass per area of it is a depth of liquid water.
    boolean isWater() {
      String full = standardName.toLowerCase(Locale.ROOT);
      return WATER_WORDS.stream().anyMatch(full::contains)
          || (full.isEmpty() && WATER_NAMES.contains(name.toLowerCase(Locale.ROOT)));
    }
  }
}
