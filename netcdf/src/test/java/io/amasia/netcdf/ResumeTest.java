package io.amasia.netcdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.Leftovers;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import io.amasia.testkit.ChildJvm;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a writer left that was broken off or killed is gone on with, and ends in the same bytes.
class ResumeTest {
  private static final List<DType> DTYPES =
      List.of(DType.INT8, DType.INT16, DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.STRING);

  @TempDir Path folder;

  /// Writes random data, a function of the seed, up to `most` boxes of them; commits if all are.
  ///
  /// @return how many boxes an earlier attempt had written
  private static int write(
      Path path, String variant, long seed, boolean resume, int most, long pauseMillis)
      throws InterruptedException {
    var random = new Random(seed);
    Schema schema = WrittenSamples.schema(random, DTYPES);
    var request =
        new WriteRequest(
            path.toString(), schema, new WriteMode.Overwrite(), variant, resume, "work" + seed);
    int written = 0;
    int taken = 0;
    try (Sink sink = Formats.forWriting(path.toString(), variant).create(request)) {
      for (Schema.Variable variable : schema.variables()) {
        Chunks chunks = sink.writeChunks(variable.name());
        try (NdArray values = WrittenSamples.values(random, variable)) {
          for (long i = 0; i < chunks.count(); i++) {
            Box box = chunks.box(chunks.gridShape().index(i));
            if (sink.isWritten(variable.name(), box)) {
              taken++;
              continue;
            }
            if (written++ == most) {
              return taken;
            }
            try (NdArray piece = WrittenSamples.cut(values, box)) {
              sink.write(variable.name(), box, piece);
            }
            Thread.sleep(pauseMillis);
          }
        }
      }
      sink.commit();
    }
    return taken;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private static Path partial(Path target) throws IOException {
    return Leftovers.beside(target).stream()
        .filter(p -> !p.toString().endsWith(Leftovers.LOG))
        .findFirst()
        .orElseThrow();
  }

  @RandomTest
  void endsInTheSameBytes(long seed) throws IOException, InterruptedException {
    var random = new Random(-seed);
    String variant = random.nextBoolean() ? "nc4" : "cdf5";
    Path whole = folder.resolve("whole.nc");
    Path broken = folder.resolve("broken.nc");
    write(whole, variant, seed, false, Integer.MAX_VALUE, 0);
    for (int i = 0; i < 2; i++) {
      write(broken, variant, seed, true, 1 + random.nextInt(6), 0);
      if (!Files.exists(broken) && !names().equals(List.of("whole.nc")) && random.nextBoolean()) {
        damage(partial(broken), random);
      }
    }
    write(broken, variant, seed, true, Integer.MAX_VALUE, 0);
    assertThat(broken).hasSameBinaryContentAs(whole);
    assertThat(names()).containsExactly("broken.nc", "whole.nc");
  }

  /// Cuts the file or its journal off, or loses a page of it, as a crash of the machine can.
  private static void damage(Path partial, Random random) throws IOException {
    boolean log = random.nextBoolean();
    Path path = log ? Leftovers.log(partial) : partial;
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long at = (long) (random.nextDouble() * file.size());
      if (random.nextBoolean()) {
        file.truncate(at);
      } else {
        file.write(ByteBuffer.allocate((int) Math.min(64, file.size() - at)), at);
      }
    }
  }

  @Test
  void aFileThatCannotTakeItsNameCanBeTakenUp() throws IOException {
    Path path = folder.resolve("a.nc");
    var schema = WrittenSamples.schema(new Random(1), DTYPES);
    var request =
        new WriteRequest(path.toString(), schema, new WriteMode.Overwrite(), "nc4", true, "work");
    try (PartialFile file = PartialFile.create(request, "layout")) {
      file.note(new WrittenBox(0, Box.all(Shape.of(1)), List.of(), 7));
      Files.createDirectories(path.resolve("in the way"));
      assertThatThrownBy(file::publish).isInstanceOf(AmasiaException.Format.class);
    }
    Files.delete(path.resolve("in the way"));
    Files.delete(path);
    try (PartialFile file = PartialFile.create(request, "layout")) {
      assertThat(file.before()).hasSize(1);
    }
  }

  @Test
  void aLogOfNothingIsRemoved() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("a.nc.partial-12345678.log"));
    write(folder.resolve("a.nc"), "nc4", 19, true, Integer.MAX_VALUE, 0);
    assertThat(names()).containsExactly("a.nc");
  }

  @Test
  void goesOnOnlyIfAskedToAndWithTheSameWork() throws IOException, InterruptedException {
    Path path = folder.resolve("a.nc");
    for (String variant : List.of("nc4", "cdf5")) {
      write(path, variant, 19, true, 2, 0);
      assertThat(names()).hasSize(2);
      assertThat(write(path, variant, 20, true, 0, 0)).as("other work").isZero();
      assertThat(names()).as("what nothing is known of is removed").isEmpty();
      write(path, variant, 19, true, 2, 0);
      assertThat(write(path, variant, 19, false, 0, 0)).as("not asked").isZero();
      assertThat(names()).isEmpty();
      write(path, variant, 19, true, 2, 0);
      assertThat(write(path, variant, 19, true, Integer.MAX_VALUE, 0)).isEqualTo(2);
      Files.delete(path);
    }
  }

  /// Writes slowly, to be killed: the path, the variant and the seed.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws InterruptedException {
      write(Path.of(args[0] + ".warm"), args[1], 19, false, Integer.MAX_VALUE, 0);
      System.out.println("ready");
      write(Path.of(args[0]), args[1], Long.parseLong(args[2]), false, Integer.MAX_VALUE, 5);
    }
  }

  /// More with `-Damasia.kills=N`.
  @Test
  void killedWritersCanBeTakenUp() throws IOException, InterruptedException {
    int kills = Integer.getInteger("amasia.kills", 2);
    var random = new Random(Long.getLong("amasia.seed", 1));
    for (int i = 0; i < kills; i++) {
      String variant = i % 2 == 0 ? "nc4" : "cdf5";
      long seed = 100L + random.nextInt(100);
      Path path = folder.resolve("killed.nc");
      Files.deleteIfExists(path);
      List<String> flags = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
      Process writer =
          ChildJvm.of(flags, Writer.class, path.toString(), variant, Long.toString(seed))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(writer.getInputStream().read()).isEqualTo('r');
      Thread.sleep(random.nextInt(250));
      writer.destroyForcibly().waitFor();
      boolean isThere = Files.exists(path);
      if (!isThere) {
        write(path, variant, seed, true, Integer.MAX_VALUE, 0);
      }
      Path whole = folder.resolve("whole.nc");
      write(whole, variant, seed, false, Integer.MAX_VALUE, 0);
      assertThat(path).as("kill %d, seed %d", i, seed).hasSameBinaryContentAs(whole);
      assertThat(names()).containsExactly("killed.nc", "killed.nc.warm", "whole.nc");
    }
  }
}
