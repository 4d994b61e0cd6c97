package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A codec that a variable is to be written with, by name and settings: `zstd:3`,
/// `blosc:lz4:5:bitshuffle`, `deflate:4`, `shuffle`, `crc32c`. Each format turns it into its own
/// form, or refuses it by name.
///
/// @param name in small letters, as people write it
/// @param settings in the order the codec counts them; what is absent has the codec's default
public record CodecChoice(String name, List<String> settings) {
  public CodecChoice {
    settings = List.copyOf(settings);
  }

  /// The choice of `name` with `settings`, each as its text.
  public static CodecChoice of(String name, Object... settings) {
    return new CodecChoice(name, Arrays.stream(settings).map(String::valueOf).toList());
  }

  /// A chain such as `shuffle,zstd:3`, in the order of encoding; `none` is the empty chain.
  ///
  /// @throws AmasiaException.Usage if it is not names and settings
  public static List<CodecChoice> chain(String text) {
    String bare = text.strip().toLowerCase(Locale.ROOT);
    if (bare.equals("none")) {
      return List.of();
    }
    return Arrays.stream(bare.split(",", -1)).map(CodecChoice::one).toList();
  }

  private static CodecChoice one(String text) {
    List<String> words = Arrays.stream(text.split(":", -1)).map(String::strip).toList();
    if (words.stream().anyMatch(String::isEmpty)) {
      throw new AmasiaException.Usage(
          "'%s' is no codec; write a name and its settings, such as zstd:3, and join several by commas"
              .formatted(text));
    }
    return new CodecChoice(words.getFirst(), words.subList(1, words.size()));
  }

  /// The chain as [#chain] reads it.
  public static String text(List<CodecChoice> chain) {
    return chain.isEmpty()
        ? "none"
        : chain.stream().map(CodecChoice::toString).collect(Collectors.joining(","));
  }

  /// Whether `other` is this codec, with those settings that are said here. `deflate` and `zlib`
  /// are one codec, which HDF5 calls so and Zarr otherwise.
  public boolean isMetBy(CodecChoice other) {
    int said = settings.size();
    return plainName().equals(other.plainName())
        && said <= other.settings.size()
        && settings.equals(other.settings.subList(0, said));
  }

  private String plainName() {
    return name.equals("deflate") ? "zlib" : name;
  }

  /// Setting `i` as a whole number, or `otherwise` where it is absent.
  ///
  /// @throws AmasiaException.Usage if it is no number from `least` to `most`
  public int number(int i, int otherwise, int least, int most) {
    if (i >= settings.size()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(settings.get(i));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new AmasiaException.Usage(
        "codec '%s': '%s' is not a whole number from %d to %d"
            .formatted(this, settings.get(i), least, most));
  }

  /// Setting `i`, or `otherwise` where it is absent.
  public String word(int i, String otherwise) {
    return i < settings.size() ? settings.get(i) : otherwise;
  }

  @Override
  public String toString() {
    return settings.isEmpty() ? name : name + ":" + String.join(":", settings);
  }
}
