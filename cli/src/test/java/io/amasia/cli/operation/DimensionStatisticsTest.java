package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What statistics over dimensions say.
class DimensionStatisticsTest {
  private final Commands commands = new Commands();

  @ParameterizedTest
  @CsvSource({
    "--mean X;Y, true",
    "--mean Y, true",
    "--std T;Y, true",
    "--mean X, false",
    "--mean T, false",
    "--max X;Y, false",
    "--sum X;Y, false"
  })
  void meansOverLatitudesSayThatTheyDoNotWeigh(String words, boolean says) {
    Dataset maps =
        Fields.maps(
            Calendar.D360,
            Fields.months(Calendar.D360, 2000, 1, 12),
            new double[] {60, 0},
            new double[] {0, 90},
            new float[48]);
    commands.on(maps, words.replace(';', ',').split(" "));
    assertThat(commands.said.stream().anyMatch(s -> s.contains("all cells count alike")))
        .isEqualTo(says);
  }
}
