package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.notebook.Cell;
import io.amasia.notebook.History;
import io.amasia.notebook.Interpreter;
import io.amasia.notebook.Output;
import java.util.Map;
import java.util.Optional;

/// Runs the cells of execute requests and counts them.
final class Execution {
  private final Interpreter java;
  private final IoPub ioPub;
  private final StdIn stdin;
  private final History history;
  private int count;

  Execution(Interpreter java, IoPub ioPub, StdIn stdin, History history) {
    this.java = java;
    this.ioPub = ioPub;
    this.stdin = stdin;
    this.history = history;
  }

  /// Runs what `request` asks for.
  ///
  /// @return the content of the reply
  ObjectNode run(Message request) {
    JsonNode content = request.content();
    boolean silent = content.path("silent").asBoolean();
    String source = content.path("code").asText();
    if (!silent && content.path("store_history").asBoolean(true)) {
      count++;
      history.add(source, count);
    }
    int number = count;
    if (!silent) {
      ioPub.say(
          "execute_input",
          request.header(),
          Message.object().put("code", source).put("execution_count", number));
    }
    stdin.askFor(content.path("allow_stdin").asBoolean() ? request : null);
    Optional<Output.Failure> failure =
        java.run(
            new Cell("cell " + number, source),
            output -> {
              if (!silent) {
                ioPub.output(output, request.header(), number);
              }
            });
    stdin.askFor(null);
    if (failure.isPresent()) {
      return IoPub.content(failure.get()).put("status", "error").put("execution_count", number);
    }
    ObjectNode reply = Requests.ok().put("execution_count", number);
    reply.putArray("payload");
    reply.set("user_expressions", values(content.path("user_expressions")));
    return reply;
  }

  private ObjectNode values(JsonNode expressions) {
    ObjectNode values = Message.object();
    for (Map.Entry<String, JsonNode> each : expressions.properties()) {
      try {
        var value = IoPub.bundle(java.value(each.getValue().asText()));
        values.set(each.getKey(), value.put("status", "ok"));
      } catch (AmasiaException.Usage e) {
        ObjectNode error = values.putObject(each.getKey()).put("status", "error");
        error.put("ename", "Usage").put("evalue", e.getMessage()).putArray("traceback");
      }
    }
    return values;
  }

  /// The reply to a request that is not run since one before it failed.
  ObjectNode aborted() {
    return Message.object().put("status", "aborted").put("execution_count", count);
  }
}
