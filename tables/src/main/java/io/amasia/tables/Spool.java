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

/// The values of an array, put down in files box by box in any order and read again in C order.
sealed interface Spool extends AutoCloseable permits Spool.Numbers, SpooledTexts {
  /// Puts down `values` of `box`. Thread-safe.
  void write(Box box, NdArray values);

  /// The values; to be read by one thread, when all are put down.
  Cells cells(Calendar calendar);

  @Override
  void close();

  /// A spool of `variable`, in new files at `path` and beside it.
  static Spool of(Schema.Variable variable, Path path) {
    return variable.dtype() == DType.STRING
        ? new SpooledTexts(variable.shape(), path)
        : new Numbers(variable.dtype(), variable.shape(), path);
  }

  /// A new file that is gone when it is closed.
  static FileChannel file(Path path) {
    try {
      return FileChannel.open(
          path,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /// Writes what remains in `bytes` at position `at` of `file`, which is at `path`.
  static void put(FileChannel file, Path path, ByteBuffer bytes, long at) {
    try {
      long to = at;
      while (bytes.hasRemaining()) {
        to += file.write(bytes, to);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /// Fills `target` with the bytes from `at` on; what was never put down is zero.
  static void read(FileChannel file, Path path, ByteBuffer target, long at) {
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
      throw failed(path, e);
    }
  }

  static void close(FileChannel file, Path path) {
    try {
      file.close();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static AmasiaException failed(Path path, IOException e) {
    return new AmasiaException.Format("can't write %s: %s".formatted(path, e.getMessage()), e);
  }

  /// Numbers in a file, in this machine's byte order.
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
      this.file = Spool.file(path);
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
            Spool.put(file, path, row.asByteBuffer(), to * width);
          });
    }

    /// Fills `target` with the bytes from `at` on.
    void read(ByteBuffer target, long at) {
      Spool.read(file, path, target, at);
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
      Spool.close(file, path);
    }
  }
}
