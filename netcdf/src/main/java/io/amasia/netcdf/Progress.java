package io.amasia.netcdf;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What of a file that is being written is there, by variable and box, also in the file's journal;
/// so that another writer can go on where this one was killed. Thread-safe.
public final class Progress {
  private final PartialFile file;
  private final List<Written> all = new ArrayList<>();
  private final Map<String, Written> byName = new LinkedHashMap<>();

  /// The chunks of a variable that are there, by their number in its grid.
  private record Written(int number, Chunks grid, BitSet chunks) {}

  /// @param grids the boxes that variables are written in, in the order of the schema
  public Progress(PartialFile file, Map<String, Chunks> grids) {
    this.file = file;
    grids.forEach((name, grid) -> {
      var written = new Written(all.size(), grid, new BitSet());
      all.add(written);
      byName.put(name, written);
    });
  }

  /// Takes over what an earlier attempt noted, in its order, up to the first that is not there.
  public void takeUp(Predicate<WrittenBox> isThere) {
    List<WrittenBox> kept = new ArrayList<>();
    for (WrittenBox box : file.before()) {
      boolean fits = box.variable() < all.size() && fits(all.get(box.variable()).grid, box.box());
      if (!fits || !isThere.test(box)) {
        break;
      }
      kept.add(box);
      set(all.get(box.variable()), box.box());
    }
    file.goOnAfter(kept);
  }

  private static boolean fits(Chunks grid, Box box) {
    Box all = Box.all(grid.shape());
    return box.ndim() == all.ndim() && box.intersect(all).equals(box);
  }

  /// Whether all of `box` is there.
  public synchronized boolean has(String name, Box box) {
    Written written = of(name);
    Box chunks = written.grid.overlapping(box);
    for (long i = 0; i < chunks.size(); i++) {
      if (!written.chunks.get(number(written.grid, chunks.index(i)))) {
        return false;
      }
    }
    return true;
  }

  /// Notes that `box`, a union of whole chunks of its grid, is there.
  public void note(String name, Box box, List<Long> lengths, int crc) {
    Written written = of(name);
    file.note(new WrittenBox(written.number, box, lengths, crc));
    set(written, box);
  }

  private synchronized void set(Written written, Box box) {
    Box chunks = written.grid.overlapping(box);
    for (long i = 0; i < chunks.size(); i++) {
      written.chunks.set(number(written.grid, chunks.index(i)));
    }
  }

  private Written of(String name) {
    Written written = byName.get(name);
    if (written == null) {
      throw new IllegalArgumentException("no variable '" + name + "' in the schema");
    }
    return written;
  }

  private static int number(Chunks grid, long[] index) {
    long number = 0;
    for (int d = 0; d < index.length; d++) {
      number = number * grid.cut(d).count() + index[d];
    }
    return Math.toIntExact(number);
  }
}
