package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.NdArray;

/// Reads a box of a stored array, touching only the chunks that overlap it.
public final class ArrayReader {
  private ArrayReader() {}

  /// The values of `box` in a new array, which the caller closes. Unwritten chunks give the fill
  /// value.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if bytes are missing or damaged
  public static NdArray read(StoredArray array, Box box) {
    throw new UnsupportedOperationException("read " + array.path() + box);
  }
}
