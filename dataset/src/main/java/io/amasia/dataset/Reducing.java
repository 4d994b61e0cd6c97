package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Reduction.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reductions by dimension name.
public final class Reducing {
  private Reducing() {}

  /// The reduction that `kind` with these options is.
  public static Reduction reduction(Kind kind, Over over) {
    return Reduction.of(kind)
        .withSkipna(over.skipsMissing())
        .withDdof(over.ddof())
        .withMinCount(over.minCount());
  }

  /// The quantile `q` with these options.
  ///
  /// @throws AmasiaException.Usage if `q` is not in [0, 1]
  public static Reduction quantile(double q, Over over) {
    return Reduction.quantile(q, over.skipsMissing()).withMethod(over.method());
  }

  /// `variable` reduced along those of `dims` that it has.
  public static Variable reduce(
      Variable variable, Reduction reduction, List<String> dims, boolean keep) {
    List<String> own = variable.dims().stream().filter(dims::contains).toList();
    Variable input = variable;
    if (own.isEmpty()) {
      // A statistic of single values: along an axis of length 1.
      List<String> with = new ArrayList<>(List.of(Dataset.TEMPORARY));
      with.addAll(variable.dims());
      input = Layout.arrange(variable, with);
      own = List.of(Dataset.TEMPORARY);
    }
    Node data = Nodes.reduce(input.data(), reduction, Layout.axes(input, own));
    List<String> rest = input.dims().stream().filter(d -> !dims.contains(d)).toList();
    List<String> named = own.contains(Dataset.TEMPORARY) ? variable.dims() : rest;
    return input
        .computed(named, data)
        .withAttrs(
            keep
                ? ResultAttributes.ofReduction(
                    variable.attrs(),
                    reduction.kind(),
                    own.contains(Dataset.TEMPORARY) ? List.of() : own)
                : Map.of());
  }

  /// Every data variable reduced; coordinates along a reduced dimension go, and their bounds, which
  /// are cells and no values, with them. Along their vertices alone bounds are reduced as others
  /// are: their mean is the middles.
  public static Dataset reduce(Dataset dataset, Reduction reduction, Over over) {
    List<String> dims = dims(dataset, over);
    List<String> bounds = CfLinks.allBounds(dataset);
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> {
          boolean apart = v.dims().stream().noneMatch(dims::contains);
          boolean cells = bounds.contains(name);
          boolean gone =
              cells && v.dims().subList(0, v.ndim() - 1).stream().anyMatch(dims::contains);
          if (apart && (cells || stays(v, reduction.kind()))) {
            variables.put(name, v);
          } else if (!gone && applies(reduction.kind(), v.dtype(), dataset)) {
            variables.put(name, reduce(v, reduction, dims, over.keepAttrs()));
          }
        });
    return new Dataset(
        variables, dataset.coords().apartFrom(dims), over.keepAttrs() ? dataset.attrs() : Map.of());
  }

  /// Whether a variable without the reduced dimensions stays as it is, because the statistic of a
  /// single value is that value. As in xarray, the number of a variable without any dimension gets
  /// the dtype of the statistic all the same.
  private static boolean stays(Variable v, Kind kind) {
    boolean number = v.dtype().isNumeric() || v.dtype() == DType.BOOL;
    return switch (kind) {
      case MIN, MAX, FIRST, LAST -> true;
      case SUM, PROD, MEAN, MEDIAN -> v.ndim() > 0 || !number;
      case QUANTILE -> v.ndim() > 0;
      case COUNT, ANY, ALL, VAR, STD, ARGMIN, ARGMAX -> false;
    };
  }

  /// Text in a dataset is left out of numeric statistics, as in xarray; a lone array of text is an
  /// error of the operation itself.
  public static boolean applies(Kind kind, DType dtype, Dataset dataset) {
    boolean numeric =
        switch (kind) {
          case MEAN, SUM, PROD, VAR, STD, MEDIAN, QUANTILE, MIN, MAX, ARGMIN, ARGMAX -> true;
          case COUNT, ANY, ALL, FIRST, LAST -> false;
        };
    return !numeric || dtype != DType.STRING || dataset.variables().containsKey(Dataset.TEMPORARY);
  }

  /// The dimensions that `over` names, all of the dataset's if it names none.
  ///
  /// @throws AmasiaException.Label if the dataset lacks one
  public static List<String> dims(Dataset dataset, Over over) {
    if (over.dims().isEmpty() || over.isAll()) {
      return List.copyOf(dataset.sizes().keySet());
    }
    for (String dim : over.dims()) {
      if (!dataset.sizes().containsKey(dim)) {
        throw new AmasiaException.Label(
            "no dimension '%s' to reduce over; there are %s"
                .formatted(dim, dataset.sizes().keySet()));
      }
    }
    return over.dims();
  }

  static Dataset quantile(Dataset dataset, double q, Over over) {
    return reduce(dataset, quantile(q, over), over)
        .withCoord("quantile", Variable.of(List.of(), q));
  }

  static Dataset quantile(Dataset dataset, double[] q, Over over) {
    List<Dataset> each = new ArrayList<>();
    for (double one : q) {
      each.add(reduce(dataset, quantile(one, over), over));
    }
    List<String> dims = dims(dataset, over);
    Dataset stacked = Combination.stack(each, "quantile");
    for (var entry : stacked.variables().entrySet()) {
      Variable v = dataset.variable(entry.getKey());
      if (v.ndim() > 0 && v.dims().stream().noneMatch(dims::contains)) {
        stacked = stacked.with(entry.getKey(), v);
      }
    }
    return stacked.withCoord("quantile", Variable.of(List.of("quantile"), q));
  }

  /// Whether any value is missing; runs at once.
  public static boolean anyMissing(Variable v) {
    if (!v.dtype().isFloating() && !v.dtype().isTime()) {
      return false;
    }
    Node missing = Nodes.elementwise(Op.Unary.ISNULL, v.data());
    Node any =
        v.ndim() == 0 ? missing : Nodes.reduce(missing, Reduction.of(Kind.ANY), Layout.axes(v));
    if (v.shape().size() == 0) {
      return false;
    }
    try (NdArray result = Computation.run(List.of(any)).getFirst()) {
      return result.getLong(0) != 0;
    }
  }
}
