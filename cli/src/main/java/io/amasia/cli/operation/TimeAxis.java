package io.amasia.cli.operation;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A dataset with a new time axis in the place of the old one.
final class TimeAxis {
  /// Which attribute ties the bounds to the time.
  enum Kind {
    BOUNDS("bounds"),
    CLIMATOLOGY("climatology");

    private final String attribute;

    Kind(String attribute) {
      this.attribute = attribute;
    }
  }

  private TimeAxis() {}

  /// `results` (variables with the new axis, and those without any) over `data`'s other coordinates
  /// and bounds.
  ///
  /// @param middles the new times
  /// @param bounds the new bounds, two a time
  static Dataset replace(
      Dataset data,
      String time,
      Map<String, Variable> results,
      long[] middles,
      long[] bounds,
      Kind kind) {
    Variable old = data.coords().get(time);
    Calendar calendar = old.calendar().orElse(Calendar.STANDARD);
    Optional<String> oldBounds = CfLinks.boundsName(data, time);
    Map<String, Variable> coords = new LinkedHashMap<>();
    Map<String, Variable> variables = new LinkedHashMap<>(results);
    String boundsName =
        kind == Kind.CLIMATOLOGY ? "climatology_bnds" : oldBounds.orElse(time + "_bnds");
    Map<String, Attribute> attrs = new LinkedHashMap<>(old.attrs());
    attrs.remove(Kind.BOUNDS.attribute);
    attrs.remove(Kind.CLIMATOLOGY.attribute);
    attrs.put(kind.attribute, Attribute.of(boundsName));
    data.coords()
        .asMap()
        .forEach((name, coord) -> {
          if (name.equals(time)) {
            coords.put(
                time,
                Variable.of(List.of(time), times(Shape.of(middles.length), middles))
                    .withCalendar(calendar)
                    .withAttrs(attrs)
                    .withEncoding(old.encoding()));
          } else if (!coord.dims().contains(time)) {
            coords.put(name, coord);
          }
        });
    data.variables()
        .forEach((name, variable) -> {
          if (!variable.dims().contains(time)) {
            variables.putIfAbsent(name, variable);
          }
        });
    variables.put(
        boundsName,
        Variable.of(
                List.of(time, boundsDim(data, time)), times(Shape.of(middles.length, 2), bounds))
            .withCalendar(calendar)
            .withEncoding(old.encoding()));
    oldBounds.filter(name -> !name.equals(boundsName)).ifPresent(variables::remove);
    return new Dataset(variables, new Coordinates(coords), data.attrs());
  }

  /// The dimension of the two ends of bounds: that of the old bounds, else one that no other
  /// variable has with another size.
  static String boundsDim(Dataset data, String time) {
    Optional<String> old =
        CfLinks.bounds(data, time).filter(b -> b.shape().size(1) == 2).map(b -> b.dims().getLast());
    return old.orElseGet(
        () -> data.sizes().getOrDefault("bnds", 2L) == 2 ? "bnds" : "time_bnds_ends");
  }

  private static io.amasia.plan.Node times(Shape shape, long[] values) {
    return Nodes.literal(NdArray.of(DType.DATETIME, shape, values));
  }
}
