package io.amasia.plan.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.DType;
import io.amasia.plan.AtHand;
import io.amasia.plan.Node;
import io.amasia.plan.Pieces;
import io.amasia.plan.Plan;
import io.amasia.plan.Stage;
import io.amasia.plan.TaskGrid;
import io.amasia.plan.engine.InvitedSink;
import io.amasia.plan.travel.Document;
import io.amasia.plan.travel.GridJson;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Sink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A stage as JSON: its plan's digest, its outputs, its tasks, and where what earlier stages left
/// lies. As those are named by their digests too, and the version of Amasia that computes is in it,
/// the digest of this document says what its tasks give, bit by bit.
///
/// @param stage as it is run elsewhere
/// @param left what is at hand for it
/// @param perRange tasks in a range
record StageDocument(Stage stage, Map<Node, Left> left, long perRange) {
  static final int VERSION = 1;
  private static final String FORMAT = "amasia-stage";

  /// What becomes of values, as it is written.
  private enum Kind {
    KEEP,
    SPILL,
    WRITE
  }

  /// @param plan the digest of the plan's document
  byte[] write(String plan) {
    Map<Node, Integer> numbers = new java.util.HashMap<>();
    stage.plan().nodes().forEach(node -> numbers.put(node, numbers.size()));
    ObjectNode out = Document.object().put("format", FORMAT).put("version", VERSION);
    out.put("amasia", StagePackage.version()).put("plan", plan).put("perRange", perRange);
    out.set("tasks", GridJson.write(stage.tasks()));
    out.set("outputs", Document.list(stage.outputs(), output -> write(output, numbers)));
    List<JsonNode> atHand = new ArrayList<>();
    for (Node node : stage.plan().nodes()) {
      Left where = left.get(node);
      if (where != null) {
        atHand.add(Document.object().put("node", numbers.get(node)).set("left", where.toJson()));
      }
    }
    out.set("atHand", Document.list(atHand, node -> node));
    return Document.bytes(out);
  }

  private static ObjectNode write(Stage.Output output, Map<Node, Integer> numbers) {
    ObjectNode out = Document.object().put("node", numbers.get(output.node()));
    switch (output) {
      case Stage.Keep _ -> out.put("kind", Kind.KEEP.name());
      case Stage.Spill(var _, var pieces) ->
          out.put("kind", Kind.SPILL.name()).set("chunks", GridJson.write(pieces.chunks()));
      case Stage.Write(var _, var name, var packed, var sink) -> {
        out.put("kind", Kind.WRITE.name()).put("name", name);
        sink.invitation()
            .ifPresent(invitation ->
                out.set(
                    "sink",
                    Document.object()
                        .put("format", invitation.format())
                        .put("text", invitation.text())));
        if (packed != null) {
          ObjectNode how = Document.object().put("dtype", packed.dtype().label());
          out.set("packed", packed.fill() == null ? how : how.put("fill", packed.fill()));
        }
      }
    }
    return out;
  }

  /// The digest of the plan that the document `text` belongs to.
  static String plan(byte[] text) {
    return Document.parse(text, "stage", FORMAT, VERSION).text("plan");
  }

  /// The stage that `text` describes.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is damaged
  /// @throws io.amasia.array.AmasiaException.Unsupported if it is of another version
  static StageDocument read(byte[] text, Plan plan) {
    Document in = Document.parse(text, "stage", FORMAT, VERSION);
    List<Node> nodes = plan.nodes();
    TaskGrid tasks = GridJson.tasks(in, "tasks");
    List<Stage.Output> outputs = in.objects("outputs", output -> output(output, nodes));
    Map<Node, Left> left = new LinkedHashMap<>();
    in.objects("atHand", each -> left.put(node(each, nodes), Left.of(each.object("left"))));
    Stage stage =
        new Stage(
            plan,
            outputs,
            tasks,
            new AtHand(left.keySet(), Map.of()),
            Set.of(),
            new Stage.Projection(0, 0, 0, 0, 0, 0, 0, 0, 0),
            List.of());
    return new StageDocument(stage, left, in.number("perRange", 1, Long.MAX_VALUE));
  }

  private static Node node(Document in, List<Node> nodes) {
    return nodes.get((int) in.number("node", 0, nodes.size() - 1L));
  }

  private static Stage.Output output(Document in, List<Node> nodes) {
    Node node = node(in, nodes);
    return switch (in.one("kind", Kind.class)) {
      case KEEP -> new Stage.Keep(node);
      case SPILL -> new Stage.Spill(node, new Pieces(GridJson.chunks(in, "chunks"), 0));
      case WRITE ->
          new Stage.Write(node, in.text("name"), packed(in), new InvitedSink(node, guest(in)));
    };
  }

  private static Sink.@Nullable Guest guest(Document from) {
    if (!from.has("sink")) {
      return null;
    }
    Document in = from.object("sink");
    return Formats.forName(in.text("format")).join(in.text("text"));
  }

  private static Stage.@Nullable Packed packed(Document from) {
    if (!from.has("packed")) {
      return null;
    }
    Document in = from.object("packed");
    Long fill = in.has("fill") ? in.number("fill", Long.MIN_VALUE, Long.MAX_VALUE) : null;
    return new Stage.Packed(DType.of(in.text("dtype")), fill);
  }
}
