package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayUnitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "W m-2 | W m⁻²",
        "degC | °C",
        "mm day-1 | mm day⁻¹",
        "m s**-1 | m s⁻¹",
        "m^2 s^-2 | m² s⁻²",
        "1e-3 | 1e-3",
        "% | %",
        "degrees_north | °N",
      })
  void setsUnitsAsInPrint(String units, String printed) {
    assertThat(DisplayUnits.pretty(units)).isEqualTo(printed);
  }
}
