package io.amasia.cli;

import io.amasia.cli.operation.ResultNames;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.tables.Column;
import io.amasia.tables.JsonText;
import io.amasia.tables.TidyRows;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Results as text to be printed: a table for people, or JSON.
final class DataText {
  private DataText() {}

  private static List<Column> columns(Map<String, Variable> variables) {
    List<Column> columns = new ArrayList<>();
    variables.forEach((name, v) ->
        columns.add(Column.of(name, v.dims(), v.load(), v.calendar(), v.attr("units"))));
    return columns;
  }

  /// An aligned table with a row for each place, each variable headed by its unit. What is the same
  /// in all rows stands before it.
  static String table(Dataset data) {
    List<String> names = ResultNames.all(data);
    Map<String, Variable> shown = new LinkedHashMap<>(data.coords().asMap());
    shown.values().removeIf(CfLinks::isGridMapping);
    List<Column> coords = columns(shown);
    List<Column> values =
        columns(data.variables()).stream().filter(c -> names.contains(c.name())).toList();
    List<Column> scalars = coords.stream().filter(c -> c.dims().isEmpty()).toList();
    TidyRows rows = TidyRows.of(coords.stream().filter(c -> !c.dims().isEmpty()).toList(), values);
    List<String> heading = new ArrayList<>(rows.heading());
    for (int j = heading.size() - values.size(); j < heading.size(); j++) {
      Column column = values.get(j - heading.size() + values.size());
      heading.set(j, column.name() + column.units().map(u -> " [" + u + "]").orElse(""));
    }
    var table = new Table(heading.toArray(String[]::new));
    for (long i = 0; i < rows.count(); i++) {
      table.row(rows.row(i).toArray(String[]::new));
    }
    List<String> fixed = scalars.stream().map(c -> c.name() + " " + c.text(0)).toList();
    return (fixed.isEmpty() ? "" : String.join(", ", fixed) + "\n")
        + table.toString().stripTrailing();
  }

  /// Coordinates and variables as [JsonText] has them.
  static String json(Dataset data) {
    var text = new StringWriter();
    try {
      JsonText.write(data.sizes(), columns(data.coords().asMap()), columns(data.variables()), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
