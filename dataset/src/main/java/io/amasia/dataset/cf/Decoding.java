package io.amasia.dataset.cf;

/// What is made of stored values when a file is opened: the decoders of xarray's `open_dataset`, of
/// which each can be left out.
///
/// A `use_cftime` is not among them, as times of every calendar are of one dtype.
///
/// @param maskAndScale whether fills become NaN, packed numbers are scaled and `_Unsigned` heeded
/// @param decodeTimes whether numbers in units such as `days since 1850-01-01` become times
/// @param decodeTimedelta which numbers become differences of times
/// @param decodeCoords which variables become coordinates, beside those named like a dimension
/// @param maskValidRange whether values beyond `valid_min`, `valid_max` or `valid_range` become
///   NaN, where fills do
public record Decoding(
    boolean maskAndScale,
    boolean decodeTimes,
    Timedelta decodeTimedelta,
    Coords decodeCoords,
    boolean maskValidRange) {
  /// Which numbers become differences of times.
  public enum Timedelta {
    /// None.
    NEVER,
    /// Those with an attribute `dtype` of `timedelta64`, if times are decoded.
    BY_DTYPE,
    /// Those too whose units are a time: `days`, `hours`, `minutes` …
    BY_UNITS
  }

  /// Which variables become coordinates, beside those named like a dimension.
  public enum Coords {
    /// None.
    NONE,
    /// Those that an attribute `coordinates` of a variable or of the file names.
    COORDINATES,
    /// Those too that are tied to a variable by another attribute: bounds, cell measures, grid
    /// mappings and the like; see [CfLinks#related].
    ALL
  }

  /// As CF says, and as xarray does by itself.
  public static final Decoding STANDARD =
      new Decoding(true, true, Timedelta.BY_DTYPE, Coords.COORDINATES, false);

  /// Nothing: values and attributes as the file has them.
  public static final Decoding NONE =
      new Decoding(false, false, Timedelta.NEVER, Coords.NONE, false);

  Decoding withMaskAndScale(boolean wanted) {
    return new Decoding(wanted, decodeTimes, decodeTimedelta, decodeCoords, maskValidRange);
  }

  Decoding withTimes(boolean wanted) {
    return new Decoding(maskAndScale, wanted, decodeTimedelta, decodeCoords, maskValidRange);
  }

  Decoding withTimedelta(Timedelta wanted) {
    return new Decoding(maskAndScale, decodeTimes, wanted, decodeCoords, maskValidRange);
  }

  Decoding withCoords(Coords wanted) {
    return new Decoding(maskAndScale, decodeTimes, decodeTimedelta, wanted, maskValidRange);
  }

  Decoding withMaskValidRange(boolean wanted) {
    return new Decoding(maskAndScale, decodeTimes, decodeTimedelta, decodeCoords, wanted);
  }

  /// Whether numbers in units of time become differences of times, where their `dtype` says so
  /// (`isMarked`) or not.
  boolean decodesTimedelta(boolean isMarked) {
    return switch (decodeTimedelta) {
      case NEVER -> false;
      case BY_DTYPE -> isMarked && decodeTimes;
      case BY_UNITS -> true;
    };
  }
}
