package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Results;
import io.amasia.plan.SpilledArray;
import io.amasia.plan.Stage;
import io.amasia.storage.format.BoxCopy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The results of a barrier in this process: an array, or pieces where they are large.
final class HeldResult implements BarrierResult {
  private final Node node;
  private final @Nullable NdArray whole;
  private final @Nullable SpilledArray pieces;
  private boolean handed;

  HeldResult(Stage.Output output, Path scratch) {
    node = output.node();
    if (output instanceof Stage.Spill(var _, var cut)) {
      whole = null;
      pieces = new SpilledArray(node, cut, scratch);
    } else {
      whole = NdArray.allocate(node.dtype(), node.shape());
      pieces = null;
    }
  }

  @Override
  public void put(Box box, NdArray values, Handed to) {
    if (pieces != null) {
      to.spilled(pieces.write(values, box));
    }
    if (whole != null) {
      BoxCopy.copy(values, box, whole, Box.all(node.shape()));
    }
  }

  @Override
  public void hand(Results results) {
    handed = true;
    if (pieces != null) {
      results.put(node, pieces);
    } else if (whole != null) {
      results.put(node, whole);
    }
  }

  @Override
  public void close() {
    if (handed) {
      return;
    }
    if (pieces != null) {
      pieces.close();
    }
    if (whole != null) {
      whole.close();
    }
  }
}
