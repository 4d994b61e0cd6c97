package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sums of products, covariance and correlation of arrays, with xarray's meaning.
public final class Products {
  private Products() {}

  /// The sum of the products of `arrays` over `dims` (`...` for all), or over those that at least
  /// two of them have. Labels are inner-joined; a missing value makes its sum missing.
  ///
  /// @return in the dtype of the product
  /// @throws AmasiaException.Label if none has one of the dimensions
  public static DataArray dot(List<DataArray> arrays, String... dims) {
    if (arrays.isEmpty()) {
      throw new AmasiaException.Usage("dot of no arrays");
    }
    DataArray product = arrays.getFirst();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int i = 0; i < arrays.size(); i++) {
      arrays.get(i).dims().forEach(dim -> seen.merge(dim, 1, Integer::sum));
      product = i == 0 ? product : product.times(arrays.get(i));
    }
    product = product.named(arrays.getFirst().name().orElse(null));
    List<String> over = Layout.spelledOut(List.of(dims), List.copyOf(seen.keySet()));
    if (over.isEmpty()) {
      seen.forEach((dim, times) -> {
        if (times > 1) {
          over.add(dim);
        }
      });
    }
    if (over.isEmpty()) {
      return product;
    }
    DType dtype = product.dtype();
    DataArray sum = product.reduce(Kind.SUM, Over.over(over.toArray(String[]::new)).skipna(false));
    return dtype == DType.BOOL
        ? sum.gt(0)
        : sum.withVariable(sum.variable().computed(Nodes.cast(sum.data(), dtype)));
  }

  /// The covariance of `a` and `b` over the dimensions of `over`, or all; pairs of which one is
  /// missing are left out. Labels are inner-joined.
  ///
  /// @param weights of the pairs, without missing values; null for equal ones
  public static DataArray cov(DataArray a, DataArray b, @Nullable DataArray weights, Over over) {
    Pairs pairs = Pairs.of(a, b, weights, over);
    DataArray count = pairs.valid.sum(pairs.dims);
    DataArray adjust = count.dividedBy(count.minus((long) over.ddof()));
    return pairs.covariance().times(adjust).named(pairs.name());
  }

  /// The covariance with ddof 1.
  public static DataArray cov(DataArray a, DataArray b, String... dims) {
    return cov(a, b, null, Over.over(dims).ddof(1));
  }

  /// Pearson's correlation of `a` and `b` over the dimensions of `over`, or all; pairs of which one
  /// is missing are left out. Labels are inner-joined.
  ///
  /// @param weights of the pairs, without missing values; null for equal ones
  public static DataArray corr(DataArray a, DataArray b, @Nullable DataArray weights, Over over) {
    Pairs pairs = Pairs.of(a, b, weights, over);
    DataArray spread = pairs.std(pairs.a).times(pairs.std(pairs.b));
    return pairs.covariance().dividedBy(spread).named(pairs.name());
  }

  /// The correlation.
  public static DataArray corr(DataArray a, DataArray b, String... dims) {
    return corr(a, b, null, Over.over(dims));
  }

  /// Both arrays where both have a value.
  @SuppressWarnings("ArrayRecordComponent") // of this class alone, never changed
  private record Pairs(
      DataArray a,
      DataArray b,
      DataArray valid,
      @Nullable DataArray weights,
      String[] dims,
      @Nullable String name) {
    static Pairs of(DataArray a, DataArray b, @Nullable DataArray weights, Over over) {
      List<Dataset> aligned =
          Alignment.align(Alignment.Join.INNER, List.of(a.toTemporary(), b.toTemporary()));
      DataArray x = plain(a.fromTemporary(aligned.getFirst()));
      DataArray y = plain(b.fromTemporary(aligned.get(1)));
      DataArray valid = x.notnull().and(y.notnull());
      String[] dims =
          over.dims().isEmpty()
              ? valid.dims().toArray(String[]::new)
              : over.dims().toArray(String[]::new);
      DataArray both = x.where(valid);
      String name = a.name().equals(b.name()) ? a.name().orElse(null) : null;
      return new Pairs(both, y.where(valid), valid, weights, dims, name);
    }

    private static DataArray plain(DataArray array) {
      return array.named(null).withVariable(array.variable().withAttrs(Map.of()));
    }

    DataArray mean(DataArray x) {
      return weights == null ? x.mean(dims) : x.weighted(weights).mean(dims);
    }

    DataArray std(DataArray x) {
      return weights == null ? x.std(dims) : x.weighted(weights).std(dims);
    }

    DataArray covariance() {
      DataArray apart = a.minus(mean(a)).times(b.minus(mean(b)));
      return mean(apart);
    }
  }
}
