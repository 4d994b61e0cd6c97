package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.storage.format.StoredArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The data that stages read: the topmost nodes that only bring together what is stored.
final class StoredData {
  private StoredData() {}

  /// What the tasks of `stage` read and decode.
  static Set<Node> of(Stage stage) {
    return of(stage.outputs(), stage.atHand().nodes());
  }

  /// The same of a stage with these outputs.
  static Set<Node> of(List<Stage.Output> outputs, Set<Node> atHand) {
    Set<Node> data = new LinkedHashSet<>();
    Set<Node> seen = new HashSet<>();
    var queue = new ArrayList<>(StageGrid.distinctDomains(outputs));
    while (!queue.isEmpty()) {
      Node node = queue.removeFirst();
      if (!seen.add(node) || atHand.contains(node)) {
        continue;
      }
      if (isData(node, atHand)) {
        data.add(node);
      } else {
        queue.addAll(node.inputs());
      }
    }
    return data;
  }

  private static boolean isData(Node node, Set<Node> atHand) {
    if (atHand.contains(node) || node.dtype() == DType.STRING) {
      return false;
    }
    return switch (node.operation()) {
      case Operation.Read _ -> true;
      case Operation.Select _, Operation.Gather _ -> {
        Node source = node.inputs().getFirst();
        yield source.operation() instanceof Operation.Read && isData(source, atHand);
      }
      case Operation.Concat _ -> node.inputs().stream().allMatch(n -> isData(n, atHand));
      case Operation.Literal _,
          Operation.Full _,
          Operation.Random _,
          Operation.Elementwise _,
          Operation.Cast _,
          Operation.Transpose _,
          Operation.Reshape _,
          Operation.Broadcast _,
          Operation.Reduce _,
          Operation.GroupReduce _,
          Operation.Rechunk _,
          Operation.ArgSort _,
          Operation.Sweep _ ->
          false;
    };
  }

  /// Whether the tasks of `stage` need just their own boxes of `data`.
  static boolean isLeaf(Node data, Stage stage) {
    Fusion fusion = Fusion.of(StageGrid.distinctDomains(stage.outputs()), stage.atHand().nodes());
    return fusion.leaves().contains(data) && data.shape().equals(stage.domain());
  }

  /// What decoding a byte of `data` costs, where a byte of shuffled zstd costs 1.
  static double decodeCost(Node data) {
    Node node = data;
    while (!(node.operation() instanceof Operation.Read)) {
      node = node.inputs().getFirst();
    }
    return node.operation() instanceof Operation.Read(var array) ? cost(array) : 1;
  }

  private static double cost(StoredArray array) {
    if (array.store().url().matches("(https?|s3|gs)://.*")) {
      return 10;
    }
    return array.codecs().matches(".*(deflate|zlib|gzip|bz2|lzma).*") ? 3 : 1;
  }
}
