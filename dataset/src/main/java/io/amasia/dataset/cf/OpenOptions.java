package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// How files are opened and joined.
///
/// @param decoding what is made of stored values
/// @param group the group that is opened, `/` for the root
/// @param concat the dimension along which files of equal coordinates lie
/// @param strict whether what is taken from the first file must be equal in all
/// @param preprocess what is done to the dataset of each file before they are joined
/// @param errors what happens to files, of several, that can't be opened
/// @param notices hears what a user should know: tolerances used, fills ignored
public record OpenOptions(
    Decoding decoding,
    String group,
    Optional<ConcatDim> concat,
    boolean strict,
    UnaryOperator<Dataset> preprocess,
    Errors errors,
    Notices notices) {
  /// What happens to a file that is missing, damaged or of no known format.
  public enum Errors {
    /// Opening fails.
    RAISE,
    /// It is left out, with a notice.
    WARN,
    /// It is left out without a word.
    IGNORE
  }

  private static final UnaryOperator<Dataset> UNCHANGED = UnaryOperator.identity();

  /// Decoded, the root group, joined by coordinates, silent.
  public static OpenOptions standard() {
    return new OpenOptions(
        Decoding.STANDARD, "/", Optional.empty(), false, UNCHANGED, Errors.RAISE, Notices.NONE);
  }

  private OpenOptions with(Decoding changed) {
    return new OpenOptions(changed, group, concat, strict, preprocess, errors, notices);
  }

  /// Values and attributes as the files have them: xarray's `decode_cf=False`.
  public OpenOptions undecoded() {
    return with(Decoding.NONE);
  }

  /// Whether fills become NaN, packed numbers are scaled and `_Unsigned` heeded; if not, values are
  /// as stored, and the attributes stay that say how they are to be read.
  public OpenOptions maskAndScale(boolean wanted) {
    return with(decoding.withMaskAndScale(wanted));
  }

  /// Whether numbers in units such as `days since 1850-01-01` become times.
  public OpenOptions decodeTimes(boolean wanted) {
    return with(decoding.withTimes(wanted));
  }

  /// Whether numbers in units such as `days` become differences of times. If nothing is said, those
  /// do that have an attribute `dtype` of `timedelta64`, where times are decoded.
  public OpenOptions decodeTimedelta(boolean wanted) {
    return with(
        decoding.withTimedelta(wanted ? Decoding.Timedelta.BY_UNITS : Decoding.Timedelta.NEVER));
  }

  /// Which variables become coordinates, beside those named like a dimension: all that are tied to
  /// another with [Decoding.Coords#ALL].
  public OpenOptions decodeCoords(Decoding.Coords wanted) {
    return with(decoding.withCoords(wanted));
  }

  /// Values beyond `valid_min`, `valid_max` or `valid_range` become NaN too, as in netCDF4-python;
  /// xarray leaves them. Bounds of the dtype of a scale are those of unpacked values, others of
  /// stored ones. Heeded where fills are masked.
  public OpenOptions maskValidRange() {
    return with(decoding.withMaskValidRange(true));
  }

  /// Another group than the root.
  public OpenOptions group(String path) {
    return new OpenOptions(decoding, path, concat, strict, preprocess, errors, notices);
  }

  /// Files lie along this dimension.
  public OpenOptions concat(ConcatDim along) {
    return new OpenOptions(
        decoding, group, Optional.of(along), strict, preprocess, errors, notices);
  }

  /// Variables and attributes that are taken from the first file must be equal in all.
  public OpenOptions compatStrict() {
    return new OpenOptions(decoding, group, concat, true, preprocess, errors, notices);
  }

  /// Each file's dataset goes through `work` before they are joined: to choose variables, name
  /// dimensions or mend coordinates. Nothing is read for it.
  public OpenOptions preprocess(UnaryOperator<Dataset> work) {
    return new OpenOptions(decoding, group, concat, strict, work, errors, notices);
  }

  /// Of several files those that can't be opened are left out, and that is said or not.
  ///
  /// What [#preprocess] throws, and files that don't fit together, are errors all the same; so is
  /// it when no file is left.
  public OpenOptions errors(Errors handling) {
    return new OpenOptions(decoding, group, concat, strict, preprocess, handling, notices);
  }

  /// Notices go to `listener`, each once.
  public OpenOptions hearing(Consumer<String> listener) {
    return new OpenOptions(
        decoding, group, concat, strict, preprocess, errors, new Notices(listener));
  }

  /// Refuses all but how values are decoded and who hears of it, which is all that `what` heeds.
  ///
  /// @throws AmasiaException.Usage if more is asked for
  public void requireOnlyDecoding(String what) {
    if (!equals(standard().with(decoding).hearingBy(notices))) {
      throw new AmasiaException.Usage(
          "%s, with no group, concat, strictness, preprocess or errors; allowed are undecoded, maskAndScale, decodeTimes, decodeTimedelta, decodeCoords, maskValidRange and hearing"
              .formatted(what));
    }
  }

  private OpenOptions hearingBy(Notices same) {
    return new OpenOptions(decoding, group, concat, strict, preprocess, errors, same);
  }
}
