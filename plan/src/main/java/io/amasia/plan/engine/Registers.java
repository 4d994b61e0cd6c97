package io.amasia.plan.engine;

import java.util.List;

/// The strips of values a running program holds, and the arrays it loads from. One a task.
final class Registers {
  /// Elements of a strip: a handful of them fit the second-level cache.
  static final int STRIP = 4096;

  private final float[][] floats;
  private final double[][] doubles;
  private final long[][] longs;
  private final List<Block> leaves;
  private final Walk walk;
  private final int length;
  private long position;

  Registers(int floatCount, int doubleCount, int longCount, List<Block> leaves, Walk walk) {
    length = (int) Math.min(STRIP, walk.size());
    floats = new float[floatCount][length];
    doubles = new double[doubleCount][length];
    longs = new long[longCount][length];
    this.leaves = leaves;
    this.walk = walk;
  }

  /// Elements of a register: those of a strip, or of all where they are fewer.
  int length() {
    return length;
  }

  float[] floats(int register) {
    return floats[register];
  }

  double[] doubles(int register) {
    return doubles[register];
  }

  long[] longs(int register) {
    return longs[register];
  }

  Walk walk() {
    return walk;
  }

  /// Moves to the strip that starts at element `at`.
  void moveTo(long at) {
    position = at;
  }

  /// Fills a register with the strip's elements of leaf `k`.
  void load(int k, Domain domain, int register, int n) {
    Block leaf = leaves.get(k);
    if (walk.isDense(k)) {
      Loads.contiguous(leaf.array(), leaf.offset() + position, domain, this, register, 0, n);
      return;
    }
    long inner = walk.inner();
    int done = 0;
    while (done < n) {
      long row = (position + done) / inner;
      long column = position + done - row * inner;
      int run = (int) Math.min(n - done, inner - column);
      long stride = walk.innerStride(k);
      long first = leaf.offset() + walk.offset(k, row) + column * stride;
      Loads.strided(leaf.array(), first, stride, domain, this, register, done, run);
      done += run;
    }
  }
}
