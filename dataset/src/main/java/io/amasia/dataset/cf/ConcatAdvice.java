package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What to write when files have equal coordinates: finds the attribute that tells them apart.
final class ConcatAdvice {
  // Words of attribute names that tell files apart on purpose, and the dimension they suggest.
  private static final Map<String, String> DIMS = new LinkedHashMap<>();

  static {
    DIMS.put("scenario", "scenario");
    DIMS.put("variant_label", "member");
    DIMS.put("realization", "member");
    DIMS.put("ensemble", "member");
    DIMS.put("member", "member");
    DIMS.put("experiment_id", "scenario");
    DIMS.put("experiment", "scenario");
    DIMS.put("source_id", "model");
    DIMS.put("model_id", "model");
    DIMS.put("model", "model");
  }

  private ConcatAdvice() {}

  static AmasiaException.Alignment allEqual(List<OpenedFile> files) {
    OpenedFile first = files.getFirst();
    String coords = String.join(", ", first.labels().keySet());
    Optional<Map.Entry<String, String>> found = distinguishing(files);
    String dim = found.map(Map.Entry::getKey).orElse("member");
    String source = "@" + found.map(Map.Entry::getValue).orElse("file");
    String command = "--concat " + quoted(dim + "=" + source);
    return new AmasiaException.Alignment(
        ("%d files have equal coordinates%s, such as '%s' and '%s'; say along which dimension they"
                + " lie:\n  %s\nor in a program: concat(\"%s\").labelledBy(\"%s\")")
            .formatted(
                files.size(),
                coords.isEmpty() ? "" : " (" + coords + ")",
                first.url(),
                files.get(1).url(),
                command,
                dim,
                source));
  }

  private static String quoted(String text) {
    return text.contains(" ") ? "'" + text + "'" : text;
  }

  private static Optional<Map.Entry<String, String>> distinguishing(List<OpenedFile> files) {
    List<String> names = new ArrayList<>();
    files.getFirst().mainVariables().stream()
        .limit(1)
        .forEach(v -> names.addAll(files.getFirst().dataset().variable(v).attrs().keySet()));
    names.addAll(files.getFirst().dataset().attrs().keySet());
    for (Map.Entry<String, String> word : DIMS.entrySet()) {
      for (String name : names) {
        if (name.toLowerCase(Locale.ROOT).contains(word.getKey()) && distinct(files, name)) {
          return Optional.of(Map.entry(word.getValue(), name));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean distinct(List<OpenedFile> files, String name) {
    Set<String> values = new HashSet<>();
    return files.stream().allMatch(file -> attribute(file, name).filter(values::add).isPresent());
  }

  /// The value of attribute `name`: the file's, else the first main variable's that has it.
  static Optional<String> attribute(OpenedFile file, String name) {
    return Optional.ofNullable(file.dataset().attrs().get(name))
        .or(() ->
            file.mainVariables().stream()
                .map(v -> file.dataset().variable(v).attrs().get(name))
                .filter(value -> value != null)
                .findFirst())
        .flatMap(ConcatAdvice::label);
  }

  private static Optional<String> label(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String text) -> Optional.of(text.strip());
      case Attribute.Numbers(var _, var values) ->
          values.size() == 1 ? Optional.of(values.getFirst().toString()) : Optional.empty();
      case Attribute.Texts _, Attribute.Json _ -> Optional.empty();
    };
  }
}
