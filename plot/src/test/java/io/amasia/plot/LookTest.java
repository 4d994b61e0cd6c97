package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookTest {
  private static final double[] HUNDRED =
      IntStream.rangeClosed(0, 100).mapToDouble(i -> i).toArray();

  private static Levels levels(String limits) {
    return Levels.of(HUNDRED, false, Limits.parse(limits), OptionalInt.empty());
  }

  @Test
  void limitsAreReadAsTheyAreWritten() {
    for (String text : List.of("auto", "robust", "symmetric", "-5,5.5")) {
      assertThat(Limits.parse(text).text()).isEqualTo(text);
    }
    for (String text : List.of("", "5", "5,5", "5,1", "a,b", "NaN,1", "0,Infinity", "1,2,3")) {
      assertThatThrownBy(() -> Limits.parse(text))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("allowed are");
    }
  }

  @Test
  void limitsByHandStandWhateverTheValues() {
    Levels levels = levels("13,17");
    assertThat(levels.bound(0)).isEqualTo(13);
    assertThat(levels.bound(levels.count() - 1)).isEqualTo(17);
    assertThat(levels.extendLow()).isTrue();
    assertThat(levels.extendHigh()).isTrue();
    Levels seven = Levels.of(HUNDRED, false, Limits.parse("0,1"), OptionalInt.of(7));
    assertThat(seven.count()).isEqualTo(8);
    assertThat(seven.bound(1)).isEqualTo(1 / 7.0);
  }

  @Test
  void symmetricLimitsLieAboutZeroAndRobustOnesWithin() {
    Levels symmetric = levels("symmetric");
    assertThat(symmetric.bound(0)).isEqualTo(-symmetric.bound(symmetric.count() - 1));
    double[] outlier = HUNDRED.clone();
    outlier[0] = -1000;
    outlier[1] = -900;
    Levels robust = Levels.of(outlier, false, new Limits.Robust(), OptionalInt.empty());
    assertThat(robust.bound(0)).isBetween(-10.0, 5.0);
    assertThat(robust.extendLow()).isTrue();
  }

  @Test
  void whatThereIsNotIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> Look.BY_DATA.withColors("jet")).hasMessageContaining("viridis");
    assertThatThrownBy(() -> Look.BY_DATA.withProjection("Flat"))
        .hasMessageContaining("EqualEarth");
    assertThatThrownBy(() -> Look.BY_DATA.withLevels(1)).hasMessageContaining("2 to 256");
  }

  @Test
  void aSectionIsDrawnWithPressureDownwards() {
    double[] levels = IntStream.rangeClosed(1, 10).mapToDouble(i -> i * 10_000).toArray();
    double[] lat = IntStream.rangeClosed(0, 18).mapToDouble(j -> -90 + 10 * j).toArray();
    double[] values = IntStream.range(0, 190).mapToDouble(i -> Math.floorDiv(i, 19)).toArray();
    Variable plev =
        Variable.of(List.of("plev"), levels)
            .withAttrs(
                Map.of("units", Attribute.of("Pa"), "standard_name", Attribute.of("air_pressure")));
    Variable latitude =
        Variable.of(List.of("lat"), lat).withAttr("units", Attribute.of("degrees_north"));
    var ta =
        new DataArray(
            "ta",
            Variable.of(List.of("plev", "lat"), NdArray.of(Shape.of(10, 19), values)),
            new Coordinates(Map.of("plev", plev, "lat", latitude)));
    Dataset data = ta.toDataset();
    Figure figure = Plot.of(data, "ta", PlotOptions.standard());
    assertThat(figure).isInstanceOf(PlaneFigure.class);
    var image = figure.toImage(1);
    int top = image.getRGB(260, 60);
    int bottom = image.getRGB(260, 270);
    assertThat(top).isEqualTo(ColorMap.of("viridis").at(0).getRGB());
    assertThat(bottom).isEqualTo(ColorMap.of("viridis").at(1).getRGB());
    assertThat(figure.toSvg()).contains("100000");
  }
}
