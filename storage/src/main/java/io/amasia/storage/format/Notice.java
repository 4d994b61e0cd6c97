package io.amasia.storage.format;

import java.util.function.Consumer;

/// Brings what the user of a computation should know from wherever its task notices it, such as a
/// decoder, to who listens to the computation.
public final class Notice {
  private static final ScopedValue<Consumer<String>> HEARD = ScopedValue.newInstance();

  private Notice() {}

  /// Runs `task`, of which `listener` hears what is noticed.
  public static void run(Consumer<String> listener, Runnable task) {
    ScopedValue.where(HEARD, listener).run(task);
  }

  /// Says `text` to who listens here, if anyone does.
  public static void say(String text) {
    if (HEARD.isBound()) {
      HEARD.get().accept(text);
    }
  }
}
