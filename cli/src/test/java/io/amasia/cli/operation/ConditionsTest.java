package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Values where something holds, masks of other files, and spells.
class ConditionsTest {
  private static final Calendar CALENDAR = Calendar.NOLEAP;
  private static final double NAN = Double.NaN;

  private final Commands commands = new Commands();

  @Test
  void valuesStayWhereTheExpressionHolds() {
    Dataset data = days(1, 5, NAN, 3, 9);
    Dataset kept = commands.on(data, "--where", "tas > 2 && tas < 6");
    assertThat(Fields.values(kept, "tas")).containsExactly(NAN, 5, NAN, 3, NAN);
    assertThat(kept.variable("tas").attr("units")).contains("K");
  }

  @Test
  void masksOfOtherFilesAreUsedUp() {
    double[] lat = {-10, 10};
    double[] lon = {0, 10};
    long[] times = Fields.months(CALENDAR, 2001, 1, 1);
    Dataset data = Fields.maps(CALENDAR, times, lat, lon, new float[] {1, 2, 3, 4});
    Dataset mask =
        new Dataset(
            Map.of(
                "sftlf",
                Fields.maps(CALENDAR, times, lat, lon, new float[] {100, 0, Float.NaN, 60})
                    .isel("time", 0L)
                    .variable("tas")),
            data.coords().without(List.of("time")),
            Map.of());
    Map<String, Dataset> inputs = new LinkedHashMap<>();
    inputs.put("a", data);
    inputs.put("m", mask);
    Dataset land = commands.on(inputs, "--where", "m.sftlf >= 50");
    assertThat(Fields.values(land, "tas")).containsExactly(1, NAN, NAN, 4);
    inputs.put(
        "m",
        mask.withCoord(
            "lat", Fields.axis("lat", new double[] {-20, 20}, "degrees_north", "latitude")));
    assertThatThrownBy(() -> commands.on(inputs, "--where", "m.sftlf >= 50"))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("lat");
  }

  @Test
  void spellsCountTimesOnEnd() {
    Dataset data = days(0, 0, 5, 0, NAN, 0, 0, 0, 7);
    Dataset spell = commands.on(data, "--spell", "tas < 1");
    assertThat(Fields.values(spell, "spell")).containsExactly(1, 2, 0, 1, NAN, 1, 2, 3, 0);
    assertThat(spell.has("tas")).isFalse();
    assertThat(
            Fields.values(
                commands.covering(0.5).on(data, "--spell", "tas<1", "--max", "T"), "spell"))
        .containsExactly(3);
  }

  @Test
  void interpolationGoesAroundTheGlobe() {
    double[] lon = {0, 90, 180, 270};
    Dataset data =
        Fields.maps(
            CALENDAR,
            Fields.months(CALENDAR, 2001, 1, 1),
            new double[] {-45, 45},
            lon,
            new float[] {0, 1, 2, 3, 4, 5, 6, 7});
    Dataset fine = commands.on(data, "--interp", "X=-45,315,45", "--interp", "Y=0");
    assertThat(Fields.values(fine, "tas")).containsExactly(3.5, 3.5, 2.5);
    assertThat(fine.coords().get("lon").load().toDoubles()).containsExactly(-45, 315, 45);
    Dataset steps = commands.on(data, "--interp", "lat=-45..45..22.5");
    assertThat(steps.coords().get("lat").load().toDoubles())
        .containsExactly(-45, -22.5, 0, 22.5, 45);
    assertThat(Fields.values(commands.on(data, "--interp", "lat=50,45"), "tas"))
        .containsExactly(NAN, NAN, NAN, NAN, 4, 5, 6, 7);
  }

  private static Dataset days(double... values) {
    return Fields.series(CALENDAR, Fields.days(CALENDAR, 2001, 1, values.length), values);
  }
}
