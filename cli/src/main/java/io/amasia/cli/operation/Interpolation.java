package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.geo.Choice;
import io.amasia.geo.Selections;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values between labels, linearly. Outside of the labels they are missing; longitudes of a grid
/// around the globe have no outside.
final class Interpolation {
  private static final int MOST = 1_000_000;

  private Interpolation() {}

  static Dataset of(Dataset data, Operation.Interp op) {
    String dim = Selections.dim(data, op.dim());
    if (!data.coords().hasLabels(dim)) {
      throw new AmasiaException.Label(
          "dimension '%s' has no labels to interpolate between".formatted(dim));
    }
    Variable coord = data.coords().get(dim);
    Dataset own = withoutBounds(data, dim);
    Object targets = targets(dim, coord, op.choice());
    boolean around = Selections.isLongitude(data, dim);
    if (!around && targets instanceof Double one) {
      requireBetween(dim, coord, new double[] {one});
    } else if (!around && targets instanceof double[] several) {
      requireBetween(dim, coord, several);
    }
    return around && targets instanceof double[] wanted
        ? turned(own, dim, wanted)
        : own.interp(dim, targets);
  }

  /// Refuses labels of which none lies between those that are there: all would be missing.
  private static void requireBetween(String dim, Variable coord, double[] wanted) {
    double[] own = coord.load().toDoubles();
    double least = Arrays.stream(own).min().orElse(Double.NaN);
    double most = Arrays.stream(own).max().orElse(Double.NaN);
    if (wanted.length > 0 && Arrays.stream(wanted).noneMatch(x -> x >= least && x <= most)) {
      throw new AmasiaException.Label(
          "nothing to interpolate between at %s of '%s', which runs from %s to %s"
              .formatted(Arrays.toString(wanted), dim, least, most));
    }
  }

  /// Old bounds are not those of new labels.
  private static Dataset withoutBounds(Dataset data, String dim) {
    return CfLinks.boundsName(data, dim)
        .filter(data.variables()::containsKey)
        .map(bounds ->
            data.dropVars(bounds).withCoord(dim, withoutAttr(data.coords().get(dim), "bounds")))
        .orElse(data);
  }

  private static Variable withoutAttr(Variable variable, String name) {
    var attrs = new LinkedHashMap<>(variable.attrs());
    attrs.remove(name);
    return variable.withAttrs(attrs);
  }

  private static Object targets(String dim, Variable coord, Choice choice) {
    boolean time = coord.calendar().isPresent();
    return switch (choice) {
      case Choice.One(String label) ->
          time ? (Object) label : (Object) Selections.number(dim, coord, label);
      case Choice.Some(List<String> labels) ->
          time
              ? labels
              : (Object)
                  labels.stream().mapToDouble(l -> Selections.number(dim, coord, l)).toArray();
      case Choice.Range range when !time -> steps(dim, coord, range);
      case Choice.Range _ ->
          throw new AmasiaException.Usage(
              "times to interpolate at are listed: %s=2000-01-15,2000-02-15".formatted(dim));
    };
  }

  private static double[] steps(String dim, Variable coord, Choice.Range range) {
    if (range.from().isEmpty() || range.to().isEmpty() || range.step().isEmpty()) {
      throw new AmasiaException.Usage(
          "labels to interpolate at are A,B,C or A..B..STEP, for example %s=0..10..0.5"
              .formatted(dim));
    }
    double from = Selections.number(dim, coord, range.from().get());
    double to = Selections.number(dim, coord, range.to().get());
    double step = Math.abs(Selections.number(dim, coord, range.step().get()));
    double count = Math.floor(Math.abs(to - from) / step + 1e-9) + 1;
    if (!(count >= 1 && count <= MOST)) {
      throw new AmasiaException.Usage(
          "%s..%s..%s are not between 1 and %d labels"
              .formatted(range.from().get(), range.to().get(), range.step().get(), MOST));
    }
    // In decimals, so that 0.1 thrice is 0.3.
    BigDecimal first = BigDecimal.valueOf(from);
    BigDecimal each = BigDecimal.valueOf(to < from ? -step : step);
    double[] labels = new double[(int) count];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = first.add(each.multiply(BigDecimal.valueOf(i))).doubleValue();
    }
    return labels;
  }

  /// Interpolation along longitudes, which go on at the grid's other end where it goes around.
  private static Dataset turned(Dataset data, String dim, double[] wanted) {
    Variable coord = data.coords().get(dim);
    double[] own = coord.load().toDoubles();
    int n = own.length;
    List<Long> columns = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      columns.add((long) i);
      labels.add(own[i]);
    }
    double step = n < 2 ? 0 : own[1] - own[0];
    double circle = Math.copySign(360, step);
    boolean closed = n > 2 && Math.abs(own[0] + circle - own[n - 1] - step) < 1e-3 * Math.abs(step);
    if (closed) {
      columns.addFirst(n - 1L);
      labels.addFirst(own[n - 1] - circle);
      columns.add(0L);
      labels.add(own[0] + circle);
    }
    double least = labels.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double[] places = new double[wanted.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = wanted[i] - 360 * Math.floor((wanted[i] - least) / 360);
    }
    double[] longer = labels.stream().mapToDouble(Double::doubleValue).toArray();
    Dataset wide =
        data.isel(dim, columns.stream().mapToLong(Long::longValue).toArray())
            .withCoord(dim, Variable.of(List.of(dim), longer).withAttrs(coord.attrs()));
    DataArray targets = new DataArray(dim, Variable.of(List.of(dim), places), Coordinates.NONE);
    Dataset result = wide.interp(Map.of(dim, targets));
    return result.withCoord(dim, Variable.of(List.of(dim), wanted).withAttrs(coord.attrs()));
  }
}
