package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import java.util.Optional;

/// A dataset being written. It appears at [#commit].
///
/// Variables are named by their path from the root: `tas`, `forecast/tas`.
public sealed interface Sink extends AutoCloseable {
  /// The boxes of variable `name` that are written one call each; the writer's task grid must be
  /// unions of them. Boxes count from the start of what is written, also where it is joined to
  /// something.
  Chunks writeChunks(String name);

  /// Native memory that a thread holds to encode a chunk of variable `name`.
  default long encoderBytes(String name) {
    return 0;
  }

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

  /// What other processes need to write boxes of this sink too; empty if only this one can.
  default Optional<Invitation> invitation() {
    return Optional.empty();
  }

  /// Takes note of a box that another process wrote.
  ///
  /// @param note of the receipt that it was given
  default void wroteElsewhere(String note) {}

  /// An invitation to write boxes of a sink from another process.
  ///
  /// @param format the name of the format whose [Format#join] takes it
  /// @param text what that needs
  record Invitation(String format, String text) {}

  /// What a process was given for a box it wrote of another one's sink.
  ///
  /// @param bytes what it takes in the target
  /// @param note for [Keyed#wroteElsewhere]
  record Receipt(long bytes, String note) {}

  /// Writes boxes of a sink that another process has, and commits. The same box may be written
  /// twice, also at the same time. Thread-safe.
  interface Guest extends AutoCloseable {
    /// Writes `values` to `box` of variable `name`, as [Sink#write].
    Receipt write(String name, Box box, NdArray values);

    @Override
    void close();
  }

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
