package io.amasia.cli;

import io.amasia.plan.Cancel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command that is interrupted, by Ctrl-C or a plain `kill`, stop its tasks, remove what is
/// half written and say so before the process ends.
final class Stopping {
  private static final Cancel CANCEL = new Cancel();

  /// After this long the thread of the command is interrupted too.
  private static final long PATIENCE_MILLIS = 1_500;

  /// After as long again the process ends, whatever is under way.
  private static final long END_MILLIS = 1_500;

  private final CountDownLatch done = new CountDownLatch(1);

  private Stopping(Thread command) {
    Thread hook = Thread.ofPlatform().name("amasia-stop").unstarted(() -> stop(command));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Watches the command that this thread runs.
  static Stopping begin() {
    return new Stopping(Thread.currentThread());
  }

  /// What stops the computations of the process's command.
  static Cancel cancel() {
    return CANCEL;
  }

  private void stop(Thread command) {
    try {
      if (done.getCount() == 0) {
        return;
      }
      CANCEL.cancel();
      if (!done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        command.interrupt();
        done.await(END_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The command has ended and said all: the process may end.
  void done() {
    done.countDown();
  }
}
