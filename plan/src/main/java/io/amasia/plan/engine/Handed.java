package io.amasia.plan.engine;

import io.amasia.plan.Traffic;
import io.amasia.storage.format.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a task hands on to sinks and to the scratch folder, counted.
final class Handed implements AutoCloseable {
  private final Traffic.Counter traffic;
  private final @Nullable Leaving leaving;
  private final List<AppendOrder.Ready> pieces = new ArrayList<>();

  Handed(Traffic.Counter traffic) {
    this(traffic, null);
  }

  /// @param leaving takes what is for other processes
  Handed(Traffic.Counter traffic, @Nullable Leaving leaving) {
    this.traffic = traffic;
    this.leaving = leaving;
  }

  /// Who takes what is for other processes.
  Leaving leaving() {
    return Objects.requireNonNull(leaving);
  }

  /// A sink took this many bytes.
  void wrote(long bytes) {
    traffic.written(bytes);
  }

  /// The scratch folder gave this many bytes back.
  void restored(long bytes) {
    traffic.restored(bytes);
  }

  /// The scratch folder took this many bytes.
  void spilled(long bytes) {
    traffic.spilled(bytes);
  }

  /// Encoded for a serial sink, to be appended when it is the task's turn.
  void toAppend(Sink.Serial sink, Sink.Serial.Piece piece) {
    pieces.add(new AppendOrder.Ready(sink, piece));
    traffic.written(piece.bytes());
  }

  /// What is to be appended, which whoever takes it closes.
  List<AppendOrder.Ready> take() {
    List<AppendOrder.Ready> taken = List.copyOf(pieces);
    pieces.clear();
    return taken;
  }

  /// Gives up what was not taken.
  @Override
  public void close() {
    pieces.forEach(ready -> ready.piece().close());
  }
}
