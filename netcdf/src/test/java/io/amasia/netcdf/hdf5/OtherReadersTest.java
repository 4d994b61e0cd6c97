package io.amasia.netcdf.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What h5py, netCDF4, h5netcdf, xarray, ncdump, CDO and NCO see in our files, those that are here.
class OtherReadersTest {
  private static final Map<String, Long> LENGTHS =
      Map.of("time", 3L, "lat", 4L, "lon", 4L, "bnds", 2L, "y", 4L, "x", 4L, "z", 2L);

  @TempDir Path folder;

  private static Schema.Variable variable(
      String name,
      String dims,
      DType dtype,
      @Nullable String codecs,
      Map<String, Attribute> attrs) {
    List<String> names = List.of(dims.split(" "));
    Shape shape = Shape.of(names.stream().mapToLong(d -> LENGTHS.getOrDefault(d, 1L)).toArray());
    long[] chunk = shape.ndim() == 3 ? new long[] {1, 3, 4} : shape.toArray();
    return new Schema.Variable(
        name,
        names,
        dtype,
        shape,
        Chunks.regular(shape, chunk),
        List.of(),
        codecs == null ? null : CodecChoice.chain(codecs),
        null,
        attrs);
  }

  private static Schema schema() {
    Map<String, Long> dims = new LinkedHashMap<>();
    for (String dim : List.of("time", "lat", "lon", "bnds", "y")) {
      dims.put(dim, LENGTHS.getOrDefault(dim, 1L));
    }
    Map<String, Attribute> time =
        Map.of(
            "units", Attribute.of("days since 2000-01-01"), "calendar", Attribute.of("standard"));
    Map<String, Attribute> field = new LinkedHashMap<>();
    field.put("_FillValue", new Attribute.Numbers(DType.FLOAT32, List.of(1e20)));
    field.put("long_name", Attribute.of("größe"));
    field.put("empty", Attribute.of(""));
    field.put("texts", new Attribute.Texts(List.of("a", "", "b")));
    List<Schema.Variable> variables = new ArrayList<>();
    variables.add(variable("time", "time", DType.FLOAT64, null, time));
    variables.add(
        variable(
            "lat", "lat", DType.FLOAT64, null, Map.of("units", Attribute.of("degrees_north"))));
    variables.add(
        variable("lon", "lon", DType.FLOAT32, null, Map.of("units", Attribute.of("degrees_east"))));
    variables.add(variable("v0", "time lat lon", DType.FLOAT32, "none", field));
    variables.add(variable("v1", "time lat lon", DType.FLOAT32, "shuffle,deflate:4", field));
    variables.add(variable("v2", "time lat lon", DType.FLOAT32, "deflate:1,fletcher32", field));
    for (DType dtype : DType.values()) {
      if (dtype.isInteger()) {
        variables.add(variable(dtype.label(), "lat lon", dtype, null, Map.of()));
      }
    }
    variables.add(variable("s", "lat", DType.STRING, null, Map.of()));
    variables.add(variable("ts", "time bnds", DType.STRING, null, Map.of()));
    // Named like a dimension that it lacks.
    dims.put("x", 4L);
    variables.add(variable("x", "y", DType.INT32, null, Map.of()));
    Map<String, Long> inner = new LinkedHashMap<>(Map.of("time", 3L));
    inner.put("z", 2L);
    var forecast =
        new Schema(
            inner,
            List.of("time"),
            Map.of("note", Attribute.of("in a group")),
            List.of(variable("q", "time z", DType.FLOAT64, "shuffle,deflate:2", Map.of())));
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("title", Attribute.of("for others"));
    attrs.put("long", Attribute.of("y".repeat(70_000)));
    attrs.put("nums", new Attribute.Numbers(DType.INT16, List.of(1L, 2L, 3L)));
    return new Schema(dims, List.of("time"), attrs, variables, Map.of("forecast", forecast));
  }

  private static NdArray values(Schema.Variable variable) {
    int count = Math.toIntExact(variable.shape().size());
    if (variable.dtype() == DType.STRING) {
      return NdArray.of(
          variable.shape(),
          IntStream.range(0, count).mapToObj(i -> i == 1 ? "" : "té" + i).toList());
    }
    NdArray values = NdArray.allocate(variable.dtype(), variable.shape());
    for (int i = 0; i < count; i++) {
      byte[] element = element(variable.dtype(), i);
      values
          .data()
          .asSlice((long) i * element.length, element.length)
          .copyFrom(MemorySegment.ofArray(element));
    }
    return values;
  }

  private static byte[] element(DType dtype, int i) {
    ByteBuffer bytes = ByteBuffer.allocate(dtype.itemSize()).order(ByteOrder.nativeOrder());
    switch (dtype) {
      case FLOAT32 -> bytes.putFloat(i);
      case FLOAT64 -> bytes.putDouble(i);
      default -> {
        switch (dtype.itemSize()) {
          case 1 -> bytes.put((byte) i);
          case 2 -> bytes.putShort((short) i);
          case 4 -> bytes.putInt(i);
          default -> bytes.putLong(i);
        }
      }
    }
    return bytes.array();
  }

  @Test
  void seeTheSame() throws IOException, InterruptedException {
    Path file = folder.resolve("a.nc");
    Schema schema = schema();
    try (Sink sink = new Hdf5Format().create(file.toString(), schema, false)) {
      schema
          .byPath()
          .forEach((path, variable) -> {
            try (NdArray values = values(variable)) {
              sink.write(path, Box.all(variable.shape()), values);
            }
          });
      sink.commit();
    }
    List<String> pythons =
        Stream.of("python3", "/usr/bin/python3").filter(OtherReadersTest::isHere).toList();
    assumeTrue(!pythons.isEmpty(), "no python3 here to read the file with other libraries");
    Path script = Path.of("src/test/resources/lab/read_by_others.py").toAbsolutePath();
    for (String python : pythons) {
      Process reading = start(python, script.toString(), file.toString());
      String said = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reading.waitFor()).as(python + ": " + said).isZero();
    }
  }

  private static Process start(String... line) throws IOException {
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  private static boolean isHere(String python) {
    try {
      return start(python, "-c", "").waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
