package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;

/// A dataset being written. It appears at [#commit].
///
/// Variables are named by their path from the root: `tas`, `forecast/tas`.
public sealed interface Sink extends AutoCloseable {
  /// The boxes of variable `name` that are written one call each; the writer's task grid must be
  /// unions of them. Boxes count from the start of what is written, also where it is joined to
  /// something.
  Chunks writeChunks(String name);

  /// Writes `values` to `box` of variable `name`. `box` is a union of whole [#writeChunks]; each
  /// element is written once. Thread-safe for [Keyed] sinks only.
  ///
  /// @return the bytes that it takes in the target
  long write(String name, Box box, NdArray values);

  /// Whether an attempt that was broken off can be taken up; if not, all is written anew.
  default boolean isResumable() {
    return false;
  }

  /// Whether an earlier attempt that is taken up wrote all of `box`, so that its values need not be
  /// computed again.
  default boolean isWritten(String name, Box box) {
    return false;
  }

  /// Publishes what was written, synced to disk.
  void commit();

  /// Gives up and removes what was written, unless it was committed.
  @Override
  void close();

  /// Any thread writes any box at any time: each has a place of its own.
  non-sealed interface Keyed extends Sink {}

  /// Boxes are encoded by any thread, and appended by one at a time in the order of the plan, so
  /// that the same plan gives the same bytes.
  non-sealed interface Serial extends Sink {
    /// A box, encoded; closed once it was appended or given up.
    interface Piece extends AutoCloseable {
      /// The bytes that it takes in the target.
      long bytes();

      @Override
      void close();
    }

    /// Encodes `values` of `box`, which stay the caller's. Thread-safe.
    Piece encode(String name, Box box, NdArray values);

    /// Appends a piece that this sink encoded.
    void append(Piece piece);

    @Override
    default long write(String name, Box box, NdArray values) {
      try (Piece piece = encode(name, box, values)) {
        append(piece);
        return piece.bytes();
      }
    }
  }
}
