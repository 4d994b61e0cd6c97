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
/// @param notices hears what a user should know: tolerances used, fills ignored
public record OpenOptions(
    boolean decode,
    String group,
    Optional<ConcatDim> concat,
    boolean strict,
    UnaryOperator<Dataset> preprocess,
    Notices notices) {
  private static final UnaryOperator<Dataset> UNCHANGED = UnaryOperator.identity();

  /// Decoded, the root group, joined by coordinates, silent.
  public static OpenOptions standard() {
    return new OpenOptions(true, "/", Optional.empty(), false, UNCHANGED, Notices.NONE);
  }

  /// Values as the files have them.
  public OpenOptions undecoded() {
    return new OpenOptions(false, group, concat, strict, preprocess, notices);
  }

  /// Another group than the root.
  public OpenOptions group(String path) {
    return new OpenOptions(decode, path, concat, strict, preprocess, notices);
  }

  /// Files lie along this dimension.
  public OpenOptions concat(ConcatDim along) {
    return new OpenOptions(decode, group, Optional.of(along), strict, preprocess, notices);
  }

  /// Variables and attributes that are taken from the first file must be equal in all.
  public OpenOptions compatStrict() {
    return new OpenOptions(decode, group, concat, true, preprocess, notices);
  }

  /// Each file's dataset goes through `work` before they are joined: to choose variables, name
  /// dimensions or mend coordinates. Nothing is read for it.
  public OpenOptions preprocess(UnaryOperator<Dataset> work) {
    return new OpenOptions(decode, group, concat, strict, work, notices);
  }

  /// Notices go to `listener`, each once.
  public OpenOptions hearing(Consumer<String> listener) {
    return new OpenOptions(decode, group, concat, strict, preprocess, new Notices(listener));
  }

  /// Refuses what a tree of all groups of one file would not heed.
  void requireOfTree() {
    if (!equals(new OpenOptions(decode, "/", Optional.empty(), false, UNCHANGED, notices))) {
      throw new AmasiaException.Usage(
          "a tree is opened of all groups of one file, with no group, concat, strictness or preprocess; allowed are undecoded and hearing");
    }
  }
}
