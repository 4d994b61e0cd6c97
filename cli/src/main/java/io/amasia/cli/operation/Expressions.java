package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.Unit;
import io.amasia.dataset.cf.UnitConversion;
import io.amasia.dataset.cf.Units;
import io.amasia.geo.Selections;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Evaluates expressions over variables of one or more inputs, lazily.
///
/// Operands must have equal coordinates and units. Comparisons and what joins them give float64: 1
/// where true, 0 where not, NaN where an operand is missing, so that their mean is the share of
/// values for which they hold.
final class Expressions {
  private final Map<String, Dataset> inputs;
  private final Map<String, DataArray> made = new LinkedHashMap<>();
  private final List<DataArray> used = new ArrayList<>();

  private Expressions(Map<String, Dataset> inputs) {
    this.inputs = inputs;
  }

  /// A dataset of the variables that `expressions` make, in order; later ones may use earlier ones.
  static Dataset evaluate(Map<String, Dataset> inputs, List<Operation.Expr> expressions) {
    var evaluation = new Expressions(inputs);
    for (Operation.Expr expr : expressions) {
      Expression.Assignment assignment = ExpressionParser.parse(expr.text());
      evaluation.used.clear();
      DataArray value = evaluation.array(assignment.value(), expr.text());
      evaluation.made.put(assignment.name(), evaluation.tied(value));
    }
    return evaluation.result();
  }

  /// What `expression` is worth at each place, lazily; names without an input are those of `own`.
  ///
  /// @throws AmasiaException.Usage if it uses no variable
  static DataArray value(
      Map<String, Dataset> inputs, Dataset own, Expression expression, String text) {
    Map<String, Dataset> known = new LinkedHashMap<>(inputs);
    var evaluation = new Expressions(known);
    own.variables().keySet().forEach(name -> evaluation.made.put(name, own.get(name)));
    return evaluation.array(expression, text);
  }

  private Dataset result() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    Coordinates coords = Coordinates.NONE;
    for (Map.Entry<String, DataArray> entry : made.entrySet()) {
      variables.put(entry.getKey(), entry.getValue().variable());
      for (Map.Entry<String, Variable> coord : entry.getValue().coords().asMap().entrySet()) {
        coords = coords.with(coord.getKey(), coord.getValue());
      }
    }
    return new Dataset(
        withTied(variables, coords), coords, inputs.values().iterator().next().attrs());
  }

  /// `variables` with the bounds of `coords` and the cell measures and grid mappings they name, as
  /// far as the inputs have them on the dimensions that are left.
  private Map<String, Variable> withTied(Map<String, Variable> variables, Coordinates coords) {
    Map<String, Variable> tied = new LinkedHashMap<>(variables);
    coords
        .asMap()
        .forEach((name, coord) -> {
          for (Dataset input : inputs.values()) {
            CfLinks.boundsName(input, name)
                .filter(_ -> input.variable(name).dims().equals(coord.dims()))
                .ifPresent(bounds -> tied.putIfAbsent(bounds, input.variable(bounds)));
          }
        });
    for (Variable variable : variables.values()) {
      List<String> names = new ArrayList<>(CfLinks.cellMeasures(variable).values());
      variable.attr("grid_mapping").ifPresent(names::add);
      for (Dataset input : inputs.values()) {
        names.stream()
            .filter(input.variables()::containsKey)
            .filter(name -> variable.dims().containsAll(input.variable(name).dims()))
            .forEach(name -> tied.putIfAbsent(name, input.variable(name)));
      }
    }
    coords.names().forEach(tied::remove);
    return tied;
  }

  private DataArray array(Expression expression, String text) {
    Object value = value(expression);
    if (value instanceof DataArray array) {
      return array;
    }
    throw new AmasiaException.Usage("'" + text + "' uses no variable");
  }

  /// A [DataArray], or a `Double` for parts without variables.
  private Object value(Expression expression) {
    return switch (expression) {
      case Expression.Literal(double number) -> number;
      case Expression.Name(var input, String variable) -> variable(input, variable);
      case Expression.Prefix(String operator, Expression operand) ->
          prefix(operator, value(operand));
      case Expression.Infix(String operator, Expression left, Expression right) ->
          infix(operator, value(left), value(right));
      case Expression.Call(String function, List<Expression> arguments) ->
          call(function, arguments.stream().map(this::value).toList());
    };
  }

  private DataArray variable(Optional<String> input, String name) {
    DataArray found = find(input, name);
    used.add(found);
    return found;
  }

  /// `value` with the cell measures and the grid mapping of what it was made of, where all that
  /// name one agree and it has their dimensions: they describe the grid, whatever the values are.
  private DataArray tied(DataArray value) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(value.variable().attrs());
    for (String tie : List.of("cell_measures", "grid_mapping")) {
      List<DataArray> naming = used.stream().filter(a -> a.attrs().containsKey(tie)).toList();
      boolean agree = naming.stream().map(a -> a.attrs().get(tie)).distinct().count() == 1;
      attrs.remove(tie);
      if (agree && value.dims().containsAll(Selections.horizontal(naming.getFirst()))) {
        attrs.put(tie, Objects.requireNonNull(naming.getFirst().attrs().get(tie)));
      }
    }
    return value.withVariable(value.variable().withAttrs(attrs));
  }

  private DataArray find(Optional<String> input, String name) {
    if (input.isEmpty() && made.containsKey(name)) {
      return made.get(name);
    }
    if (input.isEmpty() && inputs.size() > 1) {
      throw new AmasiaException.Usage(
          "there are several inputs; write which '%s' is meant: %s"
              .formatted(
                  name,
                  String.join(" or ", inputs.keySet().stream().map(i -> i + "." + name).toList())));
    }
    Dataset dataset = input.isEmpty() ? inputs.values().iterator().next() : inputs.get(input.get());
    if (dataset == null) {
      String given = input.orElse("");
      throw new AmasiaException.Usage(
          inputs.containsKey("")
              ? "no input '%s': the only one has no name; write '%s' alone, or name inputs as %s=FILE"
                  .formatted(given, name, given)
              : "no input '%s'; there are: %s; name inputs as %s=FILE"
                  .formatted(given, String.join(", ", inputs.keySet()), given));
    }
    if (!dataset.has(name)) {
      throw new AmasiaException.Label(
          "no variable '%s'; there are: %s"
              .formatted(name, String.join(", ", dataset.variables().keySet())));
    }
    return dataset.get(name);
  }

  private static Object prefix(String operator, Object value) {
    return switch (value) {
      case DataArray array ->
          operator.equals("-") ? array.negate() : truth(array).subtractFrom(1.0);
      case Double number when operator.equals("-") -> -number;
      default -> throw new AmasiaException.Usage("'!' needs a comparison, not a number");
    };
  }

  private static Object infix(String operator, Object left, Object right) {
    if (left instanceof Double a && right instanceof Double b) {
      return folded(operator, a, b);
    }
    if (left instanceof DataArray a && right instanceof DataArray b) {
      DataArray fitted = Fit.to(a, b);
      if (operator.equals("&&") || operator.equals("||")) {
        return joined(operator, truth(a), truth(fitted));
      }
      requireSameUnits(operator, a, fitted);
      if (compares(operator)) {
        return truth(a.binary(op(operator), fitted), a, fitted);
      }
      DataArray result = a.binary(op(operator), fitted);
      return result.withVariable(
          result.variable().withAttrs(temperatures(operator, a, b, result.variable().attrs())));
    }
    if (left instanceof DataArray a) {
      if (operator.equals("&&") || operator.equals("||")) {
        throw new AmasiaException.Usage("'" + operator + "' needs comparisons on both sides");
      }
      DataArray result = a.binary(op(operator), right);
      return compares(operator) ? truth(result, a) : result;
    }
    DataArray result = reversed(operator, (Double) left, (DataArray) right);
    return compares(operator) ? truth(result, (DataArray) right) : result;
  }

  private static boolean compares(String operator) {
    return switch (operator) {
      case "==", "!=", "<", "<=", ">", ">=" -> true;
      default -> false;
    };
  }

  /// `compared` as 1 and 0, missing where one of `operands` is.
  private static DataArray truth(DataArray compared, DataArray... operands) {
    DataArray truth = compared.astype(DType.FLOAT64);
    for (DataArray operand : operands) {
      truth = truth.where(operand.unary(Op.Unary.NOTNULL));
    }
    return truth;
  }

  /// Anything as a truth: 1 unless it is 0, missing stays missing.
  private static DataArray truth(DataArray array) {
    return truth(array.binary(Op.Binary.NOT_EQUAL, 0.0), array);
  }

  /// Both or one of two truths; missing when one of them is.
  private static DataArray joined(String operator, DataArray a, DataArray b) {
    return a.binary(operator.equals("&&") ? Op.Binary.MINIMUM : Op.Binary.MAXIMUM, b);
  }

  private static void requireSameUnits(String function, Object a, Object b) {
    if (a instanceof DataArray left && b instanceof DataArray right) {
      requireSameUnits(function, left, right);
    }
  }

  /// What is added, subtracted or compared must have the same units, as far as both say them.
  private static void requireSameUnits(String operator, DataArray a, DataArray b) {
    boolean scales = operator.equals("*") || operator.equals("/") || operator.equals("**");
    Optional<String> left = a.variable().attr("units");
    Optional<String> right = b.variable().attr("units");
    if (scales || left.isEmpty() || right.isEmpty() || left.equals(right)) {
      return;
    }
    Optional<Unit> x = Units.find(left.get());
    Optional<Unit> y = Units.find(right.get());
    if (x.isEmpty() || y.isEmpty()) {
      return;
    }
    if (!x.get().isConvertibleTo(y.get()) || !x.get().to(y.get()).isIdentity()) {
      throw new AmasiaException.Alignment(
          "'%s' can't be applied to values in '%s' and '%s'; convert one of them first, for example --units %s=%s"
              .formatted(operator, left.get(), right.get(), a.name().orElse("tas"), right.get()));
    }
  }

  /// A difference of temperatures is marked as one, so that it converts without offset; a
  /// temperature and a difference make a temperature.
  private static Map<String, Attribute> temperatures(
      String operator, DataArray a, DataArray b, Map<String, Attribute> attrs) {
    Map<String, Attribute> left = a.variable().attrs();
    Map<String, Attribute> right = b.variable().attrs();
    if (!ResultMetadata.isTemperature(left) || !ResultMetadata.isTemperature(right)) {
      return attrs;
    }
    boolean apart = ResultMetadata.isDifference(left) == ResultMetadata.isDifference(right);
    boolean difference =
        switch (operator) {
          case "-" -> apart;
          case "+" -> apart && ResultMetadata.isDifference(left);
          default -> ResultMetadata.isDifference(attrs);
        };
    Map<String, Attribute> result = new LinkedHashMap<>(attrs);
    result.remove(UnitConversion.METADATA);
    return difference ? ResultMetadata.asDifference(result) : result;
  }

  /// `number operator array`.
  private static DataArray reversed(String operator, Double number, DataArray array) {
    return switch (operator) {
      case "+", "*", "==", "!=" -> array.binary(op(operator), number);
      case "-" -> array.subtractFrom(number);
      case "/" -> array.divideInto(number);
      case "<" -> array.gt(number);
      case "<=" -> array.ge(number);
      case ">" -> array.lt(number);
      case ">=" -> array.le(number);
      // A constant of the array's shape: 0 * x would keep NaN, so infinities and NaN stay missing
      // anyway.
      case "**" -> array.times(0.0).plus(number).binary(Op.Binary.POWER, array);
      default ->
          throw new AmasiaException.Usage("'" + operator + "' needs comparisons on both sides");
    };
  }

  private static Double folded(String operator, double a, double b) {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "**" -> Math.pow(a, b);
      default ->
          throw new AmasiaException.Usage(
              "'" + operator + "' compares numbers only with variables");
    };
  }

  private static Op.Binary op(String operator) {
    return switch (operator) {
      case "+" -> Op.Binary.ADD;
      case "-" -> Op.Binary.SUBTRACT;
      case "*" -> Op.Binary.MULTIPLY;
      case "/" -> Op.Binary.DIVIDE;
      case "**" -> Op.Binary.POWER;
      case "==" -> Op.Binary.EQUAL;
      case "!=" -> Op.Binary.NOT_EQUAL;
      case "<" -> Op.Binary.LESS;
      case "<=" -> Op.Binary.LESS_EQUAL;
      case ">" -> Op.Binary.GREATER;
      case ">=" -> Op.Binary.GREATER_EQUAL;
      case "&&" -> Op.Binary.AND;
      case "||" -> Op.Binary.OR;
      default -> throw new IllegalStateException("operator " + operator);
    };
  }

  private static Object call(String function, List<Object> arguments) {
    if (arguments.stream().allMatch(Double.class::isInstance)) {
      throw new AmasiaException.Usage(function + " needs a variable");
    }
    Object first = arguments.getFirst();
    return switch (function) {
      case "min" -> both(Op.Binary.MINIMUM, arguments);
      case "max" -> both(Op.Binary.MAXIMUM, arguments);
      case "fillna" -> filled(first, arguments.get(1));
      case "where" -> where(arguments);
      case "isnull", "notnull" -> ((DataArray) first).unary(unary(function)).astype(DType.FLOAT64);
      default -> ((DataArray) first).unary(unary(function));
    };
  }

  private static DataArray both(Op.Binary op, List<Object> arguments) {
    boolean swap = arguments.getFirst() instanceof Double;
    DataArray array = (DataArray) arguments.get(swap ? 1 : 0);
    Object other = fitted(array, arguments.get(swap ? 0 : 1));
    requireSameUnits(op == Op.Binary.MINIMUM ? "min" : "max", array, other);
    return array.binary(op, other);
  }

  private static DataArray filled(Object value, Object instead) {
    if (!(value instanceof DataArray array)) {
      throw new AmasiaException.Usage(
          "fillna needs a variable first, which may have gaps: fillna(tas, 0)");
    }
    Object fitted = fitted(array, instead);
    requireSameUnits("fillna", array, fitted);
    return array.fillna(fitted);
  }

  private static Object fitted(DataArray like, Object value) {
    return value instanceof DataArray array ? Fit.to(like, array) : value;
  }

  private static DataArray where(List<Object> arguments) {
    if (!(arguments.get(0) instanceof DataArray condition)) {
      throw new AmasiaException.Usage("where needs a comparison first: where(tas > 0, tas, 0)");
    }
    Object yes = fitted(condition, arguments.get(1));
    Object no = fitted(condition, arguments.get(2));
    requireSameUnits("where", yes, no);
    DataArray taken =
        yes instanceof DataArray array
            ? array
            : condition.astype(DType.FLOAT64).times(0.0).fillna(0.0).plus(yes);
    DataArray holds = condition.binary(Op.Binary.NOT_EQUAL, 0.0);
    return taken.where(holds, no).where(condition.unary(Op.Unary.NOTNULL));
  }

  private static Op.Unary unary(String function) {
    return switch (function) {
      case "abs" -> Op.Unary.ABS;
      case "sqrt" -> Op.Unary.SQRT;
      case "exp" -> Op.Unary.EXP;
      case "log" -> Op.Unary.LOG;
      case "log10" -> Op.Unary.LOG10;
      case "sin" -> Op.Unary.SIN;
      case "cos" -> Op.Unary.COS;
      case "tan" -> Op.Unary.TAN;
      case "floor" -> Op.Unary.FLOOR;
      case "ceil" -> Op.Unary.CEIL;
      case "round" -> Op.Unary.ROUND;
      case "isnull" -> Op.Unary.ISNULL;
      case "notnull" -> Op.Unary.NOTNULL;
      default -> throw new IllegalStateException("function " + function);
    };
  }
}
