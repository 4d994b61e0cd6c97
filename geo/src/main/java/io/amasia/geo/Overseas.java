package io.amasia.geo;

import java.util.List;
import java.util.stream.IntStream;

/// Parts of countries that lie in another continent than the country's own.
final class Overseas {
  private static final List<Part> PARTS =
      List.of(
          new Part("FRA", LonLatBox.of(-60, 0, -50, 8), Continent.SOUTH_AMERICA), // Guiana
          new Part("FRA", LonLatBox.of(-65, 13, -60, 19), Continent.NORTH_AMERICA), // Antilles
          new Part("FRA", LonLatBox.of(40, -25, 60, -10), Continent.AFRICA), // Réunion, Mayotte
          new Part("NLD", LonLatBox.of(-70, 10, -60, 20), Continent.NORTH_AMERICA), // Bonaire ..
          new Part("USA", LonLatBox.of(-179, 15, -150, 30), Continent.OCEANIA)); // Hawaii

  private record Part(String alpha3, LonLatBox box, Continent continent) {
    boolean holds(Country country, int polygon) {
      Polygons all = country.polygons();
      return country.alpha3().filter(alpha3::equals).isPresent()
          && all.west(polygon) >= box.west()
          && all.east(polygon) <= box.east()
          && all.south(polygon) >= box.south()
          && all.north(polygon) <= box.north();
    }
  }

  private Overseas() {}

  /// The polygons of `country` that lie in `continent`.
  static Polygons partIn(Continent continent, Country country) {
    Polygons all = country.polygons();
    return all.only(
        IntStream.range(0, all.size()).filter(p -> of(country, p) == continent).toArray());
  }

  private static Continent of(Country country, int polygon) {
    return PARTS.stream()
        .filter(part -> part.holds(country, polygon))
        .map(Part::continent)
        .findFirst()
        .orElse(country.continent());
  }
}
