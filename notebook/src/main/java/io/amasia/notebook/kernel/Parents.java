package io.amasia.notebook.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The process that a kernel belongs to: when it ends the kernel has nobody left.
public final class Parents {
  private static final long LOOK_MILLIS = 500;

  private Parents() {}

  /// Calls `ended` once the process has ended that front ends name by `JPY_PARENT_PID`, else the
  /// one that started this. What process 1 starts, or adopted, is nobody's.
  ///
  /// @param named the value of that variable
  public static void watch(@Nullable String named, Runnable ended) {
    Optional<ProcessHandle> starter = ProcessHandle.current().parent();
    if (named == null || !named.matches("[1-9][0-9]{0,17}")) {
      starter.filter(parent -> parent.pid() != 1).ifPresent(parent -> watch(parent, ended));
    } else if (Long.parseLong(named) != 1) {
      ProcessHandle.of(Long.parseLong(named))
          .ifPresentOrElse(parent -> watch(parent, ended), ended);
    }
  }

  private static void watch(ProcessHandle parent, Runnable ended) {
    Thread.ofVirtual()
        .name("amasia-kernel-parent")
        .start(() -> {
          try {
            while (parent.isAlive()) {
              Thread.sleep(LOOK_MILLIS);
            }
            ended.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
