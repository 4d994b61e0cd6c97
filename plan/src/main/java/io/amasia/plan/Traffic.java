package io.amasia.plan;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Bytes that were moved.
///
/// @param readBytes encoded bytes read from stores
/// @param decodedBytes bytes of values they, and pieces read back, decoded to
/// @param writtenBytes encoded bytes of values handed to what is written
/// @param spilledBytes bytes written to the scratch folder
/// @param restoredBytes bytes read back from there
public record Traffic(
    long readBytes, long decodedBytes, long writtenBytes, long spilledBytes, long restoredBytes) {
  /// Nothing was moved.
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

  /// The sums of both.
  public Traffic plus(Traffic other) {
    return new Traffic(
        readBytes + other.readBytes,
        decodedBytes + other.decodedBytes,
        writtenBytes + other.writtenBytes,
        spilledBytes + other.spilledBytes,
        restoredBytes + other.restoredBytes);
  }

  /// What was moved since `earlier`.
  public Traffic since(Traffic earlier) {
    return new Traffic(
        readBytes - earlier.readBytes,
        decodedBytes - earlier.decodedBytes,
        writtenBytes - earlier.writtenBytes,
        spilledBytes - earlier.spilledBytes,
        restoredBytes - earlier.restoredBytes);
  }

  /// Counts while bytes move. Thread-safe. What a part counts, the whole counts too.
  public static final class Counter {
    private final @Nullable Counter whole;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong decoded = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong spilled = new AtomicLong();
    private final AtomicLong restored = new AtomicLong();

    /// A counter of all.
    public Counter() {
      whole = null;
    }

    private Counter(Counter whole) {
      this.whole = whole;
    }

    /// A counter of a part.
    public Counter part() {
      return new Counter(this);
    }

    public void read(long bytes) {
      read.addAndGet(bytes);
      if (whole != null) {
        whole.read(bytes);
      }
    }

    public void decoded(long bytes) {
      decoded.addAndGet(bytes);
      if (whole != null) {
        whole.decoded(bytes);
      }
    }

    public void written(long bytes) {
      written.addAndGet(bytes);
      if (whole != null) {
        whole.written(bytes);
      }
    }

    public void spilled(long bytes) {
      spilled.addAndGet(bytes);
      if (whole != null) {
        whole.spilled(bytes);
      }
    }

    public void restored(long bytes) {
      restored.addAndGet(bytes);
      if (whole != null) {
        whole.restored(bytes);
      }
    }

    /// Counts what was moved elsewhere.
    public void add(Traffic moved) {
      read(moved.readBytes);
      decoded(moved.decodedBytes);
      written(moved.writtenBytes);
      spilled(moved.spilledBytes);
      restored(moved.restoredBytes);
    }

    /// What was counted so far.
    public Traffic now() {
      return new Traffic(read.get(), decoded.get(), written.get(), spilled.get(), restored.get());
    }
  }
}
