package io.amasia.tables;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.amasia.array.AmasiaException;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.StoredDataset;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for bytes that make the readers of tables fail with other than their own errors. In the
/// profile `fuzz`; [CsvTest] and [NumpyTest] run random ones with the other tests, [JsonTest]
/// damaged ones.
class TablesFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
        "t,x,v\n1,a,2.5\n1,b,NA\n2,a,\"q\"\"\"\n2,b,1e3\n".getBytes(StandardCharsets.UTF_8),
        """
        {"dims": {"x": 1}, "attrs": {"n": {"dtype": "float32", "values": ["NaN"]}, "t": ["a"]},
         "coords": {"t": {"dims": ["x"], "shape": [1], "dtype": "datetime64[us]", "values": [null]}},
         "variables": {"d": {"dims": ["x"], "shape": [1], "dtype": "timedelta64[us]",
                             "units": "s", "values": ["PT1S"]}}}
        """
            .getBytes(StandardCharsets.UTF_8),
        NpyHeader.of(io.amasia.array.DType.INT32, io.amasia.array.Shape.of(0, 3), 0));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyBytesOpenOrAreRefused(byte[] input) {
    for (Format format : new Format[] {new CsvFormat(), new NpyFormat(), new JsonFormat()}) {
      var store = new MemoryStore();
      store.write("x.csv", MemorySegment.ofArray(input));
      try (StoredDataset dataset = format.open(new Location(store, "x.csv", "x.csv"))) {
        dataset.root().arrays().forEach(array -> Tabled.read(dataset, array.name()).close());
      } catch (AmasiaException _) {
        // refused
      }
    }
  }
}
