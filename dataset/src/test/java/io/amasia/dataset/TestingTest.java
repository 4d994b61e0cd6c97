package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestingTest {
  private static DataArray array(double... values) {
    return new DataArray(
        "tas",
        Variable.of(List.of("x"), values),
        Coordinates.NONE.with("x", Variable.of(List.of("x"), new long[] {1, 2, 3})));
  }

  @Test
  void equalArraysPassMissingOrNot() {
    DataArray a = array(1, Double.NaN, 3);
    assertThatCode(() -> Testing.assertIdentical(a, array(1, Double.NaN, 3)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Testing.assertAllclose(a.plus(1e-9), a)).doesNotThrowAnyException();
    assertThatCode(() -> Testing.assertEqual(a.named("pr").withAttr("units", "K"), a))
        .doesNotThrowAnyException();
  }

  @Test
  void theFirstDifferenceIsSaidWithItsPlace() {
    DataArray a = array(1, 2, 3);
    assertThatThrownBy(() -> Testing.assertEqual(array(1, 5, 4), a))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 of 3 values differ, first at {x=1}: 5.0, expected 2.0");
    assertThatThrownBy(() -> Testing.assertAllclose(array(1, Double.NaN, 3), a))
        .hasMessageContaining("1 of 3")
        .hasMessageContaining("nan, expected 2.0");
    DataArray square = DataArray.of(new double[][] {{1, 2}, {3, 4}}, "y", "x");
    assertThatThrownBy(() -> Testing.assertEqual(square.where(square.ne(3), 0), square))
        .hasMessageContaining("x=0")
        .hasMessageContaining("y=1");
  }

  @Test
  void namesAttributesAndDimensionsAreSaid() {
    DataArray a = array(1, 2, 3);
    assertThatThrownBy(() -> Testing.assertIdentical(a.named("pr").withAttr("units", "K"), a))
        .hasMessageContaining("name: pr, expected tas")
        .hasMessageContaining("units");
    assertThatThrownBy(() -> Testing.assertEqual(a.isel("x", Slice.slice(0, 2)), a))
        .hasMessageContaining("dimensions [x][2], expected [x][3]");
    assertThatThrownBy(() -> Testing.assertEqual(a.toDataset(), a.toDataset("pr")))
        .hasMessageContaining("variable 'tas' is not expected")
        .hasMessageContaining("variable 'pr' is missing");
  }
}
