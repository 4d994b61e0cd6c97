package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import org.junit.jupiter.api.Test;

/// Moving windows and blocks, against plain loops.
class WindowsTest {
  private static final Calendar CALENDAR = Calendar.NOLEAP;

  private final Commands commands = new Commands();

  @Test
  void aMovingMeanWeighsMonthsByTheirLength() {
    double[] values = PeriodStatisticsTest.noise(30);
    Dataset data = Fields.series(CALENDAR, Fields.months(CALENDAR, 2001, 1, 30), values);
    Dataset rolled = commands.on(data, "--rolling", "T=12:mean");
    double[] got = Fields.values(rolled, "tas");
    assertThat(got).hasSize(19);
    for (int i = 0; i < got.length; i++) {
      double sum = 0;
      for (int k = i; k < i + 12; k++) {
        sum += values[k] * days(k % 12);
      }
      assertThat(got[i]).isCloseTo(sum / 365, within(1e-9));
    }
    long[] bounds = rolled.variable("time_bnds").load().toLongs();
    assertThat(bounds[2]).isEqualTo(CALENDAR.micros(2001, 2, 1, 0, 0, 0, 0));
    assertThat(bounds[3]).isEqualTo(CALENDAR.micros(2002, 2, 1, 0, 0, 0, 0));
    assertThat(Fields.times(rolled)[0]).isEqualTo("2001-07-02");
    assertThat(rolled.variable("tas").attr("cell_methods")).contains("time: mean");
  }

  @Test
  void aGapMakesItsWindowsMissingUnlessLessWillDo() {
    double[] values = PeriodStatisticsTest.noise(20);
    values[10] = Double.NaN;
    Dataset data = Fields.series(CALENDAR, Fields.days(CALENDAR, 2001, 1, 20), values);
    double[] strict = Fields.values(commands.on(data, "--rolling", "time=5:max"), "tas");
    assertThat(strict).hasSize(16);
    for (int i = 0; i < 16; i++) {
      assertThat(Double.isNaN(strict[i])).isEqualTo(i >= 6 && i <= 10);
    }
    double[] lenient =
        Fields.values(new Commands().covering(0.8).on(data, "--rolling", "time=5:mean"), "tas");
    assertThat(lenient[8])
        .isCloseTo((values[8] + values[9] + values[11] + values[12]) / 4, within(1e-9));
    assertThat(Fields.values(commands.on(data, "--rolling", "time=5:count"), "tas"))
        .contains(4)
        .contains(5);
  }

  @Test
  void blocksOfCellsWeighThemByArea() {
    double[] lat = {15, 45, 75};
    float[] v = new float[12];
    for (int i = 0; i < 12; i++) {
      v[i] = i * i;
    }
    Dataset data =
        Fields.maps(
            CALENDAR, Fields.months(CALENDAR, 2001, 1, 1), lat, new double[] {0, 90, 180, 270}, v);
    Dataset blocks = commands.on(data, "--coarsen", "Y=2,X=2:mean");
    assertThat(commands.said)
        .anySatisfy(line -> assertThat(line).contains("left out the last 1 of 3 along 'lat'"));
    double low = Math.sin(Math.toRadians(30));
    double high = Math.sin(Math.toRadians(60)) - low;
    double expected = (low * (v[0] + v[1]) + high * (v[4] + v[5])) / (2 * (low + high));
    assertThat(Fields.values(blocks, "tas")[0]).isCloseTo(expected, within(1e-5));
    assertThat(blocks.coords().get("lat").load().toDoubles()).containsExactly(30);
    assertThat(blocks.coords().get("lon").load().toDoubles()).containsExactly(45, 225);
  }

  @Test
  void windowsThatDoNotFitAreRefused() {
    Dataset data =
        Fields.series(CALENDAR, Fields.months(CALENDAR, 2001, 1, 6), PeriodStatisticsTest.noise(6));
    assertThatThrownBy(() -> commands.on(data, "--rolling", "time=7:mean"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("which has 6");
    assertThatThrownBy(() -> commands.on(data, "--rolling", "time=0:mean"))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  private static int days(int month) {
    return new int[] {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month];
  }
}
