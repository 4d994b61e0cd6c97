package io.amasia.cli.operation;

import java.util.List;
import java.util.Optional;

/// An expression of `--expr`, parsed.
public sealed interface Expression {
  /// A number; it takes the dtype of what it meets.
  record Literal(double value) implements Expression {}

  /// A variable, of a named input when one is given: `tas` or `a.tas`.
  record Name(Optional<String> input, String variable) implements Expression {}

  /// `-x` or `!x`.
  record Prefix(String operator, Expression operand) implements Expression {}

  /// `x + y` and the like.
  record Infix(String operator, Expression left, Expression right) implements Expression {}

  /// `sqrt(x)`, `where(c, x, y)` and the like.
  record Call(String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// `name = expression`.
  record Assignment(String name, Expression value) {}
}
