package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The plans whose memory is measured have every operation that there is.
class EveryOperationTest {
  @Test
  void noOperationIsMissing() {
    Map<String, Node> plans = new LinkedHashMap<>(EveryOperation.on(EveryOperation.field()));
    plans.putAll(EveryOperation.onNothing());
    plans.putAll(EveryOperation.onText());
    Set<Class<?>> met = new HashSet<>();
    Plan.of(plans).nodes().forEach(node -> met.add(node.operation().getClass()));
    assertThat(met).containsAll(records(Operation.class));
  }

  /// The records that a sealed interface permits, directly or through another one.
  private static Set<Class<?>> records(Class<?> sealed) {
    Set<Class<?>> records = new HashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>(Set.of(sealed));
    while (!open.isEmpty()) {
      Class<?> next = open.pop();
      if (next.isSealed()) {
        open.addAll(Set.of(Objects.requireNonNull(next.getPermittedSubclasses())));
      } else {
        records.add(next);
      }
    }
    return records;
  }
}
