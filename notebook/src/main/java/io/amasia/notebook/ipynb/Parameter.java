package io.amasia.notebook.ipynb;

import io.amasia.array.AmasiaException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/// A value given to a notebook from outside, for a variable of its cell with the tag `parameters`.
///
/// What is written as a Java literal is its value: `1990`, `5000000000` (a `long`), `1e-3`, `true`,
/// `"text"`, `'c'`. All else is text as it stands, also numbers that begin with zeros, such as
/// `007`. A variable that was declared keeps its type.
///
/// @param value as it was written
public record Parameter(String name, String value) {
  private static final Pattern INTEGER =
      Pattern.compile("[+-]?(0|[1-9][0-9]*|0[xX][0-9a-fA-F]+|0[bB][01]+)([lL]?)");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+(?=[eEfFdD]))([eE][+-]?[0-9]+)?[fFdD]?");
  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\\\n]|\\\\.)*+\"");
  private static final Pattern CHARACTER = Pattern.compile("'([^'\\\\\\n]|\\\\.)'");

  /// What a text on the command line may be as Java.
  private enum Literal {
    TRUTH,
    INTEGER,
    DECIMAL,
    TEXT,
    CHARACTER,
    NONE
  }

  /// Reads `name=value`.
  ///
  /// @throws AmasiaException.Usage if it is none
  public static Parameter of(String given) {
    int equals = given.indexOf('=');
    String name = given.substring(0, Math.max(0, equals));
    if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
      throw new AmasiaException.Usage(
          "a parameter is name=value with a name of Java, such as year=1990, not '%s'"
              .formatted(given));
    }
    return new Parameter(name, given.substring(equals + 1));
  }

  /// The Java that declares it.
  ///
  /// @param declared the type it has in the notebook; empty if it has none there
  /// @throws AmasiaException.Usage if the value is none of that type
  String declaration(Optional<String> declared) {
    Literal literal = literal();
    String type = declared.filter(t -> !t.equals("Object")).orElse("var");
    String java =
        switch (type) {
          case "var" -> literal == Literal.NONE ? quoted() : widened(literal);
          case "String" -> literal == Literal.TEXT ? value : quoted();
          case "boolean", "Boolean" -> only(type, literal == Literal.TRUTH, value);
          case "char", "Character" -> only(type, literal == Literal.CHARACTER, value);
          case "byte", "short", "int", "Integer" ->
              only(type, literal == Literal.INTEGER && !value.matches(".*[lL]"), value);
          case "long", "Long" ->
              only(type, literal == Literal.INTEGER, value.matches(".*[lL]") ? value : value + "L");
          case "float", "Float" -> only(type, isNumber(literal), "(float) " + value);
          case "double", "Double" -> only(type, isNumber(literal), "(double) " + value);
          case String other ->
              throw new AmasiaException.Usage(
                  "the parameter %s is a %s; those that can be given are numbers, truths and texts"
                      .formatted(name, other));
        };
    return "%s %s = %s;".formatted(type, name, java);
  }

  private Literal literal() {
    if (value.equals("true") || value.equals("false")) {
      return Literal.TRUTH;
    }
    if (INTEGER.matcher(value).matches()) {
      return Literal.INTEGER;
    }
    if (DECIMAL.matcher(value).matches()) {
      return Literal.DECIMAL;
    }
    if (TEXT.matcher(value).matches()) {
      return Literal.TEXT;
    }
    return CHARACTER.matcher(value).matches() ? Literal.CHARACTER : Literal.NONE;
  }

  private static boolean isNumber(Literal literal) {
    return literal == Literal.INTEGER || literal == Literal.DECIMAL;
  }

  private String only(String type, boolean allowed, String java) {
    if (!allowed) {
      throw new AmasiaException.Usage(
          "the parameter %s is a %s in this notebook; '%s' is none".formatted(name, type, value));
    }
    return java;
  }

  /// Whole numbers beyond an `int` are a `long`.
  private String widened(Literal literal) {
    if (literal != Literal.INTEGER || !value.matches("[+-]?[0-9]+")) {
      return value;
    }
    try {
      Integer.parseInt(value);
      return value;
    } catch (NumberFormatException _) {
      return value + "L";
    }
  }

  private String quoted() {
    var text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
