package io.amasia.dataset;

import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Scanning;
import io.amasia.storage.format.Attribute;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is still true of a variable after an operation, as attributes.
///
/// Source: CF conventions 1.11, sections 3.1 (units) and 7.3 (cell methods).
public final class ResultAttributes {
  /// Attributes that describe how the values are stored, or values that are gone.
  private static final List<String> VALUE_RANGE =
      List.of("valid_min", "valid_max", "valid_range", "actual_range");

  private static final List<String> FLAGS = List.of("flag_values", "flag_meanings", "flag_masks");

  /// One entry of `cell_methods`: its names, each with a colon, then all up to the next names.
  private static final Pattern CELL_METHOD =
      Pattern.compile("((?:\\w+:\\s*)+)(?:\\([^)]*\\)|[^(:])*(?=\\s\\w+:|$)");

  private ResultAttributes() {}

  /// The attributes of a reduction over `dims`: units follow the statistic, `cell_methods` gains an
  /// entry, or loses those of `dims` where CF has no word for the statistic; what described single
  /// values goes.
  public static Map<String, Attribute> ofReduction(
      Map<String, Attribute> attrs, Reduction.Kind kind, Collection<String> dims) {
    Map<String, Attribute> result = new LinkedHashMap<>(attrs);
    VALUE_RANGE.forEach(result::remove);
    switch (kind) {
      case VAR -> square(result);
      case COUNT, ANY, ALL, ARGMIN, ARGMAX -> countOf(result, kind);
      case PROD -> forgetUnits(result);
      case SUM, MIN, MAX, MEAN, STD, FIRST, LAST, MEDIAN, QUANTILE -> {}
    }
    if (kind != Reduction.Kind.FIRST && kind != Reduction.Kind.MIN && kind != Reduction.Kind.MAX) {
      FLAGS.forEach(result::remove);
    }
    if (!dims.isEmpty() && !attrs.isEmpty()) {
      cellMethod(kind)
          .ifPresentOrElse(
              method -> append(result, dims, method), () -> forgetMethods(result, dims));
    }
    return result;
  }

  private static void square(Map<String, Attribute> attrs) {
    if (attrs.get("units") instanceof Attribute.Text(String units)) {
      boolean simple = units.matches("[A-Za-z%°]+");
      attrs.put(
          "units",
          Attribute.of(units.equals("1") ? "1" : simple ? units + "2" : "(" + units + ")2"));
    }
  }

  private static void countOf(Map<String, Attribute> attrs, Reduction.Kind kind) {
    boolean isCount = kind == Reduction.Kind.COUNT;
    if (attrs.remove("units") != null && isCount) {
      attrs.put("units", Attribute.of("1"));
    }
    if (attrs.get("standard_name") instanceof Attribute.Text(String name) && isCount) {
      attrs.put("standard_name", Attribute.of(name + " number_of_observations"));
    } else {
      attrs.remove("standard_name");
    }
  }

  private static void forgetUnits(Map<String, Attribute> attrs) {
    attrs.remove("units");
    attrs.remove("standard_name");
    attrs.remove("cell_methods");
  }

  /// CF's word for a statistic, from its appendix E; empty for those it has none for.
  public static Optional<String> cellMethod(Reduction.Kind kind) {
    @Nullable String word =
        switch (kind) {
          case SUM -> "sum";
          case MIN -> "minimum";
          case MAX -> "maximum";
          case MEAN -> "mean";
          case VAR -> "variance";
          case STD -> "standard_deviation";
          case MEDIAN -> "median";
          case COUNT, PROD, ANY, ALL, ARGMIN, ARGMAX, FIRST, LAST, QUANTILE -> null;
        };
    return Optional.ofNullable(word);
  }

  /// Takes away how the cells along `dims` were made: those cells are now longer, and what was true
  /// of the old ones would be read as true of the new.
  private static void forgetMethods(Map<String, Attribute> attrs, Collection<String> dims) {
    if (!(attrs.get("cell_methods") instanceof Attribute.Text(String text))) {
      return;
    }
    String kept =
        CELL_METHOD
            .matcher(text)
            .results()
            .filter(m -> Stream.of(m.group(1).split(":\\s*")).noneMatch(dims::contains))
            .map(m -> m.group().strip())
            .collect(Collectors.joining(" "));
    if (kept.isEmpty()) {
      attrs.remove("cell_methods");
    } else {
      attrs.put("cell_methods", Attribute.of(kept));
    }
  }

  private static void append(Map<String, Attribute> attrs, Collection<String> dims, String method) {
    String entry = String.join(": ", dims) + ": " + method;
    String before = attrs.get("cell_methods") instanceof Attribute.Text(String text) ? text : "";
    attrs.put("cell_methods", Attribute.of(before.isEmpty() ? entry : before + " " + entry));
  }

  /// `attrs` without what is said of single values: their range and their flags.
  public static Map<String, Attribute> withoutValues(Map<String, Attribute> attrs) {
    Map<String, Attribute> result = new LinkedHashMap<>(attrs);
    VALUE_RANGE.forEach(result::remove);
    FLAGS.forEach(result::remove);
    return result;
  }

  /// The attributes of running values of `kind`.
  public static Map<String, Attribute> ofScan(Map<String, Attribute> attrs, Scanning kind) {
    Map<String, Attribute> result = new LinkedHashMap<>(attrs);
    switch (kind) {
      case SUM -> VALUE_RANGE.forEach(result::remove);
      case PROD -> {
        VALUE_RANGE.forEach(result::remove);
        forgetUnits(result);
      }
      case MIN, MAX, FILL -> {}
    }
    return result;
  }

  /// The attributes of one input after `op`.
  public static Map<String, Attribute> ofUnary(Map<String, Attribute> attrs, Op.Unary op) {
    Map<String, Attribute> result = new LinkedHashMap<>(attrs);
    switch (op) {
      case NEGATE, ABS, FLOOR, CEIL, TRUNC, ROUND -> VALUE_RANGE.forEach(result::remove);
      case SQUARE -> {
        VALUE_RANGE.forEach(result::remove);
        square(result);
        result.remove("standard_name");
      }
      default -> {
        VALUE_RANGE.forEach(result::remove);
        FLAGS.forEach(result::remove);
        forgetUnits(result);
      }
    }
    return result;
  }

  /// The attributes of two inputs after `op`: those that don't conflict, with units that hold.
  ///
  /// @param right those of the right operand, or null if it is a plain number
  public static Map<String, Attribute> ofBinary(
      Op.Binary op, Map<String, Attribute> left, @Nullable Map<String, Attribute> right) {
    Map<String, Attribute> result = right == null ? new LinkedHashMap<>(left) : merge(left, right);
    switch (op) {
      case ADD, SUBTRACT, MINIMUM, MAXIMUM, FMIN, FMAX, MOD, FMOD, COPYSIGN, NEXTAFTER ->
          VALUE_RANGE.forEach(result::remove);
      case FILLNA -> {}
      case MULTIPLY, DIVIDE, FLOOR_DIVIDE, LDEXP -> {
        VALUE_RANGE.forEach(result::remove);
        Attribute a = left.get("units");
        Attribute b = right == null ? null : right.get("units");
        if (a != null && b != null) {
          forgetUnits(result);
          if (op == Op.Binary.DIVIDE && a.equals(b)) {
            result.put("units", Attribute.of("1"));
          }
        } else if (op != Op.Binary.MULTIPLY && a == null && b != null) {
          forgetUnits(result);
        }
      }
      case POWER,
          ATAN2,
          LOGADDEXP,
          LOGADDEXP2,
          GCD,
          LCM,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_EQUAL,
          GREATER,
          GREATER_EQUAL,
          AND,
          OR,
          XOR -> {
        VALUE_RANGE.forEach(result::remove);
        FLAGS.forEach(result::remove);
        forgetUnits(result);
      }
      case HYPOT -> VALUE_RANGE.forEach(result::remove);
    }
    return result;
  }

  /// The attributes of both, without those on which they differ.
  public static Map<String, Attribute> merge(
      Map<String, Attribute> left, Map<String, Attribute> right) {
    Map<String, Attribute> merged = new LinkedHashMap<>(left);
    right.forEach((name, value) -> {
      Attribute before = merged.putIfAbsent(name, value);
      if (before != null && !before.equals(value)) {
        merged.remove(name);
      }
    });
    // How one of them was averaged says nothing of both.
    if (!Objects.equals(left.get("cell_methods"), right.get("cell_methods"))) {
      merged.remove("cell_methods");
    }
    return merged;
  }
}
