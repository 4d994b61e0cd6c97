package io.amasia.dataset;

import io.amasia.plan.Op;
import org.jspecify.annotations.Nullable;

/// Normal equations whose entries are arrays, solved for every element at once and lazily.
final class LeastSquares {
  private LeastSquares() {}

  /// Cholesky's decomposition, each entry an array; NaN where the matrix is singular.
  static Variable[] solve(Variable[][] gram, Variable[] right) {
    int n = right.length;
    Variable[][] l = new Variable[n][n];
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        Variable rest = gram[i][j];
        for (int k = 0; k < j; k++) {
          rest = minus(rest, Arithmetic.binary(Op.Binary.MULTIPLY, l[i][k], l[j][k]));
        }
        l[i][j] =
            i == j
                ? Arithmetic.unary(Op.Unary.SQRT, positive(rest, gram[i][i]))
                : Arithmetic.binary(Op.Binary.DIVIDE, rest, l[j][j]);
      }
    }
    Variable[] z = new Variable[n];
    for (int i = 0; i < n; i++) {
      Variable rest = right[i];
      for (int k = 0; k < i; k++) {
        rest = minus(rest, Arithmetic.binary(Op.Binary.MULTIPLY, l[i][k], z[k]));
      }
      z[i] = Arithmetic.binary(Op.Binary.DIVIDE, rest, l[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      Variable rest = z[i];
      for (int k = i + 1; k < n; k++) {
        rest = minus(rest, Arithmetic.binary(Op.Binary.MULTIPLY, l[k][i], z[k]));
      }
      z[i] = Arithmetic.binary(Op.Binary.DIVIDE, rest, l[i][i]);
    }
    return z;
  }

  /// What is left of a diagonal, missing where rounding is all that is left.
  private static Variable positive(Variable rest, Variable diagonal) {
    Variable least = Arithmetic.scalar(Op.Binary.MULTIPLY, diagonal, 1e-13, false);
    Variable enough = Arithmetic.binary(Op.Binary.GREATER, rest, least);
    return Arithmetic.where(enough, rest, null);
  }

  private static Variable minus(Variable a, @Nullable Variable b) {
    return b == null ? a : Arithmetic.binary(Op.Binary.SUBTRACT, a, b);
  }
}
