package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.storage.Location;

/// Explains why nothing could open what lies somewhere.
final class Unrecognised {
  private Unrecognised() {}

  static AmasiaException at(Location location, String formats) {
    return new AmasiaException.Format(
        "%s: not a dataset of a known format (%s)".formatted(location.url(), formats));
  }
}
