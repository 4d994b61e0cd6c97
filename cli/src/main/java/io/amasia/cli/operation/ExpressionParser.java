package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads an expression:
///
/// ```
/// assignment = name "=" or ;
/// or         = and { "||" and } ;
/// and        = compare { "&&" compare } ;
/// compare    = sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) sum ] ;
/// sum        = product { ( "+" | "-" ) product } ;
/// product    = prefix { ( "*" | "/" ) prefix } ;
/// prefix     = ( "-" | "!" ) prefix | power ;
/// power      = primary [ ( "**" | "^" ) prefix ] ;
/// primary    = number | name [ "." name ] | function "(" or { "," or } ")" | "(" or ")" ;
/// ```
final class ExpressionParser {
  /// Functions and how many arguments each takes.
  static final Map<String, Integer> FUNCTIONS =
      Map.ofEntries(
          Map.entry("abs", 1),
          Map.entry("sqrt", 1),
          Map.entry("exp", 1),
          Map.entry("log", 1),
          Map.entry("log10", 1),
          Map.entry("sin", 1),
          Map.entry("cos", 1),
          Map.entry("tan", 1),
          Map.entry("floor", 1),
          Map.entry("ceil", 1),
          Map.entry("round", 1),
          Map.entry("isnull", 1),
          Map.entry("notnull", 1),
          Map.entry("min", 2),
          Map.entry("max", 2),
          Map.entry("fillna", 2),
          Map.entry("where", 3));

  private static final int DEEPEST = 200;

  private final String text;
  private int at;
  private int depth;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /// The assignment in `text`.
  ///
  /// @throws AmasiaException.Usage if it is malformed; says where
  static Expression.Assignment parse(String text) {
    var parser = new ExpressionParser(text);
    String name = parser.name();
    if (!parser.take("=") || parser.text.startsWith("=", parser.at)) {
      throw parser.wrong(
          "expected '=' after the new variable's name, as in 'diff = a.tas - b.tas'");
    }
    return new Expression.Assignment(name, parser.whole());
  }

  /// The expression in `text`, which gives no name to its value.
  ///
  /// @throws AmasiaException.Usage if it is malformed; says where
  static Expression parseValue(String text) {
    return new ExpressionParser(text).whole();
  }

  private Expression whole() {
    Expression value = or();
    skip();
    if (at < text.length()) {
      throw wrong("unexpected '" + text.charAt(at) + "'" + meant());
    }
    return value;
  }

  /// What other languages write where this one goes on otherwise.
  private String meant() {
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    return rest.matches("(?s)and\\b.*|&[^&].*")
        ? " (for 'and' write &&)"
        : rest.matches("(?s)or\\b.*|\\|[^|].*")
            ? " (for 'or' write ||)"
            : rest.startsWith("=")
                ? " (to compare write ==)"
                : rest.startsWith("?") ? " (for a choice write where(CONDITION, YES, NO))" : "";
  }

  private Expression or() {
    enter();
    Expression left = and();
    while (take("||")) {
      left = new Expression.Infix("||", left, and());
    }
    depth--;
    return left;
  }

  private Expression and() {
    Expression left = compare();
    while (take("&&")) {
      left = new Expression.Infix("&&", left, compare());
    }
    return left;
  }

  private Expression compare() {
    Expression left = sum();
    for (String operator : List.of("<=", ">=", "==", "!=", "<", ">")) {
      if (take(operator)) {
        return new Expression.Infix(operator, left, sum());
      }
    }
    return left;
  }

  private Expression sum() {
    Expression left = product();
    while (true) {
      if (take("+")) {
        left = new Expression.Infix("+", left, product());
      } else if (take("-")) {
        left = new Expression.Infix("-", left, product());
      } else {
        return left;
      }
    }
  }

  private Expression product() {
    Expression left = prefix();
    while (true) {
      skip();
      if (!text.startsWith("**", at) && take("*")) {
        left = new Expression.Infix("*", left, prefix());
      } else if (take("/")) {
        left = new Expression.Infix("/", left, prefix());
      } else {
        return left;
      }
    }
  }

  private Expression prefix() {
    enter();
    try {
      if (take("-")) {
        return new Expression.Prefix("-", prefix());
      }
      skip();
      if (!text.startsWith("!=", at) && take("!")) {
        return new Expression.Prefix("!", prefix());
      }
      Expression base = primary();
      return take("**") || take("^") ? new Expression.Infix("**", base, prefix()) : base;
    } finally {
      depth--;
    }
  }

  private Expression primary() {
    skip();
    if (take("(")) {
      Expression inside = or();
      expect(")");
      return inside;
    }
    if (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      return number();
    }
    String name = name();
    if (take("(")) {
      return call(name);
    }
    return take(".")
        ? new Expression.Name(Optional.of(name), name())
        : new Expression.Name(Optional.empty(), name);
  }

  private Expression call(String function) {
    Integer count = FUNCTIONS.get(function);
    if (count == null) {
      throw wrong(
          "no function '%s'; there are: %s"
              .formatted(
                  function, String.join(", ", FUNCTIONS.keySet().stream().sorted().toList())));
    }
    List<Expression> arguments = new ArrayList<>();
    arguments.add(or());
    while (take(",")) {
      arguments.add(or());
    }
    expect(")");
    if (arguments.size() != count) {
      throw wrong("%s takes %d arguments, not %d".formatted(function, count, arguments.size()));
    }
    return new Expression.Call(function, arguments);
  }

  private Expression number() {
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
    }
    try {
      return new Expression.Literal(Double.parseDouble(text.substring(start, at)));
    } catch (NumberFormatException e) {
      throw wrong("'" + text.substring(start, at) + "' is no number");
    }
  }

  private String name() {
    skip();
    int start = at;
    while (at < text.length()
        && (Character.isLetter(text.charAt(at))
            || text.charAt(at) == '_'
            || (at > start && Character.isDigit(text.charAt(at))))) {
      at++;
    }
    if (at == start) {
      throw wrong("expected a name, a number or '('");
    }
    return text.substring(start, at);
  }

  private void expect(String token) {
    if (!take(token)) {
      throw wrong("expected '" + token + "'");
    }
  }

  private boolean take(String token) {
    skip();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw wrong("nested deeper than " + DEEPEST);
    }
  }

  private AmasiaException.Usage wrong(String what) {
    return new AmasiaException.Usage(
        "%s at position %d of '%s'".formatted(what, Math.min(at, text.length()) + 1, text));
  }
}
