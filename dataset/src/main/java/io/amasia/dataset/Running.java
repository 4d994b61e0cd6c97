package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Scanning;
import io.amasia.plan.Sweeps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Running sums, fills and differences along dimensions.
public final class Running {
  private Running() {}

  static long positive(String what, long n) {
    if (n < 1) {
      throw new AmasiaException.Usage("%s %d; allowed is 1 or more".formatted(what, n));
    }
    return n;
  }

  /// `work` on the variables that have `dim`.
  private static Dataset along(Dataset dataset, String dim, UnaryOperator<Variable> work) {
    dataset.size(dim);
    return dataset.mapVariables(v -> v.dims().contains(dim) ? work.apply(v) : v);
  }

  /// Running values along each of the dimensions in turn.
  public static Dataset scan(Dataset dataset, Scanning kind, Over over) {
    boolean skipna = over.skipsMissing();
    Dataset result = dataset;
    for (String dim : Reducing.dims(dataset, over)) {
      result =
          along(
              result,
              dim,
              v ->
                  v.computed(Sweeps.scan(v.data(), kind, v.axis(dim), skipna, 0))
                      .withAttrs(ResultAttributes.ofScan(v.attrs(), kind)));
    }
    return over.keepAttrs() ? result : result.mapVariables(v -> v.withAttrs(Map.of()));
  }

  static Dataset fill(Dataset dataset, String dim, long limit, boolean backward) {
    return along(dataset, dim, v -> v.sameValues(fill(v.data(), v.axis(dim), limit, backward)));
  }

  static Node fill(Node data, int axis, long limit, boolean backward) {
    if (data.dtype() == DType.STRING) {
      return data;
    }
    Node forward = backward ? reversed(data, axis) : data;
    Node filled = Sweeps.scan(forward, Scanning.FILL, axis, true, limit);
    return backward ? reversed(filled, axis) : filled;
  }

  private static Node reversed(Node data, int axis) {
    long n = data.shape().size(axis);
    if (n == 0) {
      return data;
    }
    Indexer back = new Indexer.Range(n - 1, n, -1);
    return Nodes.select(data, Region.all(data.shape()).with(axis, back));
  }

  /// Variables without the dimension have no ranks and go, as in xarray.
  static Dataset rank(Dataset dataset, String dim, boolean pct) {
    String[] others =
        dataset.variables().entrySet().stream()
            .filter(e -> !e.getValue().dims().contains(dim))
            .map(Map.Entry::getKey)
            .toArray(String[]::new);
    return along(
        others.length == dataset.variables().size() ? dataset : dataset.dropVars(others),
        dim,
        v -> v.computed(Sweeps.rank(v.data(), v.axis(dim), pct)).withAttrs(Map.of()));
  }

  /// As in xarray, `upper` chooses the labels of the first differences; those of differences have
  /// the later ones.
  static Dataset diff(Dataset dataset, String dim, int n, boolean upper) {
    if (n < 0) {
      throw new AmasiaException.Usage("differences of order %d; allowed is 0 or more".formatted(n));
    }
    Dataset result = dataset;
    for (int i = 0; i < n; i++) {
      Dataset later = result.isel(dim, Slice.slice(1, null));
      Dataset earlier = result.isel(dim, Slice.slice(null, -1));
      Dataset ends = upper || i > 0 ? later : earlier;
      Map<String, Variable> variables = new LinkedHashMap<>();
      result
          .variables()
          .forEach((name, v) -> {
            boolean along = v.dims().contains(dim);
            variables.put(name, along ? difference(later, earlier, name) : v);
          });
      result = new Dataset(variables, ends.coords(), ends.attrs());
    }
    return result;
  }

  private static Variable difference(Dataset later, Dataset earlier, String name) {
    return Arithmetic.binary(Op.Binary.SUBTRACT, later.variable(name), earlier.variable(name));
  }
}
