package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.Over;
import io.amasia.dataset.Testing;
import io.amasia.testkit.RandomTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What all groups at once give is what each group by itself gives.
class GroupLawTest {
  private static DataArray random(Random random) {
    int ny = 1 + random.nextInt(3);
    int nx = 1 + random.nextInt(9);
    double[][] values = new double[ny][nx];
    for (double[] row : values) {
      Arrays.setAll(row, _ -> random.nextInt(5) == 0 ? Double.NaN : random.nextInt(9) - 4);
    }
    String[] labels = new String[nx];
    Arrays.setAll(labels, _ -> "abc".charAt(random.nextInt(3)) + "");
    double[] numbers = new double[nx];
    Arrays.setAll(numbers, _ -> random.nextInt(4) == 0 ? Double.NaN : random.nextInt(2));
    numbers[0] = 1;
    return DataArray.of(values, "y", "x")
        .named("v")
        .assignCoords("x", random.longs(0, 999).distinct().limit(nx).toArray())
        .assignCoords("l", List.of("x"), labels)
        .assignCoords("n", List.of("x"), numbers)
        .chunk(Map.of("y", 1L + random.nextInt(ny), "x", 1L + random.nextInt(nx)));
  }

  @RandomTest(seeds = 40)
  void runningValuesAndShiftsAreThoseOfEachGroup(long seed) {
    DataArray a = random(new Random(seed));
    for (String by : List.of("l", "n")) {
      GroupBy<DataArray> groups = a.groupBy(by);
      Testing.assertEqual(groups.cumsum(), groups.map(g -> g.cumsum("x")));
      Testing.assertEqual(groups.cumprod(), groups.map(g -> g.cumprod("x")));
      Over spoilt = Over.over("x").skipna(false);
      Testing.assertEqual(groups.cumsum(spoilt), groups.map(g -> g.cumsum(spoilt)));
      Testing.assertEqual(groups.shift(1), groups.map(g -> g.shift("x", 1)));
      Testing.assertEqual(groups.shift(-2), groups.map(g -> g.shift("x", -2)));
    }
  }

  @RandomTest(seeds = 40)
  void theLeftHandFormIsTheRightHandFormTurnedRound(long seed) {
    DataArray a = random(new Random(seed));
    DataArray mean = a.groupBy("l").mean();
    Testing.assertEqual(
        mean.minus(a.groupBy("l")), a.groupBy("l").minus(mean).negate().transpose("y", "x"));
    Testing.assertEqual(mean.gt(a.groupBy("l")), a.groupBy("l").lt(mean).transpose("y", "x"));
  }

  @RandomTest(seeds = 40)
  void weightedQuantilesAreThoseOfEachGroup(long seed) {
    Random random = new Random(seed);
    DataArray a = random(random);
    double[] w = random.doubles(a.size("x"), 0.1, 2).toArray();
    DataArray weights = new DataArray("w", DataArray.of(w, "x").variable(), a.coord("x").coords());
    double[] q = {0, 0.3, 1};
    DataArray all = a.groupBy("l").weighted(weights).quantile(q, "x");
    DataArray each =
        a.groupBy("l").map(g -> g.weighted(weights).quantile(q, "x")).transpose("y", "l", "...");
    Testing.assertAllclose(all, each.transpose("y", "l", "quantile"));
    DataArray one = a.groupBy("l").weighted(weights).quantile(0.3, "...");
    DataArray single = a.groupBy("l").map(g -> g.weighted(weights).quantile(0.3));
    Testing.assertAllclose(one.dropVars("quantile"), single.dropVars("quantile"));
    assertThat(all.dims()).containsExactly("y", "l", "quantile");
  }
}
