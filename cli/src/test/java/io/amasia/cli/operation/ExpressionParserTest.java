package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          d = a.tas - b.tas => (a.tas - b.tas)
          x = 1 - 2 - 3 => ((1.0 - 2.0) - 3.0)
          x = 1 + 2 * 3 => (1.0 + (2.0 * 3.0))
          x = -2 ** 2 => (-(2.0 ** 2.0))
          x = 2 ** 3 ** 2 => (2.0 ** (3.0 ** 2.0))
          x = 2 ^ -1 => (2.0 ** (-1.0))
          x = sqrt(u*u + v*v) => sqrt(((u * u) + (v * v)))
          x = a > 1 && !(b==2) => ((a > 1.0) && (!(b == 2.0)))
          x = where(a<0, 0, a) => where((a < 0.0), 0.0, a)
          x = 1e-3*.5 => (0.001 * 0.5)
          x = a != b || c <= d => ((a != b) || (c <= d))
          """)
  void operatorsBindAsInMathematics(String text, String expected) {
    Expression.Assignment parsed = ExpressionParser.parse(text);
    assertThat(show(parsed.value())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          a.tas - b.tas => expected '='
          x = => expected a name
          x = (1 + 2 => expected ')'
          x = foo(1) => no function 'foo'
          x = sqrt(1,2) => takes 1 arguments
          x = 1 2 => unexpected '2'
          x == 1 => expected '='
          x = 1..2 => no number
          x = 1e => no number
          """)
  void wrongExpressionsSayWhere(String text, String part) {
    assertThatThrownBy(() -> ExpressionParser.parse(text))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining(part)
        .hasMessageContaining("position");
  }

  @Test
  void deepNestingIsRefusedNotACrash() {
    for (String open : new String[] {"(", "-", "!", "abs("}) {
      assertThatThrownBy(() -> ExpressionParser.parse("x = " + open.repeat(100_000)))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("nested deeper");
    }
  }

  @RandomTest(seeds = 500)
  void anyTextIsParsedOrRefused(long seed) {
    var random = new Random(seed);
    String[] tokens = {
      "x", "=", "(", ")", "+", "-", "*", "**", "a.b", "1", ".5", "sqrt(", ",", "<", "!", "&&", "1e",
      "é"
    };
    var text = new StringBuilder("x=");
    for (int i = random.nextInt(15); i > 0; i--) {
      text.append(tokens[random.nextInt(tokens.length)]);
    }
    try {
      assertThat(ExpressionParser.parse(text.toString()).name()).isEqualTo("x");
    } catch (AmasiaException.Usage e) {
      assertThat(e.getMessage()).contains("position");
    }
  }

  private static String show(Expression expression) {
    return switch (expression) {
      case Expression.Literal(double value) -> Double.toString(value);
      case Expression.Name(var input, String variable) ->
          input.map(i -> i + ".").orElse("") + variable;
      case Expression.Prefix(String operator, Expression x) -> "(" + operator + show(x) + ")";
      case Expression.Infix(String operator, Expression l, Expression r) ->
          "(" + show(l) + " " + operator + " " + show(r) + ")";
      case Expression.Call(String function, var arguments) ->
          function
              + "("
              + String.join(", ", arguments.stream().map(ExpressionParserTest::show).toList())
              + ")";
    };
  }
}
