package io.amasia.dataset;

import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Variables chosen by what their attributes say.
final class AttributeFilter {
  private AttributeFilter() {}

  /// The variables and coordinates of which all of `wanted` holds; none if nothing is wanted.
  ///
  /// @param wanted by name a value, or a test of what is there: a [Predicate] of an [Optional]
  ///   [Attribute]
  static Dataset choose(Dataset dataset, Map<String, ?> wanted) {
    List<String> names = new ArrayList<>(dataset.coords().names());
    names.addAll(dataset.variables().keySet());
    names.removeIf(name -> wanted.isEmpty() || !holds(dataset.variable(name), wanted));
    return dataset.select(names.toArray(String[]::new));
  }

  private static boolean holds(Variable v, Map<String, ?> wanted) {
    return wanted.entrySet().stream()
        .allMatch(one -> holds(v.attrs().get(one.getKey()), one.getValue()));
  }

  @SuppressWarnings("unchecked") // what the word documents
  private static boolean holds(@Nullable Attribute there, Object wanted) {
    if (wanted instanceof Predicate<?> test) {
      return ((Predicate<Optional<Attribute>>) test).test(Optional.ofNullable(there));
    }
    return there != null && equal(there, Annotating.attribute(wanted));
  }

  /// Numbers are equal whatever their dtypes.
  private static boolean equal(Attribute a, Attribute b) {
    if (a instanceof Attribute.Numbers x && b instanceof Attribute.Numbers y) {
      return x.values().stream()
          .map(Number::doubleValue)
          .toList()
          .equals(y.values().stream().map(Number::doubleValue).toList());
    }
    return a.equals(b);
  }
}
