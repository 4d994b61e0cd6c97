package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// Finds the engine that a URL names on the class path.
final class Engines {
  private Engines() {}

  /// The engine that `text`, an [EngineUrl], names.
  ///
  /// @throws AmasiaException.Usage if there is none; says what to add to the class path
  static Engine open(String text, EngineSettings settings) {
    EngineUrl url = EngineUrl.of(text);
    ClassLoader loader = Engines.class.getClassLoader();
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, loader)) {
      if (provider.opens(url)) {
        return provider.open(url, settings);
      }
    }
    List<String> names = new ArrayList<>();
    for (Engine engine : ServiceLoader.load(Engine.class, loader)) {
      if (engine.name().equals(text)) {
        return engine;
      }
      names.add(engine.name());
    }
    throw switch (url) {
      case EngineUrl.Named _, EngineUrl.Processes _ ->
          new AmasiaException.Usage(
              "no engine '%s' on the class path; there are: %s".formatted(text, names));
      case EngineUrl.Spark _, EngineUrl.SparkLocal _, EngineUrl.LocalCluster _ ->
          new AmasiaException.Usage(
              "the engine '%s' needs the module amasia-spark, which is not on the class path: add its jar and those of Spark's spark-core_2.13; without it there are: %s, processes[N]"
                  .formatted(text, String.join(", ", names)));
    };
  }
}
