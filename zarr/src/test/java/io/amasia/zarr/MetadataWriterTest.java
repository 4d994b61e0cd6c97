package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What others take the documents to mean.
class MetadataWriterTest {
  private static String document(int version, DType dtype, Map<String, Attribute> attrs) {
    Shape shape = Shape.of(3);
    var variable =
        new Schema.Variable("v", List.of("x"), dtype, shape, Chunks.single(shape), null, attrs);
    VirtualStore store =
        VirtualStore.of(
            new Schema(Map.of("x", 3L), List.of(), Map.of(), List.of(variable)), version);
    String key = version == 2 ? ".zmetadata" : "v/zarr.json";
    return new String(store.document(key).orElseThrow(), StandardCharsets.UTF_8)
        .replaceAll("\\s", "");
  }

  private static Map<String, Attribute> fill(DType dtype, Number value) {
    return Map.of("_FillValue", new Attribute.Numbers(dtype, List.of(value)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aFillThatTheDataCannotHoldMasksNothing(int version) {
    for (var attrs : List.of(fill(DType.FLOAT32, Double.NaN), fill(DType.INT32, -999_999L))) {
      assertThat(document(version, DType.INT16, attrs))
          .contains(version == 2 ? "\"fill_value\":null" : "\"fill_value\":0")
          .doesNotContain("_FillValue", ":NaN", "999999");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aFillOfAnotherDTypeIsTheDatas(int version) {
    assertThat(document(version, DType.INT16, fill(DType.FLOAT64, -999.0)))
        .contains("\"fill_value\":-999,");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void emptyTextsAreNotMissing(int version) {
    assertThat(document(version, DType.STRING, Map.of()))
        .contains(version == 2 ? "\"fill_value\":null" : "\"fill_value\":\"\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void documentsAreAscii(int version) {
    String text = document(version, DType.FLOAT32, Map.of("units", Attribute.of("µg m⁻³")));
    assertThat(text).isASCII().containsIgnoringCase("\\u00b5gm\\u207b\\u00b3");
  }
}
