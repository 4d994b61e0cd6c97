package io.amasia.cli.operation;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is left of coordinates and bounds when dimensions were reduced: a reduced time becomes a
/// scalar, the middle of outer bounds.
final class ReducedCoordinates {
  private ReducedCoordinates() {}

  /// `results` as a dataset with those coordinates, bounds and parts of meshes of `data` that have
  /// none of `dims`, and scalar times with outer bounds in place of reduced ones.
  static Dataset keep(Dataset data, Map<String, Variable> results, List<String> dims) {
    Map<String, Variable> coords = new LinkedHashMap<>();
    Map<String, Variable> variables = new LinkedHashMap<>(results);
    data.coords()
        .asMap()
        .forEach((name, coord) -> {
          if (coord.dims().stream().noneMatch(dims::contains)) {
            coords.put(name, coord);
            CfLinks.boundsName(data, name)
                .filter(bounds -> !coords.containsKey(bounds))
                .ifPresent(bounds -> place(data, bounds, coords, variables));
          } else if (dims.contains(name) && coord.calendar().isPresent() && coord.ndim() == 1) {
            outer(data, name, coords, variables);
          }
        });
    ResultMetadata.withoutTies(data, variables, dims);
    List<Variable> own =
        results.keySet().stream().map(variables::get).map(Objects::requireNonNull).toList();
    ResultTies.of(data, own, dims).forEach(variables::putIfAbsent);
    return new Dataset(variables, new Coordinates(coords), data.attrs());
  }

  private static void place(
      Dataset data, String name, Map<String, Variable> coords, Map<String, Variable> variables) {
    if (data.coords().has(name)) {
      coords.put(name, data.coords().get(name));
    } else {
      variables.put(name, data.variable(name));
    }
  }

  private static void outer(
      Dataset data, String time, Map<String, Variable> coords, Map<String, Variable> variables) {
    TimeIntervals intervals = TimeIntervals.of(data, time);
    if (intervals.size() == 0 || intervals.anyMissing()) {
      return;
    }
    RecordSpan span = RecordSpan.of(intervals);
    Calendar calendar = intervals.calendar();
    Variable old = data.coords().get(time);
    String boundsName = CfLinks.boundsName(data, time).orElse(time + "_bnds");
    boolean climatology = old.attr("climatology").filter(data::has).isPresent();
    long[] outer =
        climatology ? outer(data.variable(boundsName)) : new long[] {span.start(), span.end()};
    Map<String, Attribute> attrs = new LinkedHashMap<>(old.attrs());
    attrs.remove("climatology");
    attrs.remove("bounds");
    boolean wide = outer[1] > outer[0];
    if (wide) {
      attrs.put(climatology ? "climatology" : "bounds", Attribute.of(boundsName));
    }
    NdArray middle = NdArray.of(DType.DATETIME, Shape.SCALAR, span.middle());

    coords.put(
        time,
        Variable.of(List.of(), Nodes.literal(middle))
            .withCalendar(calendar)
            .withAttrs(attrs)
            .withEncoding(old.encoding()));
    if (wide) {
      NdArray ends = NdArray.of(DType.DATETIME, Shape.of(2), outer);
      variables.put(
          boundsName,
          Variable.of(List.of(TimeAxis.boundsDim(data, time)), Nodes.literal(ends))
              .withCalendar(calendar)
              .withEncoding(old.encoding()));
    }
  }

  private static long[] outer(Variable bounds) {
    var ends = Arrays.stream(bounds.load().toLongs()).summaryStatistics();
    return new long[] {ends.getMin(), ends.getMax()};
  }
}
