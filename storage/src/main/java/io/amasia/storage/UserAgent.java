package io.amasia.storage;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Who asks, as servers are told: another for each process, so that a server hears when a
/// computation of its own process asks it.
public final class UserAgent {
  public static final String NAME =
      "amasia (%s)".formatted(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));

  private UserAgent() {}
}
