package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScriptTimesTest {
  private static final long START = Fields.days(Calendar.D360, 2000, 1, 1)[0] - Fields.DAY / 2;

  private static Dataset days(int... days) {
    long[] noons = new long[days.length];
    for (int i = 0; i < days.length; i++) {
      noons[i] = START + days[i] * Fields.DAY + Fields.DAY / 2;
    }
    return Fields.series(Calendar.D360, noons, new double[days.length]);
  }

  /// Steps in bins that start with these days, and end with the next one's start.
  private static OptionalInt steps(Dataset before, int... starts) {
    int n = starts.length - 1;
    long[] bounds = new long[2 * n];
    long[] middles = new long[n];
    for (int i = 0; i < n; i++) {
      bounds[2 * i] = START + starts[i] * Fields.DAY;
      bounds[2 * i + 1] = START + starts[i + 1] * Fields.DAY;
      middles[i] = (bounds[2 * i] + bounds[2 * i + 1]) / 2;
    }
    Variable ends =
        Variable.of(List.of("time", "nv"), NdArray.of(DType.DATETIME, Shape.of(n, 2), bounds))
            .withCalendar(Calendar.D360);
    Dataset means = Fields.series(Calendar.D360, middles, new double[n]);
    Variable time =
        means.coords().get("time").withAttrs(Map.of("bounds", Attribute.of("time_bnds")));
    Dataset after = means.withCoord("time", time).with("time_bnds", ends);
    return ScriptTimes.stepsOfBins(
        new EquivalentScript.Step(new Operation.As("x"), before, after, Meaning.standard(_ -> {})));
  }

  @Test
  void binsOfEquallyManyTimesAreCounted() {
    assertThat(steps(days(0, 1, 2, 3, 4, 5), 0, 3, 6)).hasValue(3);
    assertThat(steps(days(5, 3, 1, 0, 2, 4), 0, 2, 4, 6)).hasValue(2);
    assertThat(steps(days(0, 1, 2, 3, 4, 9), 1, 3, 5)).hasValue(2); // others lie outside
  }

  @Test
  void unequalAndEmptyBinsHaveNoNumber() {
    assertThat(steps(days(0, 1, 2, 3, 4), 0, 3, 6)).isEmpty();
    assertThat(steps(days(0, 1, 2), 3, 6)).isEmpty();
    assertThat(steps(days(0, 1, 2, 5), 0, 3, 5, 6)).isEmpty();
  }
}
