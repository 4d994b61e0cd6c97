package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Indexer;
import io.amasia.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The product of vectors that stands on both, with the meaning of xarray's `cross`.
final class CrossProduct {
  private CrossProduct() {}

  /// The cross product of vectors that lie along `dim`. Vectors of two components lie in a plane:
  /// of two such the third component of the product is given, without the dimension.
  static DataArray of(DataArray a, DataArray b, String dim) {
    requireVector("the first", a, dim);
    requireVector("the second", b, dim);
    List<Dataset> vectors =
        Alignment.align(Alignment.Join.EXACT, sameLength(a.toTemporary(), b.toTemporary(), dim));
    Variable x = vectors.getFirst().variable(Dataset.TEMPORARY);
    Variable y = vectors.get(1).variable(Dataset.TEMPORARY);
    if (x.size(dim) < 2 || x.size(dim) > 3) {
      throw new AmasiaException.Alignment(
          "a cross product of %d components along '%s'; allowed are 2 or 3"
              .formatted(x.size(dim), dim));
    }
    Coordinates coords = Alignment.merge(vectors);
    if (x.size(dim) == 2) {
      return made(a, component(x, y, dim, 0, 1), coords.apartFrom(List.of(dim)));
    }
    List<String> dims = Layout.union(List.of(x, y));
    List<Variable> parts = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      parts.add(Layout.arrange(component(x, y, dim, (k + 1) % 3, (k + 2) % 3), dims));
    }
    return made(a, Combination.concat(parts, dim), coords);
  }

  private static DataArray made(DataArray first, Variable product, Coordinates coords) {
    return new DataArray(first.name().orElse(null), product, coords);
  }

  private static void requireVector(String which, DataArray v, String dim) {
    if (v.size(dim) < 1 || v.size(dim) > 3) {
      throw new AmasiaException.Usage(
          "%s factor has %d components along '%s'; allowed are 1 to 3"
              .formatted(which, v.size(dim), dim));
    }
  }

  /// Both with the components of both, those that one lacks 0.
  private static List<Dataset> sameLength(Dataset a, Dataset b, String dim) {
    if (a.size(dim) == b.size(dim)) {
      return List.of(a, b);
    }
    if (a.coords().hasIndex(dim) && b.coords().hasIndex(dim)) {
      Set<String> others = new LinkedHashSet<>(a.sizes().keySet());
      others.addAll(b.sizes().keySet());
      others.remove(dim);
      return Alignment.align(Alignment.Join.OUTER, List.of(a, b), others, Fill.of(0));
    }
    if (Math.min(a.size(dim), b.size(dim)) < 2) {
      throw new AmasiaException.Usage(
          "factors of %d and %d components along '%s' without labels on both; say which components these are"
              .formatted(a.size(dim), b.size(dim), dim));
    }
    return List.of(longer(a, dim), longer(b, dim));
  }

  private static Dataset longer(Dataset vector, String dim) {
    return vector.size(dim) == 3 ? vector : vector.pad(dim, 0, 1, Pad.constant(0));
  }

  /// `x[i] y[j] - x[j] y[i]`.
  private static Variable component(Variable x, Variable y, String dim, int i, int j) {
    return Arithmetic.binary(
        Op.Binary.SUBTRACT,
        Arithmetic.binary(Op.Binary.MULTIPLY, at(x, dim, i), at(y, dim, j)),
        Arithmetic.binary(Op.Binary.MULTIPLY, at(x, dim, j), at(y, dim, i)));
  }

  private static Variable at(Variable v, String dim, int k) {
    return Layout.drop(Layout.take(v, dim, Indexer.Range.of(k, 1)), dim);
  }
}
