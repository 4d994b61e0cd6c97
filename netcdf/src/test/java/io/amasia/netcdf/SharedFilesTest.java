package io.amasia.netcdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.netcdf.hdf5.Hdf5Format;
import io.amasia.storage.FileStore;
import io.amasia.storage.Location;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every netCDF file of the shared data gives what netCDF4-python reads, raw: see `expected.py`.
class SharedFilesTest {
  private static final List<Format> FORMATS = List.of(new ClassicFormat(), new Hdf5Format());

  @TestFactory
  Stream<DynamicTest> filesReadAsNetcdf4PythonDoes() throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(SharedFilesTest.class.getResourceAsStream("expected.json"));
    return expected
        .propertyStream()
        .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> check(file)));
  }

  private static void check(Map.Entry<String, JsonNode> file) {
    Path path = Shared.file(file.getKey());
    try (var store = FileStore.file(path)) {
      var location = new Location(store, path.getFileName().toString(), path.toString());
      Optional<Format> format = FORMATS.stream().filter(f -> f.matches(location)).findFirst();
      assertThat(format).as("format of " + path).isPresent();
      if (file.getValue().has("error")) {
        assertThatThrownBy(() -> format.get().open(location).close())
            .isInstanceOf(AmasiaException.Format.class)
            .hasMessageContaining(path.toString());
        return;
      }
      try (StoredDataset dataset = format.get().open(location)) {
        compare(file.getValue(), dataset);
      }
    }
  }

  private static void compare(JsonNode expected, StoredDataset dataset) {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    collect(dataset.root(), arrays);
    assertThat(arrays.keySet())
        .containsExactlyElementsOf(expected.propertyStream().map(Map.Entry::getKey).toList());
    expected
        .propertyStream()
        .forEach(v -> compare(v.getValue(), Objects.requireNonNull(arrays.get(v.getKey()))));
  }

  private static void collect(StoredGroup group, Map<String, StoredArray> arrays) {
    group.arrays().forEach(a -> arrays.put(a.path(), a));
    group.groups().forEach(g -> collect(g, arrays));
  }

  private static void compare(JsonNode expected, StoredArray array) {
    assertThat(array.dims())
        .as(array.path())
        .isEqualTo(expected.get("dims").valueStream().map(JsonNode::asText).toList());
    assertThat(array.shape().toArray())
        .as(array.path())
        .isEqualTo(expected.get("shape").valueStream().mapToLong(JsonNode::asLong).toArray());
    assertThat(array.dtype().label()).as(array.path()).isEqualTo(expected.get("dtype").asText());
    assertThat(Checksums.of(array)).as(array.path()).isEqualTo(expected.get("crc").asLong());
    // Slow for large arrays, whose checksum tells as much.
    if (expected.has("sum") && array.shape().size() < 100_000) {
      compareStatistics(expected, array);
    }
  }

  private static void compareStatistics(JsonNode expected, StoredArray array) {
    double sum = 0;
    double scale = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    try (NdArray values = ArrayReader.read(array, Box.all(array.shape()))) {
      for (long i = 0; i < values.size(); i++) {
        double value = values.getDouble(i);
        sum += value;
        scale += Math.abs(value);
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    close(array.path() + " sum", sum, expected.get("sum"), 1e-9 * scale);
    close(array.path() + " min", min, expected.get("min"), 0);
    close(array.path() + " max", max, expected.get("max"), 0);
  }

  private static void close(String what, double got, JsonNode expected, double tolerance) {
    if (expected.isTextual()) {
      assertThat(Double.isFinite(got)).as(what).isFalse();
    } else {
      assertThat(got).as(what).isCloseTo(expected.asDouble(), within(tolerance));
    }
  }
}
