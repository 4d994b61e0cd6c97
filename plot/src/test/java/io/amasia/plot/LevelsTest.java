package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsTest {
  @Test
  void levelsAreRoundAndCoverTheValues() {
    Levels levels = Levels.of(new double[] {243.2, 260, 280, 301.7}, false);
    assertThat(levels.bound(0)).isEqualTo(240);
    assertThat(levels.bound(levels.count() - 1)).isEqualTo(305);
    assertThat(levels.extendLow()).isFalse();
    assertThat(levels.extendHigh()).isFalse();
  }

  @Test
  void centredLevelsAreSymmetricAboutZero() {
    Levels levels = Levels.of(new double[] {-1.2, 0.4, 3.7}, true);
    assertThat(levels.bound(0)).isEqualTo(-levels.bound(levels.count() - 1));
    assertThat(levels.place(levels.interval(-3.9)) + levels.place(levels.interval(3.9)))
        .isEqualTo(1);
  }

  @Test
  void outliersAreLeftToTheArrows() {
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 1000.0;
    }
    values[999] = 1e6;
    Levels levels = Levels.of(values, false);
    assertThat(levels.bound(levels.count() - 1)).isLessThan(2);
    assertThat(levels.extendHigh()).isTrue();
    assertThat(levels.place(levels.interval(1e6))).isEqualTo(1);
  }

  @Test
  void equalMissingOrNoValuesStillGiveLevels() {
    assertThat(Levels.of(new double[] {5, 5}, false).count()).isGreaterThan(1);
    assertThat(Levels.of(new double[] {Double.NaN}, true).count()).isEqualTo(2);
    assertThat(Levels.of(new double[0], false).count()).isEqualTo(2);
  }

  @Test
  void aBoundBelongsToTheIntervalAboveItButTheLastToTheOneBelow() {
    Levels levels = Levels.of(new double[] {0, 10}, false);
    assertThat(levels.interval(0)).isZero();
    assertThat(levels.interval(levels.bound(1))).isEqualTo(1);
    assertThat(levels.interval(10)).isEqualTo(levels.count() - 2);
  }

  @Test
  void labelsHaveTheDigitsTheStepNeeds() {
    assertThat(Ticks.label(-2.5, 0.5)).isEqualTo("−2.5");
    assertThat(Ticks.label(100, 20)).isEqualTo("100");
    assertThat(Ticks.label(0.30000000000000004, 0.1)).isEqualTo("0.3");
    assertThat(Ticks.label(2e-5, 1e-5)).isEqualTo("2×10⁻⁵");
    assertThat(Ticks.label(0, 1e-5)).isEqualTo("0");
    assertThat(Ticks.longitude(-120)).isEqualTo("120°W");
    assertThat(Ticks.longitude(190)).isEqualTo("170°W");
    assertThat(Ticks.longitude(360)).isEqualTo("0°");
    assertThat(Ticks.latitude(-30)).isEqualTo("30°S");
  }

  @Test
  void yearsStandOnRoundTicksAndShortSpansOnMonths() {
    assertThat(TimeTicks.of(1860.5, 2099.5).getFirst().label()).isEqualTo("1900");
    List<Ticks.Tick> months = TimeTicks.of(2000.0, 2000.6);
    assertThat(months.getFirst().label()).isEqualTo("Jan 2000");
    assertThat(months.get(1).label()).isEqualTo("Mar");
  }
}
