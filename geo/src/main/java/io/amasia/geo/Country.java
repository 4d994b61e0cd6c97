package io.amasia.geo;

import java.util.List;
import java.util.Optional;

/// A country or territory of Natural Earth's 1:50m map.
///
/// @param id its place in the order of ISO numeric codes, those without code last: the lower id
///   owns a point exactly on a shared border
/// @param name Natural Earth's name, partly abbreviated
/// @param numeric ISO 3166-1 numeric code of three digits
/// @param alpha2 ISO 3166-1 code of two letters
/// @param alpha3 ISO 3166-1 code of three letters
/// @param aliases other names it is found by
public record Country(
    int id,
    String name,
    Optional<String> numeric,
    Optional<String> alpha2,
    Optional<String> alpha3,
    Continent continent,
    List<String> aliases,
    Polygons polygons) {
  public Country {
    aliases = List.copyOf(aliases);
  }
}
