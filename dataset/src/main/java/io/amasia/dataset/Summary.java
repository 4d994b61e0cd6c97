package io.amasia.dataset;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.Attribute;
import java.util.Map;
import java.util.stream.Collectors;

/// Arrays and datasets as text, as xarray shows them. Never reads data: values are shown only where
/// they are in memory.
final class Summary {
  private static final int WIDTH = 60;

  private Summary() {}

  static String of(DataArray array) {
    var text = new StringBuilder("<DataArray");
    array.name().ifPresent(name -> text.append(" '").append(name).append('\''));
    text.append(" (").append(sizes(array.sizes())).append(")> ");
    text.append(array.dtype()).append('\n').append(values(array.variable())).append('\n');
    section(text, "Coordinates:", array.coords().asMap(), array.coords());
    attributes(text, array.attrs());
    return text.toString().stripTrailing();
  }

  static String of(Dataset dataset) {
    var text = new StringBuilder("<Dataset>\n");
    text.append("Dimensions:  (").append(sizes(dataset.sizes())).append(")\n");
    section(text, "Coordinates:", dataset.coords().asMap(), dataset.coords());
    section(text, "Data variables:", dataset.variables(), dataset.coords());
    attributes(text, dataset.attrs());
    return text.toString().stripTrailing();
  }

  private static String sizes(Map<String, Long> sizes) {
    return sizes.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void section(
      StringBuilder text, String title, Map<String, Variable> variables, Coordinates coords) {
    if (variables.isEmpty()) {
      return;
    }
    text.append(title).append('\n');
    int width = variables.keySet().stream().mapToInt(String::length).max().orElse(0);
    variables.forEach((name, v) ->
        text.append(coords.hasIndex(name) ? "  * " : "    ")
            .append(name)
            .append(" ".repeat(width - name.length() + 2))
            .append('(')
            .append(String.join(", ", v.dims()))
            .append(") ")
            .append(v.dtype())
            .append(' ')
            .append(values(v))
            .append('\n'));
  }

  private static String values(Variable v) {
    NdArray loaded = v.isLoaded() ? v.load() : v.loadedIndex().map(Index::values).orElse(null);
    if (loaded == null) {
      return "lazy, chunks " + v.data().chunks().maxChunk();
    }
    long size = loaded.size();
    var text = new StringBuilder();
    for (long i = 0; i < size; i++) {
      String one = value(v, loaded, i);
      String last = i + 1 < size ? " … " + value(v, loaded, size - 1) : "";
      if (text.length() + one.length() + last.length() > WIDTH) {
        return text.append(last.strip()).toString();
      }
      text.append(one).append(' ');
    }
    return text.toString().stripTrailing();
  }

  private static String value(Variable v, NdArray values, long i) {
    return switch (v.dtype()) {
      case STRING -> "'" + values.getString(i) + "'";
      case BOOL -> values.getLong(i) != 0 ? "True" : "False";
      case DATETIME -> date(v.calendar().orElse(Calendar.STANDARD).format(values.getLong(i)));
      case TIMEDELTA -> values.getLong(i) == DType.NAT ? "NaT" : values.getLong(i) / 1e6 + "s";
      case FLOAT16, FLOAT32, FLOAT64 -> number(values.getDouble(i));
      case UINT64 -> Long.toUnsignedString(values.getLong(i));
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> Long.toString(values.getLong(i));
    };
  }

  private static String date(String iso) {
    return iso.endsWith("T00:00:00") ? iso.substring(0, iso.length() - 9) : iso;
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return Long.toString((long) value) + ".0";
    }
    return Double.isNaN(value) ? "nan" : "%.4g".formatted(value);
  }

  private static void attributes(StringBuilder text, Map<String, Attribute> attrs) {
    if (attrs.isEmpty()) {
      return;
    }
    text.append("Attributes:\n");
    attrs.forEach((name, value) ->
        text.append("    ").append(name).append(":  ").append(text(value)).append('\n'));
  }

  private static String text(Attribute value) {
    String text =
        switch (value) {
          case Attribute.Text(String one) -> one;
          case Attribute.Texts(var many) -> many.toString();
          case Attribute.Numbers numbers ->
              numbers.isScalar()
                  ? numbers.values().getFirst().toString()
                  : numbers.values().toString();
          case Attribute.Json(String json) -> json;
        };
    return text.length() > 70 ? text.substring(0, 69) + "…" : text;
  }
}
