package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import java.io.Serializable;
import java.util.List;

/// A computation of the user's own on blocks in memory.
///
/// It may be called from several threads at once, and more than once for a block. What it throws
/// ends the computation, with the block named.
@FunctionalInterface
public interface BlockFunction extends Serializable {
  /// The result for one block of each input. The blocks are closed afterwards, the result too; it
  /// may be one of them.
  NdArray apply(List<NdArray> blocks);

  /// The same for a function that asks where its blocks lie along the dimensions they are cut
  /// along.
  default NdArray apply(List<NdArray> blocks, Box place) {
    return apply(blocks);
  }
}
