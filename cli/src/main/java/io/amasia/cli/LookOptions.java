package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.geo.LonLatBox;
import io.amasia.plot.Limits;
import io.amasia.plot.Look;
import io.amasia.plot.MapLook;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how a picture looks.
final class LookOptions {
  @Option(
      names = "--colors",
      paramLabel = "NAME",
      description = "colours of a picture: viridis, magma, cividis, RdBu_r, BrBG, ...")
  @Nullable String colors;

  @Option(
      names = "--limits",
      paramLabel = "auto|robust|symmetric|LOW,HIGH",
      description = "where its colours begin and end; robust is the 2nd to 98th percentile")
  String limits = "auto";

  @Option(names = "--levels", paramLabel = "N", description = "how many colours it has at most")
  @Nullable Integer levels;

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      description =
          "projection of a map: Equirectangular, EqualEarth, NaturalEarth, Robinson, Mollweide, Mercator, Orthographic, NorthPolarStereographic, SouthPolarStereographic, LambertConformal")
  @Nullable String projection;

  @Option(
      names = "--view",
      paramLabel = "LON,LAT,ZOOM",
      description = "the place in the middle of a map, and how many times closer it is, 1 to 400")
  @Nullable String view;

  @Option(names = "--mark", paramLabel = "W,S,E,N", description = "a box to outline on a map")
  @Nullable String mark;

  @Option(names = "--no-coasts", description = "draw a map without coastlines")
  boolean noCoasts;

  @Option(
      names = "--no-graticule",
      description = "draw a map without meridians, parallels and their degrees")
  boolean noGraticule;

  @Option(names = "--cell-edges", description = "draw the edges of a map's cells")
  boolean cellEdges;

  @Option(
      names = "--own-units",
      description = "draw in the units that values have, rather than those people publish")
  boolean ownUnits;

  @Option(
      names = "--plane",
      description = "draw two dimensions that are no map as a plane of colours, however short")
  boolean plane;

  /// What they say.
  Look look() {
    return new Look(
        Optional.ofNullable(colors),
        Limits.parse(limits),
        levels == null ? OptionalInt.empty() : OptionalInt.of(levels),
        Optional.ofNullable(projection),
        ownUnits,
        plane,
        map());
  }

  private MapLook map() {
    MapLook map =
        MapLook.WHOLE.withCoasts(!noCoasts).withGraticule(!noGraticule).withEdges(cellEdges);
    if (view != null) {
      double[] at = numbers("--view", view, 3);
      map = map.at(at[0], at[1], at[2]);
    }
    if (mark != null) {
      double[] sides = numbers("--mark", mark, 4);
      map = map.withMarked(LonLatBox.of(sides[0], sides[1], sides[2], sides[3]));
    }
    return map;
  }

  private static double[] numbers(String option, String text, int count) {
    String[] parts = text.split(",", -1);
    try {
      double[] numbers = Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
      if (numbers.length == count) {
        return numbers;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new AmasiaException.Usage(
        "%s takes %d numbers with commas between them, not '%s'".formatted(option, count, text));
  }
}
