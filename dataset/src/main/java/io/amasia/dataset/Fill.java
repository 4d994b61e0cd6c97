package io.amasia.dataset;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands where nothing came from: a missing value, or a number, boolean or text, the same for
/// all variables or one by name.
///
/// A missing value turns integers into floats; a missing text is the empty one. A number that fits
/// keeps the dtype; one that does not widens it.
///
/// @param value for all variables; null for missing
/// @param byName for the variables of these names
public record Fill(@Nullable Object value, Map<String, Object> byName) {
  /// Missing values.
  public static final Fill MISSING = new Fill(null, Map.of());

  public Fill {
    byName = Map.copyOf(byName);
  }

  /// `value` everywhere, or by variable name if it is a map.
  public static Fill of(Object value) {
    if (value instanceof Map<?, ?> map) {
      var named = new java.util.LinkedHashMap<String, Object>();
      map.forEach((name, one) -> named.put(String.valueOf(name), one));
      return new Fill(null, named);
    }
    return new Fill(value, Map.of());
  }

  /// What the variable `name` is filled with; null for missing.
  public @Nullable Object of(String name) {
    Object own = byName.get(name);
    return own != null ? own : value;
  }
}
