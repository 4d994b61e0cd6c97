package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Expressions over named inputs.
class ExpressionsTest {
  private final Commands commands = new Commands();

  private static Dataset years(Calendar calendar, int year, double... values) {
    double[] months = new double[12 * values.length];
    for (int i = 0; i < months.length; i++) {
      months[i] = values[i / 12];
    }
    return Fields.series(calendar, Fields.months(calendar, year, 1, months.length), months);
  }

  private static Map<String, Dataset> both(Dataset a, Dataset b) {
    Map<String, Dataset> inputs = new LinkedHashMap<>();
    inputs.put("a", a);
    inputs.put("b", b);
    return inputs;
  }

  @Test
  void calendarsMeetAsYearsAndMonths() {
    var inputs = both(years(Calendar.NOLEAP, 2000, 280, 281), years(Calendar.D360, 2000, 270, 272));
    Dataset yearly = commands.on(inputs, "--yearly", "mean", "--expr", "d = a.tas - b.tas");
    assertThat(Fields.values(yearly, "d")).containsExactly(new double[] {10, 9}, within(1e-9));
    Dataset monthly = commands.on(inputs, "--monthly", "mean", "--expr", "d = a.tas - b.tas");
    assertThat(Fields.values(monthly, "d")).hasSize(24).startsWith(10);
  }

  @Test
  void whatStandsInForAnotherValueHasItsUnits() {
    Dataset metres = years(Calendar.NOLEAP, 2000, 1);
    Dataset data =
        years(Calendar.NOLEAP, 2000, 280)
            .with("h", metres.variable("tas").withAttr("units", Attribute.of("m")));
    for (String text :
        List.of("min(tas, h)", "max(tas, h)", "fillna(tas, h)", "where(tas > 3, tas, h)")) {
      assertThatThrownBy(() -> commands.on(data, "--expr", "x = " + text))
          .as(text)
          .isInstanceOf(AmasiaException.Alignment.class)
          .hasMessageContaining("values in 'K' and 'm'");
    }
    assertThat(Fields.values(commands.on(data, "--expr", "x = where(tas > 3, h, 0)"), "x"))
        .containsOnly(1);
  }

  @Test
  void cellMeasuresOutliveAnExpression() {
    Dataset maps =
        Fields.maps(
            Calendar.D360,
            Fields.months(Calendar.D360, 2000, 1, 1),
            new double[] {-30, 30},
            new double[] {0, 180},
            new float[] {1, 2, 3, 5});
    double[][] areas = {{1, 0}, {0, 3}};
    Dataset data =
        maps.with("tas", maps.variable("tas").withAttr("cell_measures", Attribute.of("area: a")))
            .with(
                "a",
                maps.isel("time", 0L)
                    .variable("tas")
                    .computed(
                        Nodes.literal(
                            NdArray.of(
                                Shape.of(2, 2),
                                Arrays.stream(areas).flatMapToDouble(Arrays::stream).toArray()))));
    for (String text :
        List.of("x = tas * 1", "x = exp(tas) * 0 + tas", "x = where(tas > 0, tas, 0)")) {
      Dataset result = commands.on(data, "--expr", text);
      assertThat(result.variable("x").attr("cell_measures")).as(text).contains("area: a");
      assertThat(Fields.values(commands.on(data, "--expr", text, "--area-mean"), "x"))
          .as(text)
          .containsExactly(new double[] {(1 + 3 * 5) / 4.0}, within(1e-6));
    }
    Dataset series = commands.on(data, "--area-mean", "--expr", "x = tas * 1");
    assertThat(series.variable("x").attr("cell_measures")).isEmpty();
    assertThat(series.has("a")).isFalse();
  }

  @Test
  void daysOfDifferentCalendarsDoNotMeet() {
    Dataset a =
        Fields.series(Calendar.NOLEAP, Fields.days(Calendar.NOLEAP, 2000, 1, 30), new double[30]);
    Dataset b =
        Fields.series(Calendar.D360, Fields.days(Calendar.D360, 2000, 1, 30), new double[30]);
    assertThatThrownBy(() -> commands.on(both(a, b), "--expr", "d = a.tas - b.tas"))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("noleap")
        .hasMessageContaining("360_day");
  }

  @Test
  void otherYearsDoNotMeet() {
    var inputs = both(years(Calendar.NOLEAP, 2000, 1, 2), years(Calendar.NOLEAP, 2001, 1, 2));
    assertThatThrownBy(() -> commands.on(inputs, "--yearly", "mean", "--expr", "d = a.tas - b.tas"))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("don't match");
  }

  @Test
  void otherGridsDoNotMeet() {
    long[] time = Fields.months(Calendar.D360, 2000, 1, 1);
    Dataset a =
        Fields.maps(Calendar.D360, time, new double[] {0, 10}, new double[] {0, 10}, new float[4]);
    Dataset b =
        Fields.maps(Calendar.D360, time, new double[] {0, 10}, new double[] {0, 11}, new float[4]);
    assertThatThrownBy(() -> commands.on(both(a, b), "--expr", "d = a.tas - b.tas"))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("'lon'");
  }

  @Test
  void levelsMeetByTheSmallestOfTheirSteps() {
    double[] levels = {100_000, 92_500, 2, 1};
    assertThat(Fit.within(levels, new double[] {100_000, 92_500.00005, 2, 1})).isTrue();
    assertThat(Fit.within(levels, new double[] {100_000, 92_500, 2, 1.5})).isFalse();
  }

  @Test
  void loneLevelsMeetByFourDigits() {
    assertThat(Fit.within(new double[] {850}, new double[] {850.05})).isTrue();
    assertThat(Fit.within(new double[] {850}, new double[] {850.1})).isFalse();
  }

  @Test
  void gridsThatDifferByRoundingMeet() {
    long[] time = Fields.months(Calendar.D360, 2000, 1, 1);
    Dataset a =
        Fields.maps(
            Calendar.D360,
            time,
            new double[] {0, 10},
            new double[] {0, 10},
            new float[] {4, 4, 4, 4});
    Dataset b =
        Fields.maps(
            Calendar.D360,
            time,
            new double[] {0, 10},
            new double[] {0, 10.0000004},
            new float[] {1, 1, 1, 1});
    assertThat(Fields.values(commands.on(both(a, b), "--expr", "d = a.tas - b.tas"), "d"))
        .containsExactly(3, 3, 3, 3);
  }

  @Test
  void unitsThatDifferAreRefused() {
    Dataset a = years(Calendar.D360, 2000, 280);
    Dataset b = years(Calendar.D360, 2000, 7);
    Dataset celsius = b.with("tas", b.variable("tas").withAttr("units", Attribute.of("degC")));
    assertThatThrownBy(() -> commands.on(both(a, celsius), "--expr", "d = a.tas - b.tas"))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("--units");
  }

  @Test
  void aDifferenceOfTemperaturesConvertsWithoutOffset() {
    var inputs = both(years(Calendar.D360, 2000, 283), years(Calendar.D360, 2000, 280));
    Dataset difference = commands.on(inputs, "--expr", "d = a.tas - b.tas", "--units", "d=degC");
    assertThat(Fields.values(difference, "d")).startsWith(3);
    Dataset sum =
        commands.on(
            inputs,
            "--expr",
            "d = a.tas - b.tas",
            "--expr",
            "t = b.tas + d",
            "-v",
            "t",
            "--units",
            "t=degC");
    assertThat(Fields.values(sum, "t")[0]).isCloseTo(283 - 273.15, within(1e-9));
  }

  @Test
  void comparisonsKeepMissingValuesMissing() {
    double[] values = {1, Double.NaN, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    Dataset data = Fields.series(Calendar.D360, Fields.months(Calendar.D360, 2000, 1, 12), values);
    Dataset result = commands.on(data, "--expr", "w = where(tas > 2, tas, 0)");
    double[] w = Fields.values(result, "w");
    assertThat(w[0]).isZero();
    assertThat(w[1]).isNaN();
    assertThat(w[2]).isEqualTo(3);
  }

  @Test
  void shareOfValuesAboveALimit() {
    double[] values = {1, 5, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    Dataset data = Fields.series(Calendar.D360, Fields.months(Calendar.D360, 2000, 1, 12), values);
    Dataset result = commands.on(data, "--expr", "hot = tas > 6", "--yearly", "mean");
    assertThat(Fields.values(result, "hot")[0]).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void inputsThatNobodyJoinsAreRefused() {
    var inputs = both(years(Calendar.D360, 2000, 1), years(Calendar.D360, 2000, 2));
    assertThatThrownBy(() -> commands.on(inputs, "--yearly", "mean"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("--expr");
  }
}
