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
}
