package io.amasia.netcdf.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.netcdf.Checksums;
import io.amasia.storage.FileStore;
import io.amasia.storage.Location;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Files made by h5py give what h5py reads: see `make.py`.
class Hdf5FilesTest {
  static Path resource(String name) {
    try {
      return Path.of(Hdf5FilesTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static StoredDataset open(Path path) {
    String key = path.getFileName().toString();
    return new Hdf5Format().open(new Location(FileStore.file(path), key, key));
  }

  private static StoredDataset open(String name) {
    return open(resource(name));
  }

  private static Map<String, StoredArray> arrays(StoredDataset dataset) {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    collect(dataset.root(), arrays);
    return arrays;
  }

  private static StoredArray array(StoredDataset dataset, String path) {
    return Objects.requireNonNull(arrays(dataset).get(path), path);
  }

  private static void collect(StoredGroup group, Map<String, StoredArray> arrays) {
    group.arrays().forEach(a -> arrays.put(a.path(), a));
    group.groups().forEach(g -> collect(g, arrays));
  }

  @TestFactory
  Stream<DynamicTest> valuesAreWhatH5pyReads() throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(Hdf5FilesTest.class.getResourceAsStream("expected.json"));
    return expected
        .propertyStream()
        .map(file ->
            DynamicTest.dynamicTest(file.getKey(), () -> check(file.getKey(), file.getValue())));
  }

  private static void check(String file, JsonNode expected) {
    try (StoredDataset dataset = open(file)) {
      Map<String, StoredArray> arrays = arrays(dataset);
      expected
          .propertyStream()
          .forEach(v -> check(v.getValue(), Objects.requireNonNull(arrays.get(v.getKey()))));
    }
  }

  private static void check(JsonNode expected, StoredArray array) {
    assertThat(array.shape().toArray())
        .as(array.path())
        .isEqualTo(expected.get("shape").valueStream().mapToLong(JsonNode::asLong).toArray());
    assertThat(array.dtype().label()).as(array.path()).isEqualTo(expected.get("dtype").asText());
    assertThat(Checksums.of(array)).as(array.path()).isEqualTo(expected.get("crc").asLong());
  }

  @Test
  void filtersWithoutACodecAreRefusedByName() {
    try (StoredDataset plugins = open("plugins.h5")) {
      assertThatThrownBy(() -> Checksums.of(array(plugins, "/unknown")))
          .isInstanceOf(AmasiaException.Unsupported.class)
          .hasMessageContaining("32013");
      assertThat(plugins.root().notes()).anyMatch(n -> n.contains("/unknown"));
    }
  }

  @Test
  void whatIsNoVariableIsNoted() {
    try (StoredDataset dataset = open("types.h5")) {
      assertThat(dataset.root().arrays())
          .extracting(StoredArray::name)
          .doesNotContain("compound", "opaque", "reference", "ragged", "complex", "none", "named");
      assertThat(dataset.root().notes())
          .anyMatch(n -> n.contains("compound variable '/compound' skipped"))
          .anyMatch(n -> n.contains("opaque"))
          .anyMatch(n -> n.contains("reference variable"))
          .anyMatch(n -> n.contains("variable-length variable '/ragged'"));
    }
    try (StoredDataset dataset = open("layouts.h5")) {
      assertThat(dataset.root().notes())
          .anyMatch(n -> n.contains("/dangling"))
          .anyMatch(n -> n.contains("/outside"));
      assertThat(dataset.root().groups().getFirst().notes()).anyMatch(n -> n.contains("/g/loop"));
      assertThat(arrays(dataset)).containsKeys("/soft", "/g/inner");
    }
  }

  @Test
  void attributesKeepTypeAndValue() {
    try (StoredDataset dataset = open("types.h5")) {
      Map<String, Attribute> attrs = dataset.root().attrs();
      assertThat(attrs.get("text")).isEqualTo(Attribute.of("größe"));
      assertThat(attrs.get("bytes")).isEqualTo(Attribute.of("plain"));
      assertThat(attrs.get("texts")).isEqualTo(new Attribute.Texts(List.of("a", "b c")));
      assertThat(attrs.get("fixed_texts")).isEqualTo(new Attribute.Texts(List.of("one", "two2")));
      assertThat(attrs.get("int")).isEqualTo(new Attribute.Numbers(DType.INT32, List.of(5L)));
      assertThat(attrs.get("list"))
          .isEqualTo(new Attribute.Numbers(DType.FLOAT64, List.of(1.5, 2.5)));
      assertThat(attrs.get("empty")).isEqualTo(Attribute.of(""));
      assertThat(attrs.get("flag")).isEqualTo(new Attribute.Numbers(DType.INT8, List.of(1L)));
      assertThat(attrs).doesNotContainKey("ref");
      for (StoredArray array : dataset.root().arrays()) {
        if (array.attrs().get("valid_range") instanceof Attribute.Numbers range) {
          assertThat(range.dtype()).isEqualTo(array.dtype());
          assertThat(range.values())
              .extracting(Number::intValue)
              .containsExactly(0, 1, 2, 100, 127);
        }
      }
    }
  }

  @Test
  void largeGroupsAndAttributesKeepTheOrderOfCreation() {
    try (StoredDataset dataset = open("many.h5")) {
      List<StoredArray> arrays = dataset.root().arrays();
      assertThat(arrays).hasSize(1500);
      assertThat(arrays.get(1).name()).endsWith("_0007");
      assertThat(arrays.get(1499).name()).endsWith("_%04d".formatted(1499 * 7 % 1500));
      assertThat(dataset.root().attrs().keySet().stream().limit(3))
          .containsExactly("large", "z19", "z18");
      assertThat(dataset.root().attrs().get("large"))
          .isInstanceOfSatisfying(
              Attribute.Numbers.class, large -> assertThat(large.values()).hasSize(20000));
    }
    try (StoredDataset dataset = open("old_group.h5")) {
      assertThat(dataset.root().arrays()).extracting(StoredArray::name).isSorted().hasSize(300);
    }
  }

  @Test
  void plainFilesGetPhonyDimensions() {
    try (StoredDataset dataset = open("filters.h5")) {
      assertThat(array(dataset, "/plain").dims()).containsExactly("phony_dim_0", "phony_dim_1");
    }
  }
}
