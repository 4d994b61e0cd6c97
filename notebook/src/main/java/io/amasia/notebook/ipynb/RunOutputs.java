package io.amasia.notebook.ipynb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.notebook.MimeBundle;
import io.amasia.notebook.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the cells of a run give, put into them as nbformat has it. Thread-safe, since threads that
/// cells leave behind go on printing.
final class RunOutputs {
  private final Map<String, List<ObjectNode>> replaceable = new HashMap<>();
  private @Nullable ArrayNode outputs;
  private int number;

  /// What comes from now on is of `cell`, the `number`th that is run.
  synchronized void begin(NotebookCell cell, int number) {
    cell.json().put("execution_count", number);
    outputs = cell.outputs();
    this.number = number;
  }

  /// What still comes is lost.
  synchronized void end() {
    outputs = null;
  }

  synchronized void add(Output output) {
    ArrayNode to = outputs;
    if (to == null) {
      return;
    }
    switch (output) {
      case Output.Stream stream -> print(to, stream);
      case Output.DisplayData shown -> {
        ObjectNode made = show(to.addObject().put("output_type", "display_data"), shown.data());
        shown
            .displayId()
            .ifPresent(id -> replaceable.computeIfAbsent(id, _ -> new ArrayList<>()).add(made));
      }
      case Output.UpdateDisplay shown ->
          replaceable
              .getOrDefault(shown.displayId(), List.of())
              .forEach(made -> show(made, shown.data()));
      case Output.ExecuteResult result ->
          show(
              to.addObject().put("output_type", "execute_result").put("execution_count", number),
              result.data());
      case Output.Failure failure -> {
        ObjectNode error = to.addObject().put("output_type", "error");
        error.put("ename", failure.name()).put("evalue", failure.message());
        failure.traceback().forEach(error.putArray("traceback")::add);
      }
    }
  }

  private static void print(ArrayNode to, Output.Stream stream) {
    String name = stream.channel().jupyter();
    if (!to.isEmpty()
        && to.get(to.size() - 1) instanceof ObjectNode last
        && last.path("output_type").asText().equals("stream")
        && last.path("name").asText().equals(name)) {
      last.set("text", NotebookCell.lines(NotebookCell.text(last.path("text")) + stream.text()));
      return;
    }
    to.addObject()
        .put("output_type", "stream")
        .put("name", name)
        .set("text", NotebookCell.lines(stream.text()));
  }

  private static ObjectNode show(ObjectNode output, MimeBundle bundle) {
    ObjectNode data = output.putObject("data");
    bundle
        .data()
        .forEach((type, text) -> {
          if (type.startsWith("text/") || type.equals(MimeBundle.SVG)) {
            data.set(type, NotebookCell.lines(text));
          } else {
            data.put(type, text);
          }
        });
    output.putObject("metadata");
    return output;
  }
}
