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
    return switch (url) {
      case EngineUrl.Named _, EngineUrl.Processes _ ->
          throw new AmasiaException.Usage(
              "no engine '%s' on the class path; there are: %s".formatted(text, names));
      case EngineUrl.Spark spark -> spark(EngineJars.of(spark), url, settings);
      case EngineUrl.SparkLocal _, EngineUrl.LocalCluster _ ->
          spark(
              EngineJars.spark()
                  .orElseThrow(() ->
                      new AmasiaException.Unsupported(
                          "no engine '%s': %s".formatted(text, EngineJars.howToGetSpark()))),
              url,
              settings);
    };
  }

  /// Spark's jars stand apart: they are loaded now that they are asked for.
  private static Engine spark(EngineJars jars, EngineUrl url, EngineSettings settings) {
    return jars.providers().stream()
        .filter(provider -> provider.opens(url))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no engine for " + url + " in " + jars))
        .open(url, settings);
  }
}
