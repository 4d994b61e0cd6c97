package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Cuts the box of a task along dimensions that no output reduces, so that the partial results of a
/// cut stay in cache and are handed on before the next is begun.
///
/// Where the cuts lie changes no bits: what goes into one result is taken in the same order in runs
/// of the same lengths. For that only dimensions faster than all reduced ones are cut, and rows of
/// at least [#LEAST_ROW] elements stay.
public final class Panels {
  /// Partial results of about this size are worked on at a time.
  private static final long PANEL_BYTES = 1 << 20;

  /// Elements of a row that a panel has at least: the state of a group is then worth a lease of
  /// memory with pages of its own.
  private static final long LEAST_PANEL = 4096;

  /// Shorter rows are not cut, nor made.
  static final long LEAST_ROW = 1024;

  private final int free;
  private final long[] pieces;

  /// The panels of the tasks of a stage.
  public Panels(Stage stage) {
    this(stage.outputs(), stage.tasks());
  }

  Panels(List<Output> outputs, TaskGrid grid) {
    free = firstFree(outputs);
    Box box = Box.all(grid.maxBox());
    long slotBytes = slotBytes(outputs, grid);
    long row = 1;
    for (int d = free; d < box.ndim(); d++) {
      row *= box.length(d);
    }
    pieces =
        slotBytes == 0 || grid.hasLeaves()
            ? box.shape().toArray()
            : pieces(box, free, row, Math.max(LEAST_PANEL, PANEL_BYTES / slotBytes));
  }

  /// The panels of `box`, a task's, in C order; `box` itself where nothing is cut.
  public List<Box> of(Box box) {
    List<Box> panels = List.of(box);
    for (int d = free; d < box.ndim() && box.size() > 0; d++) {
      panels = cut(panels, d, length(d, box.length(d)));
    }
    return panels;
  }

  /// The length of all panels but the last of `length` positions along dimension `d`: all about
  /// alike, so that none is short.
  private long length(int d, long length) {
    return Math.ceilDiv(length, Math.ceilDiv(length, Math.max(1, pieces[d])));
  }

  /// Where the panels of the tasks of `grid` end along dimension `d`.
  Chunks.Cut cut(TaskGrid grid, int d) {
    var ends = new TreeSet<Long>();
    for (long i = 0; i < grid.count(d); i++) {
      long end = grid.end(d, i);
      long step = d < free ? end : length(d, end - grid.start(d, i));
      for (long at = grid.start(d, i) + step; at < end; at += step) {
        ends.add(at);
      }
      ends.add(end);
    }
    return Grids.cut(ends);
  }

  /// The first of the dimensions that are faster than all reduced ones.
  static int firstFree(List<Output> outputs) {
    int free = 0;
    for (Output output : outputs) {
      for (int d : StageGrid.reducedAxes(output)) {
        free = Math.max(free, d + 1);
      }
    }
    return free;
  }

  /// The length of a piece along each dimension, from the slowest on, so that `target` elements of
  /// a row are left.
  static long[] pieces(Box box, int free, long row, long target) {
    long[] pieces = box.shape().toArray();
    long rest = row;
    for (int d = free; d < pieces.length && rest > target; d++) {
      long inner = rest / Math.max(1, pieces[d]);
      long piece = Math.max(1, target / Math.max(1, inner));
      if (inner < LEAST_ROW) {
        // The last piece must not be a short row either: all about alike.
        long least = Math.ceilDiv(LEAST_ROW, Math.max(1, inner));
        long n = Math.max(1, pieces[d] / Math.max(least, piece));
        piece = Math.ceilDiv(pieces[d], n);
        boolean shortLast = pieces[d] % piece != 0 && pieces[d] % piece < least / 2;
        piece = shortLast ? pieces[d] : piece;
      }
      pieces[d] = Math.min(pieces[d], piece);
      rest = pieces[d] * inner;
    }
    return pieces;
  }

  private static List<Box> cut(List<Box> boxes, int d, long piece) {
    var cut = new ArrayList<Box>();
    for (Box box : boxes) {
      for (long from = box.start(d); from < box.end(d); from += piece) {
        cut.add(box.with(d, from, Math.min(piece, box.end(d) - from)));
      }
    }
    return cut;
  }

  /// Bytes of state for each position of the dimensions that nothing reduces; 0 if no output adds
  /// up, or one must have a task's box whole.
  private static long slotBytes(List<Output> outputs, TaskGrid grid) {
    for (Output output : outputs) {
      if (output instanceof Stage.Write || !StageGrid.wholeAxes(output).isEmpty()) {
        return 0;
      }
    }
    long bytes = 0;
    for (Accumulation one : Accumulation.of(outputs)) {
      bytes += one.stateBytes() * GroupSpans.of(one.first().operation(), grid).widest();
    }
    return bytes;
  }
}
