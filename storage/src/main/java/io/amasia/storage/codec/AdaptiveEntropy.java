package io.amasia.storage.codec;

import java.lang.foreign.MemorySegment;

/// The decoder of adaptive entropy coding, which szip and the CCSDS packing of GRIB share.
///
/// Samples come in blocks, each with the coding that suits it best: all zero, pairs, Rice codes
/// with `k` low bits apart, or as they are. With a predictor they are differences from the sample
/// before, folded to be positive, and each interval of blocks begins with a sample in full.
///
/// Specification: CCSDS 121.0-B, Lossless Data Compression.
final class AdaptiveEntropy {
  /// A run of zero blocks of this coded length goes to the end of the segment.
  private static final int REST_OF_SEGMENT = 4;

  private static final int SEGMENT_BLOCKS = 64;

  /// The largest code of a pair: both samples are at most 12.
  private static final int MOST_PAIR = 90;

  /// The sums of pairs by their codes.
  private static final int[] PAIR_SUMS = pairSums();

  private final String codec;
  private final BitInput in;
  private final int bits;
  private final int block;
  private final boolean predicts;
  private final int idBits;
  private final long[] interval;

  /// A decoder of samples of `bits` bits, at most 32, in blocks of `block`.
  ///
  /// @param intervalBlocks blocks from one sample in full to the next
  AdaptiveEntropy(
      String codec,
      MemorySegment encoded,
      long start,
      int bits,
      int block,
      int intervalBlocks,
      boolean predicts) {
    this.codec = codec;
    this.in = new BitInput(codec, encoded, start);
    this.bits = bits;
    this.block = block;
    this.predicts = predicts;
    this.idBits = bits > 16 ? 5 : bits > 8 ? 4 : 3;
    this.interval = new long[block * intervalBlocks];
  }

  /// Decodes the next interval, or its first `most` samples where the data end.
  ///
  /// @return the samples, in an array that the next call overwrites
  long[] next(int most) {
    int end = Math.min(most, interval.length);
    int at = 0;
    while (at < end) {
      at = nextBlock(at, predicts && at == 0 ? 1 : 0);
    }
    if (predicts) {
      unfold();
    }
    return interval;
  }

  /// Decodes the block, or the run of blocks, at `at` and gives where it ends.
  ///
  /// @param full how many samples (0 or 1) begin the block in full
  private int nextBlock(int at, int full) {
    int id = (int) in.bits(idBits);
    int end = at + block;
    if (id == 0) {
      boolean pairs = in.bits(1) == 1;
      readFull(at, full);
      return pairs ? pairs(at + full, end) : zeroBlocks(at, at + full);
    }
    if (id == (1 << idBits) - 1) {
      for (int i = at; i < end; i++) {
        interval[i] = in.bits(bits);
      }
      return end;
    }
    readFull(at, full);
    int k = id - 1;
    int most = (int) Math.min(Integer.MAX_VALUE, 0xFFFF_FFFFL >>> (32 - bits));
    for (int i = at + full; i < end; i++) {
      interval[i] = (long) in.zeros(most) << k;
    }
    for (int i = at + full; k > 0 && i < end; i++) {
      interval[i] |= in.bits(k);
    }
    return end;
  }

  private void readFull(int at, int full) {
    if (full == 1) {
      interval[at] = in.bits(bits);
    }
  }

  private int pairs(int from, int end) {
    int i = from;
    while (i < end) {
      int code = in.zeros(MOST_PAIR);
      int sum = PAIR_SUMS[code];
      int second = code - sum * (sum + 1) / 2;
      // The sample in full stands in for the first of the first pair.
      if ((i & 1) == 0) {
        interval[i++] = (long) sum - second;
      }
      interval[i++] = second;
    }
    return end;
  }

  private int zeroBlocks(int at, int from) {
    int coded = in.zeros(SEGMENT_BLOCKS);
    int done = at / block;
    int left = interval.length / block - done;
    int blocks;
    if (coded == REST_OF_SEGMENT) {
      blocks = Math.min(left, SEGMENT_BLOCKS - done % SEGMENT_BLOCKS);
    } else {
      blocks = coded < REST_OF_SEGMENT ? coded + 1 : coded;
    }
    if (blocks > left) {
      throw Damage.at(codec, 0, "%d blocks of zeros where %d are left".formatted(blocks, left));
    }
    int end = at + blocks * block;
    java.util.Arrays.fill(interval, from, end, 0);
    return end;
  }

  /// Undoes the prediction: differences that can't be negative are not folded.
  private void unfold() {
    long most = 0xFFFF_FFFFL >>> (32 - bits);
    long last = interval[0];
    for (int i = 1; i < interval.length; i++) {
      long folded = interval[i];
      long reach = Math.min(last, most - last);
      if (folded <= 2 * reach) {
        last += (folded & 1) == 0 ? folded >> 1 : -((folded + 1) >> 1);
      } else {
        last = last <= most - last ? folded : most - folded;
      }
      interval[i] = last;
    }
  }

  private static int[] pairSums() {
    int[] sums = new int[MOST_PAIR + 1];
    int sum = 0;
    for (int code = 0; code < sums.length; code++) {
      if (code == (sum + 1) * (sum + 2) / 2) {
        sum++;
      }
      sums[code] = sum;
    }
    return sums;
  }
}
