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

/// Where the results of a barrier go, box by box: an array, or pieces where they are large. Given
/// back if they are not handed over. Thread-safe.
final class BarrierResult implements AutoCloseable {
  private final Node node;
  private final @Nullable NdArray whole;
  private final @Nullable SpilledArray pieces;
  private boolean handed;

  BarrierResult(Stage.Output output, Path scratch) {
    node = output.node();
    if (output instanceof Stage.Spill(var _, var cut)) {
      whole = null;
      pieces = new SpilledArray(node, cut, scratch);
    } else {
      whole = NdArray.allocate(node.dtype(), node.shape());
      pieces = null;
    }
  }

  /// Takes the results of `box`, which stay the caller's; gives the bytes that went to scratch.
  long put(Box box, NdArray values) {
    if (pieces != null) {
      return pieces.write(values, box);
    }
    if (whole != null) {
      BoxCopy.copy(values, box, whole, Box.all(node.shape()));
    }
    return 0;
  }

  void hand(Results results) {
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
