package io.amasia.dataset;

import io.amasia.plan.Sizes;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Arrays and datasets as text, as xarray shows them, with units and long names.
final class Summary {
  static final String COORDINATES = "Coordinates";
  static final String VARIABLES = "Data variables";
  private static final String ATTRIBUTES = "Attributes";

  private Summary() {}

  static String of(DataArray array) {
    var text = new StringBuilder("<DataArray");
    array.name().ifPresent(name -> text.append(" '").append(name).append('\''));
    text.append(" (").append(sizes(array.sizes())).append(")> ");
    text.append(ShownValues.dtype(array.variable())).append(' ');
    text.append(ShownValues.size(array.variable())).append('\n');
    text.append(ShownValues.values(array.variable(), false)).append('\n');
    section(text, COORDINATES, array.coords().asMap(), array.coords());
    withoutCoordinates(text, array.sizes(), array.coords());
    attributes(text, array.attrs());
    return text.toString().stripTrailing();
  }

  static String of(Dataset dataset) {
    var text = new StringBuilder("<Dataset> ").append(Sizes.text(bytes(dataset))).append('\n');
    text.append("Dimensions:  (").append(sizes(dataset.sizes())).append(")\n");
    section(text, COORDINATES, dataset.coords().asMap(), dataset.coords());
    withoutCoordinates(text, dataset.sizes(), dataset.coords());
    section(text, VARIABLES, dataset.variables(), dataset.coords());
    attributes(text, dataset.attrs());
    return text.toString().stripTrailing();
  }

  /// What is in `dataset` in the words of `ncdump -h`, with xarray's layout.
  static String info(Dataset dataset) {
    var text = new StringBuilder("xarray.Dataset {\ndimensions:\n");
    dataset.sizes().forEach((dim, size) -> text.append("\t%s = %d ;\n".formatted(dim, size)));
    text.append("\nvariables:\n");
    for (Map<String, Variable> all : List.of(dataset.coords().asMap(), dataset.variables())) {
      all.forEach((name, v) -> {
        String dims = String.join(", ", v.dims());
        text.append("\t%s %s(%s) ;\n".formatted(v.dtype().label(), name, dims));
        v.attrs()
            .forEach((key, value) ->
                text.append("\t\t%s:%s = %s ;\n".formatted(name, key, ShownValues.text(value))));
      });
    }
    text.append("\n// global attributes:\n");
    dataset
        .attrs()
        .forEach(
            (key, value) -> text.append("\t:%s = %s ;\n".formatted(key, ShownValues.text(value))));
    return text.append('}').toString();
  }

  static long bytes(Dataset dataset) {
    long bytes = 0;
    for (Map<String, Variable> all : List.of(dataset.coords().asMap(), dataset.variables())) {
      bytes += all.values().stream().mapToLong(ShownValues::bytes).sum();
    }
    return bytes;
  }

  static String sizes(Map<String, Long> sizes) {
    return sizes.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  static List<String> withoutCoordinates(Map<String, Long> sizes, Coordinates coords) {
    return sizes.keySet().stream().filter(dim -> !coords.hasLabels(dim)).toList();
  }

  private static void withoutCoordinates(
      StringBuilder text, Map<String, Long> sizes, Coordinates coords) {
    List<String> dims = withoutCoordinates(sizes, coords);
    if (!dims.isEmpty()) {
      text.append("Dimensions without coordinates: ").append(String.join(", ", dims)).append('\n');
    }
  }

  private static void section(
      StringBuilder text, String title, Map<String, Variable> variables, Coordinates coords) {
    if (variables.isEmpty()) {
      return;
    }
    if (!expands(title)) {
      text.append(title).append(": (").append(variables.size()).append(")\n");
      return;
    }
    text.append(title).append(":\n");
    int width = variables.keySet().stream().mapToInt(String::length).max().orElse(0);
    rows(
        text,
        variables,
        (name, v) -> {
          String meaning = ShownValues.meaning(v);
          text.append(coords.isIndexed(name) ? "  * " : "    ")
              .append(name)
              .append(" ".repeat(width - name.length() + 2))
              .append('(')
              .append(String.join(", ", v.dims()))
              .append(") ")
              .append(ShownValues.dtype(v))
              .append(' ')
              .append(ShownValues.size(v))
              .append(' ')
              .append(ShownValues.values(v, coords.isIndexed(name)))
              .append(meaning.isEmpty() ? "" : "  " + meaning)
              .append('\n');
        });
  }

  /// Whether a section of this title is shown, not only its length.
  static boolean expands(String title) {
    Defaults defaults = Defaults.current();
    return switch (title) {
      case COORDINATES -> defaults.displayExpandCoords();
      case VARIABLES -> defaults.displayExpandDataVars();
      default -> defaults.displayExpandAttrs();
    };
  }

  /// A row for each, or for the first and the last of many.
  private static <V> void rows(StringBuilder text, Map<String, V> all, BiConsumer<String, V> row) {
    int most = Defaults.current().displayMaxRows();
    int first = all.size() <= most ? all.size() : (most + 1) / 2;
    int last = all.size() <= most ? 0 : most / 2;
    int i = 0;
    for (Map.Entry<String, V> one : all.entrySet()) {
      if (i < first || i >= all.size() - last) {
        row.accept(one.getKey(), one.getValue());
      } else if (i == first) {
        text.append("    …\n");
      }
      i++;
    }
  }

  private static void attributes(StringBuilder text, Map<String, Attribute> attrs) {
    if (attrs.isEmpty()) {
      return;
    }
    if (!expands(ATTRIBUTES)) {
      text.append(ATTRIBUTES).append(": (").append(attrs.size()).append(")\n");
      return;
    }
    text.append(ATTRIBUTES).append(":\n");
    rows(
        text,
        attrs,
        (name, value) ->
            text.append("    ")
                .append(name)
                .append(":  ")
                .append(ShownValues.shortened(ShownValues.text(value), 70))
                .append('\n'));
  }
}
