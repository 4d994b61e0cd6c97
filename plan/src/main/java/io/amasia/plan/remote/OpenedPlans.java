package io.amasia.plan.remote;

import io.amasia.plan.Plan;
import io.amasia.plan.Results;
import io.amasia.plan.engine.DetachedStage;
import io.amasia.plan.travel.PlanJson;
import io.amasia.plan.travel.Sources;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The plans that a worker has opened, with what they read: those in use, and a few of the last
/// ones. Thread-safe.
final class OpenedPlans {
  private static final int IDLE = 2;

  private final Supplier<Sources> sources;
  private final Map<String, Computation> computations = new LinkedHashMap<>(16, 0.75f, true);

  OpenedPlans(Supplier<Sources> sources) {
    this.sources = sources;
  }

  /// A stage that is open for as long as this is.
  record Opened(WorkFolder folder, DetachedStage stage, long perRange, Runnable end)
      implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /// A stage and what it reads of earlier ones.
  private record OpenStage(DetachedStage stage, Results results, long perRange) {}

  private static final class Computation {
    private final WorkFolder folder;
    private final Sources sources;
    private final Map<String, OpenStage> stages = new HashMap<>();
    private @Nullable Plan plan;
    private int uses;

    Computation(WorkFolder folder, Sources sources) {
      this.folder = folder;
      this.sources = sources;
    }

    synchronized OpenStage stage(String sha256) {
      OpenStage open = stages.get(sha256);
      if (open == null) {
        byte[] text = folder.document(sha256);
        Plan of = plan;
        if (of == null) {
          of = PlanJson.read(folder.document(StageDocument.plan(text)), folder, sources);
          plan = of;
        }
        StageDocument document = StageDocument.read(text, of);
        var results = new Results();
        document
            .left()
            .forEach((node, left) -> results.put(node, new LeftArray(folder, node, left)));
        open =
            new OpenStage(
                new DetachedStage(document.stage(), results), results, document.perRange());
        stages.put(sha256, open);
      }
      return open;
    }

    void close() {
      stages.values().forEach(stage -> stage.results().close());
      folder.close();
      if (sources instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /// Opens a stage, or gives the open one.
  Opened open(StagePackage stage) {
    String key = stage.work() + "|" + stage.computation();
    Computation computation;
    synchronized (computations) {
      computation =
          computations.computeIfAbsent(
              key,
              _ ->
                  new Computation(
                      WorkFolder.asGuest(stage.work(), stage.computation()), sources.get()));
      computation.uses++;
    }
    Computation used = computation;
    try {
      OpenStage open = used.stage(stage.stage());
      return new Opened(used.folder, open.stage(), open.perRange(), () -> leave(used));
    } catch (Throwable e) {
      leave(used);
      throw e;
    }
  }

  private void leave(Computation computation) {
    synchronized (computations) {
      computation.uses--;
      long idle = computations.values().stream().filter(c -> c.uses == 0).count();
      var oldest = computations.values().iterator();
      while (idle > IDLE && oldest.hasNext()) {
        Computation old = oldest.next();
        if (old.uses == 0) {
          oldest.remove();
          old.close();
          idle--;
        }
      }
    }
  }
}
