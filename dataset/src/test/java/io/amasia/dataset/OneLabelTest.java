package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Curves through one value, against xarray's answers.
class OneLabelTest {
  private static final double NAN = Double.NaN;

  @Test
  void oneValueFillsNothing() {
    DataArray lines = DataArray.of(new double[][] {{NAN, 1, NAN}, {1, NAN, 3}}, "y", "x");
    for (String method :
        List.of("linear", "nearest", "zero", "slinear", "krogh", "barycentric", "pchip")) {
      Gaps gaps = Gaps.by(Interpolation.of(method).extrapolating());
      assertThat(lines.interpolateNa("x", gaps).isel("y", 0).toDoubles())
          .as(method)
          .containsExactly(NAN, 1, NAN);
    }
  }

  @Test
  void noLineGoesThroughOneLabel() {
    DataArray one =
        DataArray.of(new double[] {5}, "x")
            .assignCoords("x", Variable.of(List.of("x"), new double[] {1}));
    double[] at = {0, 1, 2};
    assertThat(one.interp(Map.of("x", at), Interpolation.of("linear").extrapolating()).toDoubles())
        .containsExactly(NAN, 5, NAN);
    assertThat(one.interp(Map.of("x", at), Interpolation.of("nearest").extrapolating()).toDoubles())
        .containsExactly(5, 5, 5);
  }
}
