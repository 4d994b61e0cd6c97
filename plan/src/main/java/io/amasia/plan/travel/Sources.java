package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.storage.format.StoredArray;

/// How the stored arrays of a plan are named where it is made, and opened again where it runs.
public interface Sources {
  /// What another process needs to open `array`.
  ///
  /// @throws io.amasia.array.AmasiaException.Unsupported if no other process can
  ObjectNode write(StoredArray array);

  /// The array that `in` describes. It is open as long as this is.
  ///
  /// @throws io.amasia.array.AmasiaException.Conflict if it is no longer what it was
  StoredArray open(Document in);
}
