package io.amasia.tables;

import io.amasia.array.Box;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Texts in three files: their bytes one after the other as they come, and where each begins and
/// how long it is.
final class SpooledTexts implements Spool {
  private final Path path;
  private final FileChannel bytes;
  private final Spool.Numbers starts;
  private final Spool.Numbers lengths;
  private final AtomicLong end = new AtomicLong();
  private final AtomicInteger longest = new AtomicInteger();

  SpooledTexts(Shape shape, Path path) {
    this.path = path;
    this.bytes = Spool.file(path);
    this.starts =
        new Spool.Numbers(DType.INT64, shape, path.resolveSibling(path.getFileName() + ".starts"));
    this.lengths =
        new Spool.Numbers(DType.INT64, shape, path.resolveSibling(path.getFileName() + ".lengths"));
  }

  @Override
  public void write(Box box, NdArray values) {
    byte[][] texts = new byte[Math.toIntExact(values.size())][];
    long total = 0;
    for (int i = 0; i < texts.length; i++) {
      String text = values.getString(i);
      longest.accumulateAndGet(text.codePointCount(0, text.length()), Math::max);
      texts[i] = text.getBytes(StandardCharsets.UTF_8);
      total += texts[i].length;
    }
    long at = end.getAndAdd(total);
    long[] begin = new long[texts.length];
    long[] length = new long[texts.length];
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(total));
    for (int i = 0; i < texts.length; i++) {
      begin[i] = at + all.position();
      length[i] = texts[i].length;
      all.put(texts[i]);
    }
    Spool.put(bytes, path, all.flip(), at);
    try (NdArray from = NdArray.of(DType.INT64, box.shape(), begin);
        NdArray sizes = NdArray.of(DType.INT64, box.shape(), length)) {
      starts.write(box, from);
      lengths.write(box, sizes);
    }
  }

  @Override
  public Cells cells(Calendar calendar) {
    Cells from = starts.cells(calendar);
    Cells sizes = lengths.cells(calendar);
    return i -> {
      long start = (Long) Objects.requireNonNull(from.value(i));
      long length = (Long) Objects.requireNonNull(sizes.value(i));
      ByteBuffer text = ByteBuffer.allocate((int) length);
      Spool.read(bytes, path, text, start);
      return new String(text.array(), StandardCharsets.UTF_8);
    };
  }

  /// The most characters of a text, counted as NumPy does.
  int longest() {
    return longest.get();
  }

  @Override
  public void close() {
    Spool.close(bytes, path);
    starts.close();
    lengths.close();
  }
}
