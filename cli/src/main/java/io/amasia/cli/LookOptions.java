package io.amasia.cli;

import io.amasia.plot.Limits;
import io.amasia.plot.Look;
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
          "projection of a map: Equirectangular, EqualEarth, LambertConformal, NorthPolarStereographic, SouthPolarStereographic")
  @Nullable String projection;

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
        plane);
  }
}
