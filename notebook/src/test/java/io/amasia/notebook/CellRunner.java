package io.amasia.notebook;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Tests whose cells run one after another in one interpreter, `cell 1` and so on.
abstract class CellRunner {
  static Interpreter java;

  /// The number of the last cell.
  static int count;

  @BeforeAll
  static void begin() {
    java = new Interpreter();
    count = 0;
  }

  @AfterAll
  static void end() {
    java.close();
  }

  static List<Output> run(String source) {
    List<Output> outputs = new ArrayList<>();
    try (var _ = StandardStreams.take()) {
      java.run(new Cell("cell " + ++count, source), outputs::add);
    }
    return List.copyOf(outputs);
  }

  /// What the last line is, as text; empty if it is nothing.
  static String result(String source) {
    return run(source).getLast() instanceof Output.ExecuteResult last ? last.data().plain() : "";
  }

  static Output.Failure error(String source) {
    return (Output.Failure) run(source).getLast();
  }
}
