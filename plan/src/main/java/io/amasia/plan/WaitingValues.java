package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The values of a node that wait for later stages in pieces, and are read box by box: in memory,
/// in the scratch folder, in the work directory. Thread-safe.
public interface WaitingValues extends AutoCloseable {
  /// The pieces, which are worth reading one by one.
  Chunks chunks();

  /// The values of exactly `box` if they are in memory as one array, which stays this one's. Else
  /// null.
  @Nullable NdArray whole(Box box);

  /// The values of `box` in a new array, which the caller closes.
  ///
  /// @param restored told how many bytes came from a folder
  /// @throws io.amasia.array.AmasiaException.Format if what is there is damaged
  NdArray read(Box box, LongConsumer restored);

  /// Lets go of the values.
  @Override
  void close();
}
