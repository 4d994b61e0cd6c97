package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The dimension along which files with equal coordinates lie, and what labels them there.
///
/// @param dim a new dimension, or one the files have
/// @param labels what labels each file
public record ConcatDim(String dim, Labels labels) {
  /// Where the labels of a new dimension come from.
  public sealed interface Labels {
    /// A scalar coordinate of the dimension's name if all files have one, else none.
    record None() implements Labels {}

    /// One for each file, in the files' order.
    record Given(List<String> values) implements Labels {
      public Given {
        values = List.copyOf(values);
      }
    }

    /// The value of an attribute: a global one, else one of the data variables'.
    record OfAttribute(String name) implements Labels {}

    /// The name of the file without its ending.
    record OfFile() implements Labels {}
  }

  /// Files lie along `dim`, without labels of their own.
  public static ConcatDim along(String dim) {
    return new ConcatDim(dim, new Labels.None());
  }

  /// Labelled by `@file` (the file's name) or `@NAME` (the attribute `NAME`).
  ///
  /// @throws AmasiaException.Usage if `source` does not begin with `@`
  public ConcatDim labelledBy(String source) {
    if (!source.startsWith("@") || source.length() == 1) {
      throw new AmasiaException.Usage(
          "labels of '%s' can't come from '%s'; allowed are '@file' and '@ATTRIBUTE'"
              .formatted(dim, source));
    }
    return new ConcatDim(
        dim,
        source.equals("@file") ? new Labels.OfFile() : new Labels.OfAttribute(source.substring(1)));
  }

  /// Labelled by these, one for each file in the order of the files.
  public ConcatDim labelled(List<String> values) {
    return new ConcatDim(dim, new Labels.Given(values));
  }

  /// The same for those of `files` that are `left`: of labels given for each file, theirs.
  ConcatDim of(List<String> left, List<String> files) {
    return labels instanceof Labels.Given(var values) && values.size() == files.size()
        ? labelled(
            IntStream.range(0, files.size())
                .filter(i -> left.contains(files.get(i)))
                .mapToObj(values::get)
                .toList())
        : this;
  }

  /// Reads `DIM`, `DIM=@file`, `DIM=@ATTRIBUTE` or `DIM=L1,L2,…`.
  ///
  /// @throws AmasiaException.Usage if it has another form
  public static ConcatDim parse(String text) {
    int equals = text.indexOf('=');
    String dim = (equals < 0 ? text : text.substring(0, equals)).strip();
    if (dim.isEmpty()) {
      throw new AmasiaException.Usage(
          "'%s' names no dimension; write DIM, DIM=@file, DIM=@ATTRIBUTE or DIM=LABEL,LABEL"
              .formatted(text));
    }
    if (equals < 0) {
      return along(dim);
    }
    String labels = text.substring(equals + 1).strip();
    return labels.startsWith("@")
        ? along(dim).labelledBy(labels)
        : along(dim).labelled(Arrays.stream(labels.split(",")).map(String::strip).toList());
  }
}
