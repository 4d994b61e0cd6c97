package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.FileStore;
import io.amasia.storage.Location;
import io.amasia.storage.Locations;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZarrJoinTest {
  @TempDir Path folder;

  /// `v[t, x]` and the texts `name[t]`.
  static Schema schema(long times, long xs, long chunk, boolean sharded) {
    Shape shape = Shape.of(times, xs);
    var grid = new Chunks(List.of(new Chunks.Regular(times, chunk), new Chunks.Regular(xs, 2)));
    var v =
        new Schema.Variable(
            "v",
            List.of("t", "x"),
            DType.FLOAT32,
            shape,
            grid,
            sharded ? List.of(2 * chunk, 4L) : List.of(),
            CodecChoice.chain("zstd:1"),
            null,
            Map.of());
    var names = new Chunks(List.of(new Chunks.Regular(times, chunk)));
    var name =
        new Schema.Variable(
            "name", List.of("t"), DType.STRING, Shape.of(times), names, null, Map.of());
    return new Schema(Map.of("t", times, "x", xs), List.of(), Map.of(), List.of(v, name));
  }

  static float value(long t, long x, int salt) {
    return (float) (salt * 10_000L + t * 100 + x);
  }

  /// Writes rows `first` to `first + times` of what [#value] says, box by box.
  static void fill(ZarrSink sink, Schema schema, long first, int salt) {
    for (Schema.Variable variable : schema.variables()) {
      Chunks chunks = sink.writeChunks(variable.name());
      Boxes.forEach(
          chunks.gridShape(), index -> write(sink, variable, chunks.box(index), first, salt));
    }
  }

  static void write(ZarrSink sink, Schema.Variable variable, Box box, long first, int salt) {
    if (sink.isWritten(variable.name(), box)) {
      return;
    }
    if (variable.dtype() == DType.STRING) {
      List<String> texts =
          Stream.iterate(box.start(0), t -> t + 1)
              .limit(box.length(0))
              .map(t -> "n" + (first + t) + "/" + salt)
              .toList();
      sink.write("name", box, NdArray.of(box.shape(), texts));
      return;
    }
    try (NdArray values = NdArray.allocate(DType.FLOAT32, box.shape())) {
      int i = 0;
      for (long t = 0; t < box.length(0); t++) {
        for (long x = 0; x < box.length(1); x++) {
          float value = value(first + box.start(0) + t, box.start(1) + x, salt);
          ArrayFilter.Values.set(values.data(), DType.FLOAT32, i++, (double) value);
        }
      }
      sink.write("v", box, values);
    }
  }

  static void put(WriteRequest request, long first, int salt) {
    try (var sink = ZarrSink.create(request)) {
      fill(sink, request.schema(), first, salt);
      sink.commit();
    }
  }

  static double[] read(String url, String name) {
    try (StoredDataset dataset = new ZarrFormat().open(Locations.of(url))) {
      StoredArray array =
          dataset.root().arrays().stream().filter(a -> a.name().equals(name)).findFirst().get();
      try (NdArray values = ArrayReader.read(array, Box.all(array.shape()))) {
        return values.toDoubles();
      }
    }
  }

  static boolean has(String url, String name) {
    try (StoredDataset dataset = new ZarrFormat().open(Locations.of(url))) {
      return dataset.root().arrays().stream().anyMatch(a -> a.name().equals(name));
    }
  }

  /// Of `schema` only the variable `name`.
  static Schema only(String name, Schema schema) {
    List<Schema.Variable> one =
        schema.variables().stream().filter(v -> v.name().equals(name)).toList();
    return new Schema(schema.dims(), schema.unlimited(), schema.attrs(), one);
  }

  static WriteRequest request(String url, Schema schema, WriteMode mode, boolean v2) {
    return WriteRequest.of(url, schema, false).withMode(mode).withVariant(v2 ? "zarr2" : "zarr3");
  }

  @RandomTest
  void piecesOneAfterTheOtherAreTheWhole(long seed) throws IOException {
    var random = new Random(seed);
    boolean v2 = random.nextInt(3) == 0;
    boolean sharded = !v2 && random.nextBoolean();
    long chunk = 1L + random.nextInt(5);
    long xs = 1L + random.nextInt(6);
    String url =
        seed % 5 == 0
            ? "memory:join" + seed
            : Files.createTempDirectory(folder, "s").resolve("x.zarr").toString();
    long total = random.nextInt(6);
    put(request(url, schema(total, xs, chunk, sharded), new WriteMode.Create(), v2), 0, 0);
    for (int part = 0; part < 3; part++) {
      long more = random.nextInt(7);
      Schema schema = schema(more, xs, chunk, sharded);
      put(request(url, schema, new WriteMode.Append("t"), v2), total, 0);
      total += more;
    }
    long start = total == 0 ? 0 : random.nextInt((int) total);
    long length = total == 0 ? 0 : 1 + random.nextInt((int) (total - start));
    var region = new WriteMode.Region(Map.of("t", start));
    put(request(url, schema(length, xs, chunk, sharded), region, v2), start, 1);
    double[] values = read(url, "v");
    assertThat(values).hasSize((int) (total * xs));
    for (int i = 0; i < values.length; i++) {
      long t = i / xs;
      int salt = t >= start && t < start + length ? 1 : 0;
      assertThat(values[i]).isEqualTo(value(t, i % xs, salt));
    }
    if (!url.startsWith("memory:")) {
      try (Stream<Path> files = Files.list(Path.of(url).getParent())) {
        assertThat(files).containsExactly(Path.of(url));
      }
    }
  }

  @Test
  void anUnfinishedRegionIsRefusedUntilItIsWrittenAgain() {
    for (boolean v2 : new boolean[] {false, true}) {
      String url = folder.resolve("r" + v2 + ".zarr").toString();
      put(request(url, schema(10, 3, 4, false), new WriteMode.Create(), v2), 0, 0);
      var region = new WriteMode.Region(Map.of("t", 3L));
      WriteRequest request = request(url, schema(4, 3, 4, false), region, v2);
      try (var sink = ZarrSink.create(request)) {
        write(
            sink,
            request.schema().variables().getFirst(),
            Box.of(new long[2], new long[] {1, 2}),
            3,
            1);
      }
      assertThatThrownBy(() -> read(url, "v"))
          .isInstanceOf(AmasiaException.Conflict.class)
          .hasMessageContaining("is being written");
      assertThatThrownBy(
              () -> put(request(url, schema(1, 3, 4, false), new WriteMode.Append("t"), v2), 10, 0))
          .hasMessageContaining("is not finished");
      put(request, 3, 1);
      assertThat(read(url, "v")[3 * 3]).isEqualTo(value(3, 0, 1));
      assertThat(read(url, "v")[7 * 3]).isEqualTo(value(7, 0, 0));
    }
  }

  @Test
  void anUnfinishedAppendIsNotSeen() {
    String url = folder.resolve("a.zarr").toString();
    put(request(url, schema(5, 3, 4, true), new WriteMode.Create(), false), 0, 0);
    Schema more = schema(6, 3, 4, true);
    try (var sink = ZarrSink.create(request(url, more, new WriteMode.Append("t"), false))) {
      fill(sink, more, 5, 1);
    }
    assertThat(read(url, "v")).hasSize(15);
    for (int i = 0; i < 15; i++) {
      assertThat(read(url, "v")[i]).isEqualTo(value(i / 3, i % 3, 0));
    }
  }

  @Test
  void anAdditionIsSeenWhenAllOfItIsWritten() throws IOException {
    for (boolean v2 : new boolean[] {false, true}) {
      Path path = folder.resolve("b" + v2 + ".zarr");
      String url = path.toString();
      Schema all = schema(10, 3, 4, false);
      put(request(url, only("name", all), new WriteMode.Create(), v2), 0, 0);
      WriteRequest request = request(url, only("v", all), new WriteMode.Add(), v2);
      try (var sink = ZarrSink.create(request)) {
        fill(sink, request.schema(), 0, 1);
        assertThat(has(url, "v")).isFalse();
      }
      assertThat(has(url, "v")).isFalse();
      try (Stream<Path> files = Files.walk(path.resolve("v"))) {
        assertThat(files.filter(Files::isRegularFile)).isEmpty();
      }
      put(request, 0, 2);
      assertThat(has(url, "name")).isTrue();
      double[] values = read(url, "v");
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isEqualTo(value(i / 3, i % 3, 2));
      }
      assertThatThrownBy(() -> put(request, 0, 3)).hasMessageContaining("has an array 'v' already");
      Schema group =
          new Schema(Map.of(), List.of(), Map.of(), List.of(), Map.of("g", only("v", all)));
      assertThatThrownBy(() -> put(request(url, group, new WriteMode.Add(), v2), 0, 0))
          .hasMessageContaining("'g/v' can't be added");
    }
  }

  /// What a killed writer left of an array, in other chunks, is no part of the one that is added.
  @Test
  void chunksThatNobodySeesAreNotTakenIn() throws IOException {
    Path path = folder.resolve("c.zarr");
    Schema all = schema(10, 3, 4, false);
    put(request(path.toString(), only("name", all), new WriteMode.Create(), false), 0, 0);
    Path stray = Files.createDirectories(path.resolve("v/c/0")).resolve("0");
    Files.write(stray, new byte[] {1, 2, 3});
    WriteRequest request = request(path.toString(), only("v", all), new WriteMode.Add(), false);
    try (var sink = ZarrSink.create(request)) {
      Chunks chunks = sink.writeChunks("v");
      Boxes.forEach(
          chunks.gridShape(),
          index -> {
            Box box = chunks.box(index);
            sink.write("v", box, NdArray.of(box.shape(), new float[(int) box.size()]));
          });
      sink.commit();
    }
    assertThat(stray).doesNotExist();
    assertThat(read(path.toString(), "v")).containsOnly(0);
  }

  @Test
  void whatAnEarlierAttemptWroteIsTakenUp() throws IOException {
    Path target = folder.resolve("x.zarr");
    Schema schema = schema(40, 4, 4, false);
    WriteRequest request = WriteRequest.of(target.toString(), schema, false).resuming("work");
    Schema.Variable v = schema.variables().getFirst();
    var done = new AtomicInteger();
    try (var sink = ZarrSink.create(request)) {
      Chunks chunks = sink.writeChunks("v");
      Boxes.forEach(
          chunks.gridShape(),
          index -> {
            if (done.getAndIncrement() < 7) {
              write(sink, v, chunks.box(index), 0, 0);
            }
          });
    }
    Path damaged;
    try (Stream<Path> files = Files.walk(folder)) {
      damaged =
          files
              .filter(p -> p.toString().contains("/v/c/"))
              .filter(Files::isRegularFile)
              .sorted()
              .findFirst()
              .get();
    }
    Files.write(damaged, new byte[3]);
    var again = new AtomicInteger();
    try (var sink = ZarrSink.create(request)) {
      Chunks chunks = sink.writeChunks("v");
      Boxes.forEach(
          chunks.gridShape(),
          index -> {
            if (!sink.isWritten("v", chunks.box(index))) {
              again.incrementAndGet();
            }
          });
      fill(sink, schema, 0, 0);
      sink.commit();
    }
    assertThat(again).hasValue(20 - 6);
    double[] values = read(target.toString(), "v");
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(value(i / 4, i % 4, 0));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void otherWorkIsNotTakenUpButRemoved() throws IOException {
    Path target = folder.resolve("x.zarr");
    Schema schema = schema(8, 4, 4, false);
    WriteRequest one = WriteRequest.of(target.toString(), schema, false).resuming("one");
    try (var sink = ZarrSink.create(one)) {
      fill(sink, schema, 0, 0);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
    WriteRequest two = WriteRequest.of(target.toString(), schema, false).resuming("two");
    try (var sink = ZarrSink.create(two)) {
      assertThat(sink.isWritten("v", Box.of(new long[2], new long[] {4, 2}))).isFalse();
      fill(sink, schema, 0, 1);
      sink.commit();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
    assertThat(read(target.toString(), "v")[0]).isEqualTo(value(0, 0, 1));
  }

  @Test
  void whatDoesNotFitIsRefusedWithBothSides() {
    String url = folder.resolve("x.zarr").toString();
    put(request(url, schema(8, 4, 4, false), new WriteMode.Create(), false), 0, 0);
    var append = new WriteMode.Append("t");
    assertThatThrownBy(() -> ZarrSink.create(request(url, schema(1, 5, 4, false), append, false)))
        .hasMessageContaining("'v' has 5 along x")
        .hasMessageContaining("it has 4");
    Schema lone = schema(1, 4, 4, false);
    var part = new Schema(lone.dims(), List.of(), Map.of(), List.of(lone.variables().getFirst()));
    assertThatThrownBy(() -> ZarrSink.create(request(url, part, append, false)))
        .hasMessageContaining("[name]");
    var region = new WriteMode.Region(Map.of("t", 6L));
    assertThatThrownBy(() -> ZarrSink.create(request(url, schema(3, 4, 4, false), region, false)))
        .hasMessageContaining("t = 6..9 is not within 0..8");
    String none = folder.resolve("no.zarr").toString();
    assertThatThrownBy(() -> ZarrSink.create(request(none, schema(3, 4, 4, false), append, false)))
        .hasMessageContaining("is not there");
  }

  @Test
  void twoWritersInPlaceAreRefused() {
    String url = folder.resolve("x.zarr").toString();
    put(request(url, schema(8, 4, 4, false), new WriteMode.Create(), false), 0, 0);
    WriteRequest append = request(url, schema(2, 4, 4, false), new WriteMode.Append("t"), false);
    try (var _ = ZarrSink.create(append)) {
      assertThatThrownBy(() -> ZarrSink.create(append))
          .hasMessageContaining("being written by another writer");
    }
  }

  @Test
  void aStoreWithoutCopyOfItsMetadataGetsOne() throws IOException {
    Path path = folder.resolve("x.zarr");
    put(request(path.toString(), schema(8, 4, 4, false), new WriteMode.Create(), true), 0, 0);
    Files.delete(path.resolve(".zmetadata"));
    put(request(path.toString(), schema(2, 4, 4, false), new WriteMode.Append("t"), false), 8, 0);
    assertThat(path.resolve(".zmetadata")).exists();
    var location = new Location(FileStore.folder(path), "", path.toString());
    try (StoredDataset dataset = new ZarrFormat().open(location)) {
      assertThat(dataset.root().dims()).containsEntry("t", 10L);
    }
  }
}
