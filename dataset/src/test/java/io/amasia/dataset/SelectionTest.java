package io.amasia.dataset;

import static io.amasia.dataset.Between.between;
import static io.amasia.dataset.Slice.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.testkit.RandomTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final DataArray NORTH_TO_SOUTH =
      DataArray.of(new double[] {1, 2, 3, 4, 5}, "lat")
          .assignCoords("lat", new double[] {60, 30, 0, -30, -60});

  @Test
  void betweenTakesEitherOrderAndBothEnds() {
    assertThat(NORTH_TO_SOUTH.sel("lat", between(-30, 30)).toDoubles()).containsExactly(2, 3, 4);
    assertThat(NORTH_TO_SOUTH.sel("lat", between(30, -30)).toDoubles()).containsExactly(2, 3, 4);
  }

  @Test
  void betweenForgivesRoundingOfTheEnds() {
    DataArray tenths =
        DataArray.of(new double[] {1, 2, 3}, "x").assignCoords("x", new float[] {0.1f, 0.2f, 0.3f});
    assertThat(tenths.sel("x", between(0.1, 0.3)).toDoubles()).containsExactly(1, 2, 3);
    assertThat(tenths.sel("x", new Between(0.11, 0.3, 0)).toDoubles()).hasSizeLessThan(3);
  }

  @Test
  void betweenDatesCoversWholeDays() {
    DataArray hourly =
        DataArray.of(new double[] {1, 2, 3}, "time")
            .assignCoords(
                "time",
                Variable.times(
                    Calendar.D360, "time", "2000-02-29T12:00", "2000-02-30T23:00", "2000-03-01"));
    assertThat(hourly.sel("time", between("2000-02", "2000-02-30")).toDoubles())
        .containsExactly(1, 2);
  }

  @Test
  void missingLabelNamesRangeAndNearest() {
    assertThatThrownBy(() -> NORTH_TO_SOUTH.sel("lat", 40))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessage(
            "no label 40 along 'lat', which goes from -60.0 to 60.0; the nearest are 30.0 and 60.0");
  }

  @Test
  void labelsThatMissOneByARoundingAreToldHowToFindIt() {
    DataArray tenths =
        DataArray.of(new double[] {1, 2, 3}, "x").assignCoords("x", new double[] {0.1, 0.2, 0.3});
    assertThatThrownBy(() -> tenths.sel("x", 0.1 + 0.2))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageEndingWith("which Lookup.nearest().within(1e-05) forgives");
    assertThat(tenths.sel("x", 0.1 + 0.2, Lookup.nearest().within(1e-5)).item()).isEqualTo(3);
  }

  @Test
  void missingDateNamesRangeInItsCalendar() {
    DataArray times =
        DataArray.of(new double[] {1, 2}, "time")
            .assignCoords(
                "time", Variable.times(Calendar.D360, "time", "2000-02-29", "2000-02-30"));
    assertThatThrownBy(() -> times.sel("time", "2001"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("from 2000-02-29 to 2000-02-30");
  }

  @Test
  void unknownDimensionNamesThoseThereAre() {
    assertThatThrownBy(() -> NORTH_TO_SOUTH.isel("lon", 0))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessage("no dimension 'lon'; there are [lat]");
    assertThatThrownBy(() -> NORTH_TO_SOUTH.sel("lon", 0))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("[lat]");
  }

  @Test
  void sliceWithMethodIsRefused() {
    assertThatThrownBy(() -> NORTH_TO_SOUTH.sel("lat", slice(30, 0), Lookup.nearest()))
        .isInstanceOf(AmasiaException.Unsupported.class);
  }

  @RandomTest
  void labelsFindTheirPositions(long seed) {
    var random = new Random(seed);
    int n = 1 + random.nextInt((int) Math.min(seed, 40));
    double[] labels = random.doubles(n, -5, 5).map(v -> Math.round(v * 10)).distinct().toArray();
    int order = random.nextInt(3);
    if (order < 2) {
      Arrays.sort(labels);
    }
    if (order == 1) {
      for (int i = 0; i < labels.length / 2; i++) {
        double swapped = labels[i];
        labels[i] = labels[labels.length - 1 - i];
        labels[labels.length - 1 - i] = swapped;
      }
    }
    double[] values = random.doubles(labels.length).toArray();
    DataArray a = DataArray.of(values, "x").assignCoords("x", labels);
    int at = random.nextInt(labels.length);
    assertThat(a.sel("x", labels[at]).item()).isEqualTo(values[at]);
    assertThat(a.sel("x", List.of(labels[at], labels[0])).toDoubles())
        .containsExactly(values[at], values[0]);
    int to = at + random.nextInt(labels.length - at);
    assertThat(a.sel("x", slice(labels[at], labels[to])).toDoubles())
        .containsExactly(Arrays.copyOfRange(values, at, to + 1));
    assertThat(a.isel(Map.of("x", slice(at, to + 1))).toDoubles())
        .containsExactly(Arrays.copyOfRange(values, at, to + 1));
  }

  @RandomTest
  void positionSlicesFollowPython(long seed) {
    var random = new Random(seed);
    int n = random.nextInt(8);
    Long start = random.nextBoolean() ? null : random.nextLong(-10, 11);
    Long stop = random.nextBoolean() ? null : random.nextLong(-10, 11);
    long step = random.nextBoolean() ? 1 + random.nextInt(3) : -1 - random.nextInt(3);
    var taken = slice(start, stop, step).positions(n);
    long[] ours = new long[(int) taken.count()];
    for (int i = 0; i < ours.length; i++) {
      ours[i] = taken.at(i);
    }
    assertThat(ours).containsExactly(python(n, start, stop, step));
  }

  /// CPython's definition of slicing, step by step.
  private static long[] python(int n, @Nullable Long start, @Nullable Long stop, long step) {
    long low = step > 0 ? 0 : -1;
    long high = step > 0 ? n : n - 1;
    long from = start == null ? (step > 0 ? low : high) : start < 0 ? start + n : start;
    long to = stop == null ? (step > 0 ? high : low) : stop < 0 ? stop + n : stop;
    from = Math.max(low, Math.min(high, from));
    to = Math.max(low, Math.min(high, to));
    var positions = LongStream.builder();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      positions.add(i);
    }
    return positions.build().toArray();
  }

  @Test
  void lengthsOfTimeHaveAnEnd() {
    DataArray lags =
        DataArray.of(new double[] {1, 2, 3}, "lag")
            .assignCoords(
                "lag",
                Variable.of(
                    List.of("lag"),
                    Values.fill(
                        DType.TIMEDELTA,
                        Shape.of(3),
                        List.of(0L, Calendar.DAY_MICROS, Long.MAX_VALUE))));
    assertThatThrownBy(() -> lags.sel("lag", "200000000D"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("'200000000D' is longer than times reach");
    assertThat(lags.sel("lag", slice("1D", "106751991D")).toDoubles()).containsExactly(2, 3);
    assertThat(lags.sel("lag", slice("0h", "23h")).toDoubles()).containsExactly(1);
    assertThat(lags.sel("lag", slice("0h", "24h")).toDoubles()).containsExactly(1, 2);
  }
}
