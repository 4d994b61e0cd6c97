package io.amasia.plan;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All living nodes by what they are. Holds them weakly: a node nobody uses goes, and its inputs
/// with it, in one collection.
final class NodeTable {
  private static final ConcurrentHashMap<Entry, Entry> NODES = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Node> GONE = new ReferenceQueue<>();

  private NodeTable() {}

  /// The node equal to `candidate` that was made first: `candidate` itself if there is none.
  static Node intern(Node candidate) {
    for (Reference<? extends Node> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      NODES.remove(gone);
    }
    Entry entry = new Entry(candidate);
    while (true) {
      Entry known = NODES.putIfAbsent(entry, entry);
      if (known == null) {
        return candidate;
      }
      Node node = known.get();
      if (node != null) {
        return node;
      }
      NODES.remove(known);
    }
  }

  /// Equal to another entry when both nodes live and do the same to the same inputs; inputs are
  /// compared by identity, so this never walks a graph.
  private static final class Entry extends WeakReference<Node> {
    private final int hash;

    Entry(Node node) {
      super(node, GONE);
      int h = node.operation().hashCode();
      for (Node input : node.inputs()) {
        h = 31 * h + System.identityHashCode(input);
      }
      hash = h;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      if (!(other instanceof Entry that) || hash != that.hash) {
        return false;
      }
      Node a = get();
      Node b = that.get();
      return a != null
          && b != null
          && a.operation().equals(b.operation())
          && same(a.inputs(), b.inputs());
    }

    private static boolean same(List<Node> a, List<Node> b) {
      // Nodes do not override equals, so this compares identities.
      return a.equals(b);
    }
  }
}
