package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.geo.Choice;
import io.amasia.testkit.RandomTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationOptionTest {
  @Test
  void rangesListsAndSingleLabelsAreToldApart() {
    assertThat(OperationOption.SEL.parse("lat=60..-60"))
        .isEqualTo(
            new Operation.Sel(
                "lat", new Choice.Range(Optional.of("60"), Optional.of("-60"), Optional.empty())));
    assertThat(OperationOption.SEL.parse("time=1961.."))
        .isEqualTo(
            new Operation.Sel(
                "time", new Choice.Range(Optional.of("1961"), Optional.empty(), Optional.empty())));
    assertThat(OperationOption.SEL.parse("plev=500hPa"))
        .isEqualTo(new Operation.Sel("plev", new Choice.One("500hPa")));
    assertThat(OperationOption.SEL.parse("X=0..0.5..0.1"))
        .isEqualTo(
            new Operation.Sel(
                "X", new Choice.Range(Optional.of("0"), Optional.of("0.5"), Optional.of("0.1"))));
    assertThat(OperationOption.ISEL.parse("member=0,2"))
        .isEqualTo(new Operation.Isel("member", new Choice.Some(List.of("0", "2"))));
  }

  @Test
  void severalStatisticsOverSeveralDimensions() {
    assertThat(OperationOption.REDUCE.parse("mean,q05,q97.5:member,time"))
        .isEqualTo(
            new Operation.Reduce(
                List.of(Statistic.parse("mean"), Statistic.parse("q05"), Statistic.parse("q97.5")),
                List.of("member", "time")));
    assertThat(Statistic.parse("q97.5").q()).isEqualTo(0.975);
    assertThat(OperationOption.MAX.parse("time"))
        .isEqualTo(new Operation.Reduce(List.of(Statistic.parse("max")), List.of("time")));
  }

  @Test
  void unitsOfTheOnlyVariableNeedNoName() {
    assertThat(OperationOption.UNITS.parse("pr=mm day-1"))
        .isEqualTo(new Operation.Units(Map.of("pr", "mm day-1")));
    assertThat(OperationOption.UNITS.parse("degC"))
        .isEqualTo(new Operation.Units(Map.of("", "degC")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SEL         | lat            | DIM=VALUE
          SEL         | lat=1..2..3..4 | no range
          SEL         | lat=           | nothing chosen
          BBOX        | 1,2,3          | W,S,E,N
          BBOX        | 0,50,10,40     | lies above
          BBOX        | 0,-100,10,40   | no latitude
          POINT       | 10,95          | no latitude
          POINT       | x,5            | no number
          SEASON      | XYZ            | initials
          YEARLY      | average        | allowed are mean
          CLIMATOLOGY | mean           | CYCLE:M
          CLIMATOLOGY | week:mean      | no cycle
          CHUNK       | time=0         | at least 1
          DTYPE       | i4             | allowed are f4, f8
          REDUCE      | mean:          | M,..:DIM,..
          MEAN        | time,          | empty name
          """)
  void malformedValuesSayWhatIsAllowed(OperationOption option, String text, String part) {
    assertThatThrownBy(() -> option.parse(text))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageStartingWith(option.option())
        .hasMessageContaining(part);
  }

  @RandomTest(seeds = 300)
  void anyTextIsParsedOrRefused(long seed) {
    var random = new Random(seed);
    String alphabet = "abTq05=:.,- ()*/+<>!&|NaN1e9..";
    var text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    for (OperationOption option : OperationOption.values()) {
      try {
        assertThat(option.parse(text.toString())).isNotNull();
      } catch (AmasiaException.Usage e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
