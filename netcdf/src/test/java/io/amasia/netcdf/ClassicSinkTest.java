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
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredArray;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Schema schema = WrittenSamples.schema(random, seed % 2 == 0 ? OLD : ALL);
    Path path = folder.resolve(seed + ".nc");
    Map<String, NdArray> written = new LinkedHashMap<>();
    try (Sink sink = new ClassicFormat().create(path.toString(), schema, false)) {
      for (Schema.Variable variable : schema.variables()) {
        NdArray values = WrittenSamples.values(random, variable);
        written.put(variable.name(), values);
        WrittenSamples.writeInPieces(random, sink, variable.name(), values);
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
