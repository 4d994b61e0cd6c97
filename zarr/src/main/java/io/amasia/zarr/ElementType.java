package io.amasia.zarr;

import io.amasia.array.DType;
import io.amasia.storage.format.NumpyTimeUnit;

/// What an element is as stored, and the dtype it has in memory.
sealed interface ElementType {
  /// The dtype in memory.
  DType dtype();

  /// Bytes of a stored element; 0 where they vary.
  long itemSize();

  /// Numbers and bool, the same bits stored and in memory.
  record Plain(DType dtype) implements ElementType {
    @Override
    public long itemSize() {
      return dtype.itemSize();
    }
  }

  /// A time or time difference counted in `unit`.
  record Time(DType dtype, NumpyTimeUnit unit) implements ElementType {
    @Override
    public long itemSize() {
      return Long.BYTES;
    }
  }

  /// UTF-8 text of at most `itemSize` bytes, padded with NUL.
  record FixedBytes(long itemSize) implements ElementType {
    @Override
    public DType dtype() {
      return DType.STRING;
    }
  }

  /// Text of at most `itemSize / 4` code points, four bytes each, padded with NUL.
  record FixedUtf32(long itemSize) implements ElementType {
    @Override
    public DType dtype() {
      return DType.STRING;
    }
  }

  /// Text of any length, which needs a codec of its own.
  record Text() implements ElementType {
    @Override
    public DType dtype() {
      return DType.STRING;
    }

    @Override
    public long itemSize() {
      return 0;
    }
  }
}
