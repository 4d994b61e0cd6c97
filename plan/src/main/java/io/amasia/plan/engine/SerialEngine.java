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
    long bytes = stage.projection().taskBytes();
    try (var running = new StageRun(stage, run)) {
      for (long i = 0; i < stage.tasks().count(); i++) {
        run.room().reserve(bytes, run.cancel());
        try {
          running.task(i, "thread 1");
        } finally {
          run.room().release(bytes);
        }
      }
      running.finish();
    }
  }
}
