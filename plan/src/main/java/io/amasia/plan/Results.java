package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The arrays that stages have left in memory, by node. Closing it gives back what was not taken.
public final class Results implements AutoCloseable {
  private final Map<Node, NdArray> arrays = new ConcurrentHashMap<>();

  /// The values of `node`, which an earlier stage computed.
  public NdArray get(Node node) {
    NdArray array = arrays.get(node);
    if (array == null) {
      throw new IllegalStateException("not computed: " + PlanText.label(node.operation()));
    }
    return array;
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

  /// Gives the memory of `node`'s values back.
  void release(Node node) {
    NdArray array = arrays.remove(node);
    if (array != null) {
      array.close();
    }
  }

  @Override
  public void close() {
    arrays.values().forEach(NdArray::close);
    arrays.clear();
  }
}
