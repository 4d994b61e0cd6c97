package io.amasia.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import org.junit.jupiter.api.Test;

class HeldValueTest {
  @Test
  void integersHoldWhatIsExactlyOneOfTheirs() {
    assertThat(HeldValue.of(-999.0, DType.FLOAT64, DType.INT16)).contains(-999L);
    assertThat(HeldValue.of(Double.NaN, DType.FLOAT64, DType.INT16)).isEmpty();
    assertThat(HeldValue.of(0.5, DType.FLOAT64, DType.INT16)).isEmpty();
    assertThat(HeldValue.of(-999_999L, DType.INT32, DType.INT16)).isEmpty();
    assertThat(HeldValue.of(-1L, DType.UINT64, DType.INT32)).isEmpty();
  }

  @Test
  void signedNumbersOfTheSameWidthStandForTheSameBits() {
    assertThat(HeldValue.of(-1L, DType.INT8, DType.UINT8)).contains(255L);
    assertThat(HeldValue.of(-1L, DType.INT16, DType.UINT8)).isEmpty();
    assertThat(HeldValue.of(255L, DType.UINT8, DType.INT8)).contains(-1L);
  }

  @Test
  void floatsHoldWhatIsNearest() {
    assertThat(HeldValue.of(1e20, DType.FLOAT64, DType.FLOAT32)).contains((double) 1e20f);
    assertThat(HeldValue.of(-1L, DType.UINT64, DType.FLOAT64)).contains(0x1p64);
  }
}
