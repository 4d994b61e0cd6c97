package io.amasia.plot;

import io.amasia.array.AmasiaException;
import io.amasia.geo.LonLatBox;
import java.util.Optional;

/// Which part of its cells a map shows, and what is drawn over them.
///
/// @param middle the place in the middle of the picture; that of all cells unless given
/// @param zoom how many times closer than all cells are shown, from 1 to 400
/// @param coasts whether coastlines are drawn
/// @param graticule whether meridians and parallels are drawn, with their degrees
/// @param edges whether the edges of cells are drawn
/// @param marked a box whose outline is drawn
public record MapLook(
    Optional<Place> middle,
    double zoom,
    boolean coasts,
    boolean graticule,
    boolean edges,
    Optional<LonLatBox> marked) {
  private static final double CLOSEST = 400;

  /// All cells, with coasts and graticule.
  public static final MapLook WHOLE =
      new MapLook(Optional.empty(), 1, true, true, false, Optional.empty());

  /// A place in degrees.
  public record Place(double lon, double lat) {
    /// @throws AmasiaException.Usage if it is not on Earth
    public Place {
      if (!(Math.abs(lon) <= 360 && Math.abs(lat) <= 90)) {
        throw new AmasiaException.Usage(
            "%s,%s is no place on Earth: longitude first, latitude within ±90".formatted(lon, lat));
      }
    }
  }

  /// @throws AmasiaException.Usage if `zoom` is not from 1 to 400
  public MapLook {
    if (!(zoom >= 1 && zoom <= CLOSEST)) {
      throw new AmasiaException.Usage(
          "a map is zoomed by 1 to %.0f, not by %s".formatted(CLOSEST, zoom));
    }
  }

  public MapLook at(double lon, double lat, double closer) {
    return new MapLook(Optional.of(new Place(lon, lat)), closer, coasts, graticule, edges, marked);
  }

  public MapLook withCoasts(boolean drawn) {
    return new MapLook(middle, zoom, drawn, graticule, edges, marked);
  }

  public MapLook withGraticule(boolean drawn) {
    return new MapLook(middle, zoom, coasts, drawn, edges, marked);
  }

  public MapLook withEdges(boolean drawn) {
    return new MapLook(middle, zoom, coasts, graticule, drawn, marked);
  }

  public MapLook withMarked(LonLatBox box) {
    return new MapLook(middle, zoom, coasts, graticule, edges, Optional.of(box));
  }
}
