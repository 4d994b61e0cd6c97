package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The parameters of a curve through the values of one line, and their covariance.
///
/// The inputs are the values, as many coordinates, and then for each parameter where it is looked
/// for first, its least and its greatest value.
///
/// @param coords how many coordinates there are
/// @param params how many parameters
record CurveFitting(
    CurveFit.Function curve,
    int coords,
    int params,
    boolean skipna,
    boolean ignoresErrors,
    int steps)
    implements BlocksFunction {
  private static final long serialVersionUID = 1;

  @Override
  public List<NdArray> apply(List<NdArray> inputs) {
    double[] y = inputs.getFirst().toDoubles();
    double[][] x = new double[y.length][coords];
    for (int c = 0; c < coords; c++) {
      double[] along = inputs.get(1 + c).toDoubles();
      for (int i = 0; i < y.length; i++) {
        x[i][c] = along[i];
      }
    }
    int[] there =
        IntStream.range(0, y.length).filter(i -> !skipna || isThere(x[i], y[i])).toArray();
    if (there.length == 0) {
      return nothing();
    }
    if (!skipna && Arrays.stream(y).anyMatch(Double::isNaN)) {
      throw new AmasiaException.Usage("a curve through missing values; leave them out with skipna");
    }
    return fitted(inputs, x, y, there);
  }

  /// Whether there is a value, and a coordinate at least.
  private static boolean isThere(double[] x, double y) {
    return !Double.isNaN(y) && Arrays.stream(x).anyMatch(one -> !Double.isNaN(one));
  }

  private List<NdArray> fitted(List<NdArray> inputs, double[][] x, double[] y, int[] there) {
    double[] start = new double[params];
    double[] lower = new double[params];
    double[] upper = new double[params];
    for (int k = 0; k < params; k++) {
      int at = 1 + coords + 3 * k;
      lower[k] = inputs.get(at + 1).getDouble(0);
      upper[k] = inputs.get(at + 2).getDouble(0);
      double given = inputs.get(at).getDouble(0);
      start[k] = Double.isNaN(given) ? between(lower[k], upper[k]) : given;
    }
    LevenbergMarquardt.Residuals residuals =
        p -> {
          double[] r = new double[there.length];
          for (int i = 0; i < r.length; i++) {
            r[i] = curve.at(x[there[i]], p) - y[there[i]];
          }
          return r;
        };
    Optional<LevenbergMarquardt.Least> found =
        there.length < params
            ? Optional.empty()
            : new LevenbergMarquardt(residuals, lower, upper).from(start, steps);
    if (found.isPresent()) {
      return told(found.get(), there.length);
    }
    if (ignoresErrors) {
      return nothing();
    }
    throw new AmasiaException.Usage(
        "no parameters found from %s on for %d values in %d steps; start nearer, set bounds, or take NaN with ignoringErrors()"
            .formatted(Arrays.toString(start), there.length, steps));
  }

  /// 1, or where that is out of bounds a value between them, as in xarray.
  private static double between(double lower, double upper) {
    if (1 >= lower && 1 <= upper) {
      return 1;
    }
    boolean below = Double.isFinite(lower);
    boolean above = Double.isFinite(upper);
    return below && above ? 0.5 * (lower + upper) : below ? lower + 1 : upper - 1;
  }

  private List<NdArray> told(LevenbergMarquardt.Least least, int values) {
    double[][] inverse = LevenbergMarquardt.covariance(least.jacobian(), params);
    double scale = values > params ? least.sum() / (values - params) : Double.POSITIVE_INFINITY;
    double[] covariance = new double[params * params];
    for (int k = 0; k < covariance.length; k++) {
      double one = inverse[k / params][k % params];
      boolean unknown = Double.isInfinite(one) || Double.isInfinite(scale);
      covariance[k] = unknown ? Double.POSITIVE_INFINITY : one * scale;
    }
    return List.of(
        NdArray.of(Shape.of(params), least.parameters()),
        NdArray.of(Shape.of(params, params), covariance));
  }

  private List<NdArray> nothing() {
    double[] nan = new double[params * params];
    Arrays.fill(nan, Double.NaN);
    return List.of(
        NdArray.of(Shape.of(params), Arrays.copyOf(nan, params)),
        NdArray.of(Shape.of(params, params), nan));
  }
}
