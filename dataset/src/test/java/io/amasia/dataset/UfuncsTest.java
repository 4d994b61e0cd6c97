package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
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
}
