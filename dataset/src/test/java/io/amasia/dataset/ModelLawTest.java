package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.RandomTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Laws of labels and shapes on random arrays in random chunks.
class ModelLawTest {
  private static DataArray random(Random random) {
    int ny = 1 + random.nextInt(5);
    int nx = 1 + random.nextInt(6);
    double[][] values = new double[ny][nx];
    for (double[] row : values) {
      Arrays.setAll(row, _ -> random.nextInt(5) == 0 ? Double.NaN : random.nextInt(9));
    }
    double[] y = random.doubles(ny).distinct().sorted().toArray();
    long[] x = random.longs(0, 1000).distinct().limit(nx).toArray();
    return new DataArray(
            "v",
            Variable.of(List.of("y", "x"), values),
            Coordinates.NONE
                .with("y", Variable.of(List.of("y"), y))
                .with("x", Variable.of(List.of("x"), x)))
        .chunk(Map.of("y", 1L + random.nextInt(ny), "x", 1L + random.nextInt(nx)));
  }

  @RandomTest(seeds = 40)
  void selIsIselOfTheLookup(long seed) {
    Random random = new Random(seed);
    DataArray a = random(random);
    int[] at = random.ints(3, 0, (int) a.size("x")).toArray();
    long[] labels = Arrays.stream(at).mapToLong(i -> a.coord("x").load().getLong(i)).toArray();
    Testing.assertIdentical(a.sel("x", labels), a.isel("x", at));
  }

  @RandomTest(seeds = 40)
  void unstackUndoesStack(long seed) {
    DataArray a = random(new Random(seed));
    Testing.assertIdentical(a.stack("z", "y", "x").unstack("z"), a);
    Testing.assertIdentical(a.stack("z", "x", "y").unstack("z").transpose("y", "x"), a);
    DataArray stacked = a.stack("z", "y", "x");
    long n = stacked.size("z");
    DataArray some = stacked.isel("z", Slice.slice(n / 3, null));
    assertThat(some.unstack("z").count().item()).isEqualTo(some.count().item());
  }

  @RandomTest(seeds = 40)
  void rollingBackAndReindexingBackGiveTheSame(long seed) {
    Random random = new Random(seed);
    DataArray a = random(random);
    int n = random.nextInt(9) - 4;
    Testing.assertIdentical(a.rollWithCoords("x", n).rollWithCoords("x", -n), a);
    DataArray shuffled = a.sortby("x");
    Testing.assertIdentical(shuffled.reindexLike(a), a);
    Testing.assertEqual(a.pad("x", 2, 1).isel("x", Slice.slice(2, -1)).reindexLike(a), a);
  }

  @RandomTest(seeds = 40)
  void partsCombineToTheWhole(long seed) {
    Random random = new Random(seed);
    DataArray a = random(random).sortby("x");
    long cut = random.nextInt((int) a.size("x") + 1);
    Dataset left = a.isel("x", Slice.slice(0, cut)).toDataset();
    Dataset right = a.isel("x", Slice.slice(cut, null)).toDataset();
    if (cut > 0 && cut < a.size("x")) {
      Testing.assertIdentical(Combination.byCoords(List.of(right, left)).get("v"), a);
    }
    Testing.assertEqual(Combination.merge(List.of(left, right)).get("v"), a);
    Testing.assertEqual(
        left.get("v").combineFirst(right.get("v")).transpose("y", "x").sortby("x"), a);
  }
}
