package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What operations at random (`bench/agree_random.py`) showed to differ from xarray.
class AgreedTest {
  private static final DataArray TABLE =
      DataArray.of(new double[][] {{1, 5, 3}, {Double.NaN, Double.NaN, Double.NaN}}, "y", "x")
          .assignCoords("x", new String[] {"a", "b", "c"});

  private static List<String> texts(DataArray array) {
    List<String> texts = new ArrayList<>();
    NdArray values = array.load();
    for (int i = 0; i < values.size(); i++) {
      texts.add(values.getString(i));
    }
    return texts;
  }

  @Test
  void labelsOfExtremesMayBeTexts() {
    assertThat(texts(TABLE.idxmax("x"))).containsExactly("b", "");
    assertThat(texts(TABLE.chunk("x", 1).idxmin("x"))).containsExactly("a", "");
    assertThat(texts(TABLE.idxmax(Over.over("x"), Fill.of((Object) "none"))))
        .containsExactly("b", "none");
    assertThat(TABLE.idxmax("x").name()).contains("x");
    assertThatThrownBy(() -> TABLE.idxmax(Over.over("x"), Fill.of((Object) 0)))
        .isInstanceOf(AmasiaException.Unsupported.class);
  }

  @Test
  void labelsMayBeThousandsOfTexts() {
    String[] names = IntStream.range(0, 3000).mapToObj(i -> "n" + i).toArray(String[]::new);
    double[][] values = new double[names.length][40];
    for (int i = 0; i < names.length; i++) {
      for (int j = 0; j < 40; j++) {
        values[i][j] = -Math.abs(i - 70 * j);
      }
    }
    DataArray many = DataArray.of(values, "x", "y").assignCoords("x", names).chunk("y", 7);
    assertThat(texts(many.idxmax("x"))).hasSize(40).startsWith("n0", "n70").endsWith("n2730");
  }

  @Test
  void alongTextsInterpolationPicksWhatHasTheLabel() {
    DataArray other =
        DataArray.of(new double[] {0, 0}, "x").assignCoords("x", new String[] {"c", "z"});
    assertThat(TABLE.isel("y", 0).interpLike(other).toDoubles()).containsExactly(3, Double.NaN);
  }

  @Test
  void textsAreLeftOutOfMeansOfGroupsAndHaveEnds() {
    Dataset both =
        new Dataset(
            Map.of(
                "n", Variable.of(List.of("x"), new double[] {1, 2, 3}),
                "t", Variable.of(List.of("x"), new String[] {"p", "q", "r"})),
            Coordinates.NONE.with("k", Variable.of(List.of("x"), new long[] {2, 1, 2})),
            Map.of());
    assertThat(both.groupBy("k").mean().variables()).containsOnlyKeys("n");
    assertThat(texts(both.groupBy("k").first().get("t"))).containsExactly("q", "p");
    assertThat(texts(both.groupBy("k").last().get("t"))).containsExactly("q", "r");
  }

  @Test
  void groupsByLabelsOfOtherPlacesAreRefused() {
    DataArray numbers =
        DataArray.of(new double[] {1, 2, 3}, "x").assignCoords("x", new long[] {1, 2, 3});
    DataArray turned =
        DataArray.of(new long[] {7, 8, 8}, "x").assignCoords("x", new long[] {3, 2, 1});
    assertThatThrownBy(() -> numbers.groupBy(turned)).isInstanceOf(AmasiaException.Alignment.class);
  }

  @Test
  void groupsAlongWhatTheDataLackAreRefused() {
    DataArray numbers = DataArray.of(new double[] {1, 2, 3}, "x");
    DataArray others = DataArray.of(new long[] {7, 8}, "z");
    assertThatThrownBy(() -> numbers.groupBy(others))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("along [z], but the data have [x]");
    assertThatThrownBy(() ->
            new Dataset(Map.of("n", numbers.variable()), Coordinates.NONE, Map.of())
                .groupBy(others))
        .isInstanceOf(AmasiaException.Alignment.class);
  }

  @Test
  void timesAndTextsAreNotAligned() {
    DataArray times =
        DataArray.of(new double[] {1}, "t")
            .assignCoords("t", Variable.times(Calendar.NOLEAP, "t", "2000-01-01"));
    DataArray words = DataArray.of(new double[] {1}, "t").assignCoords("t", new String[] {"a"});
    assertThatThrownBy(() -> times.plus(words))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("'t'");
  }

  @Test
  void severalQuantilesLeaveWhatLacksTheDimension() {
    Dataset data =
        new Dataset(
            Map.of(
                "q", Variable.of(List.of("x"), new double[] {1, 2, 3}),
                "p", Variable.of(List.of("y"), new double[] {4, 5}),
                "t", Variable.of(List.of("y"), new String[] {"u", "v"})),
            Coordinates.NONE,
            Map.of());
    Dataset found = data.quantile(new double[] {0, 0.5}, "x");
    assertThat(found.get("q").toDoubles()).containsExactly(1, 2);
    assertThat(found.get("p").dims()).containsExactly("y");
    assertThat(texts(found.get("t"))).containsExactly("u", "v");
  }

  @Test
  void positionsWithoutLabelsDontRepeat() {
    assertThat(TABLE.dropDuplicates("y").sizes()).isEqualTo(TABLE.sizes());
  }

  @Test
  void arraysInANestAreJoinedWithoutNames() {
    DataArray one = DataArray.of(new double[] {1, 2}, "x");
    DataArray joined =
        Combination.nestedArrays(List.of(List.of(one, one), List.of(one, one)), "m", "x");
    assertThat(joined.dims()).containsExactly("m", "x");
    assertThat(joined.toDoubles()).containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
    assertThatThrownBy(() -> Combination.nestedArrays(List.of(), "x"))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void combinedDatasetsHaveLabels() {
    Dataset some =
        DataArray.of(new double[] {1, 2}, "x").assignCoords("x", new long[] {1, 2}).toDataset("v");
    Dataset none = some.isel("x", Slice.slice(0L, 0L));
    assertThatThrownBy(() -> Combination.byCoords(List.of(some, none)))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("'x'");
  }

  @Test
  void truthsBesideNumbersAreNumbersAndStayTruthsWhenTheyMove() {
    DataArray truths =
        DataArray.of(new boolean[] {true, false}, "x").assignCoords("x", new long[] {1, 2});
    assertThat(
            truths
                .reindex(Map.of("x", new long[] {1, 9}), Lookup.EXACT, Fill.of((Object) 0))
                .dtype())
        .isEqualTo(DType.INT64);
    assertThat(truths.shift("x", 1, Fill.of((Object) 0)).dtype()).isEqualTo(DType.BOOL);
  }

  @Test
  void squaresOfWeightsMayBeSpoiltByGaps() {
    DataArray weights = DataArray.of(new double[] {1, 1, 1}, "x");
    DataArray gap = TABLE.dropVars("x");
    Over spoilt = Over.over("x").skipna(false);
    assertThat(gap.weighted(weights).sumOfSquares(spoilt).toDoubles())
        .containsExactly(8, Double.NaN);
    assertThat(gap.weighted(weights).sumOfSquares("x").toDoubles()).containsExactly(8, 0);
  }
}
