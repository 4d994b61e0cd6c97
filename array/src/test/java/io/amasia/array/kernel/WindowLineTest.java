package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.RandomTest;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class WindowLineTest {
  private static final List<Accumulator.Kind> KINDS =
      List.of(Accumulator.Kind.values()).stream().filter(WindowLoops::has).toList();

  /// Windows of any length, cut or not, over any part of the rows.
  @RandomTest
  void hasTheBitsOfSeveralColumns(long seed) {
    var random = new Random(seed);
    int rows = 1 + random.nextInt(60);
    int length = 1 + random.nextInt(20);
    long first = random.nextInt(50) - 10L;
    DoubleSupplier value = values(random);
    double[] x = new double[rows];
    double[][] beside = new double[rows][2];
    for (int r = 0; r < rows; r++) {
      x[r] = value.getAsDouble();
      beside[r][0] = x[r];
      beside[r][1] = 1;
    }
    Accumulator.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    var settings =
        new Accumulator.Settings(random.nextBoolean(), random.nextInt(2), random.nextInt(4));
    var line = new WindowLine(kind, settings, length);
    var loops = new WindowLoops(kind, settings, length);
    line.rows(x, rows, first);
    loops.rows(beside, rows, 2, first);
    double[] expected = new double[2];
    for (int at = -length; at < rows; at++) {
      int low = Math.max(0, at);
      int high = Math.min(rows, at + length);
      loops.window(low, high, first + at, expected);
      double found = line.window(low, high, first + at);
      assertThat(Double.doubleToLongBits(found))
          .as("%s %s at %d of %d", kind, settings, at, length)
          .isEqualTo(Double.doubleToLongBits(expected[0]));
    }
  }

  private static DoubleSupplier values(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random::nextGaussian;
      case 1 -> () -> random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian() - 3;
      default -> () -> random.nextInt(9) == 0 ? 1 / 0.0 : random.nextInt(5) - 2;
    };
  }

  @Test
  void noRowsGiveWhatNothingGives() {
    var line = new WindowLine(Accumulator.Kind.SUM, new Accumulator.Settings(true, 0, 0), 3);
    line.rows(new double[0], 0, 0);
    assertThat(line.window(0, 0, 0)).isZero();
  }
}
