package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Shape;
import io.amasia.plan.Fusion;
import io.amasia.plan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The compiled programs of a stage. Thread-safe.
final class Programs {
  private final Map<Key, Runner> compiled = new ConcurrentHashMap<>();

  /// The program of `fusion` that gives `outputs`.
  Runner of(Fusion fusion, List<Node> outputs) {
    return compiled.computeIfAbsent(
        new Key(fusion, outputs), k -> new Runner(Program.compile(k.fusion, k.outputs)));
  }

  private record Key(Fusion fusion, List<Node> outputs) {}

  /// A program, run over boxes.
  static final class Runner {
    private final Program program;

    Runner(Program program) {
      this.program = program;
    }

    /// Computes all elements of a leaf of a box.
    ///
    /// @param leaves the blocks of the program's leaves; dimensions of length 1 are repeated
    /// @param shape the leaf's lengths
    /// @param origin where it lies in the box that the consumers take
    /// @param consumers for each output of the program, who takes it
    void run(List<Block> leaves, Shape shape, long[] origin, List<List<BoxConsumer>> consumers) {
      var arrays = new ArrayList<long[]>();
      for (Block leaf : leaves) {
        arrays.add(stretched(leaf, shape));
      }
      boolean[] apart = new boolean[shape.ndim()];
      for (List<BoxConsumer> some : consumers) {
        for (BoxConsumer consumer : some) {
          arrays.addAll(consumer.arrays());
          if (consumer.apart() >= 0) {
            apart[consumer.apart()] = true;
          }
        }
      }
      Walk walk = Walk.of(shape, arrays, apart);
      int first = leaves.size();
      for (List<BoxConsumer> some : consumers) {
        for (BoxConsumer consumer : some) {
          consumer.begin(walk, first, origin);
          first += consumer.arrays().size();
        }
      }
      if (walk.size() > 0 && !blocks(leaves, consumers)) {
        strips(leaves, walk, consumers);
      }
      consumers.forEach(some -> some.forEach(BoxConsumer::end));
    }

    /// Without anything to compute, consumers may take a leaf's block as a whole.
    private boolean blocks(List<Block> leaves, List<List<BoxConsumer>> consumers) {
      if (!program.isIdle()) {
        return false;
      }
      for (int k = 0; k < consumers.size(); k++) {
        int leaf = program.leafOf(k);
        for (BoxConsumer consumer : consumers.get(k)) {
          if (!consumer.takesBlock(leaves.get(leaf), leaf)) {
            return false;
          }
        }
      }
      for (int k = 0; k < consumers.size(); k++) {
        int leaf = program.leafOf(k);
        for (BoxConsumer consumer : consumers.get(k)) {
          consumer.block(leaves.get(leaf), leaf);
        }
      }
      return true;
    }

    private void strips(List<Block> leaves, Walk walk, List<List<BoxConsumer>> consumers) {
      Registers r = program.start(leaves, walk);
      boolean columns = false;
      for (List<BoxConsumer> some : consumers) {
        columns |= some.stream().anyMatch(BoxConsumer::prefersColumns);
      }
      if (columns) {
        columns(r, walk, consumers);
        return;
      }
      long size = walk.size();
      long inner = walk.inner();
      // Strips of whole rows, or parts of one: never a part of a row and then the next.
      long step =
          inner >= Registers.STRIP
              ? Registers.STRIP
              : Registers.STRIP / Math.max(1, inner) * Math.max(1, inner);
      for (long at = 0; at < size; ) {
        long end = inner >= Registers.STRIP ? (at / inner + 1) * inner : size;
        int n = (int) Math.min(step, end - at);
        strip(r, at, n, consumers);
        at += n;
      }
    }

    private void strip(Registers r, long at, int n, List<List<BoxConsumer>> consumers) {
      AmasiaException.Cancelled.ifInterrupted();
      program.strip(r, at, n);
      for (int k = 0; k < consumers.size(); k++) {
        for (BoxConsumer consumer : consumers.get(k)) {
          consumer.strip(r, program.outputs().get(k), at, n);
        }
      }
    }

    /// Down the rows of a block of columns, then the next: what is kept for each column stays in
    /// cache.
    private void columns(Registers r, Walk walk, List<List<BoxConsumer>> consumers) {
      long inner = walk.inner();
      for (long row = 0; row < walk.rows(); row += walk.outer()) {
        for (long column = 0; column < inner; column += Reducing.COLUMNS) {
          int n = (int) Math.min(Reducing.COLUMNS, inner - column);
          for (long i = 0; i < walk.outer(); i++) {
            strip(r, (row + i) * inner + column, n, consumers);
          }
        }
      }
    }

    private static long[] stretched(Block leaf, Shape shape) {
      long[] strides = leaf.strides();
      for (int d = 0; d < strides.length; d++) {
        if (leaf.shape().size(d) == 1 && shape.size(d) != 1) {
          strides[d] = 0;
        }
      }
      return strides;
    }
  }
}
