package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.RandomTest;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

class ColumnRanksTest {
  @RandomTest
  void findsWhatSortingFinds(long seed) {
    var random = new Random(seed);
    int rows = 1 + random.nextInt(1 + (int) Math.min(seed * 10, 1000));
    int columns = 1 + random.nextInt(70);
    Supplier<Float> value = values(random);
    float[][] x = new float[rows][columns];
    var ranks = new ColumnRanks(rows, columns);
    ranks.begin(columns);
    for (float[] row : x) {
      for (int c = 0; c < columns; c++) {
        row[c] = value.get();
      }
      ranks.add(MemorySegment.ofArray(row), 0);
    }
    float[][] sorted = new float[columns][];
    int[] places = new int[columns];
    for (int c = 0; c < columns; c++) {
      sorted[c] = sorted(x, c);
      assertThat(ranks.present(c)).isEqualTo(sorted[c].length);
      places[c] = sorted[c].length == 0 ? 0 : random.nextInt(sorted[c].length);
    }
    ranks.find(places);
    for (int c = 0; c < columns; c++) {
      if (sorted[c].length > 0) {
        int next = Math.min(places[c] + 1, sorted[c].length - 1);
        assertThat(ranks.value(c)).isEqualTo(sorted[c][places[c]]);
        assertThat(ranks.next(c)).isEqualTo(sorted[c][next]);
      }
    }
  }

  /// Temperatures, values of all magnitudes, few that come often, any bits: NaN of both signs too.
  private static Supplier<Float> values(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> () -> (float) (280 + 10 * random.nextGaussian());
      case 1 -> () -> (float) Math.pow(10, 30 * random.nextGaussian()) - 1;
      case 2 -> () -> random.nextInt(9) == 0 ? Float.NaN : random.nextInt(3) - 1;
      default -> () -> Float.intBitsToFloat(random.nextInt());
    };
  }

  private static float[] sorted(float[][] x, int column) {
    float[] present = new float[x.length];
    int n = 0;
    for (float[] row : x) {
      if (!Float.isNaN(row[column])) {
        present[n++] = row[column];
      }
    }
    float[] sorted = Arrays.copyOf(present, n);
    Arrays.sort(sorted);
    return sorted;
  }
}
