package io.amasia.storage.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What happens to what is at the target already.
public sealed interface WriteMode {
  /// Nothing may be there. It appears whole or not at all.
  record Create() implements WriteMode {}

  /// What is there is replaced, as a whole or not at all.
  record Overwrite() implements WriteMode {}

  /// The schema's arrays are joined to those there along dimension `dim`; arrays without it stay as
  /// they are. Readers see the old length until all is written.
  record Append(String dim) implements WriteMode {}

  /// The schema's arrays replace a region of those there, chunk by chunk; readers refuse the target
  /// until all is written.
  ///
  /// @param starts the first index of the region by dimension; 0 where it is absent
  record Region(Map<String, Long> starts) implements WriteMode {
    public Region {
      starts = Collections.unmodifiableMap(new LinkedHashMap<>(starts));
    }
  }

  /// The schema's arrays are put beside those there, in groups that are there. Readers see none of
  /// them until all are written.
  record Add() implements WriteMode {}

  /// Whether an array with these dimensions is written at all; others stay as they are.
  default boolean concerns(List<String> dims) {
    return switch (this) {
      case Create _, Overwrite _, Add _ -> true;
      case Append(String dim) -> dims.contains(dim);
      case Region(Map<String, Long> from) -> dims.stream().anyMatch(from::containsKey);
    };
  }

  /// Whether it needs something to be there already.
  default boolean joins() {
    return switch (this) {
      case Create _, Overwrite _ -> false;
      case Append _, Region _, Add _ -> true;
    };
  }
}
