package io.amasia.netcdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.netcdf.hdf5.Hdf5Format;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Cut and overwritten files give clean errors: nothing but [AmasiaException], in bounded time and
/// memory.
public class DamagedFilesTest {
  private static final List<Format> FORMATS = List.of(new ClassicFormat(), new Hdf5Format());
  private static final List<String> FILES =
      List.of(
          "classic.nc",
          "hdf5/dims.nc",
          "hdf5/types.h5",
          "hdf5/layouts.h5",
          "hdf5/latest.h5",
          "hdf5/filters.h5",
          "hdf5/plugins.h5",
          "hdf5/phony.h5",
          "hdf5/old_group.h5");

  private static byte[] resource(String name) {
    try (var in = DamagedFilesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The true files whose names pass, as seeds of the fuzzers.
  public static Stream<byte[]> files(Predicate<String> names) {
    return FILES.stream().filter(names).map(DamagedFilesTest::resource);
  }

  /// Opens `bytes` with whatever format takes them and reads a little of each array.
  public static void readAll(byte[] bytes) {
    MemoryStore store = new MemoryStore();
    store.write("x", MemorySegment.ofArray(bytes));
    Location location = new Location(store, "x", "x");
    for (Format format : FORMATS) {
      try {
        if (format.matches(location)) {
          try (StoredDataset dataset = format.open(location)) {
            read(dataset.root());
          }
        }
      } catch (AmasiaException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static void read(StoredGroup group) {
    for (StoredArray array : group.arrays()) {
      try {
        long[] first = new long[array.shape().ndim()];
        // What a header claims may be large: only as much is asked for as a reader's task takes.
        if (array.shape().size() > 0 && array.chunks().maxChunk().size() < 1 << 20) {
          Box chunk = array.chunks().box(first);
          try (NdArray values = ArrayReader.read(array, chunk)) {
            assertThat(values.shape()).isEqualTo(chunk.shape());
          }
        }
      } catch (AmasiaException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    group.groups().forEach(DamagedFilesTest::read);
  }

  @RandomTest(seeds = 150)
  void overwrittenBytesGiveOnlyCleanErrors(long seed) {
    Random random = new Random(seed);
    byte[] bytes = resource(FILES.get((int) (seed % FILES.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      // Half of the changes hit the first kilobytes, where most of the structure is.
      int at = random.nextInt(random.nextBoolean() ? Math.min(4096, bytes.length) : bytes.length);
      bytes[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) 0xFF;
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt();
          };
    }
    long before = MemoryPool.process().usedBytes();
    readAll(bytes);
    assertThat(MemoryPool.process().usedBytes()).isLessThanOrEqualTo(before + (1 << 20));
  }

  @RandomTest(seeds = 60)
  void cutFilesGiveOnlyCleanErrors(long seed) {
    byte[] bytes = resource(FILES.get((int) (seed % FILES.size())));
    readAll(Arrays.copyOf(bytes, new Random(seed).nextInt(bytes.length)));
  }

  @Test
  void aTruncatedClassicFileSaysWhichVariableAndWhere() {
    byte[] bytes = resource("classic.nc");
    MemoryStore store = new MemoryStore();
    store.write("x.nc", MemorySegment.ofArray(Arrays.copyOf(bytes, bytes.length - 40)));
    try (StoredDataset dataset =
        new ClassicFormat().open(new Location(store, "x.nc", "data/x.nc"))) {
      StoredArray last = dataset.root().arrays().getLast();
      assertThatThrownBy(() -> Checksums.of(last))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContaining("data/x.nc: variable '" + last.name() + "'")
          .hasMessageContaining("truncated");
      assertThat(Checksums.of(dataset.root().arrays().getFirst())).isNotZero();
    }
  }

  @Test
  void aTruncatedHdf5FileSaysHowMuchIsMissing() {
    byte[] bytes = resource("hdf5/dims.nc");
    MemoryStore store = new MemoryStore();
    store.write("x.nc", MemorySegment.ofArray(Arrays.copyOf(bytes, bytes.length / 2)));
    assertThatThrownBy(
            () -> new Hdf5Format().open(new Location(store, "x.nc", "data/x.nc")).close())
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("data/x.nc: truncated HDF5 file")
        .hasMessageContaining(String.valueOf(bytes.length));
  }
}
