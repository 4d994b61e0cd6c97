package io.amasia.plan.remote;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.WaitingValues;
import io.amasia.plan.remote.BatchFile.Section;
import io.amasia.storage.format.BoxCopy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The values of a node that a stage left in the work directory. Thread-safe.
final class LeftArray implements WaitingValues {
  /// Arrays up to this size, such as climatologies of a box, are read once and kept.
  private static final long SMALL_BYTES = 1 << 20;

  private final Node node;
  private final Left left;
  private final BatchReaders files;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable NdArray small;

  LeftArray(WorkFolder folder, Node node, Left left) {
    this.node = node;
    this.left = left;
    files = new BatchReaders(folder, left.stage());
  }

  @Override
  public Chunks chunks() {
    return node.chunks();
  }

  @Override
  public @Nullable NdArray whole(Box box) {
    return null;
  }

  @Override
  public NdArray read(Box box, LongConsumer restored) {
    if (node.dtype() == DType.STRING) {
      return texts(box, restored);
    }
    boolean isSmall = node.shape().size() * node.dtype().itemSize() <= SMALL_BYTES;
    if (!isSmall || box.equals(Box.all(node.shape()))) {
      return numbers(box, restored);
    }
    NdArray part = NdArray.allocate(node.dtype(), box.shape());
    BoxCopy.copy(small(restored), Box.all(node.shape()), part, box);
    return part;
  }

  private NdArray small(LongConsumer restored) {
    lock.lock();
    try {
      NdArray all = small == null ? numbers(Box.all(node.shape()), restored) : small;
      small = all;
      return all;
    } finally {
      lock.unlock();
    }
  }

  private NdArray numbers(Box box, LongConsumer restored) {
    NdArray target = NdArray.allocate(node.dtype(), box.shape());
    try {
      forEach(box, restored, (values, from) -> BoxCopy.copy(values, from, target, box));
      return target;
    } catch (Throwable e) {
      target.close();
      throw e;
    }
  }

  private NdArray texts(Box box, LongConsumer restored) {
    String[] texts = new String[Math.toIntExact(box.size())];
    Arrays.fill(texts, "");
    forEach(box, restored, (values, from) -> copyTexts(values, from, texts, box));
    return NdArray.of(box.shape(), List.of(texts));
  }

  private static void copyTexts(NdArray values, Box from, String[] texts, Box box) {
    Box shared = from.intersect(box);
    Shape fromShape = from.shape();
    Shape toShape = box.shape();
    for (long i = 0; i < shared.size(); i++) {
      long[] index = shared.index(i);
      for (int d = 0; d < index.length; d++) {
        index[d] += shared.start(d);
      }
      long at = BoxCopy.offset(index, from, fromShape);
      texts[(int) BoxCopy.offset(index, box, toShape)] = values.getString(at);
    }
  }

  /// Takes values and where they lie.
  private interface Taking {
    void take(NdArray values, Box from);
  }

  private void forEach(Box box, LongConsumer restored, Taking taking) {
    for (Left.Place place : left.places(box)) {
      BatchReader file = files.get(place.file());
      boolean ofNoTask = place.file().equals(Left.EMPTIES);
      List<Section> sections =
          ofNoTask ? file.sections(left.output()) : file.sections(place.task(), left.output());
      for (Section section : sections) {
        if (section.box().intersect(box).size() > 0) {
          try (NdArray values = file.values(section, restored)) {
            taking.take(values, section.box());
          }
        }
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (small != null) {
        small.close();
        small = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
