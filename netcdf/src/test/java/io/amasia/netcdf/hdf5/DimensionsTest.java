package io.amasia.netcdf.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.netcdf.Checksums;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Dimensions get the names and lengths that netCDF-C gives them: see `make_dims.py`.
class DimensionsTest {
  @TestFactory
  Stream<DynamicTest> dimensionsAreNamedAsNetcdfDoes() throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(DimensionsTest.class.getResourceAsStream("expected_dims.json"));
    return expected
        .propertyStream()
        .map(f -> DynamicTest.dynamicTest(f.getKey(), () -> check(f.getKey(), f.getValue())));
  }

  private static void check(String file, JsonNode expected) {
    try (StoredDataset dataset = Hdf5FilesTest.open(Hdf5FilesTest.resource(file))) {
      Map<String, StoredArray> arrays = new LinkedHashMap<>();
      Map<String, Map<String, Long>> dims = new LinkedHashMap<>();
      collect("", dataset.root(), arrays, dims);
      expected
          .propertyStream()
          .forEach(v -> {
            if (v.getKey().endsWith("#dims")) {
              v.getValue()
                  .propertyStream()
                  .forEach(d ->
                      assertThat(dims.get(v.getKey()))
                          .as(v.getKey())
                          .containsEntry(d.getKey(), d.getValue().asLong()));
            } else {
              check(v.getValue(), Objects.requireNonNull(arrays.get(v.getKey()), v.getKey()));
            }
          });
      assertThat(arrays.keySet())
          .containsExactlyElementsOf(
              expected
                  .propertyStream()
                  .map(Map.Entry::getKey)
                  .filter(k -> !k.endsWith("#dims"))
                  .toList());
    }
  }

  private static void collect(
      String path,
      StoredGroup group,
      Map<String, StoredArray> arrays,
      Map<String, Map<String, Long>> dims) {
    dims.put(path + "/#dims", group.dims());
    group.arrays().forEach(a -> arrays.put(a.path(), a));
    group.groups().forEach(g -> collect(path + "/" + g.name(), g, arrays, dims));
  }

  private static void check(JsonNode expected, StoredArray array) {
    assertThat(array.dims())
        .as(array.path())
        .isEqualTo(expected.get("dims").valueStream().map(JsonNode::asText).toList());
    assertThat(array.shape().toArray())
        .as(array.path())
        .isEqualTo(expected.get("shape").valueStream().mapToLong(JsonNode::asLong).toArray());
    assertThat(array.dtype().label()).isEqualTo(expected.get("dtype").asText());
    assertThat(Checksums.of(array)).as(array.path()).isEqualTo(expected.get("crc").asLong());
  }

  @Test
  void unlimitedDimensionsAndOrderAreKept() {
    try (StoredDataset dataset = Hdf5FilesTest.open(Hdf5FilesTest.resource("dims.nc"))) {
      assertThat(dataset.root().unlimited()).containsExactly("t", "u");
      assertThat(dataset.root().dims().keySet()).containsExactly("y", "x", "t", "u", "n", "wide");
      assertThat(dataset.root().attrs().keySet()).containsExactly("title");
    }
  }
}
