package io.amasia.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumpyTimeUnitTest {
  @Test
  void whatMicrosecondsCannotCountIsMissingAndSaid() {
    List<String> said = new ArrayList<>();
    for (String name : List.of("D", "s", "Y", "W")) {
      var unit = NumpyTimeUnit.of(name, 1, DType.DATETIME);
      Notice.run(
          said::add, () -> assertThat(unit.toMicros(Long.MAX_VALUE)).as(name).isEqualTo(DType.NAT));
    }
    assertThat(said).hasSize(4);
    assertThat(said.getFirst())
        .isEqualTo(
            "time value 9223372036854775807 [1D] lies beyond the years that can be held; such"
                + " values are taken as missing");
  }
}
