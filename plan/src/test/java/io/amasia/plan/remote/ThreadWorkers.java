package io.amasia.plan.remote;

import io.amasia.plan.Cancel;
import io.amasia.plan.Engine;
import io.amasia.plan.EngineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Workers that are threads of this process but share nothing with it, as everything goes through
/// JSON and the work directory: in any order, some ranges twice, some reports lost, some heard of
/// before it is heard that the range was begun.
public final class ThreadWorkers implements Workers {
  private final Random random;
  private final StageTasks tasks;

  private ThreadWorkers(long seed, KnownSources sources) {
    random = new Random(seed);
    tasks = new StageTasks(() -> sources);
  }

  /// An engine of them.
  public static Engine engine(long seed) {
    var sources = new KnownSources();
    var settings =
        new EngineSettings(1, 1 << 30, Path.of("unused"), Optional.of("memory:work" + seed), false);
    return new RemoteEngine("threads", new ThreadWorkers(seed, sources), settings, () -> sources);
  }

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public Size size() {
    return new Size(2, 1, 1 << 30, 1 << 30);
  }

  @Override
  public void run(StagePackage stage, List<TaskRange> ranges, Listener listener, Cancel cancel) {
    List<TaskRange> mixed = new ArrayList<>(ranges);
    mixed.add(ranges.get(random.nextInt(ranges.size())));
    Collections.shuffle(mixed, random);
    String json = stage.toJson();
    for (TaskRange range : mixed) {
      boolean heardLate = random.nextInt(4) == 0;
      if (!heardLate) {
        listener.started(range, "thread");
      }
      String report = tasks.run(json, range.from(), range.to(), "thread");
      if (random.nextInt(4) > 0) {
        listener.finished(TaskReport.ofJson(report));
      }
      if (heardLate) {
        listener.started(range, "thread");
      }
    }
  }

  @Override
  public void close() {}
}
