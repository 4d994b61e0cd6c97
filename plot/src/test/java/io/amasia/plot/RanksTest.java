package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.RandomTest;
import java.util.Arrays;
import java.util.Random;

class RanksTest {
  @RandomTest
  void aRankIsThatOfSortedValues(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt((int) Math.min(1 + seed, 500));
    int different = 1 + random.nextInt(size);
    double[] values =
        random.doubles(size).map(v -> Math.floor(v * different) - different / 2.0).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = random.nextInt(size);
    assertThat(Ranks.select(values, rank)).isEqualTo(sorted[rank]);
    Arrays.sort(values);
    assertThat(values).containsExactly(sorted);
  }
}
