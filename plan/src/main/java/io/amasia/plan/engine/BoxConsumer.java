package io.amasia.plan.engine;

import java.util.List;

/// Takes the values of a box, leaf by leaf and strip by strip, and does something with them.
interface BoxConsumer extends AutoCloseable {
  /// Strides of the arrays it walks along, over the dimensions of the box.
  List<long[]> arrays();

  /// The dimension that it needs unmerged, or -1.
  default int apart() {
    return -1;
  }

  /// Told before the first strip of a leaf: its arrays are `first` and the following of `walk`.
  ///
  /// @param origin where the leaf lies in the consumer's box
  void begin(Walk walk, int first, long[] origin);

  /// Whether it would rather have the rows of a block of columns one after the other.
  default boolean prefersColumns() {
    return false;
  }

  /// Takes the `n` elements from `at` on, which lie in a register.
  void strip(Registers r, Program.Slot slot, long at, int n);

  /// Whether it can take all elements at once from a block that is array `leaf` of the walk.
  default boolean takesBlock(Block block, int leaf) {
    return false;
  }

  /// Takes all elements from such a block.
  default void block(Block block, int leaf) {
    throw new IllegalStateException("takes strips only");
  }

  /// Told after the last strip of a leaf.
  void end();

  @Override
  void close();
}
