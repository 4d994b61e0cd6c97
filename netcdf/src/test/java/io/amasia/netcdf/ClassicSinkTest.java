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
import io.amasia.storage.format.StoredArray;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassicSinkTest {
  private static final List<DType> OLD =
      List.of(DType.INT8, DType.INT16, DType.INT32, DType.FLOAT32, DType.FLOAT64, DType.STRING);
  private static final List<DType> ALL =
      List.of(
          DType.INT8,
          DType.INT16,
          DType.INT32,
          DType.INT64,
          DType.UINT8,
          DType.UINT16,
          DType.UINT32,
          DType.UINT64,
          DType.FLOAT32,
          DType.FLOAT64,
          DType.STRING);

  @TempDir Path folder;

  @RandomTest(seeds = 60)
  void whatIsWrittenInAnyOrderReadsBack(long seed) {
    Random random = new Random(seed);
    Schema schema = schema(random, seed % 2 == 0 ? OLD : ALL);
    Path path = folder.resolve(seed + ".nc");
    Map<String, NdArray> written = new LinkedHashMap<>();
    try (Sink sink = new ClassicFormat().create(path.toString(), schema, false)) {
      for (Schema.Variable variable : schema.variables()) {
        NdArray values = values(random, variable);
        written.put(variable.name(), values);
        writeInPieces(random, sink, variable, values);
      }
      sink.commit();
    }
    try (var dataset = Formats.open(path.toString())) {
      assertThat(dataset.root().attrs()).isEqualTo(schema.attrs());
      assertThat(dataset.root().arrays()).hasSize(written.size());
      for (StoredArray array : dataset.root().arrays()) {
        NdArray expected = Objects.requireNonNull(written.get(array.name()));
        assertThat(array.dtype()).isEqualTo(expected.dtype());
        assertThat(array.shape()).isEqualTo(expected.shape());
        assertThat(Checksums.of(array)).as(array.name()).isEqualTo(Checksums.of(expected));
      }
    }
    written.values().forEach(NdArray::close);
  }

  static Schema schema(Random random, List<DType> dtypes) {
    Map<String, Long> dims = new LinkedHashMap<>();
    dims.put("time", (long) random.nextInt(6));
    dims.put("lat", 1L + random.nextInt(4));
    dims.put("lon", 1L + random.nextInt(5));
    List<Schema.Variable> variables = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int v = 0; v < count; v++) {
      List<String> own = new ArrayList<>();
      dims.keySet().stream().filter(_ -> random.nextBoolean()).forEach(own::add);
      Shape shape = Shape.of(own.stream().mapToLong(dims::get).toArray());
      long[] chunk = shape.toArray();
      for (int d = 0; d < chunk.length; d++) {
        chunk[d] = 1L + random.nextInt((int) Math.max(1, chunk[d]));
      }
      variables.add(
          new Schema.Variable(
              "v" + v,
              own,
              dtypes.get(random.nextInt(dtypes.size())),
              shape,
              Chunks.regular(shape, chunk),
              null,
              Map.of("units", Attribute.of("K"), "scale", Attribute.of(0.5))));
    }
    List<String> unlimited = random.nextBoolean() ? List.of("time") : List.of();
    return new Schema(dims, unlimited, Map.of("title", Attribute.of("größe")), variables);
  }

  private static NdArray values(Random random, Schema.Variable variable) {
    if (variable.dtype() == DType.STRING) {
      List<String> texts = new ArrayList<>();
      for (long i = 0; i < variable.shape().size(); i++) {
        texts.add("é".repeat(random.nextInt(4)) + random.nextInt(100));
      }
      return NdArray.of(variable.shape(), texts);
    }
    NdArray values = NdArray.allocate(variable.dtype(), variable.shape());
    for (long i = 0; i < values.data().byteSize(); i++) {
      values.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    return values;
  }

  private static void writeInPieces(
      Random random, Sink sink, Schema.Variable variable, NdArray values) {
    Chunks chunks = sink.writeChunks(variable.name());
    List<long[]> indices = new ArrayList<>();
    Shape grid = chunks.gridShape();
    for (long i = 0; i < chunks.count(); i++) {
      long[] index = new long[grid.ndim()];
      long rest = i;
      for (int d = grid.ndim() - 1; d >= 0; d--) {
        index[d] = rest % grid.size(d);
        rest /= grid.size(d);
      }
      indices.add(index);
    }
    Collections.shuffle(indices, random);
    for (long[] index : indices) {
      Box box = chunks.box(index);
      try (NdArray piece = cut(values, box)) {
        sink.write(variable.name(), box, piece);
      }
    }
  }

  private static NdArray cut(NdArray values, Box box) {
    long[] strides = values.shape().strides();
    List<Long> at = new ArrayList<>();
    long[] index = new long[box.ndim()];
    for (long i = 0; i < box.size(); i++) {
      long flat = 0;
      for (int d = 0; d < index.length; d++) {
        flat += (box.start(d) + index[d]) * strides[d];
      }
      at.add(flat);
      for (int d = index.length - 1; d >= 0 && ++index[d] == box.length(d); d--) {
        index[d] = 0;
      }
    }
    if (values.dtype() == DType.STRING) {
      return NdArray.of(box.shape(), at.stream().map(values::getString).toList());
    }
    NdArray piece = NdArray.allocate(values.dtype(), box.shape());
    int size = values.dtype().itemSize();
    for (int i = 0; i < at.size(); i++) {
      java.lang.foreign.MemorySegment.copy(
          values.data(), at.get(i) * size, piece.data(), (long) i * size, size);
    }
    return piece;
  }

  private static Schema oneVariable(DType dtype) {
    Shape shape = Shape.of(3);
    return new Schema(
        Map.of("x", 3L),
        List.of(),
        Map.of(),
        List.of(
            new Schema.Variable(
                "a", List.of("x"), dtype, shape, Chunks.single(shape), null, Map.of())));
  }

  @Test
  void wideTypesMakeCdf5AndOthersCdf1() throws IOException {
    assertThat(versionOf(DType.FLOAT32)).isEqualTo((byte) 1);
    assertThat(versionOf(DType.INT64)).isEqualTo((byte) 5);
    assertThat(versionOf(DType.UINT8)).isEqualTo((byte) 5);
  }

  private byte versionOf(DType dtype) throws IOException {
    Path path = folder.resolve(dtype + ".nc");
    try (Sink sink = new ClassicFormat().create(path.toString(), oneVariable(dtype), false);
        NdArray values = NdArray.allocate(dtype, Shape.of(3))) {
      sink.write("a", Box.all(Shape.of(3)), values);
      sink.commit();
    }
    return Files.readAllBytes(path)[3];
  }

  @Test
  void dtypesWithoutAPlaceAreRefusedByName() {
    String path = folder.resolve("x.nc").toString();
    assertThatThrownBy(() -> new ClassicFormat().create(path, oneVariable(DType.FLOAT16), false))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("float16");
    assertThatThrownBy(() -> new ClassicFormat().create(path, oneVariable(DType.BOOL), false))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("bool");
  }

  @Test
  void nothingIsLeftWithoutCommit() throws IOException {
    Path path = folder.resolve("x.nc");
    try (Sink sink =
        new ClassicFormat().create(path.toString(), oneVariable(DType.FLOAT32), false)) {
      assertThat(sink.writeChunks("a").count()).isEqualTo(1);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anExistingFileIsKeptUnlessOverwritten() throws IOException {
    Path path = Files.writeString(folder.resolve("x.nc"), "mine");
    Schema schema = oneVariable(DType.FLOAT32);
    assertThatThrownBy(() -> new ClassicFormat().create(path.toString(), schema, false))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("exists");
    assertThat(Files.readString(path)).isEqualTo("mine");
    try (Sink sink = new ClassicFormat().create(path.toString(), schema, true);
        NdArray values = NdArray.of(Shape.of(3), 1f, 2f, 3f)) {
      sink.write("a", Box.all(Shape.of(3)), values);
      sink.commit();
    }
    try (var dataset = Formats.open(path.toString());
        NdArray read = ArrayReader.read(dataset.root().arrays().getFirst(), Box.all(Shape.of(3)))) {
      assertThat(read.toDoubles()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    assertThatThrownBy(
            () -> new ClassicFormat().create(folder + "/no/x.nc", oneVariable(DType.INT8), false))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("no such folder");
  }
}
