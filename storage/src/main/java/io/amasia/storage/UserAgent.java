package io.amasia.storage;

import java.net.URI;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Who asks, as servers are told. Those of this machine are told which process it is, so that a
/// server hears when a computation of its own process asks it; strangers are not.
public final class UserAgent {
  private static final String AMASIA = "amasia";

  /// This process's own.
  public static final String OWN =
      AMASIA
          + " (%s)".formatted(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));

  private UserAgent() {}

  /// What the server of `target` is told.
  static String told(URI target) {
    String host = target.getHost();
    return host.matches("localhost|127([.][0-9]+){3}|\\[::1]") ? OWN : AMASIA;
  }
}
