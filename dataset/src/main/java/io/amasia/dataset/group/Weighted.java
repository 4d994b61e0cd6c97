package io.amasia.dataset.group;

import static io.amasia.dataset.Over.over;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.ResultType;
import io.amasia.dataset.Alignment;
import io.amasia.dataset.Arithmetic;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Over;
import io.amasia.dataset.Reducing;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Reduction.Kind;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// An array or dataset with weights: means, sums and spreads in which values count as much as their
/// weight.
///
/// Missing values are left out with their weights; a total weight of zero gives a missing value.
/// Weights may lack reduced dimensions, along which they are then repeated. Work is in `float64`;
/// the result has the dtype of data divided by weights.
///
/// @param <T> what is weighted
public final class Weighted<T extends Labelled<T>> {
  private static final String WEIGHTS = "<weights>";

  private final T object;
  private final DataArray weights;
  private final @Nullable Grouping grouping;

  /// `object` weighted by `weights`; labels are inner-joined.
  ///
  /// @throws AmasiaException.Usage if a weight is missing, for which they are read at once
  public Weighted(T object, DataArray weights) {
    this(object, weights, null);
  }

  Weighted(T object, DataArray weights, @Nullable Grouping grouping) {
    this.object = object;
    this.weights = weights;
    this.grouping = grouping;
    if (Reducing.anyMissing(weights.variable())) {
      throw new AmasiaException.Usage(
          "weights have missing values; give 0 for what is not to count, as in w.fillna(0)");
    }
  }

  public T mean(String... dims) {
    return mean(over(dims));
  }

  /// `Σ w x / Σ w`.
  public T mean(Over over) {
    return each(over, Kind.MEAN, Sums::mean);
  }

  public T sum(String... dims) {
    return sum(over(dims));
  }

  /// `Σ w x`.
  public T sum(Over over) {
    return each(over, Kind.SUM, Sums::weighted, this::timesWeights);
  }

  /// `Σ w` where values are not missing.
  public T sumOfWeights(String... dims) {
    return each(over(dims), Kind.COUNT, Sums::ofWeights, this::ofWeights);
  }

  public T var(String... dims) {
    return var(over(dims));
  }

  /// `Σ w (x - mean)² / Σ w`: biased.
  public T var(Over over) {
    return each(over, Kind.VAR, this::variance);
  }

  public T std(String... dims) {
    return std(over(dims));
  }

  /// The root of the variance.
  public T std(Over over) {
    return each(over, Kind.STD, (sums, x) -> Arithmetic.unary(Op.Unary.SQRT, variance(sums, x)));
  }

  public T sumOfSquares(String... dims) {
    return sumOfSquares(over(dims));
  }

  /// `Σ w (x - mean)²`.
  public T sumOfSquares(Over over) {
    return each(
        over,
        Kind.SUM,
        (sums, x) -> {
          Variable mean = expanded(sums.mean(x), x);
          Variable apart = Arithmetic.binary(Op.Binary.SUBTRACT, x, mean);
          return sums.weighted(Arithmetic.binary(Op.Binary.MULTIPLY, apart, apart));
        },
        attrs ->
            timesWeights(
                ResultAttributes.ofUnary(without("cell_methods", attrs), Op.Unary.SQUARE)));
  }

  /// The quantile `q` in [0, 1], where values count as much as their weight, as `float64`.
  public T quantile(double q, Over over) {
    return object.through(dataset ->
        quantiles(dataset, List.of(q), over)
            .isel("quantile", 0)
            .withCoord("quantile", Variable.of(List.of(), q)));
  }

  public T quantile(double q, String... dims) {
    return quantile(q, over(dims));
  }

  /// Several quantiles, along a new first dimension `quantile`; of groups along a last one.
  public T quantile(double[] q, Over over) {
    return object.through(dataset ->
        quantiles(dataset, DoubleStream.of(q).boxed().toList(), over)
            .withCoord("quantile", Variable.of(List.of("quantile"), q)));
  }

  public T quantile(double[] q, String... dims) {
    return quantile(q, over(dims));
  }

  private Dataset quantiles(Dataset dataset, List<Double> q, Over over) {
    q.forEach(one -> Reducing.quantile(one, over));
    return each(
        dataset,
        over,
        Kind.QUANTILE,
        (sums, x) -> {
          List<String> dims = sums.dims();
          if (grouping != null && x.dims().contains(grouping.dim())) {
            boolean skipna = over.skipsMissing();
            return WeightedQuantile.of(x, sums.weights(), dims, q, skipna, grouping);
          }
          Variable found = WeightedQuantile.of(x, sums.weights(), dims, q, over.skipsMissing());
          List<String> order = new ArrayList<>(found.dims());
          order.addFirst(order.removeLast());
          return Layout.arrange(found, order);
        },
        attrs -> attrs);
  }

  private Variable variance(Sums sums, Variable x) {
    Variable apart = Arithmetic.binary(Op.Binary.SUBTRACT, x, expanded(sums.mean(x), x));
    Variable squares = Arithmetic.binary(Op.Binary.MULTIPLY, apart, apart);
    return Arithmetic.binary(Op.Binary.DIVIDE, sums.weighted(squares), sums.ofWeights(x));
  }

  /// A statistic of each group at each of its positions.
  private Variable expanded(Variable statistic, Variable x) {
    return grouping != null && x.dims().contains(grouping.dim())
        ? grouping.expand(statistic)
        : statistic;
  }

  /// The weights and how products with them are summed; values and weights are `float64`.
  private record Sums(Variable weights, List<String> dims, UnaryOperator<Variable> sum) {
    Variable weighted(Variable x) {
      return sum.apply(Arithmetic.binary(Op.Binary.MULTIPLY, x, weights));
    }

    /// Missing where it would be 0, so that division by it is missing too.
    Variable ofWeights(Variable x) {
      Variable present = Arithmetic.unary(Op.Unary.NOTNULL, x);
      Variable ones = present.computed(Nodes.cast(present.data(), DType.FLOAT64));
      Variable total = weighted(ones);
      Variable some = Arithmetic.scalar(Op.Binary.NOT_EQUAL, total, 0.0, false);
      return Arithmetic.where(some, total, null);
    }

    Variable mean(Variable x) {
      return Arithmetic.binary(Op.Binary.DIVIDE, weighted(x), ofWeights(x));
    }
  }

  private T each(Over over, Kind kind, BiFunction<Sums, Variable, Variable> statistic) {
    return each(over, kind, statistic, attrs -> attrs);
  }

  /// @param meaning the attributes of the result, from those that a statistic of `kind` leaves
  private T each(
      Over over,
      Kind kind,
      BiFunction<Sums, Variable, Variable> statistic,
      UnaryOperator<Map<String, Attribute>> meaning) {
    return object.through(dataset -> each(dataset, over, kind, statistic, meaning));
  }

  /// Units of values times weights: those of the values if the weights are plain numbers.
  private Map<String, Attribute> timesWeights(Map<String, Attribute> attrs) {
    Map<String, Attribute> units = unitsOfWeights();
    return units.isEmpty() || !attrs.containsKey("units")
        ? attrs
        : ResultAttributes.ofBinary(Op.Binary.MULTIPLY, attrs, units);
  }

  private Map<String, Attribute> ofWeights(Map<String, Attribute> attrs) {
    Map<String, Attribute> own = without("standard_name", attrs);
    own.putAll(own.isEmpty() ? Map.of() : unitsOfWeights());
    return own;
  }

  private Map<String, Attribute> unitsOfWeights() {
    Attribute units = weights.attrs().get("units");
    return units == null || units.equals(Attribute.of("1")) ? Map.of() : Map.of("units", units);
  }

  private static Map<String, Attribute> without(String name, Map<String, Attribute> attrs) {
    Map<String, Attribute> rest = new LinkedHashMap<>(attrs);
    rest.remove(name);
    return rest;
  }

  private Dataset each(
      Dataset dataset,
      Over over,
      Kind kind,
      BiFunction<Sums, Variable, Variable> statistic,
      UnaryOperator<Map<String, Attribute>> meaning) {
    List<Dataset> aligned =
        Alignment.align(Alignment.Join.INNER, List.of(dataset, weights.toTemporary()));
    Dataset together =
        aligned
            .getFirst()
            .with(WEIGHTS, aligned.get(1).variable(Dataset.TEMPORARY))
            .withCoords(Alignment.merge(aligned));
    checkGroups(dataset, together);
    Dataset both = grouping == null ? together : grouping.fold(together);
    Variable w = both.variable(WEIGHTS);
    Dataset data = both.dropVars(WEIGHTS);
    List<String> dims =
        grouping == null ? Reducing.dims(both, over) : GroupReducing.dims(both, grouping, over);
    Reduction reduction = Reduction.of(Kind.SUM).withSkipna(over.skipsMissing());
    Sums sums = new Sums(wide(w), dims, v -> sum(v, reduction, dims));
    Map<String, Variable> variables = new LinkedHashMap<>();
    List<String> bounds = CfLinks.allBounds(dataset);
    data.variables()
        .forEach((name, v) -> {
          if (bounds.contains(name)) {
            bounds(v, dims).ifPresent(cells -> variables.put(name, cells));
          } else if (v.dtype().isNumeric() || v.dtype() == DType.BOOL) {
            DType dtype = dtype(kind, v.dtype(), w.dtype());
            Variable result = statistic.apply(sums, wide(v));
            variables.put(
                name,
                result
                    .computed(Nodes.cast(result.data(), dtype))
                    .withAttrs(meaning.apply(attrs(v, kind, dims, over))));
          }
        });
    Coordinates coords = both.coords().apartFrom(dims);
    Dataset result = new Dataset(variables, coords, data.attrs());
    return grouping == null ? result : grouping.label(result);
  }

  /// As xarray has it, which divides by weights that are missing where values are; sums of whole
  /// numbers are `float64`, as those overflow.
  private static DType dtype(Kind kind, DType values, DType weights) {
    DType product = ResultType.promote(values, weights);
    DType total = ResultType.missingValued(weights);
    return switch (kind) {
      case COUNT -> total;
      case SUM -> product.isFloating() ? product : DType.FLOAT64;
      case QUANTILE -> DType.FLOAT64;
      default -> ResultType.of(ResultType.Binary.TRUE_DIVIDE, product, total);
    };
  }

  private Map<String, Attribute> attrs(Variable v, Kind kind, List<String> dims, Over over) {
    List<String> own = dims.stream().filter(v.dims()::contains).toList();
    return over.keepAttrs() ? ResultAttributes.ofReduction(v.attrs(), kind, own) : Map.of();
  }

  private Optional<Variable> bounds(Variable v, List<String> dims) {
    if (grouping != null) {
      return GroupReducing.bounds(v, grouping, dims);
    }
    return v.dims().stream().anyMatch(dims::contains) ? Optional.empty() : Optional.of(v);
  }

  private void checkGroups(Dataset before, Dataset aligned) {
    List<String> grouped = grouping == null ? List.of() : grouping.dims();
    for (String dim : grouped) {
      if (before.size(dim) != aligned.size(dim)) {
        throw new AmasiaException.Alignment(
            "weights of groups must have all labels of the data along '%s'".formatted(dim));
      }
    }
  }

  private Variable sum(Variable v, Reduction reduction, List<String> dims) {
    return grouping != null && v.dims().contains(grouping.dim())
        ? GroupReducing.reduce(v, grouping, reduction, dims, false)
        : Reducing.reduce(v, reduction, dims, false);
  }

  private static Variable wide(Variable v) {
    return v.computed(Nodes.cast(v.data(), DType.FLOAT64)).withAttrs(Map.of());
  }
}
