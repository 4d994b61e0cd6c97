package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import org.junit.jupiter.api.Test;

/// What the table of cases by NumPy and xarray does not ask.
class UfuncsTest {
  @Test
  void positiveGivesWhatHasASignAsItIs() {
    DataArray bytes = DataArray.of(new byte[] {-3, 4}, "x").withAttr("units", "K");
    assertThat(Ufuncs.positive(bytes).identical(bytes)).isTrue();
    assertThatThrownBy(() -> Ufuncs.positive(bytes.gt(0)))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("bool");
  }

  private static DataArray floats(DType dtype, double... values) {
    return DataArray.of(values, "x").astype(dtype);
  }

  /// NumPy's answers.
  @Test
  void neighboursOfFloatsAreThoseOfTheirOwnDtype() {
    double big = Float.MAX_VALUE;
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    DataArray halves = floats(DType.FLOAT16, 0, 1, -1, 1.5, 65504, inf, nan, -2, -inf, -65504);
    assertThat(Ufuncs.spacing(halves).toDoubles())
        .containsExactly(0x1p-24, 0x1p-10, 0x1p-11, 0x1p-10, inf, nan, nan, 0x1p-10, nan, 32);
    assertThat(Ufuncs.nextafter(halves, 2).toDoubles())
        .containsExactly(
            0x1p-24,
            1 + 0x1p-10,
            -1 + 0x1p-11,
            1.5 + 0x1p-10,
            65472,
            65504,
            nan,
            -2 + 0x1p-10,
            -65504,
            -65472);
    DataArray floats = floats(DType.FLOAT32, 0, -1, big, -big, inf);
    assertThat(Ufuncs.spacing(floats).toDoubles())
        .containsExactly(Float.MIN_VALUE, -0x1p-23, inf, -inf, nan);
    DataArray doubles = floats(DType.FLOAT64, 1, -2, Double.MAX_VALUE, Double.MIN_VALUE);
    assertThat(Ufuncs.spacing(doubles).toDoubles())
        .containsExactly(Math.ulp(1.0), -Math.ulp(2.0), inf, Double.MIN_VALUE);
    assertThat(Ufuncs.nextafter(doubles, -inf).toDoubles())
        .containsExactly(
            Math.nextDown(1.0), Math.nextDown(-2.0), Math.nextDown(Double.MAX_VALUE), 0);
    assertThat(Ufuncs.spacing(DataArray.of(new byte[] {1}, "x")).dtype()).isEqualTo(DType.FLOAT16);
  }

  @Test
  void powersOfTwoAreTakenByWholeNumbers() {
    DataArray halves = floats(DType.FLOAT16, 1, -1, 1.5, Double.NaN);
    DataArray powers = DataArray.of(new int[] {-24, 5, 1000, 2}, "x");
    DataArray scaled = Ufuncs.ldexp(halves, powers);
    assertThat(scaled.dtype()).isEqualTo(DType.FLOAT16);
    assertThat(scaled.toDoubles())
        .containsExactly(0x1p-24, -32, Double.POSITIVE_INFINITY, Double.NaN);
    DataArray tiny = floats(DType.FLOAT64, 1e-300);
    assertThat(Ufuncs.ldexp(tiny, 2000).item()).isEqualTo(Math.scalb(1e-300, 2000));
    assertThatThrownBy(() -> Ufuncs.ldexp(tiny, 1.5))
        .isInstanceOf(AmasiaException.Unsupported.class);
  }

  @Test
  void bitsAreCountedInTheAbsoluteValue() {
    DataArray longs = DataArray.of(new long[] {0, 3, Long.MAX_VALUE, Long.MIN_VALUE, -3}, "x");
    DataArray counted = Ufuncs.bitwiseCount(longs);
    assertThat(counted.dtype()).isEqualTo(DType.UINT8);
    assertThat(counted.toDoubles()).containsExactly(0, 2, 63, 1, 2);
    assertThat(Ufuncs.bitwiseCount(longs.astype(DType.UINT64)).toDoubles())
        .containsExactly(0, 2, 63, 1, 63);
    assertThat(Ufuncs.bitwiseCount(longs.ne(0)).toDoubles()).containsExactly(0, 1, 1, 1, 1);
  }
}
