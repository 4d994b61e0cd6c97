package io.amasia.geo;

/// The seven continents, as unions of countries in the grouping of the United Nations' M49.
///
/// So all of Russia is in Europe and all of Turkey in Asia. Overseas parts of France, the
/// Netherlands and the United States go to the continent they lie in.
public enum Continent {
  AFRICA("Africa"),
  ANTARCTICA("Antarctica"),
  ASIA("Asia"),
  EUROPE("Europe"),
  NORTH_AMERICA("North America"),
  OCEANIA("Oceania"),
  SOUTH_AMERICA("South America");

  private final String title;

  Continent(String title) {
    this.title = title;
  }

  /// The English name, such as `North America`.
  public String title() {
    return title;
  }
}
