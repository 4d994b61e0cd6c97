package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.Leftovers;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What earlier attempts and other writers mean for one that begins.
class ZarrAttemptsTest {
  private static final Schema EIGHT = ZarrJoinTest.schema(8, 4, 3, false);
  private static final Schema FOUR = ZarrJoinTest.schema(4, 4, 3, false);

  @TempDir Path folder;

  private String write() {
    String url = folder.resolve("x.zarr").toString();
    ZarrJoinTest.put(ZarrJoinTest.request(url, EIGHT, new WriteMode.Create(), false), 0, 0);
    return url;
  }

  private static WriteRequest append(String url, long rows) {
    Schema more = ZarrJoinTest.schema(rows, 4, 3, false);
    return ZarrJoinTest.request(url, more, new WriteMode.Append("t"), false);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).toList();
    }
  }

  private Path log() throws IOException {
    return folder.resolve(names().stream().filter(n -> n.endsWith(".log")).findFirst().get());
  }

  /// Leaves the log as a writer does that is killed between its last document and its removal.
  private void writeAndDieAfterCommit(WriteRequest request, long first) throws IOException {
    try (var sink = ZarrSink.create(request)) {
      ZarrJoinTest.fill(sink, request.schema(), first, 0);
      Path log = log();
      byte[] said = Files.readAllBytes(log);
      sink.commit();
      Files.write(log, said);
    }
  }

  @Test
  void anAppendThatWasCommittedIsNotAppendedAgain() throws IOException {
    String url = write();
    WriteRequest append = append(url, 5).resuming("work");
    writeAndDieAfterCommit(append, 8);
    ZarrJoinTest.put(append, 8, 0);
    double[] values = ZarrJoinTest.read(url, "v");
    assertThat(values).hasSize(13 * 4);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(ZarrJoinTest.value(i / 4, i % 4, 0));
    }
    assertThat(names()).containsExactly("x.zarr");
    ZarrJoinTest.put(append, 13, 0);
    assertThat(ZarrJoinTest.read(url, "v")).as("a new append appends").hasSize(18 * 4);
  }

  @Test
  void anAppendThatWasCommittedIsRefusedWhenItsSourcesMayHaveChanged() throws IOException {
    String url = write();
    WriteRequest append = append(url, 5).resuming("work");
    writeAndDieAfterCommit(append, 8);
    var changed =
        new WriteRequest(
            url, append.schema(), append.mode(), append.variant(), true, "work", _ -> false);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> ZarrSink.create(changed))
          .isInstanceOf(AmasiaException.Conflict.class)
          .hasMessageContaining("if what is there is right remove " + log());
      assertThat(ZarrJoinTest.read(url, "v")).hasSize(13 * 4);
    }
    ZarrJoinTest.put(append(url, 5), 13, 0);
    assertThat(ZarrJoinTest.read(url, "v")).as("without resuming").hasSize(18 * 4);
    assertThat(names()).containsExactly("x.zarr");
  }

  @Test
  void anAppendThatWasNotCommittedBeginsAnewWhenItsSourcesMayHaveChanged() throws IOException {
    String url = write();
    WriteRequest append = append(url, 5).resuming("work");
    try (var sink = ZarrSink.create(append)) {
      ZarrJoinTest.fill(sink, append.schema(), 8, 1);
    }
    ZarrJoinTest.put(
        new WriteRequest(
            url, append.schema(), append.mode(), append.variant(), true, "work", _ -> false),
        8,
        0);
    double[] values = ZarrJoinTest.read(url, "v");
    assertThat(values).hasSize(13 * 4);
    assertThat(values[8 * 4]).isEqualTo(ZarrJoinTest.value(8, 0, 0));
    assertThat(names()).containsExactly("x.zarr");
  }

  @Test
  void aNoteOfAnArrayThatIsNotThereIsOfNoChunk() throws IOException {
    String url = write();
    WriteRequest request = append(url, 5).resuming("work");
    try (var sink = ZarrSink.create(request)) {
      ZarrJoinTest.fill(sink, request.schema(), 8, 0);
    }
    Files.writeString(log(), "99 0 5 00000000\n", StandardOpenOption.APPEND);
    ZarrJoinTest.put(request, 8, 0);
    assertThat(ZarrJoinTest.read(url, "v")).hasSize(13 * 4);
  }

  @Test
  void theLogOfAnOtherAppendIsNotTakenForThisOne() throws IOException {
    String url = write();
    writeAndDieAfterCommit(append(url, 5).resuming("work"), 8);
    ZarrJoinTest.put(append(url, 5).resuming("other work"), 13, 0);
    assertThat(ZarrJoinTest.read(url, "v")).hasSize(18 * 4);
  }

  @Test
  void whatWasOverwrittenIsNotTakenForAnEarlierAttempt() throws IOException {
    String url = write();
    WriteRequest overwrite =
        WriteRequest.of(url, ZarrJoinTest.schema(4, 4, 3, false), true).resuming("work");
    Path log;
    try (var sink = ZarrSink.create(overwrite)) {
      ZarrJoinTest.fill(sink, overwrite.schema(), 0, 1);
      log = log();
      String said = Files.readString(log);
      sink.commit();
      Files.writeString(log, said + "publishing\n");
    }
    // the folder of that name has what was there before
    Path partial = Path.of(log.toString().replace(".log", ""));
    Files.createDirectories(partial.resolve("old"));
    ZarrJoinTest.put(overwrite, 0, 1);
    assertThat(Path.of(url).resolve("old")).doesNotExist();
    assertThat(names()).containsExactly("x.zarr");
  }

  /// Leaves what a writer does that is killed while it exchanges the folders in steps.
  ///
  /// @param moves how many of the three moves it made
  private Path overwriteAndDieAfter(String url, int moves) throws IOException {
    WriteRequest overwrite = WriteRequest.of(url, FOUR, true).resuming("work");
    try (var sink = ZarrSink.create(overwrite)) {
      ZarrJoinTest.fill(sink, FOUR, 0, 1);
    }
    Path log = log();
    Files.writeString(log, "publishing\n", StandardOpenOption.APPEND);
    Path partial = Path.of(log.toString().replace(".log", ""));
    // as a new store is, which is whole
    String whole = folder.resolve("whole.zarr").toString();
    ZarrJoinTest.put(ZarrJoinTest.request(whole, FOUR, new WriteMode.Create(), false), 0, 1);
    Leftovers.delete(partial);
    Files.move(Path.of(whole), partial);
    Path old = Path.of(partial + ".old");
    if (moves >= 1) {
      Files.move(Path.of(url), old);
    }
    if (moves >= 2) {
      Files.move(partial, Path.of(url));
    }
    return old;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatAnExchangeInStepsLeftIsEnded(int moves) throws IOException {
    String url = write();
    overwriteAndDieAfter(url, moves);
    WriteRequest create = WriteRequest.of(url, EIGHT, false);
    assertThatThrownBy(() -> ZarrSink.create(create)).hasMessageContaining("exists");
    assertThat(ZarrJoinTest.read(url, "v")).as("what was written whole").hasSize(4 * 4);
    ZarrJoinTest.put(append(url, 2), 4, 1);
    assertThat(ZarrJoinTest.read(url, "v")).hasSize(6 * 4);
    assertThat(names()).containsExactly("x.zarr");
  }

  @Test
  void anAppendFindsWhatAnExchangeInStepsTookAway() throws IOException {
    String url = write();
    Path old = overwriteAndDieAfter(url, 1);
    Leftovers.delete(Path.of(old.toString().replace(".old", "")));
    ZarrJoinTest.put(append(url, 2), 8, 0);
    assertThat(ZarrJoinTest.read(url, "v")).as("after what was there before").hasSize(10 * 4);
    assertThat(names()).containsExactly("x.zarr");
  }

  @Test
  void foldersTakeEachOthersPlaceWhereTheSystemCannotExchangeThem() throws IOException {
    Path target = Path.of(write());
    Path partial = Files.createDirectory(folder.resolve("x.zarr.partial-1"));
    Files.writeString(partial.resolve("new"), "");
    new Target(target, true, (_, _) -> false).publish(partial);
    assertThat(target.resolve("new")).exists();
    assertThat(partial.resolve("zarr.json")).exists();
    assertThat(names()).containsExactlyInAnyOrder("x.zarr", "x.zarr.partial-1");
  }

  @Test
  void aRefusedWriterLeavesTheLivingOneItsLockAndNamesIt() throws IOException {
    WriteRequest append = append(write(), 2);
    try (var _ = ZarrSink.create(append)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> ZarrSink.create(append))
            .isInstanceOf(AmasiaException.Conflict.class)
            .hasMessageContaining("is being written by another writer")
            .hasMessageEndingWith("if none lives remove what it left: " + log());
      }
    }
  }

  @Test
  void boxesThatWouldShareAChunkAreRefused() {
    WriteRequest append = append(write(), 6);
    try (var sink = ZarrSink.create(append);
        NdArray values = NdArray.allocate(DType.FLOAT32, Shape.of(2, 4))) {
      // the chunk of rows 6 to 8 has one row to come, then come whole chunks of three
      assertThat(sink.writeChunks("v").cut(0).length(0)).isEqualTo(1);
      Box box = Box.of(new long[] {1, 0}, new long[] {2, 4});
      assertThatThrownBy(() -> sink.write("v", box, values))
          .isInstanceOf(AmasiaException.Conflict.class)
          .hasMessageContaining("another task would write to it too; write whole chunks of [3, 2]");
    }
  }

  @Test
  void twoWritersOfOneNewStoreAreRefused() {
    String url = folder.resolve("x.zarr").toString();
    WriteRequest create = WriteRequest.of(url, EIGHT, false);
    try (var _ = ZarrSink.create(create)) {
      assertThatThrownBy(() -> ZarrSink.create(create)).hasMessageContaining("another writer");
    }
  }

  @Test
  void aRefusedWriterThatWouldBeTakenUpLeavesNothing() throws IOException {
    String url = write();
    var region = new WriteMode.Region(Map.of("t", 3L));
    WriteRequest part =
        ZarrJoinTest.request(url, ZarrJoinTest.schema(4, 4, 3, false), region, false);
    try (var sink = ZarrSink.create(part)) {
      assertThat(sink).isNotNull();
    }
    assertThatThrownBy(() -> ZarrSink.create(append(url, 2).resuming("work")))
        .hasMessageContaining("is not finished");
    assertThat(names()).containsExactly("x.zarr");
  }

  @Test
  void whatAKilledWriterPutTogetherIsRemoved() throws IOException {
    String url = write();
    WriteRequest append = append(url, 5).resuming("work");
    Path temporaries;
    try (var sink = ZarrSink.create(append)) {
      ZarrJoinTest.write(
          sink,
          append.schema().variables().getFirst(),
          sink.writeChunks("v").box(new long[2]),
          8,
          0);
      try (Stream<Path> inside = Files.list(Path.of(url))) {
        temporaries =
            inside
                .filter(p -> p.getFileName().toString().startsWith(".partial-"))
                .findFirst()
                .get();
      }
    }
    assertThat(temporaries).exists();
    Files.writeString(temporaries.resolve("0.partial-x"), "half a chunk");
    ZarrJoinTest.put(append, 8, 0);
    assertThat(temporaries).doesNotExist();
    assertThat(names()).containsExactly("x.zarr");
  }
}
