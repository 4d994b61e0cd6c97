package io.amasia.plan;

import java.math.BigInteger;

/// Philox 4x64-10 word by word, as its paper writes it, on whole numbers of any size.
final class NaivePhilox {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger[] MULTIPLIERS = {
    new BigInteger("D2E7470EE14C6C93", 16), new BigInteger("CA5A826395121157", 16)
  };
  private static final BigInteger[] WEYL = {
    new BigInteger("9E3779B97F4A7C15", 16), new BigInteger("BB67AE8584CAA73B", 16)
  };

  private NaivePhilox() {}

  /// Element `i` of the stream of `seed`.
  static double value(long seed, long i) {
    BigInteger[] c = {
      BigInteger.valueOf(i / 4 + 1), BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO
    };
    BigInteger[] key = {new BigInteger(Long.toUnsignedString(seed)), BigInteger.ZERO};
    for (int round = 0; round < 10; round++) {
      BigInteger[] first = MULTIPLIERS[0].multiply(c[0]).divideAndRemainder(WORD);
      BigInteger[] second = MULTIPLIERS[1].multiply(c[2]).divideAndRemainder(WORD);
      c =
          new BigInteger[] {
            second[0].xor(c[1]).xor(key[0]), second[1], first[0].xor(c[3]).xor(key[1]), first[1]
          };
      key = new BigInteger[] {key[0].add(WEYL[0]).mod(WORD), key[1].add(WEYL[1]).mod(WORD)};
    }
    return c[(int) (i % 4)].shiftRight(11).doubleValue() * 0x1p-53;
  }
}
