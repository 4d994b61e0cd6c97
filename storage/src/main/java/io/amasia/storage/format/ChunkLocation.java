package io.amasia.storage.format;

import io.amasia.storage.ByteRange;

/// Where the encoded bytes of a chunk lie.
///
/// @param key in the array's store
/// @param range the bytes of that key's value. If they are all of it, an absent key is an unwritten
///   chunk; if they are a part, as an index said, an absent key is an error
/// @param filterMask codecs that were skipped when this chunk was written, bit `i` for codec `i`; 0
///   mostly
public record ChunkLocation(String key, ByteRange range, int filterMask) {}
