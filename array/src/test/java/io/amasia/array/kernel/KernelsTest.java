package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.ChildJvm;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final int[] SIZES = {
    0, 1, 2, 3, 4, 6, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 255, 1000, 1023,
    1024, 1025, 4095, 4096, 4098
  };
  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0.0,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    Double.MAX_VALUE,
    Double.MIN_VALUE
  };

  @Test
  void vectorsHaveAtLeast256Bits() {
    assertThat(KernelChoice.SIMD).isTrue();
    assertThat(VectorKernels.DOUBLES.vectorBitSize()).isGreaterThanOrEqualTo(256);
  }

  @RandomTest(seeds = 300)
  void simdHasTheBitsOfTheScalarLoop(long seed) {
    boolean floats = seed % 2 == 0;
    int n = SIZES[(int) (seed / 2) % SIZES.length];
    Kernels simd = floats ? new VectorFloatKernels() : new VectorDoubleKernels();
    Kernels scalar = floats ? new ScalarFloatKernels() : new ScalarDoubleKernels();
    assertThat(results(simd, floats, n, seed)).isEqualTo(results(scalar, floats, n, seed));
  }

  /// The bits of everything that the kernels give for one random input, NaNs made equal.
  static List<Long> results(Kernels kernels, boolean floats, int n, long seed) {
    var random = new SplittableRandom(seed);
    int shift = random.nextInt(3);
    long skew = random.nextInt(4);
    List<Long> bits = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate((n + 4L) * 8 + 64, 64).asSlice(skew);
      fill(x, floats, n + 3, random);
      for (boolean skipna : new boolean[] {false, true}) {
        double[] lanes = Lanes.of(0.5);
        bits.add(kernels.sum(x, shift, n, skipna, lanes));
        add(bits, lanes);
        add(bits, Lanes.sum(lanes));
        kernels.squares(x, shift, n, skipna, 0.25, lanes);
        add(bits, lanes);
        lanes = Lanes.of(1);
        bits.add(kernels.product(x, shift, n, skipna, lanes));
        add(bits, lanes);
        add(bits, Lanes.product(lanes));
        double least = kernels.minimum(x, shift, n, skipna);
        double most = kernels.maximum(x, shift, n, skipna);
        add(bits, least, most);
        bits.add(kernels.indexOf(x, shift, n, least));
        bits.add(kernels.indexOf(x, shift, n, most));
        rows(kernels, x, shift, n, skipna, arena, bits);
      }
      bits.add(kernels.count(x, shift, n));
      bits.add(kernels.indexOf(x, shift, n, Double.NaN));
      bits.add(kernels.indexOf(x, shift, n, 0.1));
    }
    return bits;
  }

  private static void rows(
      Kernels kernels,
      MemorySegment x,
      int shift,
      int n,
      boolean skipna,
      Arena arena,
      List<Long> bits) {
    long field = n * 8L;
    int m = Math.min(n, Accumulator.STRIP);
    var strip = new ColumnStrip();
    MemorySegment state = arena.allocate(7 * field + 8, 64);
    for (int i = 0; i < n; i++) {
      state.setAtIndex(Layouts.DOUBLE, 4L * n + i, skipna ? Double.NaN : 3);
      state.setAtIndex(Layouts.DOUBLE, 5L * n + i, i % 3 == 0 ? Double.NaN : -3);
    }
    for (int row = 0; row < 3; row++) {
      kernels.sumRows(x, shift, 0, 2, m, skipna, state, 0, field, strip);
      kernels.productRow(x, shift, n, skipna, state, 2 * field, field);
      kernels.squaresRows(x, shift, 0, 2, m, skipna, state, 0, 3 * field, strip);
      kernels.minimumRow(x, shift, n, skipna, state, 4 * field);
      kernels.maximumRow(x, shift, n, skipna, state, 5 * field);
      kernels.countRows(x, shift, 0, 2, m, state, 6 * field, strip);
      if (n > 1) {
        kernels.sumRows(x, shift, 1, 2, m - 1, skipna, state, 8, field + 8, strip);
        kernels.countRows(x, shift, 1, 2, m - 1, state, 6 * field + 8, strip);
      }
    }
    for (int i = 0; i < 7 * n; i++) {
      add(bits, state.getAtIndex(Layouts.DOUBLE, i));
    }
  }

  private static void fill(MemorySegment x, boolean floats, int n, SplittableRandom random) {
    int kind = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      double value =
          switch (kind) {
            case 0 -> random.nextDouble(-100, 100);
            case 1 -> random.nextInt(6) == 0 ? Double.NaN : random.nextDouble(200, 300);
            case 2 -> Double.NaN;
            default -> random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(3);
          };
      if (floats) {
        x.setAtIndex(Layouts.FLOAT, i, (float) value);
      } else {
        x.setAtIndex(Layouts.DOUBLE, i, value);
      }
    }
  }

  private static void add(List<Long> bits, double... values) {
    for (double value : values) {
      bits.add(Double.doubleToLongBits(value));
    }
  }

  @Test
  void narrowerVectorsAndNoneGiveTheSameBits() throws Exception {
    String here = digest();
    assertThat(elsewhere("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=16"))
        .isEqualTo("128 " + here);
    assertThat(elsewhere("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=32"))
        .isEqualTo("256 " + here);
    assertThat(elsewhere()).isEqualTo("0 " + here);
  }

  private static String elsewhere(String... flags) throws IOException, InterruptedException {
    Process child =
        ChildJvm.of(List.of(flags), KernelsTest.class)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    return out.strip();
  }

  /// Prints the width of the vectors used, 0 for none, and a digest of all results.
  public static void main(String[] args) {
    System.out.println((KernelChoice.SIMD ? width() : 0) + " " + digest());
  }

  private static int width() {
    return VectorKernels.DOUBLES.vectorBitSize();
  }

  private static String digest() {
    long hash = 0;
    for (int seed = 1; seed <= 40; seed++) {
      int n = SIZES[seed % 24];
      hash = hash * 31 + results(Kernels.floats(), true, n, seed).hashCode();
      hash = hash * 31 + results(Kernels.doubles(), false, n, seed).hashCode();
    }
    return Long.toHexString(hash);
  }
}
