package io.amasia.dataset.cf;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Things a user should know that are no errors, each said once. Thread-safe.
public final class Notices {
  /// Says nothing.
  public static final Notices NONE = new Notices(_ -> {});

  private final Consumer<String> listener;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /// Notices that `listener` hears, on whatever thread they come up.
  public Notices(Consumer<String> listener) {
    this.listener = listener;
  }

  /// Says `notice`, unless it was said before.
  public void say(String notice) {
    if (said.add(notice)) {
      listener.accept(notice);
    }
  }
}
