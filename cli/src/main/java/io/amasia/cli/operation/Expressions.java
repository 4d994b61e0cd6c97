package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Unit;
import io.amasia.dataset.cf.UnitConversion;
import io.amasia.dataset.cf.Units;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluates expressions over variables of one or more inputs, lazily.
///
/// Operands must have equal coordinates; comparisons keep missing values missing in what they
/// select.
final class Expressions {
  private final Map<String, Dataset> inputs;
  private final Map<String, DataArray> made = new LinkedHashMap<>();

  private Expressions(Map<String, Dataset> inputs) {
    this.inputs = inputs;
  }

  /// A dataset of the variables that `expressions` make, in order; later ones may use earlier ones.
  static Dataset evaluate(Map<String, Dataset> inputs, List<Operation.Expr> expressions) {
    var evaluation = new Expressions(inputs);
    for (Operation.Expr expr : expressions) {
      Expression.Assignment assignment = ExpressionParser.parse(expr.text());
      evaluation.made.put(assignment.name(), evaluation.array(assignment.value(), expr.text()));
    }
    return evaluation.result();
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
    Dataset first = inputs.values().iterator().next();
    // Bounds of the coordinates that are left go with them.
    for (Map.Entry<String, Variable> coord : coords.asMap().entrySet()) {
      coord
          .getValue()
          .attr("bounds")
          .filter(first::has)
          .filter(name -> first.variable(name).dims().containsAll(coord.getValue().dims()))
          .ifPresent(name -> variables.putIfAbsent(name, first.variable(name)));
    }
    return new Dataset(variables, coords, first.attrs());
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
      throw new AmasiaException.Usage(
          "no input '%s'; there are: %s; name inputs as %s=FILE"
              .formatted(input.orElse(""), String.join(", ", inputs.keySet()), input.orElse("")));
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
      case DataArray array -> operator.equals("-") ? array.negate() : array.not();
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
      requireSameUnits(operator, a, fitted);
      DataArray result = a.binary(op(operator), fitted);
      return result.withVariable(
          result.variable().withAttrs(temperatures(operator, a, b, result.variable().attrs())));
    }
    if (left instanceof DataArray a) {
      return a.binary(op(operator), right);
    }
    return reversed(operator, (Double) left, (DataArray) right);
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

  /// A difference of temperatures is marked as one, so that it converts without offset; a temperature and a
  /// difference make a temperature.
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
      case "fillna" -> ((DataArray) first).fillna(fitted((DataArray) first, arguments.get(1)));
      case "where" -> where(arguments);
      default -> ((DataArray) first).unary(unary(function));
    };
  }

  private static DataArray both(Op.Binary op, List<Object> arguments) {
    boolean swap = arguments.getFirst() instanceof Double;
    DataArray array = (DataArray) arguments.get(swap ? 1 : 0);
    return array.binary(op, fitted(array, arguments.get(swap ? 0 : 1)));
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
    DataArray taken =
        yes instanceof DataArray array
            ? array
            : condition.astype(io.amasia.array.DType.FLOAT64).times(0.0).plus(yes);
    return taken.where(condition, no);
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

  /// Makes the second operand's coordinates the first one's, or refuses.
  private static final class Fit {
    /// Coordinates within this share of the grid step are taken as equal.
    private static final double TOLERANCE = 1e-4;

    static DataArray to(DataArray left, DataArray right) {
      DataArray fitted = right;
      for (String dim : left.dims()) {
        if (!right.dims().contains(dim)) {
          continue;
        }
        Optional<Variable> a = left.coords().find(dim);
        Optional<Variable> b = right.coords().find(dim);
        if (left.size(dim) != right.size(dim)
            || (a.isPresent() && b.isPresent() && !near(a.get(), b.get()))) {
          throw new AmasiaException.Alignment(
              "the inputs don't match along '%s': %s and %s; select a common part with --sel %s=.. first"
                  .formatted(dim, describe(left, dim), describe(right, dim), dim));
        }
        if (a.isPresent() && b.isPresent()) {
          fitted = fitted.withCoords(fitted.coords().with(dim, a.get()));
        }
      }
      return fitted;
    }

    private static boolean near(Variable a, Variable b) {
      NdArray x = a.load();
      NdArray y = b.load();
      return switch (a.dtype()) {
        case STRING -> {
          for (long i = 0; i < x.size(); i++) {
            if (b.dtype() != a.dtype() || !x.getString(i).equals(y.getString(i))) {
              yield false;
            }
          }
          yield true;
        }
        case DATETIME -> sameTimes(a, b);
        default -> b.dtype().isNumeric() && within(x.toDoubles(), y.toDoubles());
      };
    }

    private static boolean within(double[] x, double[] y) {
      double step = x.length < 2 ? Math.abs(x.length == 0 ? 0 : x[0]) : Math.abs(x[1] - x[0]);
      for (int i = 0; i < x.length; i++) {
        if (!(Math.abs(x[i] - y[i]) <= TOLERANCE * step)) {
          return false;
        }
      }
      return true;
    }

    /// Times of one calendar must be equal; different calendars meet as years or months.
    private static boolean sameTimes(Variable a, Variable b) {
      if (b.dtype() != a.dtype()) {
        return false;
      }
      long[] x = a.load().toLongs();
      long[] y = b.load().toLongs();
      if (java.util.Arrays.equals(x, y) && a.calendar().equals(b.calendar())) {
        return true;
      }
      boolean years = x.length > 1 && stepDays(x) > 300;
      // Years meet whichever month they begin in; months of one calendar have one stamp.
      boolean months = years || x.length > 1 && stepDays(x) >= 27 && !a.calendar().equals(b.calendar());
      for (int i = 0; i < x.length && months; i++) {
        var f = a.calendar().orElseThrow().fields(x[i]);
        var g = b.calendar().orElseThrow().fields(y[i]);
        months = f.year() == g.year() && (years || f.month() == g.month());
      }
      return months;
    }

    private static double stepDays(long[] times) {
      return Math.abs(times[1] - times[0]) / 86_400e6;
    }

    private static String describe(DataArray array, String dim) {
      return array
          .coords()
          .find(dim)
          .filter(c -> c.shape().size() > 0)
          .map(c -> {
            long last = c.shape().size() - 1;
            NdArray values = c.load();
            return "%d from %s to %s%s"
                .formatted(
                    last + 1,
                    text(c, values, 0),
                    text(c, values, last),
                    c.calendar().map(k -> " (" + k.label() + ")").orElse(""));
          })
          .orElse(array.sizes().get(dim) + " without labels");
    }

    private static String text(Variable coord, NdArray values, long i) {
      return switch (coord.dtype()) {
        case STRING -> values.getString(i);
        case DATETIME -> coord.calendar().orElseThrow().format(values.getLong(i));
        default -> Double.toString(values.getDouble(i));
      };
    }
  }
}
