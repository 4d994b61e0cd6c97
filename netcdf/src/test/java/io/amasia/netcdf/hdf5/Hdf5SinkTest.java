package io.amasia.netcdf.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.netcdf.Checksums;
import io.amasia.netcdf.WrittenSamples;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.ReadListener;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredGroup;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5SinkTest {
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

  private static final List<String> CODECS =
      List.of("none", "shuffle,deflate:4", "deflate:1,fletcher32", "zstd:3", "shuffle,fletcher32");

  @TempDir Path folder;

  private static Schema.Variable coded(Random random, Schema.Variable v) {
    if (random.nextBoolean() || v.dtype() == DType.STRING) {
      return v;
    }
    List<CodecChoice> codecs = CodecChoice.chain(CODECS.get(random.nextInt(CODECS.size())));
    return new Schema.Variable(
        v.name(), v.dims(), v.dtype(), v.shape(), v.chunks(), List.of(), codecs, null, v.attrs());
  }

  private static Schema nested(Random random, int depth) {
    Schema own = WrittenSamples.schema(random, ALL);
    Map<String, Schema> groups = new LinkedHashMap<>();
    for (int g = 0; depth < 2 && g < random.nextInt(3); g++) {
      groups.put("g" + g, nested(random, depth + 1));
    }
    return new Schema(
        own.dims(),
        own.unlimited(),
        own.attrs(),
        own.variables().stream().map(v -> coded(random, v)).toList(),
        groups);
  }

  @RandomTest(seeds = 80)
  void whatIsWrittenInAnyOrderReadsBack(long seed) {
    Random random = new Random(seed);
    Schema schema = nested(random, 0);
    Path path = folder.resolve(seed + ".nc4");
    Map<String, NdArray> written = new LinkedHashMap<>();
    try (Sink sink = new Hdf5Format().create(path.toString(), schema, false)) {
      schema
          .byPath()
          .forEach((name, variable) -> {
            NdArray values = WrittenSamples.values(random, variable);
            written.put(name, values);
            WrittenSamples.writeInPieces(random, sink, name, values);
          });
      sink.commit();
    }
    try (var dataset = Formats.open(path.toString())) {
      compare("", dataset.root(), schema, written);
    }
    written.values().forEach(NdArray::close);
  }

  /// The same file, byte for byte, also where groups, spaces in names, edges and fill values are.
  @RandomTest(seeds = 40)
  void whatAGuestEncodesIsWhatTheSinkWouldHave(long seed) throws IOException {
    Path alone = folder.resolve(seed + "-alone.nc4");
    Path together = folder.resolve(seed + "-together.nc4");
    writeWhole(alone, seed, false);
    writeWhole(together, seed, true);
    assertThat(together).hasSameBinaryContentAs(alone);
  }

  private static void writeWhole(Path path, long seed, boolean withGuest) {
    Random random = new Random(seed);
    Schema schema = nested(random, 0);
    var format = new Hdf5Format();
    try (Sink.Serial sink = (Sink.Serial) format.create(path.toString(), schema, false)) {
      Optional<Sink.Guest> guest =
          withGuest
              ? sink.invitation().map(invitation -> format.join(invitation.text()))
              : Optional.empty();
      schema
          .byPath()
          .forEach((name, variable) -> {
            Box box = Box.all(variable.shape());
            try (NdArray values = WrittenSamples.values(random, variable)) {
              Optional<List<Bytes>> chunks =
                  guest.flatMap(g -> ((Sink.Guest.Encoder) g).encode(name, box, values));
              if (chunks.isEmpty()) {
                sink.write(name, box, values);
                return;
              }
              try (var piece = sink.piece(name, box, chunks.get())) {
                sink.append(piece);
              }
            }
          });
      guest.ifPresent(Sink.Guest::close);
      sink.commit();
    }
  }

  private static void compare(
      String path, StoredGroup group, Schema schema, Map<String, NdArray> written) {
    assertThat(group.attrs()).isEqualTo(schema.attrs());
    assertThat(group.notes()).isEmpty();
    assertThat(group.arrays()).hasSize(schema.variables().size());
    for (int v = 0; v < schema.variables().size(); v++) {
      Schema.Variable variable = schema.variables().get(v);
      StoredArray array = group.arrays().get(v);
      NdArray expected = Objects.requireNonNull(written.get(path + variable.name()));
      assertThat(array.name()).isEqualTo(variable.name());
      assertThat(array.dims()).isEqualTo(variable.dims());
      assertThat(array.dtype()).isEqualTo(expected.dtype());
      assertThat(array.shape()).isEqualTo(expected.shape());
      assertThat(array.attrs()).isEqualTo(variable.attrs());
      assertThat(Checksums.of(array)).as(array.path()).isEqualTo(Checksums.of(expected));
    }
    schema
        .groups()
        .forEach((name, inner) -> {
          StoredGroup child =
              group.groups().stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
          compare(path + name + "/", child, inner, written);
        });
  }

  private static Schema.Variable variable(String name, DType dtype, Map<String, Long> dims) {
    Shape shape = Shape.of(dims.values().stream().mapToLong(n -> n).toArray());
    List<String> names = List.copyOf(dims.keySet());
    return new Schema.Variable(name, names, dtype, shape, Chunks.single(shape), null, Map.of());
  }

  @Test
  void anAttributeThatIsTooLongIsRefusedBeforeAnythingIsWritten() {
    var numbers = new Attribute.Numbers(DType.FLOAT64, Collections.nCopies(9000, 1.5));
    Schema schema = new Schema(Map.of(), List.of(), Map.of("table", numbers), List.of());
    String path = folder.resolve("a.nc4").toString();
    assertThatThrownBy(() -> new Hdf5Format().create(path, schema, false))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("'table'")
        .hasMessageContaining("72000 bytes");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void attributesOfEachKindReadBack() {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("text", Attribute.of("größe"));
    attrs.put("empty", Attribute.of(""));
    attrs.put("long", Attribute.of("x".repeat(200_000)));
    attrs.put("texts", new Attribute.Texts(List.of("a", "", "ü")));
    for (DType dtype : ALL) {
      if (dtype.isInteger()) {
        attrs.put("a " + dtype, new Attribute.Numbers(dtype, List.of(1L, 2L, 100L)));
      } else if (dtype.isFloating()) {
        attrs.put("a " + dtype, new Attribute.Numbers(dtype, List.of(0.5, Double.NaN)));
      }
    }
    Schema schema = new Schema(Map.of(), List.of(), attrs, List.of());
    String path = folder.resolve("a.nc4").toString();
    try (Sink sink = new Hdf5Format().create(path, schema, false)) {
      sink.commit();
    }
    try (var dataset = Formats.open(path)) {
      assertThat(dataset.root().attrs()).isEqualTo(attrs);
    }
  }

  @Test
  void aVariableNamedLikeADimensionItLacksKeepsItsName() {
    Map<String, Long> dims = new LinkedHashMap<>(Map.of("x", 3L));
    dims.put("y", 3L);
    var other = variable("x", DType.INT32, Map.of("y", 3L));
    Schema schema = new Schema(dims, List.of("y"), Map.of(), List.of(other));
    String path = folder.resolve("a.nc4").toString();
    try (Sink sink = new Hdf5Format().create(path, schema, false);
        NdArray values = NdArray.of(Shape.of(3), 1, 2, 3)) {
      sink.write("x", Box.all(Shape.of(3)), values);
      sink.commit();
    }
    try (var dataset = Formats.open(path)) {
      StoredArray array = dataset.root().arrays().getFirst();
      assertThat(array.name()).isEqualTo("x");
      assertThat(array.dims()).containsExactly("y");
      assertThat(dataset.root().dims()).isEqualTo(dims);
      assertThat(dataset.root().unlimited()).containsExactly("y");
    }
  }

  @Test
  void anIndexOfManyLevelsFindsEachChunk() {
    Shape shape = Shape.of(70, 100);
    var values = NdArray.allocate(DType.INT16, shape);
    for (int i = 0; i < 7000; i++) {
      values.data().setAtIndex(java.lang.foreign.ValueLayout.JAVA_SHORT, i, (short) i);
    }
    var variable =
        new Schema.Variable(
            "a",
            List.of("y", "x"),
            DType.INT16,
            shape,
            Chunks.regular(shape, 1, 1),
            List.of(),
            CodecChoice.chain("shuffle"),
            null,
            Map.of());
    Map<String, Long> dims = new LinkedHashMap<>(Map.of("y", 70L));
    dims.put("x", 100L);
    String path = folder.resolve("a.nc4").toString();
    try (Sink sink =
        new Hdf5Format()
            .create(path, new Schema(dims, List.of(), Map.of(), List.of(variable)), false)) {
      sink.write("a", Box.all(shape), values);
      sink.commit();
    }
    try (var dataset = Formats.open(path);
        NdArray read = ArrayReader.read(dataset.root().arrays().getFirst(), Box.all(shape))) {
      assertThat(read.toLongs()).isEqualTo(values.toLongs());
    }
    values.close();
  }

  @Test
  void whatNetcdf4CannotHoldIsRefusedByName() {
    String path = folder.resolve("a.nc4").toString();
    var half = variable("h", DType.FLOAT16, Map.of("x", 3L));
    var schema = new Schema(Map.of("x", 3L), List.of(), Map.of(), List.of(half));
    assertThatThrownBy(() -> new Hdf5Format().create(path, schema, false))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("float16")
        .hasMessageContaining("cast");
    assertThat(folder).isEmptyDirectory();
  }

  /// In one piece, and in chunks without filters, one of which the end of the array cuts.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void partsOfPlainValuesAreReadByTheirRanges(boolean grows) {
    Shape shape = Shape.of(40, 90, 100);
    Map<String, Long> dims = new LinkedHashMap<>();
    dims.put("t", 40L);
    dims.put("y", 90L);
    dims.put("x", 100L);
    var variable =
        new Schema.Variable(
            "v",
            List.of("t", "y", "x"),
            DType.FLOAT32,
            shape,
            Chunks.regular(shape, 16, 90, 100),
            List.of(),
            CodecChoice.chain("none"),
            null,
            Map.of());
    Path path = folder.resolve("plain.nc");
    var schema = new Schema(dims, grows ? List.of("t") : List.of(), Map.of(), List.of(variable));
    try (NdArray values = NdArray.allocate(DType.FLOAT32, shape)) {
      for (long i = 0; i < shape.size(); i++) {
        values.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) i);
      }
      try (Sink sink = new Hdf5Format().create(path.toString(), schema, false)) {
        sink.write("v", Box.all(shape), values);
        sink.commit();
      }
      try (var dataset = Formats.open(path.toString())) {
        StoredArray array = dataset.root().arrays().getFirst();
        var bytes = new AtomicLong();
        ReadListener listener =
            new ReadListener() {
              @Override
              public void chunkRead(StoredArray from, long encodedBytes) {
                bytes.addAndGet(encodedBytes);
              }
            };
        Box column = Box.of(new long[] {0, 7, 9}, new long[] {40, 1, 2});
        try (NdArray read = ArrayReader.read(array, column, listener)) {
          for (int t = 0; t < 40; t++) {
            assertThat(read.getDouble(2L * t + 1)).isEqualTo((t * 90 + 7) * 100 + 10);
          }
        }
        assertThat(bytes.get()).isLessThan(1000);
      }
    }
  }
}
