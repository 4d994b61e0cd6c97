package io.amasia.dataset;

import io.amasia.plan.Sizes;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Arrays and datasets as text, as xarray shows them, with units and long names.
final class Summary {
  private Summary() {}

  static String of(DataArray array) {
    var text = new StringBuilder("<DataArray");
    array.name().ifPresent(name -> text.append(" '").append(name).append('\''));
    text.append(" (").append(sizes(array.sizes())).append(")> ");
    text.append(ShownValues.dtype(array.variable())).append(' ');
    text.append(ShownValues.size(array.variable())).append('\n');
    text.append(ShownValues.values(array.variable(), false)).append('\n');
    section(text, "Coordinates:", array.coords().asMap(), array.coords());
    withoutCoordinates(text, array.sizes(), array.coords());
    attributes(text, array.attrs());
    return text.toString().stripTrailing();
  }

  static String of(Dataset dataset) {
    var text = new StringBuilder("<Dataset> ").append(Sizes.text(bytes(dataset))).append('\n');
    text.append("Dimensions:  (").append(sizes(dataset.sizes())).append(")\n");
    section(text, "Coordinates:", dataset.coords().asMap(), dataset.coords());
    withoutCoordinates(text, dataset.sizes(), dataset.coords());
    section(text, "Data variables:", dataset.variables(), dataset.coords());
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
    return sizes.keySet().stream().filter(dim -> !coords.hasIndex(dim)).toList();
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
    text.append(title).append('\n');
    int width = variables.keySet().stream().mapToInt(String::length).max().orElse(0);
    variables.forEach((name, v) -> {
      String meaning = ShownValues.meaning(v);
      text.append(coords.hasIndex(name) ? "  * " : "    ")
          .append(name)
          .append(" ".repeat(width - name.length() + 2))
          .append('(')
          .append(String.join(", ", v.dims()))
          .append(") ")
          .append(ShownValues.dtype(v))
          .append(' ')
          .append(ShownValues.size(v))
          .append(' ')
          .append(ShownValues.values(v, coords.hasIndex(name)))
          .append(meaning.isEmpty() ? "" : "  " + meaning)
          .append('\n');
    });
  }

  private static void attributes(StringBuilder text, Map<String, Attribute> attrs) {
    if (attrs.isEmpty()) {
      return;
    }
    text.append("Attributes:\n");
    attrs.forEach((name, value) ->
        text.append("    ")
            .append(name)
            .append(":  ")
            .append(ShownValues.shortened(ShownValues.text(value), 70))
            .append('\n'));
  }
}
