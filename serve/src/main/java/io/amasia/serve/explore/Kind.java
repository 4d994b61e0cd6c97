package io.amasia.serve.explore;

import java.util.Locale;

/// The kinds of picture that data are looked at by.
enum Kind {
  /// A field on the globe.
  MAP,
  /// Values along time, at a place or over an area.
  SERIES,
  /// Values along height or depth, at a place or over an area.
  PROFILE,
  /// The mean of each parallel.
  ZONAL,
  /// Time against latitude, longitude or height.
  HOVMOLLER,
  /// Height against latitude or longitude.
  SECTION,
  /// How often values of a field occur.
  HISTOGRAM;

  /// As it is written in a URL.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
