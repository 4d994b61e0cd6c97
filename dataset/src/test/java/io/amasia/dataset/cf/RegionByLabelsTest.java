package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Regions of a store that are found by the labels of what is written.
class RegionByLabelsTest {
  private static final DatasetWriter.Options OPTIONS = DatasetWriter.Options.keepingEncodings();

  @TempDir Path folder;

  private String url() {
    return folder.resolve("x.zarr").toString();
  }

  /// The days from `first` on, with the values of those a hundred days later.
  private static Dataset changed(int first, int days) {
    Variable times = ZarrWritingTest.days(first, days).variable("time");
    return ZarrWritingTest.days(first + 100, days).withCoord("time", times);
  }

  private double[] values() {
    try (Dataset got = Opening.open(List.of(url()), OpenOptions.standard())) {
      assertThat(got.variable("time").load().toLongs())
          .isEqualTo(ZarrWritingTest.days(0, 10).variable("time").load().toLongs());
      return got.variable("tas").load().toDoubles();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "time", "time,x"})
  void labelsSayWhereTheRegionIs(String dims) {
    ZarrWritingTest.days(0, 10).toZarr(url(), ZarrWritingTest.packed());
    String[] located = dims.isEmpty() ? new String[0] : dims.split(",", -1);
    changed(4, 3).toZarr(url(), OPTIONS.region(located));
    double[] values = values();
    for (int i = 0; i < values.length; i++) {
      int day = i / 3;
      double expected = day + i % 3 / 10.0 + (day >= 4 && day < 7 ? 100 : 0);
      assertThat(values[i]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void oneDimensionByLabelsAndAnotherByItsStart() {
    for (boolean all : new boolean[] {true, false}) {
      ZarrWritingTest.days(0, 10).toZarr(url(), OPTIONS.overwriting());
      Dataset part = changed(2, 2).isel("x", List.of(1, 2));
      part.toZarr(url(), all ? OPTIONS.region() : OPTIONS.region("time").region("x", 1));
      double[] values = values();
      for (int i = 0; i < values.length; i++) {
        int day = i / 3;
        boolean inside = day >= 2 && day < 4 && i % 3 >= 1;
        assertThat(values[i]).isEqualTo(day + (inside ? 100 : 0) + i % 3 / 10.0);
      }
    }
  }

  @Test
  void floatsAreComparedAsTheStoreHasThem() {
    Variable floats = Variable.of(List.of("x"), new float[] {0.1f, 0.2f, 0.3f});
    ZarrWritingTest.days(0, 10).withCoord("x", floats).toZarr(url());
    Variable doubles = Variable.of(List.of("x"), new double[] {0.2, 0.3});
    Dataset part = changed(0, 10).isel("x", List.of(1, 2)).withCoord("x", doubles);
    part.toZarr(url(), OPTIONS.region("x"));
    assertThat(values()).startsWith(0, 100.1, 100.2, 1, 101.1, 101.2);
  }

  @Test
  void whatIsNoRunOfTheLabelsThereIsRefused() {
    ZarrWritingTest.days(0, 10).toZarr(url());
    double[] before = values();
    assertThatThrownBy(() -> changed(8, 4).toZarr(url(), OPTIONS.region()))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContainingAll(
            "2000-01-11 along 'time' is not in", "10 from 2000-01-01 to 2000-01-10", "append");
    for (List<Integer> places : List.of(List.of(1, 2, 4), List.of(2, 1), List.of(3, 3))) {
      Dataset part = changed(0, 5).isel("time", places);
      assertThatThrownBy(() -> part.toZarr(url(), OPTIONS.region("time")))
          .isInstanceOf(AmasiaException.Conflict.class)
          .hasMessageContainingAll("'time' is no run of the labels", "write each run by itself");
    }
    Dataset bare = changed(0, 3).dropVars("time");
    assertThatThrownBy(() -> bare.toZarr(url(), OPTIONS.region("time")))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("no labels along 'time'");
    Variable real = Variable.times(Calendar.STANDARD, "time", "2000-01-01");
    Dataset other = changed(0, 1).withCoord("time", real);
    assertThatThrownBy(() -> other.toZarr(url(), OPTIONS.region("time")))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContainingAll("calendar of 'time' is standard", "it is noleap");
    assertThat(values()).isEqualTo(before);
  }
}
