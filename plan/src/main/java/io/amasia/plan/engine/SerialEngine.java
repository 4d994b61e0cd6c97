package io.amasia.plan.engine;

import io.amasia.plan.Engine;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;

/// One task after another on the calling thread: what every other engine is compared with.
public final class SerialEngine implements Engine {
  @Override
  public String name() {
    return "serial";
  }

  @Override
  public void run(Stage stage, Run run) {
    try (var running = new StageRun(stage, run)) {
      running.passes(() -> new Workers(stage, running, run).run());
      running.finish();
    }
  }
}
