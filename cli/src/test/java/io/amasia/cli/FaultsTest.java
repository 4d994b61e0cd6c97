package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.cli.FaultyStore.Fault;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.storage.Location;
import io.amasia.storage.Locations;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stores that fail, come late, or bring wrong bytes while tasks run: the right answer or a clear
/// error, and nothing left behind. Longer with `-Damasia.soak.seconds=N`, shared by the formats.
class FaultsTest {
  private static final int FORMATS = 10;
  private static final long NANOS =
      TimeUnit.SECONDS.toNanos(Integer.getInteger("amasia.soak.seconds", 5)) / FORMATS;

  @TempDir static Path folder;
  private static Path source;
  private static long filesBefore;

  @BeforeAll
  static void make() throws IOException {
    source = GaussianMonths.write(folder.resolve("source.zarr"), 0).folder();
    filesBefore = openFiles();
  }

  @AfterAll
  static void leavesNoFilesOrThreads() throws IOException {
    assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 8);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().matches("amasia-\\d+"))
        .hasSizeLessThan(20);
  }

  private static long openFiles() throws IOException {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(own)) {
      return files.count();
    }
  }

  /// @param sums whether wrong bytes are noticed, by a checksum
  @ParameterizedTest
  @CsvSource({
    "zstd.zarr,    false, --codec zstd:1",
    "summed.zarr,  true,  '--codec zstd:1,crc32c'",
    "gzip.zarr,    true,  --codec gzip:1",
    "blosc.zarr,   false, --codec blosc:lz4:5",
    "raw.zarr,     false, --codec none",
    "shards.zarr,  false, '--chunks time=7,lat=5,lon=9 --shards time=35,lat=35,lon=72'",
    "two.zarr,     false, --format zarr2 --codec none",
    "deflate.nc,   true,  --deflate 4",
    "plain.nc,     false, --codec none",
    "classic.nc,   false, --format classic"
  })
  void theRightAnswerOrAClearError(String name, boolean sums, String how) throws Exception {
    Path path = folder.resolve(name);
    List<String> words = new ArrayList<>(List.of("convert", source.toString(), path.toString()));
    words.addAll(List.of(how.split(" ", -1)));
    CommandRun made = CommandRun.of(words.toArray(String[]::new));
    assertThat(made.code()).as(made.err()).isZero();

    List<NdArray> expected;
    try (StoredDataset good = Formats.open(path.toString())) {
      expected = Session.builder().engine("serial").build().compute(questions(good));
    }
    long until = System.nanoTime() + NANOS;
    int right = 0;
    int failed = 0;
    for (long seed = 0; seed < 6 || System.nanoTime() < until; seed++) {
      boolean answered = ask(path, seed, sums, expected);
      right += answered ? 1 : 0;
      failed += answered ? 0 : 1;
    }
    assertThat(right + failed).isPositive();
    expected.forEach(NdArray::close);
  }

  private static List<Node> questions(StoredDataset dataset) {
    StoredArray tas =
        dataset.root().arrays().stream()
            .filter(array -> array.name().equals("tas"))
            .findFirst()
            .orElseThrow();
    Node read = Nodes.read(tas);
    Node mean = Nodes.reduce(read, Reduction.of(Reduction.Kind.MEAN), List.of(0));
    return List.of(
        mean,
        Nodes.reduce(read, Reduction.of(Reduction.Kind.MEDIAN), List.of(0)),
        Nodes.elementwise(
            Op.Binary.SUBTRACT,
            read,
            Nodes.broadcast(Nodes.transpose(mean, List.of(-1, 0, 1)), read.shape())));
  }

  /// Whether it gave the right answer, and not an error.
  private static boolean ask(Path path, long seed, boolean sums, List<NdArray> expected) {
    var random = new Random(seed);
    EnumSet<Fault> faults = EnumSet.allOf(Fault.class);
    if (!sums || random.nextInt(3) > 0) {
      faults.remove(Fault.CORRUPT);
    }
    Location good = Locations.of(path.toString());
    var store = new FaultyStore(good.store(), seed, faults);
    try (StoredDataset dataset = Formats.open(new Location(store, good.key(), good.url()))) {
      List<Node> nodes = questions(dataset);
      Session session =
          Session.builder()
              .threads(1 + random.nextInt(4))
              .memoryBytes((6L << 20) + random.nextInt(20 << 20))
              .build();
      long before = MemoryPool.process().usedBytes();
      store.becomeFaulty();
      try {
        List<NdArray> answers = session.compute(nodes);
        try {
          for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).data().mismatch(expected.get(i).data()))
                .as("%s, seed %d, answer %d", path.getFileName(), seed, i)
                .isEqualTo(-1);
          }
        } finally {
          answers.forEach(NdArray::close); // else what is asserted below hides what is wrong here
        }
        return true;
      } catch (AmasiaException e) {
        assertThat(e.getMessage()).as("seed %d", seed).matches("(?s).*(tas|disk|" + path + ").*");
        return false;
      } finally {
        // Less, if the JVM finds arrays that were dropped before.
        assertThat(MemoryPool.process().usedBytes())
            .as("memory after %s, seed %d", path.getFileName(), seed)
            .isLessThanOrEqualTo(before);
      }
    }
  }
}
