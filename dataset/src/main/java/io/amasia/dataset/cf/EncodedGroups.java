package io.amasia.dataset.cf;

import io.amasia.plan.Node;
import io.amasia.plan.Stage;
import io.amasia.storage.format.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Several encoded datasets as the groups of one.
///
/// @param nodes stored values by path from the root
/// @param packed what those become that are packed, by path
record EncodedGroups(Schema schema, Map<String, Node> nodes, Map<String, Stage.Packed> packed) {
  /// The datasets joined by their paths; groups in between that have none are empty.
  static EncodedGroups of(Map<String, CfEncoder.Encoded> byPath) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    Map<String, Stage.Packed> packed = new LinkedHashMap<>();
    byPath.forEach((path, encoded) -> {
      String start = path.isEmpty() ? "" : path + "/";
      encoded.nodes().forEach((name, node) -> nodes.put(start + name, node));
      encoded.packed().forEach((name, how) -> packed.put(start + name, how));
    });
    return new EncodedGroups(schema("", byPath), nodes, packed);
  }

  private static Schema schema(String path, Map<String, CfEncoder.Encoded> byPath) {
    String start = path.isEmpty() ? "" : path + "/";
    var children = new TreeSet<String>();
    for (String other : byPath.keySet()) {
      if (!other.equals(path) && other.startsWith(start)) {
        String rest = other.substring(start.length());
        int slash = rest.indexOf('/');
        children.add(slash < 0 ? rest : rest.substring(0, slash));
      }
    }
    Map<String, Schema> groups = new LinkedHashMap<>();
    children.forEach(child -> groups.put(child, schema(start + child, byPath)));
    CfEncoder.Encoded own = byPath.get(path);
    return own == null
        ? new Schema(Map.of(), List.of(), Map.of(), List.of(), groups)
        : new Schema(
            own.schema().dims(),
            own.schema().unlimited(),
            own.schema().attrs(),
            own.schema().variables(),
            groups);
  }
}
