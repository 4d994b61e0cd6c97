package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FillValuesTest {
  private final List<String> warnings = new ArrayList<>();

  private List<Number> fills(DType dtype, Object... attributes) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      attrs.put((String) attributes[i], StoredFixture.attribute(attributes[i + 1]));
    }
    return FillValues.of(dtype, attrs, warnings::add);
  }

  @Test
  void roundsTheFillToFloatData() {
    assertThat(fills(DType.FLOAT32, "_FillValue", 1e20)).containsExactly((double) 1e20f);
    assertThat(fills(DType.FLOAT32, "missing_value", -999.9)).containsExactly((double) -999.9f);
    assertThat(fills(DType.FLOAT64, "_FillValue", -999.9)).containsExactly(-999.9);
  }

  @Test
  void masksAllOfSeveralFills() {
    var two = new Attribute.Numbers(DType.INT16, List.of(-1L, -2L));
    assertThat(fills(DType.INT16, "_FillValue", (short) -9, "missing_value", two))
        .containsExactly(-9L, -1L, -2L);
    assertThat(warnings)
        .containsExactly(
            "_FillValue -9 and missing_value [-1, -2] differ: values that equal either are missing");
  }

  @Test
  void saysNothingOfTwoFillsThatAreOne() {
    assertThat(fills(DType.FLOAT32, "_FillValue", 1e20f, "missing_value", 1e20)).hasSize(1);
    assertThat(fills(DType.FLOAT32, "_FillValue", Float.NaN, "missing_value", 1e20)).hasSize(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void takesAFloatFillOnIntegersWhereItIsOneOfThem() {
    assertThat(fills(DType.INT16, "_FillValue", -999.0)).containsExactly(-999L);
    assertThat(warnings).isEmpty();
  }

  @Test
  void ignoresAndSaysFillsThatIntegersCannotHold() {
    assertThat(fills(DType.INT8, "_FillValue", -999.0)).isEmpty();
    assertThat(fills(DType.INT16, "missing_value", 0.5)).isEmpty();
    assertThat(fills(DType.INT32, "_FillValue", Double.NaN)).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "_FillValue -999.0 is ignored: the data are int8, which has no such value",
            "missing_value 0.5 is ignored: the data are int16, which has no such value",
            "_FillValue NaN is ignored: the data are int32, which has no such value");
  }

  @Test
  void readsSignedFillsOfUnsignedData() {
    assertThat(fills(DType.UINT8, "_FillValue", (byte) -1)).containsExactly(255L);
    assertThat(fills(DType.UINT8, "_FillValue", (short) -1)).isEmpty();
  }

  @Test
  void readsTheBase64FillOfZarr() {
    assertThat(fills(DType.FLOAT32, "_FillValue", "QIy1eB2vFUQ=")).containsExactly((double) 1e20f);
    assertThat(fills(DType.FLOAT32, "_FillValue", "AAAAAAAA+H8=")).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void ignoresTextFills() {
    assertThat(fills(DType.FLOAT32, "missing_value", "none")).isEmpty();
    assertThat(warnings).hasSize(1);
  }
}
