package io.amasia.plot;

import io.amasia.array.AmasiaException;
import java.util.Optional;
import java.util.OptionalInt;

/// How a picture is to look where its data should not decide that.
///
/// @param colors the name of a [ColorMap]; by the quantity unless given
/// @param limits from where to where colours go
/// @param levels how many colours; as many as make round steps unless given
/// @param projection the name of a projection, see [MapExtent#NAMES]; by the extent unless given
/// @param ownUnits whether values keep the units they have, rather than those people publish
/// @param plane whether two dimensions that are no map are a plane of colours however short they
///   are
/// @param map which part a map shows, and what is drawn over its cells
public record Look(
    Optional<String> colors,
    Limits limits,
    OptionalInt levels,
    Optional<String> projection,
    boolean ownUnits,
    boolean plane,
    MapLook map) {
  private static final int MOST_LEVELS = 256;

  /// Everything by the data.
  public static final Look BY_DATA =
      new Look(
          Optional.empty(),
          new Limits.Auto(),
          OptionalInt.empty(),
          Optional.empty(),
          false,
          false,
          MapLook.WHOLE);

  /// @throws AmasiaException.Usage if there is no such colour map or projection, or levels are not
  ///   from 2 to 256
  public Look {
    colors.ifPresent(ColorMap::of);
    projection.ifPresent(MapExtent::check);
    if (levels.isPresent() && (levels.getAsInt() < 2 || levels.getAsInt() > MOST_LEVELS)) {
      throw new AmasiaException.Usage(
          "%d levels; allowed are 2 to %d".formatted(levels.getAsInt(), MOST_LEVELS));
    }
  }

  public Look withColors(String name) {
    return new Look(Optional.of(name), limits, levels, projection, ownUnits, plane, map);
  }

  public Look withLimits(Limits changed) {
    return new Look(colors, changed, levels, projection, ownUnits, plane, map);
  }

  public Look withLevels(int count) {
    return new Look(colors, limits, OptionalInt.of(count), projection, ownUnits, plane, map);
  }

  public Look withProjection(String name) {
    return new Look(colors, limits, levels, Optional.of(name), ownUnits, plane, map);
  }

  /// In the units that values have.
  public Look inOwnUnits() {
    return new Look(colors, limits, levels, projection, true, plane, map);
  }

  /// Two dimensions as a plane of colours.
  public Look asPlane() {
    return new Look(colors, limits, levels, projection, ownUnits, true, map);
  }

  public Look withMap(MapLook changed) {
    return new Look(colors, limits, levels, projection, ownUnits, plane, changed);
  }
}
