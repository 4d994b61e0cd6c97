package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which coordinates of files are taken as one.
class LabellingTest {
  private static final long MINUTE = 60_000_000;
  private static final long YEAR_2020 = 50L * 365 * 24 * 60 * MINUTE;

  private static Labelling times(long... minutes) {
    long[] micros = new long[minutes.length];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = YEAR_2020 + minutes[i] * MINUTE;
    }
    NdArray values = NdArray.of(DType.DATETIME, Shape.of(micros.length), micros);
    Variable time =
        Variable.of(List.of("time"), Nodes.literal(values)).withCalendar(Calendar.STANDARD);
    return new Labelling("x.nc", "time", time, time.load());
  }

  private static Labelling levels(double... values) {
    Variable level = Variable.of(List.of("level"), values);
    return new Labelling("x.nc", "level", level, level.load());
  }

  @Test
  void timesWithoutAStepMustBeEqual() {
    assertThat(times(0, 0).matches(times(20, 20))).isFalse();
    assertThat(times(0).matches(times(20))).isFalse();
    assertThat(times(0, 0).matches(times(0, 0))).isTrue();
    assertThat(times(0, 0).tolerance()).isZero();
  }

  @Test
  void timesMeetByAPartOfTheirLeastStep() {
    assertThat(times(0, 0, 60).tolerance()).isEqualTo(1e-4 * 60 * MINUTE);
  }

  @Test
  void aLoneLevelMeetsItselfInSinglePrecision() {
    assertThat(levels(0.1).matches(levels(0.1f))).isTrue();
    assertThat(levels(0.1).matches(levels(0.101))).isFalse();
    assertThat(levels(5, 5).matches(levels(5, 5.000_001))).isFalse();
  }

  @Test
  void wholeLabelsMustBeEqual() {
    Variable station = Variable.of(List.of("station"), new int[] {20_240_101});
    Variable other = Variable.of(List.of("station"), new int[] {20_240_102});
    var one = new Labelling("a.nc", "station", station, station.load());
    assertThat(one.matches(one)).isTrue();
    assertThat(one.matches(new Labelling("b.nc", "station", other, other.load()))).isFalse();
  }
}
