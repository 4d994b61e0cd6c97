package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Takes what a task gives, to leave it where other processes find it. Outputs are counted from 0
/// as their stage lists them; reductions that share a state are known by the first of them.
public interface Leaving {
  /// Takes the values of `box` of output `output`, which stay the caller's.
  void values(int output, Box box, NdArray values);

  /// Takes the receipt of what was written of output `output`.
  void receipt(int output, Sink.Receipt receipt);

  /// Takes the chunks of `box` of output `output` as its sink's guest encoded them; they are this
  /// one's from now on.
  void encoded(int output, Box box, List<Bytes> chunks);

  /// Takes the state of a reduction over a part of what it reduces.
  ///
  /// @param results the results that it is a part of
  /// @param states an accumulator for each of them; stays the caller's
  void state(int output, Box results, MemorySegment states);
}
