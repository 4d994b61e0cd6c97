package io.amasia.plot.interactive;

import io.amasia.geo.NaturalEarth;
import io.amasia.plan.watch.PageParts;
import io.amasia.plot.ColorMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The modules that draw maps and charts in a page, and what they need besides values.
///
/// A page that is served offers [#parts] at one folder and those of
/// [io.amasia.plan.watch.Report#parts] at `/watch/`, where they import from.
public final class PlotScripts {
  /// Degrees are kept in hundredths: a kilometre at the equator, well below a line's width.
  private static final double PER_DEGREE = 100;

  /// Ends a line.
  private static final short END = Short.MIN_VALUE;

  /// Modules that import from earlier ones.
  static final List<String> MODULES =
      List.of(
          "axes.js",
          "cells.js",
          "projection.js",
          "colors.js",
          "pen.js",
          "rings.js",
          "raster.js",
          "graticule.js",
          "gestures.js",
          "maplink.js",
          "map.js",
          "series.js",
          "chartgestures.js",
          "chart.js",
          "packed.js",
          "save.js",
          "controls.js",
          "frames.js",
          "plane.js",
          "colorchoice.js",
          "mappage.js",
          "planepage.js",
          "chartpage.js");

  private PlotScripts() {}

  /// The resources beside this class: modules and `plots.css`.
  public static List<String> parts() {
    var parts = new ArrayList<String>(MODULES);
    parts.add("plots.css");
    return List.copyOf(parts);
  }

  /// The tables of all colour maps, which `readColorMaps` of `colors.js` reads.
  public static String colorMaps() {
    return PageParts.text(ColorMap.class, "colormaps.txt");
  }

  /// Coastlines for a map of `west … east`, `south … north` degrees, which `unpackLines` of
  /// `packed.js` reads; finer for smaller parts of the globe, and only those near it.
  public static String coastlines(double west, double south, double east, double north) {
    boolean wide = east - west > 120;
    var scale = wide ? NaturalEarth.Scale.SMALL_110M : NaturalEarth.Scale.MEDIUM_50M;
    var numbers = new ArrayList<Short>();
    double margin = 0.25 * Math.max(east - west, north - south);
    for (double[][] line : NaturalEarth.at(scale).coastlines()) {
      if (wide || near(line, west - margin, south - margin, east + margin, north + margin)) {
        for (int i = 0; i < line[0].length; i++) {
          numbers.add((short) Math.round(line[0][i] * PER_DEGREE));
          numbers.add((short) Math.round(line[1][i] * PER_DEGREE));
        }
        numbers.add(END);
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(bytes::putShort);
    return Packed.text(bytes);
  }

  private static boolean near(
      double[][] line, double west, double south, double east, double north) {
    for (int i = 0; i < line[0].length; i++) {
      double lat = line[1][i];
      double lon = line[0][i] - 360 * Math.floor((line[0][i] - west) / 360);
      if (lat >= south && lat <= north && lon <= east) {
        return true;
      }
    }
    return false;
  }
}
