package io.amasia.plan;

import io.amasia.array.NdArray;
import java.util.List;

/// Where plans run: an engine, a memory budget and settings. Thread-safe.
public final class Session {
  private static final ScopedValue<Session> SCOPED = ScopedValue.newInstance();
  private static final Session DEFAULT = new Session();

  /// The session of this scope, else the process's default.
  public static Session current() {
    return SCOPED.orElse(DEFAULT);
  }

  /// Runs `nodes` together, so that what they share is read and computed once; one array a node, in
  /// order, which the caller closes.
  ///
  /// @throws io.amasia.array.AmasiaException.MemoryLimit before anything runs, if it can't fit
  public List<NdArray> compute(List<Node> nodes) {
    throw new UnsupportedOperationException("compute " + nodes);
  }
}
