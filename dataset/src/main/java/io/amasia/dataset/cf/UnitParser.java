package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the unit texts that climate files hold.
///
/// Grammar: the part of [UDUNITS-2](https://docs.unidata.ucar.edu/udunits/current/#Grammar) that CF
/// uses: products by space, `.`, `*` or `·`; quotients by `/` or `per`, from left to right; powers
/// `m2`, `m^2`, `m**2`, `m²`; numbers; brackets; origins (`K @ 273.15`). Logarithms such as dBZ are
/// refused.
final class UnitParser {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern NAME =
      Pattern.compile("[\\p{IsAlphabetic}_%'\"°µΩ℃Å]+(?:_[\\p{IsAlphabetic}]+)*");
  private static final Pattern POWER = Pattern.compile("(?:\\^|\\*\\*)?([+-]?\\d+)");
  private static final Pattern ORIGIN = Pattern.compile("\\s*(?:@|from\\b|ref\\b)\\s*");
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
  private static final String PLAIN = "0123456789-+";
  // More than any unit needs, little enough that exact powers stay small.
  private static final int MAX_POWER = 20;
  private static final int MAX_LENGTH = 200;

  private final String given;
  private final String text;
  private final Function<String, Unit> lookup;
  private int at;

  private UnitParser(String given, String text, Function<String, Unit> lookup) {
    this.given = given;
    this.text = text;
    this.lookup = lookup;
  }

  /// The unit that `text` names; single names are resolved by `lookup`.
  ///
  /// @throws AmasiaException.Usage if it can't be read
  static Unit parse(String text, Function<String, Unit> lookup) {
    if (text.length() > MAX_LENGTH) {
      throw new AmasiaException.Usage(
          "units of %d characters can't be read".formatted(text.length()));
    }
    var parser = new UnitParser(text, plain(text).strip(), lookup);
    Unit unit = parser.product(0);
    Matcher origin = parser.match(ORIGIN);
    if (origin != null) {
      Matcher number = parser.match(NUMBER);
      if (number == null) {
        throw parser.error();
      }
      unit = unit.shifted(parser.decimal(number.group()));
    }
    if (parser.at < parser.text.length()) {
      throw parser.error();
    }
    return unit.named(text);
  }

  // Superscripts become digits, the many dots and minus signs one each.
  private static String plain(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int s = SUPERSCRIPTS.indexOf(c);
      switch (c) {
        case '·', '⋅', '×' -> out.append('.');
        case '−', '–' -> out.append('-');
        case 'μ' -> out.append('µ');
        case '\u00a0', '\t', '\n', '\r', '\0' -> out.append(' ');
        default -> out.append(s >= 0 ? PLAIN.charAt(s) : c);
      }
    }
    return out.toString();
  }

  private Unit product(int depth) {
    Unit unit = power(depth);
    while (at < text.length() && text.charAt(at) != ')') {
      boolean divide = false;
      boolean space = skipSpaces();
      if (at == text.length() || text.charAt(at) == ')') {
        break;
      }
      char c = text.charAt(at);
      if (c == '/') {
        divide = true;
        at++;
      } else if (c == '.' || c == '*') {
        at++;
      } else if (text.startsWith("per ", at)) {
        divide = true;
        at += 4;
      } else if (c == '@' || text.startsWith("from ", at) || text.startsWith("ref ", at)) {
        break;
      } else if (!space && c != '(' && !isWordStart(c)) {
        throw error();
      }
      skipSpaces();
      Unit next = power(depth);
      unit = unit.times(divide ? next.power(-1) : next);
    }
    return unit;
  }

  private static boolean isWordStart(char c) {
    return Character.isLetterOrDigit(c) || c == '°' || c == '%';
  }

  private Unit power(int depth) {
    Unit unit = basic(depth);
    Matcher power = match(POWER);
    if (power == null) {
      return unit;
    }
    int exponent;
    try {
      exponent = Integer.parseInt(power.group(1));
    } catch (NumberFormatException _) {
      throw error();
    }
    if (Math.abs(exponent) > MAX_POWER) {
      throw error();
    }
    return unit.power(exponent);
  }

  private Unit basic(int depth) {
    if (at < text.length() && text.charAt(at) == '(' && depth < 8) {
      at++;
      skipSpaces();
      Unit unit = product(depth + 1);
      skipSpaces();
      if (at == text.length() || text.charAt(at) != ')') {
        throw error();
      }
      at++;
      return unit;
    }
    Matcher number = match(NUMBER);
    if (number != null) {
      BigDecimal value = decimal(number.group());
      if (value.signum() == 0) {
        throw error();
      }
      return Unit.number(value);
    }
    Matcher name = match(NAME);
    if (name == null) {
      throw error();
    }
    return lookup.apply(name.group());
  }

  private BigDecimal decimal(String number) {
    BigDecimal value = new BigDecimal(number);
    if (Math.abs((long) value.scale()) > 100) {
      throw error();
    }
    return value;
  }

  private boolean skipSpaces() {
    int from = at;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at > from;
  }

  private @Nullable Matcher match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private AmasiaException.Usage error() {
    return new AmasiaException.Usage(
        "units '%s' can't be read%s; write them as 'kg m-2 s-1', 'mm day-1', 'degC'"
            .formatted(given, at < text.length() ? " from '" + text.substring(at) + "'" : ""));
  }
}
