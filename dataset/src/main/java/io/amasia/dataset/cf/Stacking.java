package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins files in their given order along the dimension the user names.
final class Stacking {
  private final ConcatDim concat;
  private final OpenOptions options;

  Stacking(ConcatDim concat, OpenOptions options) {
    this.concat = concat;
    this.options = options;
  }

  /// The dataset of all `files`.
  ///
  /// @throws AmasiaException.Alignment if any other coordinate differs
  /// @throws AmasiaException.Label if a label is missing or occurs twice
  Dataset stack(List<OpenedFile> files) {
    String dim = concat.dim();
    OpenedFile first = files.getFirst();
    for (OpenedFile file : files) {
      for (Labelling labels : first.labels().values()) {
        Labelling other = file.labels().get(labels.dim());
        if (other != null && !labels.dim().equals(dim) && !labels.matches(other)) {
          throw Joining.mismatch(labels, other);
        }
      }
      if (!file.mainVariables().equals(first.mainVariables())) {
        throw new AmasiaException.Alignment(
            "'%s' holds %s but '%s' holds %s; select what they have in common"
                .formatted(first.url(), first.mainVariables(), file.url(), file.mainVariables()));
      }
    }
    Joining.requireEqualSizes(files, dim);
    var series = new Series(files, dim, options);
    if (first.dataset().sizes().containsKey(dim)) {
      if (!(concat.labels() instanceof ConcatDim.Labels.None)) {
        throw new AmasiaException.Usage(
            "'%s' is a dimension of '%s' already and has its own labels; name a new dimension"
                .formatted(dim, first.url()));
      }
      return series.dataset();
    }
    return series.stacked(labels(files));
  }

  private Optional<Variable> labels(List<OpenedFile> files) {
    List<String> texts = new ArrayList<>();
    switch (concat.labels()) {
      case ConcatDim.Labels.None() -> {
        return scalars(files);
      }
      case ConcatDim.Labels.Given(var values) -> {
        if (values.size() != files.size()) {
          throw new AmasiaException.Usage(
              "%d labels %s for %d files".formatted(values.size(), values, files.size()));
        }
        texts.addAll(values);
      }
      case ConcatDim.Labels.OfAttribute(String name) ->
          files.forEach(file -> texts.add(attribute(file, name)));
      case ConcatDim.Labels.OfFile() -> files.forEach(file -> texts.add(fileName(file.url())));
    }
    requireDistinct(texts, files);
    return Optional.of(Variable.of(List.of(concat.dim()), Nodes.literal(values(texts))));
  }

  private static String attribute(OpenedFile file, String name) {
    return ConcatAdvice.attribute(file, name)
        .orElseThrow(() ->
            new AmasiaException.Label(
                "'%s' has no attribute '%s'; it has %s"
                    .formatted(file.url(), name, file.dataset().attrs().keySet())));
  }

  private static String fileName(String url) {
    String plain = url.replaceAll("/+$", "");
    String name = plain.substring(plain.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private void requireDistinct(List<String> texts, List<OpenedFile> files) {
    Map<String, String> owners = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String before = owners.putIfAbsent(texts.get(i), files.get(i).url());
      if (before != null) {
        throw new AmasiaException.Label(
            "label '%s' of '%s' is that of '%s' and of '%s'; use '%s=@file' or give labels"
                .formatted(texts.get(i), concat.dim(), before, files.get(i).url(), concat.dim()));
      }
    }
  }

  private static NdArray values(List<String> texts) {
    boolean whole = texts.stream().allMatch(text -> text.matches("-?(0|[1-9]\\d{0,17})"));
    return whole
        ? NdArray.of(Shape.of(texts.size()), texts.stream().mapToLong(Long::parseLong).toArray())
        : NdArray.of(Shape.of(texts.size()), texts);
  }

  // One time a file, as a scalar coordinate: the common form of satellite and iris files.
  private Optional<Variable> scalars(List<OpenedFile> files) {
    List<Node> parts = new ArrayList<>();
    Variable pattern = null;
    for (OpenedFile file : files) {
      Variable own = file.dataset().coords().find(concat.dim()).orElse(null);
      if (own == null || own.ndim() != 0 || (pattern != null && own.dtype() != pattern.dtype())) {
        return Optional.empty();
      }
      if (pattern != null && !own.calendar().equals(pattern.calendar())) {
        throw new AmasiaException.Alignment(
            "'%s' is in calendar %s in '%s' but %s in '%s'"
                .formatted(
                    concat.dim(),
                    pattern.calendar(),
                    files.getFirst().url(),
                    own.calendar(),
                    file.url()));
      }
      pattern = pattern == null ? own : pattern;
      parts.add(Nodes.transpose(own.data(), List.of(-1)));
    }
    return pattern == null || pattern.dtype() == DType.STRING
        ? Optional.empty()
        : Optional.of(pattern.sameValues(List.of(concat.dim()), Nodes.concat(0, parts)));
  }
}
