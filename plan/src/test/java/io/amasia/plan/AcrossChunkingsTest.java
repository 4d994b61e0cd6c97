package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.testkit.RandomTest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However data are chunked, float sums are near what they are exactly, so those of different
/// chunkings agree: within 4·ε·Σ|x| with ε of their own dtype. Sums of float32 values are added up
/// in float64, and rounded once. In variances of float64 values rounding errors gather as the root
/// of how many are added one after the other.
class AcrossChunkingsTest {
  private static final double EPSILON = Math.ulp(1.0);
  private static final MathContext DIGITS = new MathContext(60);

  /// What a statistic of a column is, and how far from it a result may be in float64.
  private record Exact(double value, double bound) {
    void check(double result, DType dtype, String what) {
      double rounding = dtype == DType.FLOAT32 ? Math.ulp((float) value) * 0.5000001 : 0;
      assertThat(Math.abs(result - value)).as(what).isLessThanOrEqualTo(bound + rounding);
    }
  }

  /// A row of values and what is added up of them.
  private static final class Column {
    private final double[] x;
    private final BigDecimal n;
    private final BigDecimal sum;

    Column(double[] x) {
      this.x = x;
      n = BigDecimal.valueOf(x.length);
      sum = sum(x);
    }

    private static BigDecimal sum(double[] x) {
      BigDecimal sum = BigDecimal.ZERO;
      for (double one : x) {
        sum = sum.add(new BigDecimal(one));
      }
      return sum;
    }

    private double magnitude() {
      double magnitude = 0;
      for (double one : x) {
        magnitude += Math.abs(one);
      }
      return magnitude;
    }

    /// How far off a sum of what has this magnitude may be.
    private static double bound(double magnitude) {
      return 4 * EPSILON * magnitude;
    }

    Exact total() {
      return new Exact(sum.doubleValue(), bound(magnitude()));
    }

    Exact mean() {
      double mean = sum.divide(n, DIGITS).doubleValue();
      return new Exact(mean, bound(magnitude()) / x.length);
    }

    /// What is added up are squared distances, each as far off as the mean is rounded.
    Exact variance() {
      BigDecimal mean = sum.divide(n, DIGITS);
      double center = Math.abs(mean.doubleValue());
      BigDecimal squares = BigDecimal.ZERO;
      double magnitude = 0;
      for (double one : x) {
        BigDecimal distance = new BigDecimal(one).subtract(mean);
        squares = squares.add(distance.multiply(distance, DIGITS));
        double far = Math.abs(distance.doubleValue());
        magnitude += far * (far + center);
      }
      double gathered = Math.max(1, Math.sqrt(x.length) / 8);
      return new Exact(
          squares.divide(n, DIGITS).doubleValue(), bound(magnitude) * gathered / x.length);
    }

    Exact deviation() {
      Exact variance = variance();
      double root = Math.sqrt(variance.value());
      double bound = Math.sqrt(variance.value() + variance.bound()) - root + EPSILON * root;
      return new Exact(root, Math.max(bound, variance.bound() / Math.max(root, 1e-300)));
    }

    /// With weights that are not negative.
    Exact weighted(double[] weights) {
      BigDecimal products = BigDecimal.ZERO;
      double magnitude = 0;
      for (int i = 0; i < x.length; i++) {
        products = products.add(new BigDecimal(x[i]).multiply(new BigDecimal(weights[i])));
        magnitude += Math.abs(x[i] * weights[i]);
      }
      BigDecimal all = sum(weights);
      return new Exact(
          products.divide(all, DIGITS).doubleValue(), bound(magnitude) / all.doubleValue());
    }
  }

  @RandomTest(seeds = 60)
  void sumsAreNearTheExactOnesHoweverDataAreChunked(long seed) {
    var random = new Random(seed);
    int rows = 1 + random.nextInt(1 + (int) seed * 40);
    int columns = 1 + random.nextInt(12);
    DType dtype = random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
    double[] values = values(random, rows * columns, dtype);
    boolean down = random.nextBoolean();
    Shape shape = down ? Shape.of(rows, columns) : Shape.of(columns, rows);
    int along = down ? 0 : 1;
    double[] weights = random.doubles(rows).toArray();
    for (int chunking = 0; chunking < 3; chunking++) {
      long[] chunk = {
        1 + random.nextLong(shape.size(0)), 1 + random.nextLong(shape.size(1)),
      };
      Session session =
          Session.builder()
              .engine("serial")
              .taskBytes(1L << (6 + random.nextInt(14)))
              .memoryBytes(1 << 28)
              .build();
      String what = "%s %s in chunks of %d x %d".formatted(dtype, shape, chunk[0], chunk[1]);
      try (NdArray data = array(dtype, shape, values)) {
        Node x = Nodes.read(new FakeArray(data, Chunks.regular(shape, chunk)));
        List<NdArray> results = session.compute(statistics(x, weights, along));
        for (int c = 0; c < columns; c++) {
          int stride = down ? columns : 1;
          double[] own = column(values, down ? c : c * rows, stride, rows);
          var column = new Column(own);
          column.total().check(results.get(0).getDouble(c), dtype, "sum of " + what);
          column.mean().check(results.get(1).getDouble(c), dtype, "mean of " + what);
          column.variance().check(results.get(2).getDouble(c), dtype, "var of " + what);
          column.deviation().check(results.get(3).getDouble(c), dtype, "std of " + what);
          column
              .weighted(weights)
              .check(results.get(4).getDouble(c), DType.FLOAT64, "weighted mean of " + what);
        }
        results.forEach(NdArray::close);
      }
    }
  }

  /// Long runs and long columns, of values of one sign: there rounding adds up most.
  @Test
  void longSumsAreNearTheExactOnes() {
    int n = 1 << 18;
    double[] values = new Random(1).doubles(n).map(d -> 300 + d).toArray();
    Exact exact = new Column(values).total();
    for (long chunk : new long[] {n, n / 3, 100}) {
      for (Shape shape : List.of(Shape.of(n, 1), Shape.of(n))) {
        long[] chunks = shape.with(0, chunk).toArray();
        try (NdArray data = array(DType.FLOAT64, shape, values)) {
          Node x = Nodes.read(new FakeArray(data, Chunks.regular(shape, chunks)));
          Node sum = Nodes.reduce(x, Reduction.of(Reduction.Kind.SUM), List.of(0));
          Session session = Session.builder().engine("serial").memoryBytes(1 << 28).build();
          try (NdArray result = session.compute(List.of(sum)).getFirst()) {
            exact.check(result.getDouble(0), DType.FLOAT64, shape + " in chunks of " + chunk);
          }
        }
      }
    }
  }

  private static List<Node> statistics(Node x, double[] weights, int along) {
    Shape shape = x.shape();
    long[] rows = new long[] {1, 1};
    rows[along] = weights.length;
    Node w = Nodes.literal(NdArray.of(Shape.of(rows), weights));
    Node product = Nodes.elementwise(Op.Binary.MULTIPLY, Nodes.cast(x, DType.FLOAT64), w);
    Node all = Nodes.broadcast(w, shape);
    return List.of(
        reduce(Reduction.Kind.SUM, x, along),
        reduce(Reduction.Kind.MEAN, x, along),
        reduce(Reduction.Kind.VAR, x, along),
        reduce(Reduction.Kind.STD, x, along),
        Nodes.elementwise(
            Op.Binary.DIVIDE,
            reduce(Reduction.Kind.SUM, product, along),
            reduce(Reduction.Kind.SUM, all, along)));
  }

  private static Node reduce(Reduction.Kind kind, Node x, int along) {
    return Nodes.reduce(x, Reduction.of(kind), List.of(along));
  }

  private static double[] column(double[] values, int first, int stride, int n) {
    double[] column = new double[n];
    for (int i = 0; i < n; i++) {
      column[i] = values[first + i * stride];
    }
    return column;
  }

  /// Values of one sign; far from zero; or of all magnitudes, of which nearly all cancel.
  private static double[] values(Random random, int n, DType dtype) {
    int kind = random.nextInt(3);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (kind) {
            case 0 -> random.nextDouble();
            case 1 -> 1e6 + random.nextGaussian();
            default ->
                i % 2 == 1 && random.nextInt(50) > 0
                    ? -values[i - 1]
                    : random.nextGaussian() * Math.pow(10, random.nextInt(16) - 8);
          };
      values[i] = dtype == DType.FLOAT32 ? (float) values[i] : values[i];
    }
    for (int i = n - 1; kind == 2 && i > 0; i--) {
      int j = random.nextInt(i + 1);
      double other = values[j];
      values[j] = values[i];
      values[i] = other;
    }
    return values;
  }

  private static NdArray array(DType dtype, Shape shape, double[] values) {
    if (dtype == DType.FLOAT64) {
      return NdArray.of(shape, values);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return NdArray.of(shape, floats);
  }
}
