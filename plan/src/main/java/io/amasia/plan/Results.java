package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The arrays that stages have left by node. Closing it gives back what was not taken.
public final class Results implements AutoCloseable {
  private final Map<Node, NdArray> arrays = new ConcurrentHashMap<>();
  private final Map<Node, WaitingValues> waiting = new ConcurrentHashMap<>();

  private final List<Runnable> owned = new CopyOnWriteArrayList<>();

  /// The values of `node`, which an earlier stage computed; read now if they wait in pieces.
  public NdArray get(Node node) {
    WaitingValues inPieces = waiting.get(node);
    NdArray array =
        inPieces == null
            ? arrays.get(node)
            : arrays.computeIfAbsent(node, n -> inPieces.read(Box.all(n.shape()), _ -> {}));
    if (array == null) {
      throw new IllegalStateException("not computed: " + PlanText.label(node.operation()));
    }
    return array;
  }

  /// The values of `node` in pieces, or null if they are not in pieces.
  public @Nullable WaitingValues waiting(Node node) {
    return waiting.get(node);
  }

  /// Whether the values of `node` are at hand.
  public boolean has(Node node) {
    return arrays.containsKey(node) || waiting.containsKey(node);
  }

  /// Keeps the values of `node` in these pieces, instead of others if there were any.
  public void put(Node node, WaitingValues values) {
    WaitingValues before = waiting.put(node, values);
    if (before != null) {
      before.close();
    }
  }

  /// Keeps the values of `node`.
  public void put(Node node, NdArray values) {
    arrays.put(node, values);
  }

  /// Hands the values of `nodes` over to the caller; a node that is listed twice gives two arrays.
  List<NdArray> takeAll(Collection<Node> nodes) {
    var taken = new ArrayList<NdArray>();
    Set<Node> seen = new HashSet<>();
    for (Node node : nodes) {
      taken.add(seen.add(node) ? get(node) : copy(get(node)));
    }
    arrays.keySet().removeAll(nodes);
    return taken;
  }

  private static NdArray copy(NdArray values) {
    if (values.dtype() == DType.STRING) {
      var texts = new ArrayList<String>();
      for (long i = 0; i < values.size(); i++) {
        texts.add(values.getString(i));
      }
      return NdArray.of(values.shape(), texts);
    }
    NdArray copy = NdArray.allocate(values.dtype(), values.shape());
    copy.data().copyFrom(values.data());
    return copy;
  }

  /// Calls `end` when the computation has ended, however it did, after all values were let go.
  public void atEnd(Runnable end) {
    owned.add(end);
  }

  /// Gives the memory of `node`'s values back.
  void release(Node node) {
    NdArray array = arrays.remove(node);
    if (array != null) {
      array.close();
    }
    WaitingValues inPieces = waiting.remove(node);
    if (inPieces != null) {
      inPieces.close();
    }
  }

  @Override
  public void close() {
    arrays.values().forEach(NdArray::close);
    arrays.clear();
    waiting.values().forEach(WaitingValues::close);
    waiting.clear();
    owned.reversed().forEach(Runnable::run);
  }
}
