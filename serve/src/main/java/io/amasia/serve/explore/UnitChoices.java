package io.amasia.serve.explore;

import io.amasia.dataset.cf.Unit;
import io.amasia.dataset.cf.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The units that people know, offered for values that convert to them.
final class UnitChoices {
  private static final List<String> KNOWN =
      List.of(
          "degC",
          "K",
          "degF",
          "Pa",
          "hPa",
          "m s-1",
          "km h-1",
          "knot",
          "mm day-1",
          "kg m-2 s-1",
          "mm",
          "m",
          "km",
          "%",
          "1",
          "g kg-1",
          "W m-2",
          "days",
          "hours",
          "m3 s-1",
          "Sv");

  private UnitChoices() {}

  /// The units that `units` can be shown in, itself first; none if it has none or they are not
  /// understood.
  static List<String> of(String units) {
    Optional<Unit> unit = units.isBlank() ? Optional.empty() : Units.find(units);
    if (unit.isEmpty()) {
      return List.of();
    }
    List<String> choices = new ArrayList<>(List.of(units));
    for (String known : KNOWN) {
      Optional<Unit> other = Units.find(known);
      if (other.isPresent()
          && unit.get().isConvertibleTo(other.get())
          && !unit.get().to(other.get()).isIdentity()) {
        choices.add(known);
      }
    }
    return choices;
  }
}
