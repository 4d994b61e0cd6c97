package io.amasia.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/// Which group each position along an axis belongs to.
public final class Groups {
  private final int[] codes;

  /// Positions of each group where they are blocks, which no codes are listed of; else 0.
  private final long block;

  private final long positions;
  private final int count;
  private final boolean hasEmpty;

  /// Groups from the code of each position: `0 … count - 1`, or -1 for none.
  public Groups(int[] codes, int count) {
    for (int code : codes) {
      if (code < -1 || code >= count) {
        throw new IllegalArgumentException("group " + code + " of " + count);
      }
    }
    this.codes = codes.clone();
    block = 0;
    positions = codes.length;
    this.count = count;
    var seen = new BitSet(count);
    for (int code : codes) {
      if (code >= 0) {
        seen.set(code);
      }
    }
    hasEmpty = seen.cardinality() < count;
  }

  private Groups(long positions, long block) {
    codes = new int[0];
    this.block = block;
    this.positions = positions;
    count = Math.toIntExact(Math.ceilDiv(positions, block));
    hasEmpty = false;
  }

  /// Blocks of `block` positions each, the last of them perhaps of fewer. Takes no memory for each
  /// position.
  public static Groups blocks(long positions, long block) {
    if (positions < 0 || block < 1) {
      throw new IllegalArgumentException(positions + " positions in blocks of " + block);
    }
    return new Groups(positions, block);
  }

  /// The positions of each group if they are blocks, else 0.
  public long block() {
    return block;
  }

  /// The group of position `i`, or -1.
  public int of(long i) {
    return block > 0 ? (int) (i / block) : codes[(int) i];
  }

  /// The first position after `i` that may be of another group.
  public long after(long i) {
    return block > 0 ? (i / block + 1) * block : i + 1;
  }

  /// The number of positions.
  public long positions() {
    return positions;
  }

  /// The number of positions, where memory holds something for each.
  public int size() {
    return Math.toIntExact(positions);
  }

  /// Whether there is one group, of all positions.
  boolean isAll() {
    return count == 1 && Arrays.stream(codes).allMatch(code -> code == 0) && positions > 0;
  }

  /// Whether some group has no position.
  public boolean hasEmpty() {
    return hasEmpty;
  }

  /// The positions of each group, ascending.
  public long[][] members() {
    int[] sizes = new int[count];
    for (long i = 0; i < positions; i++) {
      if (of(i) >= 0) {
        sizes[of(i)]++;
      }
    }
    long[][] members = new long[count][];
    Arrays.setAll(members, g -> new long[sizes[g]]);
    int[] filled = new int[count];
    for (long i = 0; i < positions; i++) {
      int group = of(i);
      if (group >= 0) {
        members[group][filled[group]++] = i;
      }
    }
    return members;
  }

  /// The number of groups.
  public int count() {
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Groups that
        && count == that.count
        && positions == that.positions
        && block == that.block
        && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(codes) + Objects.hash(count, positions, block);
  }

  @Override
  public String toString() {
    return count + " groups of " + positions;
  }
}
