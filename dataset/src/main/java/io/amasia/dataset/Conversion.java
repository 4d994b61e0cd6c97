package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From datasets to arrays and back, and arrays in the likeness of others.
public final class Conversion {
  private Conversion() {}

  /// The variables of `dataset`, repeated along each other's dimensions, as one array along a new
  /// first dimension `dim` of their names.
  static DataArray join(Dataset dataset, String dim) {
    if (dataset.variables().isEmpty()) {
      throw new AmasiaException.Usage("toDataArray of a dataset without variables");
    }
    List<String> dims = Layout.union(dataset.variables().values());
    long[] sizes = dims.stream().mapToLong(dataset::size).toArray();
    List<Dataset> each = new ArrayList<>();
    dataset
        .variables()
        .values()
        .forEach(v ->
            each.add(
                new Dataset(
                    Map.of(Dataset.TEMPORARY, Layout.broadcast(v.withAttrs(Map.of()), dims, sizes)),
                    Coordinates.NONE,
                    Map.of())));
    Dataset stacked = Combination.stack(each, dim);
    Variable labels =
        Variable.of(List.of(dim), dataset.variables().keySet().toArray(String[]::new));
    return new DataArray(
        null,
        stacked.variable(Dataset.TEMPORARY).withAttrs(dataset.attrs()),
        dataset.coords().with(dim, labels));
  }

  /// A dataset of the parts of `array` along `dim`, each under its label.
  static Dataset split(DataArray array, String dim) {
    Index index =
        array
            .coords()
            .index(dim)
            .orElseThrow(() ->
                new AmasiaException.Label(
                    "no labels along '%s' to name variables by".formatted(dim)));
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (int i = 0; i < index.size(); i++) {
      DataArray part = array.isel(dim, i);
      if (variables.put(index.text(i), part.variable()) != null) {
        throw new AmasiaException.Usage(
            "label %s comes more than once along '%s'".formatted(index.text(i), dim));
      }
    }
    return new Dataset(variables, array.coords().without(List.of(dim)), array.attrs());
  }

  /// An array or dataset like `other`, every value `value` in its own dtype.
  public static <T extends Labelled<T>> T fullLike(T other, Object value) {
    return other.through(dataset -> dataset.mapVariables(v -> full(v, value, v.dtype())));
  }

  /// The same in another dtype.
  public static <T extends Labelled<T>> T fullLike(T other, Object value, DType dtype) {
    return other.through(dataset -> dataset.mapVariables(v -> full(v, value, dtype)));
  }

  private static Variable full(Variable v, Object value, DType dtype) {
    Shape ones = Shape.ones(v.ndim());
    if (dtype == DType.STRING && value instanceof String text) {
      NdArray one = NdArray.of(ones, List.of(text));
      return v.computed(Nodes.broadcast(Nodes.literal(one), v.shape()));
    }
    Number number =
        switch (value) {
          case Boolean flag when dtype != DType.STRING -> flag ? 1L : 0L;
          case Number nan when dtype.isTime() && Double.isNaN(nan.doubleValue()) -> DType.NAT;
          case Number plain when dtype != DType.STRING -> plain;
          default ->
              throw new AmasiaException.Usage(
                  "fullLike of %s with '%s'; give a value of its kind".formatted(dtype, value));
        };
    if (dtype.isInteger() && !(number instanceof Double || number instanceof Float)) {
      ResultType.withScalar(dtype, number); // refuses what does not fit
    }
    Number fitting = dtype == DType.BOOL && number.doubleValue() != 0 ? (Number) 1L : number;
    return v.computed(Nodes.broadcast(Arithmetic.full(fitting, dtype, ones), v.shape()));
  }
}
