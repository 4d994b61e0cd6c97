package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Functions of users on blocks.
class UfuncTest {
  private final DataArray a =
      DataArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}, "y", "x")
          .named("a")
          .assignCoords("x", new long[] {10, 20, 30});

  private static NdArray twice(List<NdArray> blocks) {
    NdArray block = blocks.getFirst();
    return NdArray.of(block.shape(), Arrays.stream(block.toDoubles()).map(v -> 2 * v).toArray());
  }

  @Test
  void functionsHoldAtTheEdgesOfWhatThereIs() {
    double inf = Double.POSITIVE_INFINITY;
    double nan = Double.NaN;
    DataArray x = DataArray.of(new double[] {-inf, -0.0, 1e-20, 1e200, inf, nan}, "x");
    assertThat(Ufuncs.arcsinh(x).toDoubles())
        .containsExactly(-inf, -0.0, 1e-20, Math.log(1e200) + Math.log(2), inf, nan);
    assertThat(Ufuncs.logaddexp(x, x).toDoubles())
        .containsExactly(-inf, Math.log(2), Math.log(2), 1e200, inf, nan);
    assertThat(Ufuncs.arccosh(DataArray.of(new double[] {0.5, 1, inf}, "x")).toDoubles())
        .containsExactly(nan, 0, inf);
    assertThat(Ufuncs.signbit(x).toDoubles()).startsWith(1, 1, 0, 0, 0);
    DataArray whole = DataArray.of(new long[] {0, -12, 7}, "x");
    assertThat(Ufuncs.gcd(whole, 18).toDoubles()).containsExactly(18, 6, 1);
    assertThat(Ufuncs.lcm(whole, 18).toDoubles()).containsExactly(0, 36, 126);
  }

  @Test
  void aFunctionSeesBlockByBlock() {
    DataArray result = Ufunc.of(UfuncTest::twice, DType.FLOAT64).apply(a.chunk("x", 2));
    assertThat(result.toDoubles()).containsExactly(2, 4, 6, 8, 10, 12);
    assertThat(result.coords().names()).containsExactly("x");
    assertThat(result.isel("x", 2).toDoubles()).containsExactly(6, 12);
    assertThat(result.plus(1).sum("y").toDoubles()).containsExactly(12, 16, 20);
  }

  @Test
  @Timeout(60)
  void anErrorInsideAFunctionEndsTheComputation() {
    DataArray bad =
        Ufunc.of(
                blocks -> {
                  throw new AssertionError("mine");
                },
                DType.FLOAT64)
            .apply(a.chunk(Map.of("x", 1L, "y", 1L)));
    assertThatThrownBy(() -> bad.mean("y").compute()).hasStackTraceContaining("mine");
  }

  @Test
  void coreDimensionsAreWhole() {
    DataArray range =
        Ufunc.of(
                blocks -> {
                  NdArray block = blocks.getFirst();
                  int n = (int) block.shape().size(1);
                  double[] v = block.toDoubles();
                  double[] spread = new double[v.length / n];
                  for (int i = 0; i < spread.length; i++) {
                    spread[i] = v[i * n + n - 1] - v[i * n];
                  }
                  return NdArray.of(Shape.of(spread.length), spread);
                },
                DType.FLOAT64)
            .core("x")
            .apply(a.chunk(Map.of("x", 1L, "y", 1L)));
    assertThat(range.dims()).containsExactly("y");
    assertThat(range.toDoubles()).containsExactly(2, 2);
  }

  @Test
  void inputsAreBroadcastByName() {
    DataArray row = DataArray.of(new double[] {1, 10, 100}, "x");
    DataArray product =
        Ufunc.of(
                blocks -> {
                  double[] x = blocks.get(0).toDoubles();
                  double[] y = blocks.get(1).toDoubles();
                  double[] z = new double[x.length];
                  for (int i = 0; i < z.length; i++) {
                    z[i] = x[i] * y[i];
                  }
                  return NdArray.of(blocks.getFirst().shape(), z);
                },
                DType.FLOAT64)
            .apply(a.chunk("x", 2), row);
    assertThat(product.toDoubles()).containsExactly(1, 20, 300, 4, 50, 600);
  }

  @Test
  void nothingRunsBeforeValuesAreAskedFor() {
    var calls = new AtomicInteger();
    DataArray lazy =
        Ufunc.of(
                blocks -> {
                  calls.incrementAndGet();
                  return twice(blocks);
                },
                DType.FLOAT64)
            .apply(a);
    assertThat(calls.get()).isZero();
    assertThat(lazy.toDoubles()).hasSize(6);
    assertThat(calls.get()).isEqualTo(1);
  }

  @Test
  void whatAFunctionThrowsNamesTheBlock() {
    DataArray failing =
        Ufunc.of(
                blocks -> {
                  throw new IllegalStateException("no " + blocks.size());
                },
                DType.FLOAT64)
            .apply(a.chunk("x", 2));
    assertThatThrownBy(failing::load)
        .isInstanceOf(AmasiaException.TaskFailed.class)
        .hasMessageContaining("no 1")
        .hasMessageContaining("[0:2, 0:2]");
  }

  @Test
  void aResultOfAnotherShapeIsRefused() {
    DataArray wrong = Ufunc.of(_ -> NdArray.of(Shape.of(1), 1.0), DType.FLOAT64).apply(a);
    assertThatThrownBy(wrong::load)
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("promised");
  }

  private static final BlocksFunction SPREAD =
      columns -> {
        double[] v = columns.getFirst().toDoubles();
        double least = Arrays.stream(v).min().orElse(Double.NaN);
        double most = Arrays.stream(v).max().orElse(Double.NaN);
        return List.of(
            NdArray.of(Shape.of(), most - least),
            NdArray.of(Shape.of(2), least, most),
            NdArray.of(Shape.of(), (long) v.length));
      };

  @Test
  void aVectorizedFunctionGivesSeveralResults() {
    Ufunc spread =
        Ufunc.several(SPREAD, DType.FLOAT64, DType.FLOAT64, DType.INT64)
            .vectorize()
            .core("x")
            .output(1, "end", 2);
    for (DataArray given : List.of(a, a.chunk(Map.of("x", 1L, "y", 1L)), a.transpose())) {
      List<DataArray> results = spread.applyAll(given);
      assertThat(results.get(0).dims()).containsExactly("y");
      assertThat(results.get(0).toDoubles()).containsExactly(2, 2);
      assertThat(results.get(1).dims()).containsExactly("y", "end");
      assertThat(results.get(1).toDoubles()).containsExactly(1, 3, 4, 6);
      assertThat(results.get(2).toDoubles()).containsExactly(3, 3);
      assertThat(results.get(2).dtype()).isEqualTo(DType.INT64);
      assertThat(results.get(0).coords().names()).isEmpty();
    }
    assertThatThrownBy(() -> spread.apply(a)).isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void resultsOfOneDtypeAreComputedTogether() {
    var calls = new AtomicInteger();
    Ufunc two =
        Ufunc.several(
            blocks -> {
              calls.incrementAndGet();
              return List.of(blocks.getFirst(), twice(blocks));
            },
            DType.FLOAT64,
            DType.FLOAT64);
    List<DataArray> results = two.applyAll(a);
    Dataset both = results.get(0).toDataset("p").assign("q", results.get(1)).compute();
    assertThat(both.get("q").toDoubles()).containsExactly(2, 4, 6, 8, 10, 12);
    assertThat(both.get("p").toDoubles()).isEqualTo(a.toDoubles());
    assertThat(calls.get()).isEqualTo(1);
  }

  @Test
  void datasetsAreGoneThroughVariableByVariable() {
    Ufunc doubled = Ufunc.of(UfuncTest::twice, DType.FLOAT64);
    Dataset one = a.toDataset().assign("b", a.plus(1)).assignAttrs("title", "t");
    Dataset result = doubled.applyEach(one);
    assertThat(result.get("b").toDoubles()).containsExactly(4, 6, 8, 10, 12, 14);
    assertThat(result.attrs()).isEqualTo(one.attrs());
    Ufunc sum =
        Ufunc.of(
            blocks -> {
              double[] x = blocks.get(0).toDoubles();
              double[] y = blocks.get(1).toDoubles();
              Arrays.setAll(x, i -> x[i] + y[i]);
              return NdArray.of(blocks.getFirst().shape(), x);
            },
            DType.FLOAT64);
    Dataset other = a.toDataset();
    assertThatThrownBy(() -> sum.applyEach(one, other))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("datasetJoin");
    assertThat(sum.datasetJoin(Alignment.Join.INNER, null).applyEach(one, other).variables())
        .containsOnlyKeys("a");
    Dataset outer = sum.datasetJoin(Alignment.Join.OUTER, 100.0).applyEach(one, other);
    assertThat(outer.get("b").toDoubles()).containsExactly(102, 103, 104, 105, 106, 107);
    assertThat(sum.applyEach(other, a.isel("y", 1)).get("a").toDoubles())
        .containsExactly(5, 7, 9, 8, 10, 12);
  }

  @Test
  void variablesWithoutACoreDimensionAreCopiedOrDropped() {
    Dataset mixed = a.toDataset().assign("s", a.isel("x", 0));
    Ufunc spread = Ufunc.several(SPREAD, DType.FLOAT64, DType.FLOAT64, DType.INT64).vectorize();
    Ufunc along = spread.core("x").output(1, "end", 2);
    assertThatThrownBy(() -> along.applyEachAll(mixed)).isInstanceOf(AmasiaException.Label.class);
    assertThat(
            along.onMissingCoreDim(Ufunc.MissingCore.COPY).applyEachAll(mixed).get(0).variables())
        .containsOnlyKeys("a", "s");
    assertThat(
            along.onMissingCoreDim(Ufunc.MissingCore.DROP).applyEachAll(mixed).get(0).variables())
        .containsOnlyKeys("a");
  }

  @Test
  void labelsAreJoinedAndCoreLengthsMayDiffer() {
    Ufunc sum =
        Ufunc.of(
            blocks -> {
              double[] x = blocks.get(0).toDoubles();
              double[] y = blocks.get(1).toDoubles();
              double total = Arrays.stream(x).sum() * 100 + Arrays.stream(y).sum();
              return NdArray.of(Shape.of(), total);
            },
            DType.FLOAT64);
    DataArray row = a.isel("y", 0);
    DataArray two = a.isel(Map.of("y", 1, "x", new int[] {2, 0}));
    Ufunc whole = sum.core("x").core("x");
    assertThatThrownBy(() -> whole.apply(row, two)).isInstanceOf(AmasiaException.Alignment.class);
    assertThat(whole.exclude("x").apply(row, two).item()).isEqualTo(610);
    assertThat(whole.join(Alignment.Join.INNER).apply(row, two).item()).isEqualTo(410);
  }

  // numpy 2.4: left_shift and right_shift of these by 7, 8, 1 and 63.
  @Test
  void bitsMoveInTheirDtype() {
    DataArray bytes = DataArray.of(new byte[] {-128, -1, 0, 1, 127}, "x");
    assertThat(Ufuncs.bitwiseLeftShift(bytes, 7).dtype()).isEqualTo(DType.INT8);
    assertThat(Ufuncs.bitwiseLeftShift(bytes, 7).toDoubles())
        .containsExactly(0, -128, 0, -128, -128);
    assertThat(Ufuncs.bitwiseLeftShift(bytes, 8).toDoubles()).containsExactly(0, 0, 0, 0, 0);
    assertThat(Ufuncs.bitwiseRightShift(bytes, 7).toDoubles()).containsExactly(-1, -1, 0, 0, 0);
    assertThat(Ufuncs.bitwiseRightShift(bytes, 8).toDoubles()).containsExactly(-1, -1, 0, 0, 0);
    assertThat(Ufuncs.bitwiseRightShift(bytes, 1).toDoubles()).containsExactly(-64, -1, 0, 0, 63);
    DataArray unsigned = Ufuncs.bitwiseAnd(bytes.astype(DType.INT16), 255).astype(DType.UINT8);
    assertThat(Ufuncs.bitwiseLeftShift(unsigned, 7).toDoubles())
        .containsExactly(0, 128, 0, 128, 128);
    assertThat(Ufuncs.bitwiseRightShift(unsigned, 7).toDoubles()).containsExactly(1, 1, 0, 0, 0);
    assertThat(Ufuncs.bitwiseRightShift(unsigned, 8).toDoubles()).containsExactly(0, 0, 0, 0, 0);
    DataArray longs = DataArray.of(new long[] {Long.MIN_VALUE, -1, 1}, "x");
    assertThat(Ufuncs.bitwiseLeftShift(longs, 63).load().toLongs())
        .containsExactly(0, Long.MIN_VALUE, Long.MIN_VALUE);
    assertThat(Ufuncs.bitwiseRightShift(longs, 63).load().toLongs()).containsExactly(-1, -1, 0);
    assertThat(Ufuncs.bitwiseRightShift(longs.astype(DType.UINT64), 63).load().toLongs())
        .containsExactly(1, 1, 0);
    assertThatThrownBy(() -> Ufuncs.bitwiseLeftShift(a, 1))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("bits of float64");
  }
}
