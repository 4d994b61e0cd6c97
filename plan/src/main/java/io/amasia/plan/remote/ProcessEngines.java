package io.amasia.plan.remote;

import io.amasia.plan.Engine;
import io.amasia.plan.EngineProvider;
import io.amasia.plan.EngineSettings;
import io.amasia.plan.EngineUrl;
import java.util.HashMap;
import java.util.Map;

/// Makes engines of child processes, `processes[N]`. Sessions with the same settings share the
/// children, which end when all of them are closed.
public final class ProcessEngines implements EngineProvider {
  private static final Map<ChildJvms, ProcessWorkers> WORKERS = new HashMap<>();

  @Override
  public boolean opens(EngineUrl url) {
    return url instanceof EngineUrl.Processes;
  }

  @Override
  public Engine open(EngineUrl url, EngineSettings settings) {
    if (!(url instanceof EngineUrl.Processes(int count))) {
      throw new IllegalArgumentException("not of processes: " + url);
    }
    ChildJvms jvms =
        new ChildJvms(
            count, Math.max(1, settings.threads() / count), settings.memoryBytes() / count);
    ProcessWorkers workers;
    synchronized (WORKERS) {
      workers = WORKERS.computeIfAbsent(jvms, ProcessWorkers::new);
      workers.join();
    }
    return new RemoteEngine(url.toString(), workers, settings);
  }
}
