package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// How files are opened and joined.
///
/// @param decode whether values are masked, unpacked and turned into times
/// @param group the group that is opened, `/` for the root
/// @param concat the dimension along which files of equal coordinates lie
/// @param strict whether what is taken from the first file must be equal in all
/// @param preprocess what is done to the dataset of each file before they are joined
/// @param errors what happens to files, of several, that can't be opened
/// @param notices hears what a user should know: tolerances used, fills ignored
public record OpenOptions(
    boolean decode,
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
        true, "/", Optional.empty(), false, UNCHANGED, Errors.RAISE, Notices.NONE);
  }

  /// Values as the files have them.
  public OpenOptions undecoded() {
    return new OpenOptions(false, group, concat, strict, preprocess, errors, notices);
  }

  /// Another group than the root.
  public OpenOptions group(String path) {
    return new OpenOptions(decode, path, concat, strict, preprocess, errors, notices);
  }

  /// Files lie along this dimension.
  public OpenOptions concat(ConcatDim along) {
    return new OpenOptions(decode, group, Optional.of(along), strict, preprocess, errors, notices);
  }

  /// Variables and attributes that are taken from the first file must be equal in all.
  public OpenOptions compatStrict() {
    return new OpenOptions(decode, group, concat, true, preprocess, errors, notices);
  }

  /// Each file's dataset goes through `work` before they are joined: to choose variables, name
  /// dimensions or mend coordinates. Nothing is read for it.
  public OpenOptions preprocess(UnaryOperator<Dataset> work) {
    return new OpenOptions(decode, group, concat, strict, work, errors, notices);
  }

  /// Of several files those that can't be opened are left out, and that is said or not.
  ///
  /// What [#preprocess] throws, and files that don't fit together, are errors all the same; so is
  /// it when no file is left.
  public OpenOptions errors(Errors handling) {
    return new OpenOptions(decode, group, concat, strict, preprocess, handling, notices);
  }

  /// Notices go to `listener`, each once.
  public OpenOptions hearing(Consumer<String> listener) {
    return new OpenOptions(
        decode, group, concat, strict, preprocess, errors, new Notices(listener));
  }

  /// Refuses what a tree of all groups of one file would not heed.
  void requireOfTree() {
    if (!equals(
        new OpenOptions(decode, "/", Optional.empty(), false, UNCHANGED, Errors.RAISE, notices))) {
      throw new AmasiaException.Usage(
          "a tree is opened of all groups of one file, with no group, concat, strictness, preprocess or errors; allowed are undecoded and hearing");
    }
  }
}
