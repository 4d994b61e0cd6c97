package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpolationTest {
  @Test
  void theLastWordOnWhatIsOutsideHolds() {
    DataArray line =
        DataArray.of(new double[] {1, 2, 3}, "x").assignCoords("x", new double[] {1, 2, 3});
    Map<String, double[]> wanted = Map.of("x", new double[] {-1, 1.5, 5});
    Interpolation zero = Interpolation.of("linear").filling(0, -1);
    assertThat(line.interp(wanted, zero).toDoubles()).containsExactly(0, 1.5, -1);
    assertThat(line.interp(wanted, zero.extrapolating()).toDoubles()).containsExactly(-1, 1.5, 5);
    assertThat(line.interp(wanted, zero.extrapolating().filling(9, 9)).toDoubles())
        .containsExactly(9, 1.5, 9);
  }
}
