package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Box;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Traffic;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What ranges left is read again without holding the indexes of all of them.
class BatchReadersTest {
  private static final String STAGE = "ab".repeat(32);

  @Test
  void fewIndexesAreHeldAndAllFilesAreRead() {
    try (WorkFolder folder = WorkFolder.of("memory://batches", "one")) {
      for (int range = 0; range < 10; range++) {
        write(folder, range);
      }
      var readers = new BatchReaders(folder, STAGE, 8);
      for (int pass = 0; pass < 2; pass++) {
        for (int range = 0; range < 10; range++) {
          BatchReader reader = readers.get("t" + range);
          for (int task = 0; task < 3; task++) {
            var section = reader.sections(task, 0).getFirst();
            try (NdArray values = reader.values(section, _ -> {})) {
              assertThat(values.getDouble(5)).isEqualTo(10 * range + task);
            }
          }
          assertThat(readers.count()).isLessThanOrEqualTo(2);
        }
      }
    }
  }

  /// Three tasks, of values that are worth compressing; all memory is given back.
  private static void write(WorkFolder folder, int range) {
    MemoryPool pool = MemoryPool.process();
    long before = pool.usedBytes();
    try (var writer = new BatchWriter(folder, STAGE, "t" + range)) {
      for (int task = 0; task < 3; task++) {
        double[] values = new double[64];
        Arrays.fill(values, 10 * range + task);
        try (NdArray array = NdArray.of(Shape.of(64), values)) {
          writer.at(task, new Traffic.Counter()).values(0, Box.all(Shape.of(64)), array);
        }
      }
      writer.finish();
    }
    assertThat(pool.usedBytes()).isLessThanOrEqualTo(before);
  }
}
