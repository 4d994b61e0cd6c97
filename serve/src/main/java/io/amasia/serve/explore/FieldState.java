package io.amasia.serve.explore;

import java.util.Map;
import java.util.TreeMap;

/// Which variable of which dataset, and where along the dimensions that are not shown.
///
/// @param data the dataset's name; empty for the first
/// @param at by dimension, in the order of their names; dimensions that are left out are at their
///   first position
record FieldState(String data, String variable, Map<String, At> at) {
  FieldState {
    at = java.util.Collections.unmodifiableMap(new TreeMap<>(at));
  }

  /// A place along a dimension.
  sealed interface At {
    /// By position from 0.
    record Position(long position) implements At {}

    /// By label, such as `2001-01-16` or `50000`.
    record Label(String text) implements At {}
  }
}
