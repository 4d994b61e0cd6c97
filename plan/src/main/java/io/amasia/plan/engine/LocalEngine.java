package io.amasia.plan.engine;

import io.amasia.plan.Engine;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// All cores of this process: workers take tasks in order, so that neighbours meet early and
/// results leave early; a task starts when its projected bytes fit the budget.
public final class LocalEngine implements Engine {
  /// Tasks that may wait for a network at a time, besides those that compute.
  private static final int REMOTE_TASKS = 32;

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("amasia-", 1).factory());
  private static final ExecutorService REMOTE =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("amasia-remote-", 1).factory());

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void run(Stage stage, Run run) {
    boolean remote = readsRemote(stage);
    int wanted = remote ? run.threads() + REMOTE_TASKS : run.threads();
    int workers = (int) Math.min(stage.tasks().count(), wanted);
    try (var running = new StageRun(stage, run)) {
      new Workers(stage, running, run).run(remote ? REMOTE : THREADS, workers);
      running.finish();
    }
  }

  private static boolean readsRemote(Stage stage) {
    for (Node node : stage.plan().nodes()) {
      if (node.operation() instanceof Operation.Read(var array)
          && array.store().url().matches("(https?|s3|gs)://.*")) {
        return true;
      }
    }
    return false;
  }
}
