package io.amasia.plan;

/// Makes engines of some kinds of [EngineUrl]. Found by [java.util.ServiceLoader]; engines that
/// need no settings may be services themselves.
public interface EngineProvider {
  /// Whether it makes engines of that kind.
  boolean opens(EngineUrl url);

  /// The engine that `url` names. What it needs is started when it first runs something.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if the settings don't suit it
  Engine open(EngineUrl url, EngineSettings settings);
}
