package io.amasia.netcdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A writer that is killed leaves the file that was there before.
class KilledWriterTest {
  /// More with `-Damasia.kills=N`.
  private static final int KILLS = Integer.getInteger("amasia.kills", 2);

  private static final Shape SHAPE = Shape.of(8, 100_000);

  @TempDir Path folder;

  /// Overwrites a file without end, each time with one value everywhere.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      for (int round = 1; ; round++) {
        write(args[0], args[1], round);
        System.out.println(round);
        System.out.flush();
      }
    }
  }

  private static void write(String path, String variant, int value) {
    var variable =
        new Schema.Variable(
            "a",
            List.of("y", "x"),
            DType.INT32,
            SHAPE,
            Chunks.regular(SHAPE, 1, 100_000),
            null,
            Map.of("value", Attribute.of((double) value)));
    var schema = new Schema(Map.of("y", 8L, "x", 100_000L), List.of(), Map.of(), List.of(variable));
    var request = WriteRequest.of(path, schema, true).withVariant(variant);
    try (Sink sink = Formats.forWriting(path, variant).create(request)) {
      for (long y = 0; y < 8; y++) {
        Box box = Box.of(new long[] {y, 0}, new long[] {1, 100_000});
        try (NdArray values = NdArray.allocate(DType.INT32, box.shape())) {
          values.data().fill((byte) value);
          sink.write("a", box, values);
        }
      }
      sink.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc4", "cdf5"})
  void leavesTheOldFileOrTheNew(String variant) throws IOException, InterruptedException {
    Path path = folder.resolve("a.nc");
    Random random = new Random(variant.hashCode());
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer =
          ChildJvm.of(
                  List.of(
                      "--sun-misc-unsafe-memory-access=allow",
                      "-Xmx256m",
                      "-XX:TieredStopAtLevel=1"),
                  Writer.class,
                  path.toString(),
                  variant)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(writer.getInputStream().read()).isEqualTo('1');
      Thread.sleep(random.nextInt(60));
      writer.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      check(path);
    }
    write(path.toString(), variant, 1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("what the killed left is removed").containsExactly(path);
    }
  }

  @Test
  void twoWritersOfOneFileAreRefused() {
    String url = folder.resolve("b.nc").toString();
    Schema nothing = new Schema(Map.of(), List.of(), Map.of(), List.of());
    var format = Formats.forWriting(url, "nc4");
    try (Sink _ = format.create(url, nothing, true)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> format.create(url, nothing, true))
            .isInstanceOf(AmasiaException.Conflict.class)
            .hasMessageContaining("is being written by another writer")
            .hasMessageContaining("if none lives remove what it left: " + url + ".partial-");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static void check(Path path) {
    try (StoredDataset opened = Formats.open(path.toString())) {
      var array = opened.root().arrays().getFirst();
      var said = (Attribute.Numbers) array.attrs().get("value");
      int value = said == null ? -1 : said.values().getFirst().intValue();
      try (NdArray values = ArrayReader.read(array, Box.all(SHAPE));
          NdArray expected = NdArray.allocate(DType.INT32, SHAPE)) {
        expected.data().fill((byte) value);
        assertThat(values.data().mismatch(expected.data())).isEqualTo(-1);
      }
    }
  }
}
