package io.amasia.plot;

import io.amasia.geo.NaturalEarth;
import java.util.ArrayList;
import java.util.List;

/// Coastlines to draw over a map, finer for smaller parts of the globe.
final class Coastlines {
  private Coastlines() {}

  /// From so many times closer on, coasts of maps of the world are too coarse.
  private static final double CLOSE = 2;

  /// Lines of lon, lat pairs.
  static List<double[]> of(Cells cells, MapLook look) {
    boolean wide = MapExtent.projection(cells) instanceof World && look.zoom() < CLOSE;
    List<double[]> lines = new ArrayList<>();
    for (double[][] line :
        NaturalEarth.at(wide ? NaturalEarth.Scale.SMALL_110M : NaturalEarth.Scale.MEDIUM_50M)
            .coastlines()) {
      double[] pairs = new double[2 * line[0].length];
      for (int i = 0; i < line[0].length; i++) {
        pairs[2 * i] = line[0][i];
        pairs[2 * i + 1] = line[1][i];
      }
      lines.add(pairs);
    }
    return lines;
  }
}
