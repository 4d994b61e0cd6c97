package io.amasia.array.kernel;

/// The kernels of this process, chosen once: SIMD where the JVM was started with the vector module.
final class KernelChoice {
  static final Kernels FLOATS;
  static final Kernels DOUBLES;

  static {
    FLOATS = new ScalarFloatKernels();
    DOUBLES = new ScalarDoubleKernels();
  }

  private KernelChoice() {}
}
