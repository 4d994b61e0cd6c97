package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.StridedCopy;
import io.amasia.storage.ByteRange;
import java.util.ArrayList;
import java.util.List;

/// The ranges of a chunk's bytes that hold a part of its values, where the bytes in the store are
/// the values in C order: so that a small part of an uncompressed chunk takes few bytes.
///
/// A range goes from the first to the last element of a piece of the part: all of it, or where its
/// rows or planes are far apart, each of these.
///
/// @param chunk the shape in which the values lie
/// @param pieces boxes within the chunk, all of one shape, which together are the part
record RawParts(Shape chunk, int itemSize, List<Box> pieces) {
  /// Chunks of no more bytes are read whole.
  private static final long SMALL_BYTES = 16 << 10;

  /// Bytes between two rows that cost less than another read.
  private static final long GAP_BYTES = 16 << 10;

  /// A part is read by its ranges if they have at most one in so many of the bytes.
  private static final int WORTH = 2;

  /// The pieces of `part`, a box within a chunk.
  ///
  /// @param mostReads pieces there may be
  static RawParts of(Shape chunk, Box part, int itemSize, int mostReads) {
    var parts = new RawParts(chunk, itemSize, List.of(part));
    for (int d = 0; d < part.ndim() && parts.isSparse(); d++) {
      if (parts.pieces.size() * part.length(d) > mostReads) {
        break;
      }
      parts = new RawParts(chunk, itemSize, cut(parts.pieces, d));
    }
    return parts;
  }

  private static List<Box> cut(List<Box> boxes, int d) {
    var cut = new ArrayList<Box>();
    for (Box box : boxes) {
      for (long i = box.start(d); i < box.end(d); i++) {
        cut.add(box.with(d, i, 1));
      }
    }
    return cut;
  }

  private boolean isSparse() {
    long wanted = pieces.getFirst().size() * itemSize;
    return bytes(pieces.getFirst()) > 2 * wanted + GAP_BYTES;
  }

  /// Bytes from the first to the last element of `piece`.
  private long bytes(Box piece) {
    long[] strides = chunk.strides();
    long last = 0;
    for (int d = 0; d < strides.length; d++) {
      last += (piece.length(d) - 1) * strides[d];
    }
    return (last + 1) * itemSize;
  }

  private long first(Box piece) {
    return BoxCopy.offset(piece.start(), Box.all(chunk), chunk) * itemSize;
  }

  /// Whether reading them takes much less than reading the chunk.
  boolean areWorthIt() {
    long whole = chunk.size() * itemSize;
    return whole > SMALL_BYTES
        && pieces.getFirst().size() > 0
        && pieces.size() * bytes(pieces.getFirst()) <= whole / WORTH;
  }

  /// Where the bytes of `piece` lie, of a chunk that begins at `offset`.
  ByteRange.Span range(Box piece, long offset) {
    return ByteRange.span(offset + first(piece), bytes(piece));
  }

  /// Puts the values of `piece`, read from its range, into `target`, those of `box`.
  ///
  /// @param of the box of the chunk
  void put(Lease read, Box piece, Box of, NdArray target, Box box) {
    Box part = piece;
    for (int d = 0; d < piece.ndim(); d++) {
      part = part.with(d, of.start(d) + piece.start(d), piece.length(d));
    }
    StridedCopy.copy(
        itemSize,
        piece.shape().toArray(),
        new StridedCopy.Place(read.segment(), 0, chunk.strides()),
        BoxCopy.place(target, box, part));
  }
}
