package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Random numbers that need no state: element `i` of an array, counted in C order, is word `i % 4`
/// of block `i / 4 + 1` of Philox 4x64-10 under the key (seed, 0), and its highest 53 bits are the
/// digits of a number in [0, 1). They are those of NumPy's
/// `Generator(Philox(key=seed)).random(shape)`, whatever part of the array is asked for.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, [Parallel random numbers: as easy as
/// 1, 2, 3](https://doi.org/10.1145/2063384.2063405), SC'11, section 4.2. It passes BigCrush. Not
/// for secrets.
public final class Philox {
  private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
  private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
  private static final long WEYL_0 = 0x9E3779B97F4A7C15L;
  private static final long WEYL_1 = 0xBB67AE8584CAA73BL;
  private static final int ROUNDS = 10;
  private static final double UNIT = 0x1p-53;

  private final long seed;
  private final long[] words = new long[4];

  private Philox(long seed) {
    this.seed = seed;
  }

  /// The part `box` of an array of shape `shape`.
  static NdArray uniform(long seed, Shape shape, Box box) {
    NdArray values = NdArray.allocate(DType.FLOAT64, box.shape());
    if (values.size() > 0) {
      new Philox(seed).fill(values.data(), shape, box);
    }
    return values;
  }

  private void fill(MemorySegment to, Shape shape, Box box) {
    int last = box.ndim() - 1;
    long row = last < 0 ? 1 : box.length(last);
    long rows = box.size() / row;
    long[] index = box.start().clone();
    for (long r = 0; r < rows; r++) {
      fill(to, r * row, place(index, shape), row);
      for (int d = last - 1; d >= 0; d--) {
        if (++index[d] < box.end(d)) {
          break;
        }
        index[d] = box.start(d);
      }
    }
  }

  private static long place(long[] index, Shape shape) {
    long at = 0;
    for (int d = 0; d < index.length; d++) {
      at = at * shape.size(d) + index[d];
    }
    return at;
  }

  /// Sets `n` values of `to` to the elements from `first` on.
  private void fill(MemorySegment to, long at, long first, long n) {
    for (long i = 0; i < n; i++) {
      int word = (int) ((first + i) & 3);
      if (i == 0 || word == 0) {
        block(((first + i) >>> 2) + 1);
      }
      to.setAtIndex(ValueLayout.JAVA_DOUBLE, at + i, (words[word] >>> 11) * UNIT);
    }
  }

  private void block(long counter) {
    long c0 = counter;
    long c1 = 0;
    long c2 = 0;
    long c3 = 0;
    long key0 = seed;
    long key1 = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long high0 = Math.unsignedMultiplyHigh(MULTIPLIER_0, c0);
      long low0 = MULTIPLIER_0 * c0;
      long high1 = Math.unsignedMultiplyHigh(MULTIPLIER_1, c2);
      long low1 = MULTIPLIER_1 * c2;
      c0 = high1 ^ c1 ^ key0;
      c1 = low1;
      c2 = high0 ^ c3 ^ key1;
      c3 = low0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }
}
