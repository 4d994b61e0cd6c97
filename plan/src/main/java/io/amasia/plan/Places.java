package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Which sessions have the places of others, in the order in which they took them; they may give
/// them back in any other. Thread-safe.
final class Places {
  private static final List<Taken> TAKEN = new CopyOnWriteArrayList<>();

  private Places() {}

  /// The place of `other`, which `by` has until it is closed.
  private static final class Taken implements Session.Place {
    private final Session other;
    private final Session by;
    private volatile boolean open = true;

    Taken(Session other, Session by) {
      this.other = other;
      this.by = by;
    }

    /// One that is closed is kept while a later one is open, which may have its place by it.
    @Override
    public void close() {
      synchronized (TAKEN) {
        open = false;
        while (!TAKEN.isEmpty() && !TAKEN.getLast().open) {
          TAKEN.removeLast();
        }
      }
    }
  }

  /// Has `session` take the place of `other`.
  static Session.Place take(Session session, Session other) {
    synchronized (TAKEN) {
      if (session == other || holder(other) != other) {
        throw new AmasiaException.Usage(
            "another session has the place of this one; close it first");
      }
      var taken = new Taken(other, session);
      TAKEN.add(taken);
      return taken;
    }
  }

  /// The last that took the place of `session`, or of one that had it, and has not given it back;
  /// `session` itself if there is none.
  static Session holder(Session session) {
    Session last = session;
    Set<Session> before = new HashSet<>(Set.of(session));
    for (Taken taken : TAKEN) {
      if (before.contains(taken.other)) {
        before.add(taken.by);
        last = taken.open ? taken.by : last;
      }
    }
    return last;
  }
}
