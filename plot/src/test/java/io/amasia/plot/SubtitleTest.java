package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubtitleTest {
  private static Dataset field(String attribute) {
    Variable time =
        Variable.times(Calendar.NOLEAP, "time", "2051-01-01", "2071-01-01")
            .withAttr(attribute, Attribute.of("time_bnds"));
    long[] edges =
        Variable.times(Calendar.NOLEAP, "n", "2041-01-01", "2061-01-01", "2061-01-01", "2081-01-01")
            .load()
            .toLongs();
    Variable bounds =
        Variable.of(
                List.of("time", "bnds"),
                Nodes.literal(NdArray.of(DType.DATETIME, Shape.of(2, 2), edges)))
            .withCalendar(Calendar.NOLEAP);
    return DataArray.of(new double[] {1, 2}, "time")
        .toDataset("tas")
        .assignCoords("time", time)
        .with("time_bnds", bounds);
  }

  private static String subtitle(Dataset data) {
    return Plot.subtitle(data, data.get("tas"), PlotOptions.standard());
  }

  @Test
  void aTimeWithBoundsIsItsPeriod() {
    assertThat(subtitle(field("bounds").isel("time", 0))).isEqualTo("2041–2060");
    assertThat(subtitle(field("bounds").isel("time", 1))).isEqualTo("2061–2080");
  }

  @Test
  void aTimeWithoutBoundsIsItsDate() {
    assertThat(subtitle(field("bounds").dropVars("time_bnds").isel("time", 0)))
        .isEqualTo("2051-01-01");
  }

  @Test
  void arraysTakenFromDatasetsKnowThePeriodOfOnePosition() {
    DataArray one = field("bounds").get("tas").isel("time", 1);
    assertThat(Plot.subtitle(one.withBounds("tas"), one, PlotOptions.standard()))
        .isEqualTo("2061–2080");
  }
}
