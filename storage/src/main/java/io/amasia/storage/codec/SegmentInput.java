package io.amasia.storage.codec;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A segment as a stream, for libraries that know only streams. Nothing is copied at once; not
/// thread-safe.
public final class SegmentInput extends InputStream {
  private final MemorySegment segment;
  private long at;

  public SegmentInput(MemorySegment segment) {
    this.segment = segment;
  }

  /// Bytes taken so far.
  long taken() {
    return at;
  }

  @Override
  public int read() {
    return at < segment.byteSize() ? segment.get(ValueLayout.JAVA_BYTE, at++) & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int start, int length) {
    if (length == 0) {
      return 0;
    }
    int n = (int) Math.min(length, segment.byteSize() - at);
    if (n <= 0) {
      return -1;
    }
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, target, start, n);
    at += n;
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, segment.byteSize() - at);
  }
}
