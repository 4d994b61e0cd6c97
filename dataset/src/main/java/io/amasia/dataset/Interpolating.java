package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.array.Shape;
import io.amasia.dataset.cf.Encoding;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Variables at labels between those they have.
final class Interpolating {
  private final Map<String, Target> targets;
  private final Interpolation how;

  private Interpolating(Map<String, Target> targets, Interpolation how) {
    this.targets = targets;
    this.how = how;
  }

  /// Where to interpolate along a dimension.
  ///
  /// @param labels the new labels
  /// @param places the same as numbers
  /// @param own the labels there are, as numbers
  @SuppressWarnings("ArrayRecordComponent") // of this class alone, never changed
  private record Target(String dim, Variable labels, double[] places, double[] own) {}

  static Dataset interp(Dataset dataset, Map<String, ?> wanted, Interpolation how) {
    Map<String, Target> targets = new LinkedHashMap<>();
    Map<String, Variable> coords = new LinkedHashMap<>();
    for (String dim : dataset.sizes().keySet()) {
      if (wanted.containsKey(dim)) {
        targets.put(dim, target(dataset, dim, wanted.get(dim), coords));
      }
    }
    for (String dim : wanted.keySet()) {
      dataset.size(dim);
    }
    var work = new Interpolating(targets, how);
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset.variables().forEach((name, v) -> variables.put(name, work.of(v)));
    dataset
        .coords()
        .asMap()
        .forEach((name, v) -> {
          if (!targets.containsKey(name) && !work.drops(v)) {
            coords.put(name, work.of(v));
          }
        });
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static Target target(
      Dataset dataset, String dim, Object wanted, Map<String, Variable> coords) {
    Variable own = dataset.labels(dim);
    if (!own.dims().equals(List.of(dim))) {
      throw new AmasiaException.Label(
          "no coordinate along '%s' to interpolate by; there are %s"
              .formatted(dim, dataset.coords().names()));
    }
    Variable labels = labels(dim, own, wanted, coords);
    boolean time = own.dtype().isTime();
    if (time != labels.dtype().isTime() || labels.dtype() == DType.STRING) {
      throw new AmasiaException.Usage(
          "labels of dtype %s for '%s' of dtype %s".formatted(labels.dtype(), dim, own.dtype()));
    }
    double[] have = Places.of(own, dim);
    NdArray values = labels.load();
    long origin = time && have.length > 0 ? own.index().values().getLong(0) : 0;
    double[] places = new double[Math.toIntExact(values.size())];
    for (int i = 0; i < places.length; i++) {
      boolean missing = time && values.getLong(i) == DType.NAT;
      places[i] = missing ? Double.NaN : time ? values.getLong(i) - origin : values.getDouble(i);
    }
    Variable kept =
        labels
            .computed(Nodes.literal(values))
            .withAttrs(own.attrs())
            .withEncoding(time ? own.encoding() : Encoding.of(own).withoutPacking().asMap());
    coords.put(dim, time ? kept.withCalendar(calendar(own)) : kept);
    if (wanted instanceof DataArray array
        && array.dims().equals(List.of(dim))
        && array.coords().hasLabels(dim)) {
      coords.put(dim, array.coords().get(dim)); // targets along the dimension bring its labels
    }
    return new Target(dim, kept, places, have);
  }

  private static Calendar calendar(Variable times) {
    return times.calendar().orElse(Calendar.STANDARD);
  }

  private static Variable labels(
      String dim, Variable own, Object wanted, Map<String, Variable> coords) {
    if (wanted instanceof DataArray array) {
      array
          .coords()
          .asMap()
          .forEach((name, v) -> {
            if (!name.equals(dim)) {
              coords.putIfAbsent(name, v);
            }
          });
      checkCalendar(dim, own, array.variable());
      return array.variable();
    }
    if (wanted instanceof Variable variable) {
      checkCalendar(dim, own, variable);
      return variable;
    }
    NdArray values = Values.of(wanted);
    if (values.dtype() == DType.STRING && own.dtype() == DType.DATETIME) {
      values = dates(values, calendar(own));
    }
    return switch (values.shape().ndim()) {
      case 0 -> Variable.of(List.of(), Nodes.literal(values));
      case 1 -> Variable.of(List.of(dim), Nodes.literal(values));
      default ->
          throw new AmasiaException.Usage(
              "labels of %d dimensions for '%s'; name them: DataArray.of(values, dims…)"
                  .formatted(values.shape().ndim(), dim));
    };
  }

  private static void checkCalendar(String dim, Variable own, Variable labels) {
    if (labels.dtype() == DType.DATETIME && !labels.calendar().equals(own.calendar())) {
      throw new AmasiaException.Usage(
          "times of calendar %s for '%s' of calendar %s; see withCalendar and convertCalendar"
              .formatted(calendar(labels).label(), dim, calendar(own).label()));
    }
  }

  private static NdArray dates(NdArray texts, Calendar calendar) {
    long[] micros = new long[Math.toIntExact(texts.size())];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = PartialDate.parse(texts.getString(i), calendar).start();
    }
    return NdArray.of(DType.DATETIME, texts.shape(), micros);
  }

  private Variable of(Variable v) {
    List<String> own = v.dims().stream().filter(targets::containsKey).toList();
    if (own.isEmpty()) {
      return v;
    }
    if (drops(v)) {
      throw new AmasiaException.Unsupported(
          "%s values between labels along other dimensions than %s; drop the variable"
              .formatted(v.dtype(), own));
    }
    Set<String> seen = new LinkedHashSet<>(v.dims());
    own.forEach(seen::remove);
    boolean apart = true;
    for (String dim : own) {
      for (String d : target(dim).labels().dims()) {
        apart &= seen.add(d);
      }
    }
    Variable result = v;
    if (!apart) {
      result = together(v, own);
    } else {
      for (String dim : own) {
        result = along(result, dim);
      }
    }
    return isPicked(v.dtype()) ? result : filled(result, own);
  }

  /// `v` with the values that are wanted outside of the labels.
  private Variable filled(Variable v, List<String> dims) {
    if (how.extrapolates() || (Double.isNaN(how.below()) && Double.isNaN(how.above()))) {
      return v;
    }
    Variable result = v;
    for (String dim : dims) {
      Target target = target(dim);
      double least = Arrays.stream(target.own()).min().orElse(Double.NaN);
      double greatest = Arrays.stream(target.own()).max().orElse(Double.NaN);
      Variable places =
          Variable.of(target.labels().dims(), NdArray.of(target.labels().shape(), target.places()));
      Variable inside = Arithmetic.scalar(Op.Binary.GREATER_EQUAL, places, least, false);
      Variable under = Arithmetic.scalar(Op.Binary.LESS_EQUAL, places, greatest, false);
      Variable missing = Arithmetic.unary(Op.Unary.ISNULL, places);
      result = chosen(inside, missing, result, how.below());
      result = chosen(under, missing, result, how.above());
    }
    return result;
  }

  private static Variable chosen(Variable test, Variable missing, Variable v, double otherwise) {
    Variable kept = Arithmetic.binary(Op.Binary.OR, test, missing);
    return Arithmetic.where(kept, v, Arithmetic.scalarBeside(v, otherwise));
  }

  private Target target(String dim) {
    return java.util.Objects.requireNonNull(targets.get(dim));
  }

  private Variable along(Variable v, String dim) {
    Target target = target(dim);
    if (isPicked(v.dtype())) {
      return picked(v, target);
    }
    int at = v.axis(dim);
    List<String> dims = new ArrayList<>(v.dims());
    dims.remove(at);
    dims.addAll(at, target.labels().dims());
    if (!how.method().isLinearInValues()) {
      Node curves = LineCurves.at(v, dim, target.own(), target.places(), how);
      List<Long> sizes = target.labels().dims().stream().map(d -> target.labels().size(d)).toList();
      return v.computed(dims, Nodes.reshape(curves, at, 1, sizes));
    }
    AxisWeights axis = weights(target, v.ndim() > 1 ? -1 : 0);
    var rows = new WeightRows(target.own().length);
    for (double place : target.places()) {
      axis.at(place, rows::add);
      rows.end();
    }
    return v.computed(
        dims, Sweeps.regrid(v.data(), at, rows.weights(target.labels().shape()), dtype(v.dtype())));
  }

  /// Truths, texts and times are not interpolated.
  private static boolean isPicked(DType dtype) {
    return dtype == DType.BOOL || dtype == DType.STRING || dtype.isTime();
  }

  /// Whether what is not interpolated has no nearest label: only along a dimension itself has it.
  private boolean drops(Variable v) {
    return isPicked(v.dtype())
        && v.dims().stream()
            .filter(targets::containsKey)
            .anyMatch(dim -> !target(dim).labels().dims().equals(List.of(dim)));
  }

  /// What stands at the nearest label, the upper of two at equal distance; missing at a missing
  /// one.
  private static Variable picked(Variable v, Target target) {
    long[] positions = new long[target.places().length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < target.own().length; k++) {
        double distance = Math.abs(target.own()[k] - target.places()[i]);
        boolean upper =
            positions[i] >= 0
                && distance == least
                && target.own()[k] > target.own()[(int) positions[i]];
        if (distance < least || upper) {
          least = distance;
          positions[i] = k;
        }
      }
    }
    return Reindexing.reindex(v, target.dim(), positions);
  }

  private AxisWeights weights(Target target, int beside) {
    return AxisWeights.of(how, target.own(), target.dim(), beside);
  }

  /// Linear interpolation widens, as in xarray; the nearest value stays what it is.
  private DType dtype(DType dtype) {
    return how.method() == Interpolation.Method.NEAREST && dtype.isFloating()
        ? dtype
        : DType.FLOAT64;
  }

  /// Targets that share dimensions with each other or with the variable: point by point.
  private Variable together(Variable v, List<String> own) {
    List<String> to = new ArrayList<>();
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String dim : own) {
      Variable labels = target(dim).labels();
      for (String d : labels.dims()) {
        Long before = sizes.putIfAbsent(d, labels.size(d));
        if (before != null && before != labels.size(d)) {
          throw new AmasiaException.Alignment(
              "targets have lengths %d and %d along '%s'".formatted(before, labels.size(d), d));
        }
      }
    }
    to.addAll(sizes.keySet());
    List<String> from = new ArrayList<>(own);
    for (String d : to) {
      boolean kept = v.dims().contains(d) && !own.contains(d);
      if (kept) {
        if (v.size(d) != sizes.getOrDefault(d, 1L)) {
          throw new AmasiaException.Alignment(
              "targets have length %d along '%s', the array %d"
                  .formatted(sizes.get(d), d, v.size(d)));
        }
        from.add(d);
      }
    }
    from.sort(java.util.Comparator.comparingInt(v::axis));
    int at = v.axis(from.getFirst());
    List<String> order = new ArrayList<>(v.dims().subList(0, at));
    order.addAll(from);
    v.dims().stream().filter(d -> !order.contains(d)).forEach(order::add);
    Variable arranged = Layout.arrange(v, order);
    WeightRows rows = rows(arranged, from, to, sizes);
    long[] shape = to.stream().mapToLong(d -> sizes.getOrDefault(d, 1L)).toArray();
    List<String> dims = new ArrayList<>(order.subList(0, at));
    dims.addAll(to);
    dims.addAll(order.subList(at + from.size(), order.size()));
    return arranged.computed(
        dims, Sweeps.regrid(arranged.data(), at, rows.weights(Shape.of(shape)), dtype(v.dtype())));
  }

  private WeightRows rows(Variable v, List<String> from, List<String> to, Map<String, Long> sizes) {
    long[] source = from.stream().mapToLong(v::size).toArray();
    long interpolated = from.stream().filter(targets::containsKey).count();
    List<AxisWeights> axes = new ArrayList<>();
    for (String dim : from) {
      axes.add(
          targets.containsKey(dim)
              ? weights(target(dim), interpolated > 1 ? 1 : -1)
              : AxisWeights.of(Interpolation.of("nearest"), Places.positions(v.size(dim)), dim, 0));
    }
    long[] shape = to.stream().mapToLong(d -> sizes.getOrDefault(d, 1L)).toArray();
    long n = Shape.of(shape).size();
    var rows = new WeightRows(source);
    long[] index = new long[shape.length];
    double[] places = new double[source.length];
    for (long i = 0; i < n; i++) {
      for (int k = 0; k < source.length; k++) {
        places[k] = place(from.get(k), to, index);
      }
      product(axes, source, places, 0, 0, 1, rows);
      rows.end();
      for (int d = shape.length - 1; d >= 0; d--) {
        if (++index[d] < shape[d]) {
          break;
        }
        index[d] = 0;
      }
    }
    return rows;
  }

  private double place(String dim, List<String> to, long[] index) {
    if (!targets.containsKey(dim)) {
      return index[to.indexOf(dim)];
    }
    Variable labels = target(dim).labels();
    int at = 0;
    for (String d : labels.dims()) {
      at = at * (int) labels.size(d) + (int) index[to.indexOf(d)];
    }
    return target(dim).places()[at];
  }

  private static void product(
      List<AxisWeights> axes,
      long[] source,
      double[] places,
      int k,
      long column,
      double weight,
      WeightRows rows) {
    if (k == axes.size()) {
      rows.add(column, weight);
      return;
    }
    axes.get(k)
        .at(
            places[k],
            (position, w) ->
                product(
                    axes, source, places, k + 1, column * source[k] + position, weight * w, rows));
  }
}
