package io.amasia.spark;

import io.amasia.plan.Engine;
import io.amasia.plan.EngineProvider;
import io.amasia.plan.EngineSettings;
import io.amasia.plan.EngineUrl;
import io.amasia.plan.remote.RemoteEngine;

/// Makes engines of Spark's executors: `spark://HOST:PORT`, `k8s://…`, `spark-local[N]` and
/// `local-cluster[N,CORES,MB]`.
public final class SparkEngines implements EngineProvider {
  @Override
  public boolean opens(EngineUrl url) {
    return switch (url) {
      case EngineUrl.Spark _, EngineUrl.SparkLocal _, EngineUrl.LocalCluster _ -> true;
      case EngineUrl.Named _, EngineUrl.Processes _ -> false;
    };
  }

  @Override
  public Engine open(EngineUrl url, EngineSettings settings) {
    return new RemoteEngine(
        url.toString(), new SparkWorkers(url, settings.memoryBytes()), settings);
  }
}
