package io.amasia.tables;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Arrays as the rows of one table, in the long form: a row for each place, with the scalar
/// coordinates, the labels of the place, and a value of each array.
public final class TidyRows {
  private final List<Column> scalars;
  private final List<String> dims;
  private final long[] shape;
  private final Map<String, Column> labels = new LinkedHashMap<>();
  private final List<Column> values;

  private TidyRows(List<Column> coords, List<Column> values) {
    Column first = values.getFirst();
    this.values = values;
    dims = first.dims();
    shape = first.shape().toArray();
    scalars = coords.stream().filter(c -> c.dims().isEmpty()).toList();
    for (Column coord : coords) {
      if (coord.dims().equals(List.of(coord.name()))) {
        labels.put(coord.name(), coord);
      }
    }
  }

  /// The rows of `values`, labelled by those of `coords` that are scalar or name a dimension.
  ///
  /// @throws AmasiaException.Usage if there are no values, or their dimensions differ
  public static TidyRows of(List<Column> coords, List<Column> values) {
    if (values.isEmpty()) {
      throw new AmasiaException.Usage("the result has no variables");
    }
    Column first = values.getFirst();
    for (Column value : values) {
      if (!value.dims().equals(first.dims())) {
        throw new AmasiaException.Usage(
            "variables %s have different dimensions (%s and %s) and make no common table; choose with -v"
                .formatted(values.stream().map(Column::name).toList(), first.dims(), value.dims()));
      }
    }
    return new TidyRows(coords, List.copyOf(values));
  }

  /// The scalar coordinates, which are the same in each row.
  public List<Column> scalars() {
    return scalars;
  }

  /// The titles of the columns: scalars, dimensions, values.
  public List<String> heading() {
    List<String> cells = new ArrayList<>();
    scalars.forEach(c -> cells.add(c.title()));
    dims.forEach(dim -> cells.add(title(dim)));
    values.forEach(c -> cells.add(c.title()));
    return cells;
  }

  /// The number of rows.
  public long count() {
    long n = 1;
    for (long size : shape) {
      n *= size;
    }
    return n;
  }

  /// The cells of row `i`.
  public List<String> row(long i) {
    List<String> cells = new ArrayList<>();
    scalars.forEach(c -> cells.add(c.text(0)));
    cells.addAll(places(i, dims.size()));
    values.forEach(c -> cells.add(c.text(i)));
    return cells;
  }

  /// Tests that there is a wide form.
  ///
  /// @throws AmasiaException.Usage if there are several values, or no dimension
  void requireWide() {
    if (values.size() != 1 || dims.isEmpty()) {
      throw new AmasiaException.Usage(
          "a wide table needs one variable with a dimension to go across, not %s over %s; choose with -v, or write the long form"
              .formatted(values.stream().map(Column::name).toList(), dims));
    }
  }

  /// The names of the columns of the wide form: the last dimension goes across.
  List<String> wideHeading() {
    int last = dims.size() - 1;
    List<String> cells = new ArrayList<>();
    scalars.forEach(c -> cells.add(c.title()));
    dims.subList(0, last).forEach(dim -> cells.add(title(dim)));
    for (long i = 0; i < shape[last]; i++) {
      cells.add(label(last, i));
    }
    return cells;
  }

  /// The number of rows of the wide form.
  long wideCount() {
    long n = 1;
    for (int d = 0; d < shape.length - 1; d++) {
      n *= shape[d];
    }
    return n;
  }

  /// The cells of row `i` of the wide form.
  List<String> wideRow(long i) {
    int last = dims.size() - 1;
    List<String> cells = new ArrayList<>();
    scalars.forEach(c -> cells.add(c.text(0)));
    cells.addAll(places(i, last));
    for (long j = 0; j < shape[last]; j++) {
      cells.add(values.getFirst().text(i * shape[last] + j));
    }
    return cells;
  }

  /// The labels of place `i` of the first `n` dimensions.
  private List<String> places(long i, int n) {
    @Nullable String[] places = new String[n];
    long rest = i;
    for (int d = n - 1; d >= 0; d--) {
      places[d] = label(d, rest % shape[d]);
      rest /= shape[d];
    }
    List<String> texts = new ArrayList<>();
    for (String place : places) {
      texts.add(String.valueOf(place));
    }
    return texts;
  }

  private String title(String dim) {
    Column label = labels.get(dim);
    return label == null ? dim : label.title();
  }

  private String label(int d, long i) {
    Column label = labels.get(dims.get(d));
    return label == null ? Long.toString(i) : label.text(i);
  }
}
