package io.amasia.array.kernel;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vector shapes that all SIMD loops use. Touched only where the vector module is there.
///
/// They are `static final`, and must be: a species the compiler can't see as a constant makes each
/// vector an object.
final class VectorKernels {
  static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  /// At most 8 doubles, since 16 lanes are to be more than one vector.
  static final VectorSpecies<Double> DOUBLES =
      DoubleVector.SPECIES_PREFERRED.length() > 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, DOUBLES.vectorShape());

  /// As many floats as [#DOUBLES] has doubles.
  static final VectorSpecies<Float> HALF_FLOATS =
      DOUBLES.length() == 1
          ? FLOATS
          : VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  /// How many vectors hold the 16 lanes.
  static final int PARTS = Lanes.COUNT / DOUBLES.length();

  private VectorKernels() {}

  /// Whether the machine has vectors worth using.
  static boolean isUsable() {
    return DOUBLES.length() >= 2;
  }

  static Kernels floats() {
    return new VectorFloatKernels();
  }

  static Kernels doubles() {
    return new VectorDoubleKernels();
  }
}
