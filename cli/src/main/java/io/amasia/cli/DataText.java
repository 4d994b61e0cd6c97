package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.cli.operation.ResultNames;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Results as text: tidy CSV with a row for each place, a table for people, or JSON.
final class DataText {
  private DataText() {}

  /// Rows of coordinates and values; all variables must share their dimensions.
  private static final class Rows {
    private final List<String> dims;
    private final Map<String, Variable> labels = new LinkedHashMap<>();
    private final Map<String, Variable> scalars = new LinkedHashMap<>();
    private final Map<String, Variable> values = new LinkedHashMap<>();
    private final long[] shape;

    Rows(Dataset data) {
      List<String> names = ResultNames.all(data);
      if (names.isEmpty()) {
        throw new AmasiaException.Usage("the result has no variables");
      }
      dims = data.variable(names.getFirst()).dims();
      shape = data.variable(names.getFirst()).shape().toArray();
      for (String name : names) {
        Variable variable = data.variable(name);
        if (!variable.dims().equals(dims)) {
          throw new AmasiaException.Usage(
              "variables %s have different dimensions (%s and %s) and make no common table; choose with -v"
                  .formatted(names, dims, variable.dims()));
        }
        values.put(name, variable);
      }
      for (String dim : dims) {
        data.coords().find(dim).filter(c -> c.ndim() == 1).ifPresent(c -> labels.put(dim, c));
      }
      data.coords()
          .asMap()
          .forEach((name, c) -> {
            if (c.ndim() == 0) {
              scalars.put(name, c);
            }
          });
    }

    List<String> heading() {
      List<String> cells = new ArrayList<>(scalars.keySet());
      cells.addAll(dims);
      cells.addAll(values.keySet());
      return cells;
    }

    long count() {
      long n = 1;
      for (long size : shape) {
        n *= size;
      }
      return n;
    }

    List<String> row(long i) {
      List<String> cells = new ArrayList<>();
      scalars.values().forEach(c -> cells.add(text(c, c.load(), 0)));
      long rest = i;
      String[] places = new String[dims.size()];
      for (int d = dims.size() - 1; d >= 0; d--) {
        long at = rest % shape[d];
        rest /= shape[d];
        Variable label = labels.get(dims.get(d));
        places[d] = label == null ? Long.toString(at) : text(label, label.load(), at);
      }
      cells.addAll(List.of(places));
      values.values().forEach(v -> cells.add(text(v, v.load(), i)));
      return cells;
    }
  }

  /// A value as text that reads back as the same number; a missing one is empty.
  private static String text(Variable variable, NdArray values, long i) {
    return switch (variable.dtype()) {
      case STRING -> values.getString(i);
      case DATETIME -> {
        String stamp = variable.calendar().orElse(Calendar.STANDARD).format(values.getLong(i));
        yield stamp.equals("NaT")
            ? ""
            : stamp.endsWith("T00:00:00") ? stamp.substring(0, stamp.length() - 9) : stamp;
      }
      case FLOAT64, FLOAT16 -> number(values.getDouble(i));
      case FLOAT32 -> {
        float value = (float) values.getDouble(i);
        yield Float.isNaN(value) ? "" : trimmed(Float.toString(value));
      }
      case UINT64 -> Long.toUnsignedString(values.getLong(i));
      case BOOL -> values.getLong(i) == 0 ? "false" : "true";
      default -> Long.toString(values.getLong(i));
    };
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : trimmed(Double.toString(value));
  }

  private static String trimmed(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }

  /// CSV by RFC 4180, with a heading.
  static void csv(Dataset data, Appendable out) throws IOException {
    var rows = new Rows(data);
    line(rows.heading(), out);
    for (long i = 0; i < rows.count(); i++) {
      line(rows.row(i), out);
    }
  }

  private static void line(List<String> cells, Appendable out) throws IOException {
    String separator = "";
    for (String cell : cells) {
      out.append(separator);
      boolean quoted =
          cell.contains(",") || cell.contains("\"") || cell.contains("\n") || cell.contains("\r");
      out.append(quoted ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
      separator = ",";
    }
    out.append("\n");
  }

  /// An aligned table for people, each variable headed by its unit.
  static String table(Dataset data) {
    var rows = new Rows(data);
    List<String> fixed = new ArrayList<>();
    rows.scalars.forEach((name, c) -> fixed.add(name + " " + text(c, c.load(), 0)));
    rows.scalars.clear();
    List<String> heading = new ArrayList<>();
    for (String name : rows.heading()) {
      boolean value = rows.values.containsKey(name);
      heading.add(
          value
              ? name + data.variable(name).attr("units").map(u -> " [" + u + "]").orElse("")
              : name);
    }
    var table = new Table(heading.toArray(String[]::new));
    for (long i = 0; i < rows.count(); i++) {
      table.row(rows.row(i).toArray(String[]::new));
    }
    return (fixed.isEmpty() ? "" : String.join(", ", fixed) + "\n")
        + table.toString().stripTrailing();
  }

  /// Coordinates and variables with dims, attributes' units and flat values in C order; missing
  /// values, also of time, are `null`.
  static String json(Dataset data) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("dims", data.sizes());
    Map<String, Object> coords = new LinkedHashMap<>();
    data.coords().asMap().forEach((name, v) -> coords.put(name, json(v)));
    root.put("coords", coords);
    Map<String, Object> variables = new LinkedHashMap<>();
    data.variables().forEach((name, v) -> variables.put(name, json(v)));
    root.put("variables", variables);
    return Json.line(root);
  }

  private static Map<String, Object> json(Variable variable) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("dims", variable.dims());
    List<Long> shape = new ArrayList<>();
    for (int d = 0; d < variable.ndim(); d++) {
      shape.add(variable.shape().size(d));
    }
    one.put("shape", shape);
    one.put("dtype", variable.dtype().label());
    variable.attr("units").ifPresent(u -> one.put("units", u));
    variable.calendar().ifPresent(c -> one.put("calendar", c.label()));
    NdArray values = variable.load();
    List<@Nullable Object> list = new ArrayList<>();
    for (long i = 0; i < values.size(); i++) {
      list.add(
          variable.dtype().isFloating()
              ? (Object) values.getDouble(i)
              : variable.dtype().isInteger()
                  ? (Object) values.getLong(i)
                  : variable.dtype().isTime() && values.getLong(i) == DType.NAT
                      ? null
                      : text(variable, values, i));
    }
    one.put("values", list);
    return one;
  }
}
