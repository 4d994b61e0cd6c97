package io.amasia.storage.codec;

import java.util.BitSet;

/// Which bytes of what a codec decodes somebody needs.
public interface WantedBytes {
  /// The blocks of `blockBytes` decoded bytes, counted from the first, that have some of them.
  BitSet blocks(long blockBytes);
}
