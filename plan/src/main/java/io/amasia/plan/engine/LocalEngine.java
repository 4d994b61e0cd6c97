package io.amasia.plan.engine;

import io.amasia.plan.Engine;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// All cores of this process: workers take tasks in order, so that neighbours meet early and
/// results leave early; a task starts when its projected bytes fit the budget.
public final class LocalEngine implements Engine {
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
    boolean remote = stage.plan().readsRemote();
    int workers = stage.workers(run.threads());
    try (var running = new StageRun(stage, run)) {
      running.passes(
          () -> new Workers(stage, running, run).run(remote ? REMOTE : THREADS, workers));
      running.finish();
    }
  }
}
