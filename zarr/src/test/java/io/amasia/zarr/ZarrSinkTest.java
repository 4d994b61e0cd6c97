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
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZarrSinkTest {
  @TempDir Path folder;

  private Path target() {
    return folder.resolve("x.zarr");
  }

  private static String codecs(Random random, DType dtype, boolean v2) {
    List<String> chain = new ArrayList<>();
    if (random.nextInt(3) == 0 && dtype != DType.STRING) {
      chain.add("transpose");
    }
    boolean number = dtype.isInteger() && !dtype.isTime();
    if (number && random.nextInt(3) == 0 && (chain.isEmpty() || v2)) {
      chain.add("delta");
    }
    if (random.nextInt(3) == 0) {
      chain.add("shuffle");
    }
    String[] compressors = {
      "zstd:1",
      "zstd:-3",
      "gzip:3",
      "zlib:1",
      "lz4",
      "bz2",
      "blosc:lz4:5:bitshuffle",
      "blosc:zstd:5:shuffle",
      "blosc:blosclz:5:shuffle",
      "blosc:zlib:3:noshuffle",
      "blosc:snappy:5:shuffle",
      "blosc:lz4hc:9:shuffle",
      "zstd:1"
    };
    if (random.nextInt(5) > 0) {
      chain.add(compressors[random.nextInt(compressors.length)]);
    }
    String[] sums = {"crc32c", "fletcher32", "crc32", "adler32"};
    if (random.nextInt(3) == 0) {
      chain.add(sums[random.nextInt(sums.length)]);
    }
    if (!v2 && random.nextInt(3) == 0) {
      chain.add("sharding:start");
    }
    return chain.isEmpty() ? "none" : String.join(",", chain);
  }

  private static Schema schema(
      NdArray values, Chunks chunks, List<Long> shards, List<CodecChoice> codecs) {
    Schema plain = schema(values, chunks, Map.of());
    Schema.Variable v = plain.variables().getFirst();
    var variable =
        new Schema.Variable(
            "v", v.dims(), v.dtype(), v.shape(), chunks, shards, codecs, null, v.attrs());
    return new Schema(plain.dims(), List.of(), plain.attrs(), List.of(variable));
  }

  private static Schema schema(NdArray values, Chunks chunks, Map<String, Attribute> attrs) {
    Map<String, Long> dims = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (int d = 0; d < values.shape().ndim(); d++) {
      names.add("d" + d);
      dims.put("d" + d, values.shape().size(d));
    }
    var variable =
        new Schema.Variable("v", names, values.dtype(), values.shape(), chunks, null, attrs);
    return new Schema(dims, List.of(), Map.of("title", Attribute.of("t")), List.of(variable));
  }

  private static StoredDataset open(Path path) {
    return new ZarrFormat().open(new Location(FileStore.folder(path), "", path.toString()));
  }

  private static void writeAll(ZarrSink sink, NdArray values) {
    sink.write("v", Box.all(values.shape()), values);
    sink.commit();
    sink.close();
  }

  @RandomTest
  void whatIsWrittenIsRead(long seed) throws IOException {
    var random = new Random(seed);
    List<DType> dtypes = List.of(DType.values());
    DType dtype = dtypes.get(random.nextInt(dtypes.size()));
    long[] sizes = random.longs(random.nextInt(4), 0, 9).toArray();
    long[] chunk = Arrays.stream(sizes).map(_ -> 1 + random.nextInt(5)).toArray();
    Shape shape = Shape.of(sizes);
    boolean v2 = random.nextInt(3) == 0;
    String codecs = codecs(random, dtype, v2);
    List<Long> shards =
        v2 || random.nextBoolean()
            ? List.of()
            : Arrays.stream(chunk).mapToObj(length -> length * (1 + random.nextInt(3))).toList();
    Path path = Files.createTempDirectory(folder, "seed").resolve("x.zarr");
    try (NdArray values = values(random, dtype, shape)) {
      var cuts = new ArrayList<Chunks.Cut>();
      for (int d = 0; d < sizes.length; d++) {
        cuts.add(new Chunks.Regular(sizes[d], chunk[d]));
      }
      Schema schema = schema(values, new Chunks(cuts), shards, CodecChoice.chain(codecs));
      WriteRequest request =
          WriteRequest.of(path.toString(), schema, false).withVariant(v2 ? "zarr2" : "zarr3");
      try (var sink = ZarrSink.create(request)) {
        Chunks parts = sink.writeChunks("v");
        Boxes.forEach(
            parts.gridShape(),
            index -> {
              Box box = parts.box(index);
              try (NdArray part = part(values, box)) {
                sink.write("v", box, part);
              }
            });
        sink.commit();
      }
      try (StoredDataset dataset = open(path)) {
        StoredArray array = dataset.root().arrays().getFirst();
        assertThat(array.dtype()).isEqualTo(dtype);
        try (NdArray read = ArrayReader.read(array, Box.all(shape))) {
          assertThat(texts(read)).isEqualTo(texts(values));
        }
      }
    }
  }

  private static NdArray part(NdArray values, Box box) {
    long[] strides = values.shape().strides();
    List<Long> positions = new ArrayList<>();
    long start = Boxes.dot(Boxes.starts(box), strides);
    Boxes.forEach(box.shape(), index -> positions.add(start + Boxes.dot(index, strides)));
    if (values.dtype() == DType.STRING) {
      return NdArray.of(box.shape(), positions.stream().map(values::getString).toList());
    }
    NdArray part = NdArray.allocate(values.dtype(), box.shape());
    int itemSize = values.dtype().itemSize();
    for (int i = 0; i < positions.size(); i++) {
      part.data()
          .asSlice((long) i * itemSize, itemSize)
          .copyFrom(values.data().asSlice(positions.get(i) * itemSize, itemSize));
    }
    return part;
  }

  private static NdArray values(Random random, DType dtype, Shape shape) {
    if (dtype == DType.STRING) {
      List<String> texts = new ArrayList<>();
      for (long i = 0; i < shape.size(); i++) {
        texts.add(random.nextBoolean() ? "" : "ä𝛑" + random.nextInt(1000));
      }
      return NdArray.of(shape, texts);
    }
    NdArray values = NdArray.allocate(dtype, shape);
    boolean constant = random.nextInt(4) == 0;
    for (long i = 0; i < values.data().byteSize(); i++) {
      int value = dtype == DType.BOOL ? random.nextInt(2) : random.nextInt(256);
      values.data().set(ValueLayout.JAVA_BYTE, i, (byte) (constant ? 0 : value));
    }
    return values;
  }

  /// The elements as text; bits of numbers, so that NaN payloads count.
  private static List<String> texts(NdArray values) {
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < values.size(); i++) {
      int itemSize = values.dtype().itemSize();
      texts.add(
          values.dtype() == DType.STRING
              ? values.getString(i)
              : Arrays.toString(
                  values.data().asSlice(i * itemSize, itemSize).toArray(ValueLayout.JAVA_BYTE)));
    }
    return texts;
  }

  @Test
  void keepsAttributesAndFillValue() {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("units", Attribute.of("K"));
    attrs.put("_FillValue", new Attribute.Numbers(DType.FLOAT32, List.of((double) 1e20f)));
    attrs.put("valid_range", new Attribute.Numbers(DType.FLOAT64, List.of(-1.5, Double.NaN)));
    attrs.put("flags", new Attribute.Numbers(DType.INT64, List.of(1L, 2L)));
    attrs.put("on", new Attribute.Numbers(DType.BOOL, List.of(1L)));
    attrs.put("names", new Attribute.Texts(List.of("a", "b")));
    attrs.put("more", new Attribute.Json("{\"a\":[1,null]}"));
    try (NdArray values = NdArray.of(Shape.of(3), 1f, 2f, 3f)) {
      Schema schema = schema(values, Chunks.single(values.shape()), attrs);
      writeAll(ZarrSink.create(WriteRequest.of(target().toString(), schema, false)), values);
      try (StoredDataset dataset = open(target())) {
        StoredArray array = dataset.root().arrays().getFirst();
        assertThat(array.attrs()).isEqualTo(attrs);
        assertThat(List.copyOf(array.attrs().keySet())).isEqualTo(List.copyOf(attrs.keySet()));
        assertThat(array.fill().getDouble(0)).isEqualTo(1e20f);
        assertThat(dataset.root().attrs()).containsEntry("title", Attribute.of("t"));
        assertThat(array.dims()).containsExactly("d0");
      }
    }
  }

  @Test
  void chunksOfNothingButFillAreNotStored() throws IOException {
    try (NdArray values = NdArray.of(Shape.of(4), 0, 0, 0, 5)) {
      Schema schema = schema(values, Chunks.regular(values.shape(), 2), Map.of());
      writeAll(ZarrSink.create(WriteRequest.of(target().toString(), schema, false)), values);
      try (Stream<Path> chunks = Files.list(target().resolve("v/c"))) {
        assertThat(chunks).containsExactly(target().resolve("v/c/1"));
      }
    }
  }

  @Test
  void nothingIsVisibleBeforeCommitAndNothingLeftAfterGivingUp() throws IOException {
    try (NdArray values = NdArray.of(Shape.of(2), 1, 2)) {
      Schema schema = schema(values, Chunks.single(values.shape()), Map.of());
      try (var sink = ZarrSink.create(WriteRequest.of(target().toString(), schema, false))) {
        sink.write("v", Box.all(values.shape()), values);
        assertThat(target()).doesNotExist();
      }
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void refusesToReplaceUnlessAllowedAndThenReplacesWhole() throws IOException {
    try (NdArray one = NdArray.of(Shape.of(2), 1, 2);
        NdArray two = NdArray.of(Shape.of(3), 3, 4, 5)) {
      Schema first = schema(one, Chunks.single(one.shape()), Map.of());
      Schema second = schema(two, Chunks.single(two.shape()), Map.of());
      writeAll(ZarrSink.create(WriteRequest.of(target().toString(), first, false)), one);
      assertThatThrownBy(() -> ZarrSink.create(WriteRequest.of(target().toString(), second, false)))
          .isInstanceOf(AmasiaException.Conflict.class)
          .hasMessageContaining("exists");
      try (var sink = ZarrSink.create(WriteRequest.of(target().toString(), second, true))) {
        sink.write("v", Box.all(two.shape()), two);
        assertThat(read(target())).containsExactly(1, 2);
        sink.commit();
      }
      assertThat(read(target())).containsExactly(3, 4, 5);
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).containsExactly(target());
      }
    }
  }

  private static double[] read(Path path) {
    try (StoredDataset dataset = open(path)) {
      StoredArray array = dataset.root().arrays().getFirst();
      try (NdArray values = ArrayReader.read(array, Box.all(array.shape()))) {
        return values.toDoubles();
      }
    }
  }

  @Test
  void neverReplacesWhatIsNotZarr() throws IOException {
    Files.createDirectories(target().resolve("precious"));
    try (NdArray values = NdArray.of(Shape.of(2), 1, 2)) {
      Schema schema = schema(values, Chunks.single(values.shape()), Map.of());
      assertThatThrownBy(() -> ZarrSink.create(WriteRequest.of(target().toString(), schema, true)))
          .isInstanceOf(AmasiaException.Conflict.class)
          .hasMessageContaining("not Zarr");
      assertThat(target().resolve("precious")).exists();
    }
  }
}
