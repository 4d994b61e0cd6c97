package io.amasia.cli.operation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Expressions in the words of Python or CDO.
final class ScriptExpression {
  private final boolean python;

  private ScriptExpression(boolean python) {
    this.python = python;
  }

  /// In NumPy's words on a dataset `ds`.
  static String python(Expression expression) {
    return new ScriptExpression(true).text(expression);
  }

  /// In the words of CDO's `expr`.
  static String cdo(Expression expression) {
    return new ScriptExpression(false).text(expression);
  }

  private String text(Expression expression) {
    return switch (expression) {
      case Expression.Literal(double value) ->
          value == Math.rint(value) && Math.abs(value) < 1e15
              ? Long.toString((long) value)
              : Double.toString(value);
      case Expression.Name(var input, String variable) -> {
        if (input.isPresent()) {
          throw none("inputs with names");
        }
        yield python ? "ds[\"" + variable + "\"]" : variable;
      }
      case Expression.Prefix(String operator, Expression operand) -> {
        if (!operator.equals("-")) {
          throw none("'!'");
        }
        yield "(-" + text(operand) + ")";
      }
      case Expression.Infix(String operator, Expression left, Expression right) ->
          "(" + text(left) + " " + operator(operator) + " " + text(right) + ")";
      case Expression.Call(String function, List<Expression> arguments) ->
          call(function, arguments);
    };
  }

  private String operator(String operator) {
    return switch (operator) {
      case "**" -> python ? "**" : "^";
      case "&&" -> python ? "&" : "&&";
      case "||" -> python ? "|" : "||";
      default -> operator;
    };
  }

  private String call(String function, List<Expression> arguments) {
    List<String> texts = arguments.stream().map(this::text).toList();
    String all = String.join(", ", texts);
    return switch (function) {
      case "where" ->
          python
              ? "xr.where(%s, %s, %s)".formatted(texts.get(0), texts.get(1), texts.get(2))
              : "(%s ? %s : %s)".formatted(texts.get(0), texts.get(1), texts.get(2));
      case "abs", "sqrt", "exp", "log10", "sin", "cos", "tan", "floor", "ceil" ->
          (python ? "np." : "") + function + "(" + all + ")";
      case "log" -> (python ? "np.log(" : "ln(") + all + ")";
      case "min", "max" -> {
        if (!python) {
          throw none(function);
        }
        yield "np." + function + "imum(" + all + ")";
      }
      case "fillna" -> {
        if (!python) {
          throw none(function);
        }
        yield texts.get(0) + ".fillna(" + texts.get(1) + ")";
      }
      default -> throw none(function);
    };
  }

  /// The variables of a comparison that is missing where one of them is.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if it is told by a function where values are
  ///   missing, or is no comparison
  static Set<String> compared(String tool, Expression expression) {
    Set<String> names = new LinkedHashSet<>();
    if (!isTruth(expression) || !collect(expression, names)) {
      throw EquivalentScript.none(
          tool, "what the expression says of missing values", "write a comparison of variables");
    }
    return names;
  }

  /// Whether missing values make the expression missing; adds its variables to `names`.
  private static boolean collect(Expression expression, Set<String> names) {
    return switch (expression) {
      case Expression.Literal _ -> true;
      case Expression.Name(_, String variable) -> {
        names.add(variable);
        yield true;
      }
      case Expression.Prefix(_, Expression operand) -> collect(operand, names);
      case Expression.Infix(String operator, Expression left, Expression right) ->
          !operator.equals("&&")
              && !operator.equals("||")
              && collect(left, names)
              && collect(right, names);
      case Expression.Call(String function, List<Expression> arguments) ->
          !List.of("where", "fillna", "isnull", "notnull").contains(function)
              && arguments.stream().allMatch(one -> collect(one, names));
    };
  }

  private RuntimeException none(String what) {
    return EquivalentScript.none(
        python ? "a script for xarray" : "CDO", what + " in an expression", "write it without");
  }

  /// Whether the value of an expression is a comparison or joined from some.
  static boolean isTruth(Expression expression) {
    return expression instanceof Expression.Infix(String operator, Expression _, Expression _)
        && List.of("==", "!=", "<", "<=", ">", ">=", "&&", "||").contains(operator);
  }
}
