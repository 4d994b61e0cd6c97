package io.amasia.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdArrayTest {
  @Test
  void valuesComeBack() {
    try (NdArray doubles = NdArray.of(Shape.of(2), 1.5, Double.NaN);
        NdArray floats = NdArray.of(Shape.of(3), 1.5f, 2f, -0f);
        NdArray ints = NdArray.of(Shape.of(2), -1, 2);
        NdArray unsigned = NdArray.of(DType.UINT64, Shape.SCALAR, -1L)) {
      assertThat(doubles.toDoubles()).containsExactly(1.5, Double.NaN);
      assertThat(floats.toDoubles()).containsExactly(1.5, 2, -0.0);
      assertThat(ints.toLongs()).containsExactly(-1, 2);
      assertThat(unsigned.scalarDouble()).isEqualTo(0x1p64);
      assertThat(unsigned.scalarLong()).isEqualTo(-1);
      assertThatThrownBy(ints::scalarLong).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void textComesBack() {
    try (NdArray text = NdArray.of(Shape.of(3), List.of("", "aé", "z"));
        NdArray copy = text.copy()) {
      assertThat(copy.toStrings()).containsExactly("", "aé", "z");
      assertThat(copy.data().getAtIndex(ValueLayout.JAVA_LONG, 3)).isEqualTo(4);
    }
  }

  @Test
  void aClosedArrayAndItsViewsSaySo() {
    NdArray array = NdArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    NdArray view = array.reshaped(Shape.of(6));
    view.close();
    assertThat(array.getLong(5)).isEqualTo(6);
    array.close();
    assertThatThrownBy(view::data)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("int32[6] is closed");
    assertThatThrownBy(() -> array.getDouble(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingGivesAllMemoryBack() {
    long before = MemoryPool.process().usedBytes();
    NdArray array = NdArray.of(Shape.of(100_000), new double[100_000]);
    NdArray copy = array.copy();
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before + 1_600_000);
    array.close();
    copy.close();
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before);
  }

  @Test
  void droppedArraysAreClosedOnceNoSegmentIsLeft() throws InterruptedException {
    long before = MemoryPool.process().usedBytes();
    MemorySegment segment = dropped();
    System.gc();
    Thread.sleep(50);
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before + 8_000_000);
    assertThat(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 7)).isEqualTo(7);
    segment = MemorySegment.NULL;
    for (int i = 0; i < 100 && MemoryPool.process().usedBytes() > before; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before);
    assertThat(segment.byteSize()).isZero();
  }

  private static MemorySegment dropped() {
    double[] values = new double[1_000_000];
    values[7] = 7;
    return NdArray.of(Shape.of(1_000_000), values)
        .closedWhenDropped()
        .reshaped(Shape.of(1000, 1000))
        .data();
  }
}
