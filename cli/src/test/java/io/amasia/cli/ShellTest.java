package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.cli.shell.Shell;
import io.amasia.notebook.Cell;
import io.amasia.notebook.CodeAnalysis;
import io.amasia.notebook.CodeAnalysis.Completeness;
import io.amasia.notebook.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The shell as a pipe sees it, and what its line editor asks.
class ShellTest {
  /// Exit code, what was printed and what went wrong.
  private record Talk(int code, String out, String err) {
    static Talk of(String... lines) throws IOException {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      var shell =
          new Shell(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = shell.piped(new StringReader(String.join("\n", lines)));
      return new Talk(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void valuesWithoutANameAreShown() throws IOException {
    Talk talk =
        Talk.of(
            "var x = 20",
            "int twice(int n) {",
            "  return 2 * n;",
            "}",
            "twice(x + 1)",
            "x",
            "x = 3; x + 4",
            "between(1, 2)",
            "/vars",
            "/exit",
            "never()");
    assertThat(talk.err()).isEmpty();
    assertThat(talk.code()).isZero();
    assertThat(talk.out().lines().limit(3)).containsExactly("42", "20", "7");
    assertThat(talk.out()).contains("Between").contains("int x");
  }

  @Test
  void theFirstErrorEndsAPipe() throws IOException {
    Talk wrong = Talk.of("1 + 1", "int x = \"a\"", "5");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).isEqualToIgnoringNewLines("2");
    assertThat(wrong.err().lines())
        .containsExactly(
            "error: incompatible types: java.lang.String cannot be converted to int",
            "  int x = \"a\";",
            "          ^^^");
    assertThat(Talk.of("open(\"none.nc\")").err()).startsWith("error: ").contains("none.nc");
    assertThat(Talk.of("1 / 0").err()).contains("error: ArithmeticException: / by zero");
    assertThat(Talk.of("foo(").code()).isEqualTo(1);
  }

  @Test
  void namesAreCompleted() {
    try (var java = new Interpreter()) {
      java.run(new Cell("", "var slices = slice(1, 2)"), _ -> {});
      CodeAnalysis code = java.code();
      assertThat(code.complete("slic", 4).texts()).contains("slice(", "slices");
      assertThat(code.complete("slices.to", 9).from()).isEqualTo(7);
      assertThat(code.completeness("for (;;) {")).isEqualTo(Completeness.INCOMPLETE);
      assertThat(code.completeness("1 +")).isEqualTo(Completeness.INCOMPLETE);
      assertThat(code.completeness("1 + 1")).isEqualTo(Completeness.COMPLETE);
    }
  }
}
