package io.amasia.cli.cluster;

import io.amasia.cli.cluster.ClusterState.Adapt;
import io.amasia.plan.Clusters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What programs set to use a cluster, in Spark's words.
final class ClientSettings {
  private ClientSettings() {}

  static Map<String, String> of(ClusterState state, Path folder) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(Clusters.URL_KEY, state.url());
    settings.putAll(Daemons.security(state));
    settings.put("spark.executor.cores", Integer.toString(state.cores()));
    settings.put("spark.executor.memory", (state.memoryBytes() >> 20) + "m");
    Adapt adapt = state.adapt();
    if (adapt != null) {
      settings.put("spark.dynamicAllocation.enabled", "true");
      settings.put("spark.dynamicAllocation.minExecutors", Integer.toString(adapt.least()));
      settings.put("spark.dynamicAllocation.maxExecutors", Integer.toString(adapt.most()));
    }
    settings.put("spark.amasia.page", "http://127.0.0.1:" + state.pagePort());
    settings.put("spark.amasia.logs", folder + "/worker-*/work/app-*/*/stderr");
    return settings;
  }
}
