package io.amasia.plan.remote;

import io.amasia.plan.Engine;
import io.amasia.plan.EngineSettings;
import io.amasia.plan.Results;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import io.amasia.plan.travel.Sources;
import io.amasia.plan.travel.StoredSources;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Runs stages in other processes, which leave what they compute in a work directory.
///
/// What each stage gives is the same, bit by bit, as in this process: the same code computes each
/// task, and sums are folded in the order of the plan. A computation that fails or ends takes its
/// folder with it; one whose process is killed leaves it, and the next one that is asked to resume
/// the same plan goes on from there.
public final class RemoteEngine implements Engine {
  private final String name;
  private final Workers workers;
  private final EngineSettings settings;
  private final Supplier<Sources> sources;
  private final Map<Results, RemoteComputation> running = new ConcurrentHashMap<>();

  /// @param name as it is in settings
  /// @param settings must name a work directory that the workers see, unless there is a usual one
  public RemoteEngine(String name, Workers workers, EngineSettings settings) {
    this(name, workers, settings, StoredSources::new);
  }

  RemoteEngine(String name, Workers workers, EngineSettings settings, Supplier<Sources> sources) {
    this.name = name;
    this.workers = workers;
    this.settings = settings;
    this.sources = sources;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Share share(int threads, long memoryBytes) {
    Workers.Size size = workers.size();
    return new Share(
        size.processes(),
        size.threadsEach(),
        Math.min(memoryBytes, size.memoryBytes()),
        size.heapBytes());
  }

  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public void run(Stage stage, Run run) {
    RemoteComputation computation =
        running.computeIfAbsent(run.results(), results -> begin(stage, results));
    computation.run(stage, run);
  }

  @Override
  public void look(Run run) {
    RemoteComputation computation = running.get(run.results());
    if (computation != null) {
      computation.look(run);
    }
  }

  private RemoteComputation begin(Stage stage, Results results) {
    String work =
        settings.workDirectory().orElseGet(() -> UserFolder.in(settings.scratch()).toString());
    var computation =
        RemoteComputation.begin(stage.plan(), workers, work, settings.resume(), sources.get());
    results.atEnd(() -> {
      running.remove(results);
      computation.close();
    });
    return computation;
  }

  @Override
  public void close() {
    workers.close();
  }
}
