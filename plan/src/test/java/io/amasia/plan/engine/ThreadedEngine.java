package io.amasia.plan.engine;

import io.amasia.plan.Engine;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import java.util.concurrent.ExecutorService;

/// The local engine on other threads.
public record ThreadedEngine(ExecutorService threads) implements Engine {
  @Override
  public String name() {
    return "threaded";
  }

  @Override
  public void run(Stage stage, Run run) {
    try (var running = new StageRun(stage, run)) {
      running.passes(() -> new Workers(stage, running, run).run(threads, run.threads()));
      running.finish();
    }
  }
}
