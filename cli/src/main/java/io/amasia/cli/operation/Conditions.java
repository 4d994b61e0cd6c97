package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.geo.Selections;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is done where an expression holds. Where an operand is missing it does not hold.
final class Conditions {
  private Conditions() {}

  /// Every input with its values kept where the expression of `op` holds. Names without an input
  /// are those of the input itself. Other inputs that the expression names are masks: they are used
  /// up, unless nothing else is left.
  ///
  /// @throws AmasiaException.Alignment if a mask from another file lies on another grid
  static Map<String, State> where(Map<String, State> inputs, Operation.Where op) {
    Expression expression = ExpressionParser.parseValue(op.text());
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    inputs.forEach((name, state) -> datasets.put(name, state.data()));
    Set<String> masks = new LinkedHashSet<>();
    named(expression, masks);
    Map<String, State> kept = new LinkedHashMap<>();
    inputs.forEach((name, state) -> {
      if (!masks.contains(name) || masks.containsAll(inputs.keySet())) {
        kept.put(name, state.with(where(datasets, state.data(), expression, op.text())));
      }
    });
    return kept;
  }

  private static void named(Expression expression, Set<String> names) {
    switch (expression) {
      case Expression.Literal _ -> {}
      case Expression.Name(var input, String _) -> input.ifPresent(names::add);
      case Expression.Prefix(String _, Expression operand) -> named(operand, names);
      case Expression.Infix(String _, Expression left, Expression right) -> {
        named(left, names);
        named(right, names);
      }
      case Expression.Call(String _, List<Expression> arguments) ->
          arguments.forEach(argument -> named(argument, names));
    }
  }

  /// Each input is counted in by itself; what is of several has to be made one first.
  private static void requireOne(Set<String> inputs, Expression expression, String text) {
    Set<String> named = new LinkedHashSet<>();
    named(expression, named);
    if (inputs.size() > 1 && !named.isEmpty()) {
      throw new AmasiaException.Usage(
          "--spell counts in each input by itself, so '%s' can't name %s; make it a variable first: --expr 'hot = %s' --spell 'hot > 0'"
              .formatted(text, String.join(" and ", named), text));
    }
  }

  private static Dataset where(
      Map<String, Dataset> inputs, Dataset data, Expression expression, String text) {
    DataArray condition = Expressions.value(inputs, data, expression, text);
    Dataset changed = data;
    boolean any = false;
    for (String name : CfLinks.dataNames(data)) {
      DataArray array = data.get(name);
      if (array.dtype().isNumeric() && array.dims().containsAll(condition.dims())) {
        DataArray holds = Fit.to(array, condition).ne(0.0).and(Fit.to(array, condition).notnull());
        Variable kept = array.where(holds).variable();
        changed = changed.with(name, kept.withAttrs(array.variable().attrs()));
        any = true;
      }
    }
    if (!any) {
      throw new AmasiaException.Label(
          "'%s' has dimensions %s, which no variable has; reduce it first, or give it the grid of the data"
              .formatted(text, condition.dims()));
    }
    return changed;
  }

  /// How many times up to each one, on end, the expression has held: 0 where it does not, missing
  /// where it can't be told, after which counting begins anew. The variable is called `spell`.
  ///
  /// @param inputs the names of all inputs, of which `data` is one
  /// @throws AmasiaException.Usage if the expression names one of several inputs
  static Dataset spell(Dataset data, Operation.Spell op, Set<String> inputs) {
    Expression expression = ExpressionParser.parseValue(op.text());
    requireOne(inputs, expression, op.text());
    String time = Selections.timeDim(data);
    String input = inputs.size() == 1 ? inputs.iterator().next() : "";
    DataArray condition = Expressions.value(Map.of(input, data), data, expression, op.text());
    if (!condition.dims().contains(time)) {
      throw new AmasiaException.Usage(
          "'%s' has dimensions %s, no times to count".formatted(op.text(), condition.dims()));
    }
    double[] numbers = new double[Math.toIntExact(data.size(time))];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i + 1;
    }
    DataArray at = new DataArray(null, Variable.of(List.of(time), numbers), Coordinates.NONE);
    DataArray holds = condition.ne(0.0).and(condition.notnull()).astype(DType.FLOAT64);
    // The number of the last time at which it did not hold; 0 before the first one.
    DataArray last = holds.times(0.0).plus(at).where(holds.eq(0.0)).ffill(time).fillna(0.0);
    Variable spell =
        holds
            .times(0.0)
            .plus(at)
            .minus(last)
            .where(condition.notnull())
            .transpose(condition.dims().toArray(String[]::new))
            .variable()
            .withAttrs(
                Map.of(
                    "units",
                    Attribute.of("1"),
                    "long_name",
                    Attribute.of("times on end with " + op.text())));
    Dataset result = data;
    for (String name : CfLinks.dataNames(data)) {
      result = result.dropVars(name);
    }
    return result.with("spell", spell);
  }
}
