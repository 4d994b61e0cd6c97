package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ways from a node of a tree to others.
sealed interface TreeWalk permits DataTree {
  /// The path of this node from the root, such as `/forecast/surface`.
  String path();

  /// The node above; empty for the root.
  Optional<DataTree> parent();

  /// The nodes below by name.
  Map<String, DataTree> children();

  private DataTree here() {
    return switch (this) {
      case DataTree tree -> tree;
    };
  }

  /// This node and all below it, each before its children.
  default List<DataTree> subtree() {
    List<DataTree> nodes = new ArrayList<>(List.of(here()));
    for (int i = 0; i < nodes.size(); i++) {
      nodes.addAll(i + 1, List.copyOf(nodes.get(i).children().values()));
    }
    return nodes;
  }

  /// All nodes below this one, each before its children.
  default List<DataTree> descendants() {
    List<DataTree> all = subtree();
    return all.subList(1, all.size());
  }

  /// The paths of this node and all below it.
  default List<String> groups() {
    return subtree().stream().map(DataTree::path).toList();
  }

  /// The nodes from here down that have no children.
  default List<DataTree> leaves() {
    return subtree().stream().filter(TreeWalk::isLeaf).toList();
  }

  /// The nodes above this one, the nearest first.
  default List<DataTree> parents() {
    List<DataTree> above = new ArrayList<>();
    for (var at = parent(); at.isPresent(); at = at.get().parent()) {
      above.add(at.get());
    }
    return above;
  }

  /// The other children of the node above, by name.
  default Map<String, DataTree> siblings() {
    Map<String, DataTree> others = new LinkedHashMap<>();
    parent().ifPresent(above -> others.putAll(above.children()));
    others.remove(here().name());
    return others;
  }

  default boolean isRoot() {
    return parent().isEmpty();
  }

  /// Whether this node has no children.
  default boolean isLeaf() {
    return children().isEmpty();
  }

  /// How many nodes are above this one.
  default int level() {
    return parents().size();
  }

  /// How many levels there are from here down, without this one.
  default int depth() {
    return subtree().stream().mapToInt(DataTree::level).max().orElse(level()) - level();
  }

  /// The way from `other` to this node, such as `../surface`; `.` for itself.
  default String relativeTo(DataTree other) {
    Path way = Path.of(other.path()).relativize(Path.of(path()));
    String text = way.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }

  /// A tree of the nodes from here down whose paths match a pattern of shells, with the groups that
  /// lead to them. As with Python's `PurePosixPath.match`, a pattern is compared from the right:
  /// `*/surface` is every node called `surface`, however deep; `/*/surface` those two below the
  /// root.
  default DataTree match(String pattern) {
    Path wanted = Path.of(pattern);
    List<PathMatcher> matchers = new ArrayList<>();
    wanted.forEach(part -> matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + part)));
    DataTree top = here();
    return top.filter(one -> {
      Path path = Path.of(one.path());
      // The root itself may stand for the first part of a pattern, as in Python.
      List<Path> parts = new ArrayList<>(List.of(Path.of("")));
      path.forEach(parts::add);
      int first = parts.size() - matchers.size();
      boolean fits = wanted.isAbsolute() ? first == 1 : first >= 0 && parts.size() > 1;
      for (int i = 0; fits && i < matchers.size(); i++) {
        fits = matchers.get(i).matches(parts.get(first + i));
      }
      return fits;
    });
  }

  /// A tree of the nodes from here down that are also in `other`.
  default DataTree filterLike(DataTree other) {
    DataTree top = here();
    return top.filter(one -> other.has(one.relativeTo(top)));
  }

  /// Whether there is a node at `path` from here.
  default boolean has(String way) {
    try {
      return here().get(way) != null;
    } catch (AmasiaException.Label e) {
      return false;
    }
  }
}
