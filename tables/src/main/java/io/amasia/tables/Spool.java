package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.BoxCopy;
import io.amasia.storage.format.Schema;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The values of an array, put down box by box in any order and read again in C order. Numbers lie
/// in a file, in this machine's byte order; texts in memory, as they have no fixed length.
sealed interface Spool extends AutoCloseable {
  /// More texts than this don't fit memory for sure.
  long MOST_TEXTS = 1L << 24;

  /// Puts down `values` of `box`. Thread-safe.
  void write(Box box, NdArray values);

  /// The values; to be read by one thread, when all are put down.
  Cells cells(Calendar calendar);

  @Override
  void close();

  /// A spool of `variable`; of numbers in the new file `path`.
  static Spool of(Schema.Variable variable, Path path) {
    if (variable.dtype() != DType.STRING) {
      return new Numbers(variable.dtype(), variable.shape(), path);
    }
    if (variable.shape().size() > MOST_TEXTS) {
      throw new AmasiaException.MemoryLimit(
          "'%s' has %d texts; at most %d can be written in this form; select less, or write .zarr"
              .formatted(variable.name(), variable.shape().size(), MOST_TEXTS));
    }
    return new Texts(variable.shape());
  }

  /// Numbers in a file.
  final class Numbers implements Spool {
    private static final int WINDOW = 1 << 14;

    private final DType dtype;
    private final Box whole;
    private final Path path;
    private final FileChannel file;

    Numbers(DType dtype, Shape shape, Path path) {
      this.dtype = dtype;
      this.whole = Box.all(shape);
      this.path = path;
      try {
        file =
            FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    private AmasiaException failed(IOException e) {
      return new AmasiaException.Format("can't write %s: %s".formatted(path, e.getMessage()), e);
    }

    @Override
    public void write(Box box, NdArray values) {
      int width = dtype.itemSize();
      BoxCopy.forEachRow(
          box,
          BoxCopy.rowDims(box, whole),
          (index, length) -> {
            long from = BoxCopy.offset(index, box, box.shape());
            long to = BoxCopy.offset(index, whole, whole.shape());
            MemorySegment row = values.data().asSlice(from * width, length * width);
            put(row.asByteBuffer(), to * width);
          });
    }

    private void put(ByteBuffer bytes, long at) {
      try {
        long to = at;
        while (bytes.hasRemaining()) {
          to += file.write(bytes, to);
        }
      } catch (IOException e) {
        throw failed(e);
      }
    }

    /// Fills `target` with the bytes from `at` on; what was never put down is zero.
    void read(ByteBuffer target, long at) {
      try {
        long from = at;
        while (target.hasRemaining()) {
          int n = file.read(target, from);
          if (n < 0) {
            break;
          }
          from += n;
        }
        while (target.hasRemaining()) {
          target.put((byte) 0);
        }
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public Cells cells(Calendar calendar) {
      return new Windowed(calendar);
    }

    /// Keeps the part of the file around the last value asked for.
    private final class Windowed implements Cells {
      private final NdArray window = NdArray.allocate(dtype, Shape.of(WINDOW)).closedWhenDropped();
      private final Cells cells;
      private long start = -1;

      Windowed(Calendar calendar) {
        this.cells = Cells.of(window, calendar);
      }

      @Override
      public @Nullable Object value(long i) {
        long wanted = i - i % WINDOW;
        if (wanted != start) {
          long n = Math.min(WINDOW, whole.size() - wanted);
          int width = dtype.itemSize();
          read(window.data().asSlice(0, n * width).asByteBuffer(), wanted * width);
          start = wanted;
        }
        return cells.value(i - start);
      }
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /// Texts in memory.
  final class Texts implements Spool {
    private final Box whole;
    private final String[] texts;

    Texts(Shape shape) {
      this.whole = Box.all(shape);
      this.texts = new String[Math.toIntExact(shape.size())];
      java.util.Arrays.fill(texts, "");
    }

    @Override
    public void write(Box box, NdArray values) {
      BoxCopy.forEachRow(
          box,
          0,
          (index, _) ->
              texts[(int) BoxCopy.offset(index, whole, whole.shape())] =
                  values.getString(BoxCopy.offset(index, box, box.shape())));
    }

    @Override
    public Cells cells(Calendar calendar) {
      return i -> texts[(int) i];
    }

    /// The most characters of a text, counted as NumPy does.
    int longest() {
      int most = 0;
      for (String text : texts) {
        most = Math.max(most, text.codePointCount(0, text.length()));
      }
      return most;
    }

    @Override
    public void close() {}
  }
}
