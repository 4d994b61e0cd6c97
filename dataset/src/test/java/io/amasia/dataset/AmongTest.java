package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is among given values.
class AmongTest {
  private static final DataArray WHOLE = DataArray.of(new int[] {1, 2, 3}, "x");

  @Test
  void wholeNumbersAreNeverWhatIsNotFinite() {
    List<Number> values =
        List.of(
            1f,
            Float.NaN,
            Float.NEGATIVE_INFINITY,
            Double.NaN,
            BigInteger.TEN.pow(400),
            new BigDecimal("1e999999999"),
            new BigDecimal("3.0"));
    assertThat(WHOLE.isin(values).toDoubles()).containsExactly(1, 0, 1);
  }
}
