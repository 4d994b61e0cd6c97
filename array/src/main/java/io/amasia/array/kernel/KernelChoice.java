package io.amasia.array.kernel;

/// The kernels of this process, chosen once: SIMD where the JVM was started with the vector module
/// and the machine has vectors.
final class KernelChoice {
  /// Whether loops use SIMD.
  static final boolean SIMD =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && VectorKernels.isUsable();

  static final Kernels FLOATS = SIMD ? VectorKernels.floats() : new ScalarFloatKernels();
  static final Kernels DOUBLES = SIMD ? VectorKernels.doubles() : new ScalarDoubleKernels();

  private KernelChoice() {}
}
