package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.cf.Unit.Conversion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "K | degC | 1 | -273.15",
        "degC | K | 1 | 273.15",
        "DEG C | degrees_C | 1 | 0",
        "degF | degC | 0.5555555555555556 | -17.77777777777778",
        "Pa | hPa | 0.01 | 0",
        "millibars | mb | 1 | 0",
        "hPa | Pa | 100 | 0",
        "mm day-1 | mm/d | 1 | 0",
        "m s**-1 | km h-1 | 3.6 | 0",
        "m s-1 | knots | 1.9438444924406047 | 0",
        "kg kg-1 | g kg-1 | 1000 | 0",
        "kg kg**-1 | g/kg | 1000 | 0",
        "1e-3 | % | 0.1 | 0",
        "1 | % | 100 | 0",
        "(0 - 1) | percent | 100 | 0",
        "kg/m2/s | g m^-2 s^-1 | 1000 | 0",
        "J m**-2 | kJ m-2 | 0.001 | 0",
        "µg m⁻³ | kg m-3 | 1e-9 | 0",
        "10^-6 m | um | 1 | 0",
        "1e6 km2 | m2 | 1e12 | 0",
        "METERS | km | 0.001 | 0",
        "degrees_north | degree | 1 | 0",
        "m2 s-2 | J kg-1 | 1 | 0",
        "m3 s-1 | sverdrup | 1e-6 | 0",
        "mmol m-3 | umol/L | 1 | 0",
        "degC m-1 | K km-1 | 1000 | 0",
        "Kelvin | celsius | 1 | -273.15",
        "W m-2 | 1000 g s-3 | 1 | 0",
        "hectopascals | dbar | 0.01 | 0",
        "day-1 | s-1 | 1.1574074074074073e-5 | 0",
        "molec cm-2 | DU | 3.721513e-17 | 0",
      })
  void convertsWhatClimateFilesHold(String from, String to, double scale, double offset) {
    Conversion got = Units.convert(from, to);
    assertThat(got.scale()).isCloseTo(scale, within(Math.abs(scale) * 1e-6));
    assertThat(got.offset()).isCloseTo(offset, within(1e-12));
  }

  @Test
  void keepsRoundFactorsExact() {
    var rain = new Units.Quantity("pr", "precipitation_flux", false);
    assertThat(Units.convert("kg m-2 s-1", "mm day-1", rain)).isEqualTo(new Conversion(86400, 0));
    assertThat(Units.convert("mm day-1", "mm s-1").scale()).isEqualTo(1 / 86400.0);
    assertThat(Units.convert("K", "degC")).isEqualTo(new Conversion(1, -273.15));
    assertThat(Units.convert("degC", "degF").scale()).isEqualTo(1.8);
  }

  @Test
  void takesMassAsDepthForWaterOnly() {
    var evaporation = new Units.Quantity("e", "water_evapotranspiration_flux", false);
    assertThat(Units.convert("mm day-1", "kg m-2 s-1", evaporation).scale()).isEqualTo(1 / 86400.0);
    var dust = new Units.Quantity("dust", "atmosphere_mass_content_of_dust", false);
    assertThatThrownBy(() -> Units.convert("kg m-2", "mm", dust))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("'kg m-2'")
        .hasMessageContaining("'mm' (m)")
        .hasMessageContaining("precipitation");
  }

  @Test
  void convertsDifferencesWithoutOffset() {
    var anomaly = new Units.Quantity("tas", "air_temperature", true);
    assertThat(Units.convert("K", "degC", anomaly)).isEqualTo(new Conversion(1, 0));
  }

  @Test
  void namesBothUnitsAndTheirDimensions() {
    var tas = new Units.Quantity("tas", "air_temperature", false);
    assertThatThrownBy(() -> Units.convert("K", "m s-1", tas))
        .hasMessage(
            "units 'K' (K) of 'tas' can't be converted to 'm s-1' (m s-1); allowed are for example"
                + " degC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dBZ",
        "Sv",
        "gpm",
        "ppt",
        "log(re 1 mW)",
        "WMO centers table",
        "foo",
        "m//s",
        "m^",
        "(m",
        "m)",
        "1e9999",
        "m99",
        "0 m",
        "K @",
        "^2",
        "(((((((((((m)))))))))))",
        "m s-1)"
      })
  void refusesWhatItDoesNotKnow(String text) {
    assertThatThrownBy(() -> Units.parse(text)).isInstanceOf(AmasiaException.Usage.class);
    assertThat(Units.find(text)).isEmpty();
  }

  @Test
  void doesNotConvertPracticalSalinity() {
    assertThat(Units.parse("psu").isConvertibleTo(Units.parse("PSU"))).isTrue();
    assertThat(Units.parse("psu").isConvertibleTo(Units.parse("1e-3"))).isFalse();
  }
}
