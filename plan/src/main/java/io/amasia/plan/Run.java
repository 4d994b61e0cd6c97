package io.amasia.plan;

import java.nio.file.Path;

/// What the stages of one computation share while they run.
///
/// @param results arrays kept between stages
/// @param threads how many tasks may compute at a time
/// @param room where a task's projected bytes are reserved before it starts
/// @param heap the same for the Java heap
/// @param cancel stops the computation
/// @param telling told which tasks begin and end and what they move
/// @param scratch the folder of intermediate values that do not fit in memory
public record Run(
    Results results,
    int threads,
    Budget.Room room,
    Budget.Room heap,
    Cancel cancel,
    Telling telling,
    Path scratch) {
  /// Waits until a task of `stage` fits.
  ///
  /// @throws io.amasia.array.AmasiaException.Cancelled if the computation is cancelled meanwhile
  public void reserve(Stage stage) {
    room.reserve(stage.projection().taskBytes(), cancel);
    try {
      heap.reserve(stage.projection().heapBytes(), cancel);
    } catch (Throwable e) {
      room.release(stage.projection().taskBytes());
      throw e;
    }
  }

  /// Lets others have what is reserved for a task of `stage`, if they wait for it, and waits until
  /// it fits again.
  public void makeRoom(Stage stage) {
    if (room.isWanted() || heap.isWanted()) {
      release(stage);
      reserve(stage);
    }
  }

  /// Gives back what was reserved for a task of `stage`.
  public void release(Stage stage) {
    heap.release(stage.projection().heapBytes());
    room.release(stage.projection().taskBytes());
  }

  /// Counts what `stage` holds besides its tasks, until [#let].
  void hold(Stage stage) {
    room.hold(stage.projection().heldBytes() + stage.projection().stateBytes());
    heap.hold(stage.projection().heldHeapBytes());
  }

  void let(Stage stage) {
    room.hold(-stage.projection().heldBytes() - stage.projection().stateBytes());
    heap.hold(-stage.projection().heldHeapBytes());
  }
}
