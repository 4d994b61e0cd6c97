package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is chosen along a dimension: one label, some labels, or a range with both ends in.
public sealed interface Choice {
  /// One label; the dimension goes, its coordinate stays as a scalar.
  record One(String label) implements Choice {}

  /// Labels in the order given; the dimension stays.
  record Some(List<String> labels) implements Choice {
    public Some {
      labels = List.copyOf(labels);
    }
  }

  /// From one label to another, either order, both ends in; an absent end is open.
  record Range(Optional<String> from, Optional<String> to, Optional<String> step)
      implements Choice {}

  /// Reads `A`, `A,B,C`, `A..B`, `A..`, `..B` or `A..B..STEP`.
  ///
  /// @throws AmasiaException.Usage if it is none of them
  static Choice parse(String text) {
    if (text.isBlank()) {
      throw new AmasiaException.Usage(
          "nothing chosen; write a label (20), some (10,20) or a range (10..20)");
    }
    List<String> parts = split(text);
    if (parts.size() == 1) {
      return text.contains(",")
          ? new Some(List.of(text.split(",")).stream().map(String::strip).toList())
          : new One(text.strip());
    }
    if (parts.size() > 3 || (parts.getFirst().isEmpty() && parts.get(1).isEmpty())) {
      throw new AmasiaException.Usage(
          "'" + text + "' is no range; write A..B or A..B..STEP, for example 1961..1990");
    }
    return new Range(
        end(parts.get(0)),
        end(parts.get(1)),
        parts.size() == 3 ? end(parts.get(2)) : Optional.empty());
  }

  private static Optional<String> end(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int dots = text.indexOf(".."); dots >= 0; dots = text.indexOf("..", start)) {
      parts.add(text.substring(start, dots));
      start = dots + 2;
    }
    parts.add(text.substring(start));
    return parts;
  }
}
