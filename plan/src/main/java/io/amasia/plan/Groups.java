package io.amasia.plan;

import java.util.Arrays;
import java.util.BitSet;

/// Which group each position along an axis belongs to.
public final class Groups {
  private final int[] codes;
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
    this.count = count;
    var seen = new BitSet(count);
    for (int code : codes) {
      if (code >= 0) {
        seen.set(code);
      }
    }
    hasEmpty = seen.cardinality() < count;
  }

  /// The group of position `i`, or -1.
  public int of(long i) {
    return codes[(int) i];
  }

  /// The number of positions.
  public int size() {
    return codes.length;
  }

  /// Whether there is one group, of all positions.
  boolean isAll() {
    return count == 1 && Arrays.stream(codes).allMatch(code -> code == 0) && codes.length > 0;
  }

  /// Whether some group has no position.
  public boolean hasEmpty() {
    return hasEmpty;
  }

  /// The positions of each group, ascending.
  public long[][] members() {
    int[] sizes = new int[count];
    for (int code : codes) {
      if (code >= 0) {
        sizes[code]++;
      }
    }
    long[][] members = new long[count][];
    Arrays.setAll(members, g -> new long[sizes[g]]);
    int[] filled = new int[count];
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] >= 0) {
        members[codes[i]][filled[codes[i]]++] = i;
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
    return other instanceof Groups that && count == that.count && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(codes) + count;
  }

  @Override
  public String toString() {
    return count + " groups of " + codes.length;
  }
}
