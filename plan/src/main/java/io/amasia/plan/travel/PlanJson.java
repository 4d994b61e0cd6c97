package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A plan as JSON: its nodes in order, each with the numbers of its inputs, and its roots.
///
/// Shapes, dtypes and chunks follow from the operations and are not written. A plan that is read
/// back has the same nodes in the same order, so that it gives the same bits.
public final class PlanJson {
  /// The version of the format. A plan of another one is refused.
  public static final int VERSION = 1;

  private static final String FORMAT = "amasia-plan";

  private PlanJson() {}

  /// The plan as JSON.
  ///
  /// @param beside takes what is too large for it
  /// @param sources says how stored arrays are opened again
  /// @throws AmasiaException.Unsupported if it reads what other processes can't see, or calls a
  ///   function that can't be sent
  public static byte[] write(Plan plan, Beside beside, Sources sources) {
    var operations = new OperationJson(beside, sources);
    Map<Node, Integer> numbers = new HashMap<>();
    var nodes = new ArrayList<JsonNode>();
    for (Node node : plan.nodes()) {
      numbers.put(node, numbers.size());
      ObjectNode out = operations.write(node.operation());
      if (!node.inputs().isEmpty()) {
        out.set("inputs", GridJson.integers(node.inputs().stream().map(numbers::get).toList()));
      }
      nodes.add(out);
    }
    ObjectNode roots = Document.object();
    plan.roots().forEach((name, node) -> roots.put(name, numbers.get(node)));
    ObjectNode out = Document.object().put("format", FORMAT).put("version", VERSION);
    out.set("nodes", Document.list(nodes, node -> node));
    out.set("roots", roots);
    return Document.bytes(out);
  }

  /// The plan that `text` holds; what it reads is opened.
  ///
  /// @throws AmasiaException.Format if it is damaged
  /// @throws AmasiaException.Unsupported if it is of another version
  /// @throws AmasiaException.Conflict if a source is no longer what it was
  public static Plan read(byte[] text, Beside beside, Sources sources) {
    var operations = new OperationJson(beside, sources);
    return Document.parse(text, "plan", FORMAT, VERSION).reading(in -> plan(in, operations));
  }

  private static Plan plan(Document in, OperationJson operations) {
    List<Node> nodes = new ArrayList<>();
    in.objects("nodes", node -> nodes.add(node(node, nodes, operations)));
    Map<String, Node> roots = new LinkedHashMap<>();
    Document named = in.object("roots");
    named.node().fieldNames().forEachRemaining(name -> roots.put(name, node(named, name, nodes)));
    Plan plan = Plan.of(roots);
    if (!plan.nodes().equals(nodes)) {
      throw in.wrong("nodes", "each needed once, inputs first");
    }
    return plan;
  }

  private static Node node(Document in, List<Node> before, OperationJson operations) {
    List<Node> inputs = new ArrayList<>();
    if (in.has("inputs")) {
      for (long number : in.numbers("inputs")) {
        if (number < 0 || number >= before.size()) {
          throw in.wrong("inputs", "numbers of nodes before it");
        }
        inputs.add(before.get((int) number));
      }
    }
    return in.reading(node -> Nodes.make(operations.read(node), inputs));
  }

  /// The one of `nodes` whose number is member `key`.
  static Node node(Document in, String key, List<Node> nodes) {
    return nodes.get((int) in.number(key, 0, nodes.size() - 1L));
  }
}
