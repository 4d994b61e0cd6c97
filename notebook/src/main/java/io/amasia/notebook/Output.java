package io.amasia.notebook;

import java.util.List;
import java.util.Optional;

/// What a cell gives while it runs, in the order in which it comes: the kinds that notebooks know,
/// [Jupyter's](https://jupyter-client.readthedocs.io/en/stable/messaging.html) and nbformat 4's.
public sealed interface Output {
  /// How long its texts are together, each form of a value counted.
  default long chars() {
    return switch (this) {
      case Stream stream -> stream.text.length();
      case DisplayData shown -> shown.data.chars();
      case UpdateDisplay shown -> shown.data.chars();
      case ExecuteResult result -> result.data.chars();
      case Failure failure -> failure.traceback.stream().mapToLong(String::length).sum();
    };
  }

  /// What was printed.
  record Stream(Channel channel, String text) implements Output {}

  /// Where a program prints.
  enum Channel {
    OUT("stdout"),
    ERR("stderr");

    private final String jupyter;

    Channel(String jupyter) {
      this.jupyter = jupyter;
    }

    /// `stdout` or `stderr`, as notebooks call it.
    public String jupyter() {
      return jupyter;
    }
  }

  /// What was shown by [Display#display].
  ///
  /// @param displayId by which it may be replaced later; empty if it stays
  record DisplayData(MimeBundle data, Optional<String> displayId) implements Output {}

  /// What replaces everything that was shown under `displayId`, also by earlier cells.
  record UpdateDisplay(MimeBundle data, String displayId) implements Output {}

  /// The value that a cell ends in.
  record ExecuteResult(MimeBundle data) implements Output {}

  /// Why a cell ended early; the last of its outputs.
  ///
  /// @param name the kind of error, such as `ArithmeticException`
  /// @param traceback what people read, line by line: what was wrong, then the user's lines that
  ///   led to it, with carets below what the compiler refused
  record Failure(String name, String message, List<String> traceback) implements Output {
    public Failure {
      traceback = List.copyOf(traceback);
    }
  }
}
