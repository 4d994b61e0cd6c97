package io.amasia.array.kernel;

import java.util.Arrays;

/// The sixteen partial results of a float reduction.
///
/// Element `i` of a run goes to lane `i % 16`, whatever the CPU's width, and the lanes are folded
/// in one fixed tree: so the same run gives the same bits everywhere.
final class Lanes {
  static final int COUNT = 16;

  private Lanes() {}

  /// Sixteen lanes that hold `neutral`.
  static double[] of(double neutral) {
    double[] lanes = new double[COUNT];
    Arrays.fill(lanes, neutral);
    return lanes;
  }

  /// The sum of all lanes: lane `i` with `i + 8`, then with `i + 4`, `i + 2`, `i + 1`.
  static double sum(double[] lanes) {
    return (((lanes[0] + lanes[8]) + (lanes[4] + lanes[12]))
            + ((lanes[2] + lanes[10]) + (lanes[6] + lanes[14])))
        + (((lanes[1] + lanes[9]) + (lanes[5] + lanes[13]))
            + ((lanes[3] + lanes[11]) + (lanes[7] + lanes[15])));
  }

  /// The product of all lanes, in the order of [#sum].
  static double product(double[] lanes) {
    return (((lanes[0] * lanes[8]) * (lanes[4] * lanes[12]))
            * ((lanes[2] * lanes[10]) * (lanes[6] * lanes[14])))
        * (((lanes[1] * lanes[9]) * (lanes[5] * lanes[13]))
            * ((lanes[3] * lanes[11]) * (lanes[7] * lanes[15])));
  }
}
