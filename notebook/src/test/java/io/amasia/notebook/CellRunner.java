package io.amasia.notebook;

import java.util.ArrayList;
import java.util.List;

/// Runs cells one after another, `cell 1` and so on, and tells what they gave.
final class CellRunner {
  private final Interpreter java = new Interpreter();
  private int count;

  Interpreter java() {
    return java;
  }

  /// The number of the last cell.
  int count() {
    return count;
  }

  List<Output> run(String source) {
    List<Output> outputs = new ArrayList<>();
    try (var _ = StandardStreams.take()) {
      java.run(new Cell("cell " + ++count, source), outputs::add);
    }
    return List.copyOf(outputs);
  }

  /// What the last line is, as text; empty if it is nothing.
  String result(String source) {
    return run(source).getLast() instanceof Output.ExecuteResult last ? last.data().plain() : "";
  }

  Output.Failure error(String source) {
    return (Output.Failure) run(source).getLast();
  }
}
