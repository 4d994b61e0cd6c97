package io.amasia.array;

import java.util.Locale;
import java.util.Optional;

/// A CF calendar: how microseconds since 1970-01-01T00:00:00 become years, months and days.
///
/// Specification: CF conventions 1.11, section 4.4.1.
public enum Calendar {
  /// Julian to 1582-10-04, Gregorian from 1582-10-15; CF's default.
  STANDARD("standard"),
  PROLEPTIC_GREGORIAN("proleptic_gregorian"),
  JULIAN("julian"),
  NOLEAP("noleap"),
  ALL_LEAP("all_leap"),
  D360("360_day");

  private final String label;

  Calendar(String label) {
    this.label = label;
  }

  /// CF's name.
  public String label() {
    return label;
  }

  /// The calendar with the given CF name or alias (`gregorian`, `365_day`, `366_day`), in any case.
  public static Optional<Calendar> find(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return switch (key) {
      case "gregorian" -> Optional.of(STANDARD);
      case "365_day" -> Optional.of(NOLEAP);
      case "366_day" -> Optional.of(ALL_LEAP);
      default -> {
        for (Calendar calendar : values()) {
          if (calendar.label.equals(key)) {
            yield Optional.of(calendar);
          }
        }
        yield Optional.empty();
      }
    };
  }
}
