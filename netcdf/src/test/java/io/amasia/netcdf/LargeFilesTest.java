package io.amasia.netcdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.netcdf.hdf5.Hdf5Format;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of 20 GB, of which almost nothing is written, so that they take no room on disk.
class LargeFilesTest {
  private static final long TIMES = 30;
  private static final Shape FIELDS = Shape.of(TIMES, 10_000, 18_000);

  @TempDir Path folder;

  private static Schema schema(List<String> unlimited) {
    Map<String, Long> dims = new LinkedHashMap<>();
    dims.put("time", TIMES);
    dims.put("lat", 10_000L);
    dims.put("lon", 18_000L);
    var chunks = Chunks.regular(FIELDS, 1, 50, 18_000);
    var none = CodecChoice.chain("none");
    var fields =
        new Schema.Variable(
            "fields",
            List.copyOf(dims.keySet()),
            DType.FLOAT32,
            FIELDS,
            chunks,
            List.of(),
            none,
            null,
            Map.of());
    Shape shape = Shape.of(TIMES);
    var time =
        new Schema.Variable(
            "time", List.of("time"), DType.FLOAT64, shape, Chunks.single(shape), null, Map.of());
    return new Schema(dims, unlimited, Map.of(), List.of(fields, time));
  }

  private static Box box(long time, long lat) {
    return Box.of(new long[] {time, lat, 0}, new long[] {1, 50, 18_000});
  }

  private void holds(Format format, String variant, List<String> unlimited) throws IOException {
    Path path = folder.resolve(variant + unlimited.size() + ".nc");
    List<Box> boxes = List.of(box(0, 0), box(15, 5000), box(TIMES - 1, 9950));
    var request = WriteRequest.of(path.toString(), schema(unlimited), false).withVariant(variant);
    try (Sink sink = format.create(request)) {
      for (Box box : boxes) {
        try (NdArray values = NdArray.allocate(DType.FLOAT32, box.shape())) {
          values.data().fill((byte) (1 + box.start(0)));
          sink.write("fields", box, values);
        }
      }
      try (NdArray times = NdArray.of(Shape.of(TIMES), new double[(int) TIMES])) {
        sink.write("time", Box.all(Shape.of(TIMES)), times);
      }
      sink.commit();
    }
    try (StoredDataset opened = Formats.open(path.toString())) {
      var fields = opened.root().arrays().getFirst();
      assertThat(fields.shape()).isEqualTo(FIELDS);
      for (Box box : boxes) {
        try (NdArray values = ArrayReader.read(fields, box);
            NdArray expected = NdArray.allocate(DType.FLOAT32, box.shape())) {
          expected.data().fill((byte) (1 + box.start(0)));
          assertThat(values.data().mismatch(expected.data())).isEqualTo(-1);
        }
      }
    }
    Files.delete(path);
  }

  @Test
  void classicFormsPlaceValuesBeyondFourGigabytes() throws IOException {
    holds(new ClassicFormat(), "64bit", List.of("time"));
    holds(new ClassicFormat(), "cdf5", List.of());
  }

  @Test
  void netcdf4PlacesValuesAndHeadersBeyondFourGigabytes() throws IOException {
    holds(new Hdf5Format(), "nc4", List.of());
    holds(new Hdf5Format(), "nc4", List.of("time"));
  }
}
