package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.storage.codec.Bytes;
import java.util.List;
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

  /// What other processes need to work on boxes of this sink too; empty if only this one can.
  default Optional<Invitation> invitation() {
    return Optional.empty();
  }

  /// An invitation to work on boxes of a sink from another process.
  ///
  /// @param format the name of the format whose [Format#join] takes it
  /// @param text what that needs
  record Invitation(String format, String text) {}

  /// Works on boxes of a sink that another process has, and commits. The same box may be given
  /// twice, also at the same time. Thread-safe.
  sealed interface Guest extends AutoCloseable {
    @Override
    void close();

    /// A guest of a [Keyed] sink.
    non-sealed interface Writer extends Guest {
      /// Writes `values` to `box` of variable `name`, as [Sink#write].
      Receipt write(String name, Box box, NdArray values);
    }

    /// A guest of a [Serial] sink.
    non-sealed interface Encoder extends Guest {
      /// Encodes `values`, which stay the caller's, for [Serial#piece]; whoever calls closes the
      /// chunks. Nothing where the sink must be given the values themselves.
      Optional<List<Bytes>> encode(String name, Box box, NdArray values);
    }
  }

  /// What a process was given for a box it wrote of another one's sink.
  ///
  /// @param bytes what it takes in the target
  /// @param note for [Keyed#wroteElsewhere]
  record Receipt(long bytes, String note) {}

  /// Any thread writes any box at any time: each has a place of its own.
  non-sealed interface Keyed extends Sink {
    /// Takes note of a box that a guest wrote.
    ///
    /// @param note of the receipt that it was given
    default void wroteElsewhere(String note) {}
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

    /// The piece that a guest encoded.
    ///
    /// @param chunks as [Guest.Encoder#encode] gave them, from now on the piece's
    default Piece piece(String name, Box box, List<Bytes> chunks) {
      throw new IllegalStateException("nobody was invited to encode '" + name + "'");
    }

    /// Appends a piece of this sink.
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
