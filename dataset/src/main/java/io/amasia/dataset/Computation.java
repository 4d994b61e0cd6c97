package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Session;
import io.amasia.storage.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/// Runs nodes in the current session, and knows which stores were closed under them.
final class Computation {
  private static final System.Logger LOG = System.getLogger("io.amasia");

  /// The name of the closed dataset by its store; weak, so that it holds no store alive.
  private static final Map<Store, String> CLOSED = Collections.synchronizedMap(new WeakHashMap<>());

  private Computation() {}

  /// The values of `nodes`, computed together; their memory goes back when nobody holds them any
  /// more.
  ///
  /// @throws AmasiaException.Usage if a dataset they read from was closed
  static List<NdArray> run(List<Node> nodes) {
    if (!CLOSED.isEmpty()) {
      for (Operation.Read read : reads(nodes)) {
        String name = CLOSED.get(read.array().store());
        if (name != null) {
          throw new AmasiaException.Usage(
              "dataset %s is closed; compute before closing it, or open it again".formatted(name));
        }
      }
    }
    List<NdArray> results = new ArrayList<>();
    List<Node> lazy = new ArrayList<>();
    for (Node node : nodes) {
      if (!(node.operation() instanceof Operation.Literal)) {
        lazy.add(node);
      }
    }
    var computed = lazy.isEmpty() ? null : Session.current().compute(lazy).iterator();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.Literal(NdArray values)) {
        results.add(values);
      } else if (computed != null) {
        results.add(computed.next().closedWhenDropped());
      }
    }
    return results;
  }

  /// The values of `nodes`, computed before the result of `word` is asked for, since without them
  /// it has no shape: within the memory budget as all computing, and told in the log.
  static List<NdArray> ahead(String word, List<Node> nodes) {
    long values =
        nodes.stream()
            .filter(node -> !(node.operation() instanceof Operation.Literal))
            .mapToLong(node -> node.shape().size())
            .sum();
    if (values > 0) {
      LOG.log(System.Logger.Level.DEBUG, "{0} computes {1} values at once", word, values);
    }
    return run(nodes);
  }

  /// `dataset` with all values in memory, computed together.
  static Dataset compute(Dataset dataset) {
    List<Node> nodes = nodes(dataset);
    List<NdArray> values = run(nodes);
    Map<String, Variable> computed = new LinkedHashMap<>();
    Map<String, Variable> computedCoords = new LinkedHashMap<>();
    int i = 0;
    for (var entry : dataset.variables().entrySet()) {
      computed.put(entry.getKey(), loaded(entry.getValue(), values.get(i++)));
    }
    for (var entry : dataset.coords().asMap().entrySet()) {
      computedCoords.put(entry.getKey(), loaded(entry.getValue(), values.get(i++)));
    }
    return new Dataset(computed, new Coordinates(computedCoords), dataset.attrs());
  }

  /// All that a dataset holds.
  static List<Node> nodes(Dataset dataset) {
    List<Node> nodes = new ArrayList<>();
    dataset.variables().values().forEach(variable -> nodes.add(variable.data()));
    dataset.coords().asMap().values().forEach(variable -> nodes.add(variable.data()));
    return nodes;
  }

  private static Variable loaded(Variable variable, NdArray values) {
    return variable.isLoaded() ? variable : variable.holding(values);
  }

  /// Notes that all that `nodes` read from belongs to the closed dataset `name`.
  static void markClosed(Collection<Node> nodes, String name) {
    for (Operation.Read read : reads(nodes)) {
      CLOSED.put(read.array().store(), name);
    }
  }

  private static List<Operation.Read> reads(Collection<Node> roots) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>(roots);
    List<Operation.Read> reads = new ArrayList<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (seen.add(node)) {
        open.addAll(node.inputs());
        if (node.operation() instanceof Operation.Read read) {
          reads.add(read);
        }
      }
    }
    return reads;
  }
}
