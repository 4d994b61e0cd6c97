package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.storage.format.Sink;
import org.jspecify.annotations.Nullable;

/// Stands for a sink of another process where tasks run: what they give is written to it there, or
/// encoded for it, by a guest, or left for the process that has it.
///
/// @param node what is written
/// @param guest writes or encodes it; null if only the other process can
public record InvitedSink(Node node, Sink.@Nullable Guest guest) implements Sink.Keyed {
  @Override
  public Chunks writeChunks(String name) {
    return node.chunks();
  }

  @Override
  public long write(String name, Box box, NdArray values) {
    throw new IllegalStateException("the sink of " + name + " is in another process");
  }

  @Override
  public void commit() {}

  @Override
  public void close() {
    if (guest != null) {
      guest.close();
    }
  }
}
