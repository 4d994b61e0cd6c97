package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.plan.Cancel;
import io.amasia.plot.Look;
import io.amasia.serve.Computing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Computes what views show, by the session's engine and within its budget, and keeps the last
/// results while they are few. A newer request of a panel stops the one before. Thread-safe.
final class Frames {
  /// As many bytes are kept, of the session's own budget, in which they count.
  private static final long MOST_KEPT_BYTES = 64 << 20;

  private static final int PART_OF_BUDGET = 16;

  /// More panels than a person looks at; the oldest is forgotten.
  private static final int MOST_PANELS = 256;

  /// Longer lines are shown in blocks: a screen has far fewer places.
  private static final int MOST_PLACES = 100_000;

  /// Cells that are drawn by their corners.
  private static final int MOST_CELLS = 600_000;

  /// What a value takes until it is sent: as `float32`, as `float64` to find limits, and twice in
  /// an answer that grows.
  private static final int BYTES_A_VALUE = 32;

  /// Files of a source that are looked at before a result is shown again.
  private static final int MOST_LOOKED_AT = 512;

  /// How long a result is shown again where nobody tells whether its source was rewritten.
  private static final long PASSING_NANOS = 30_000_000_000L;

  private final Computing work;
  private final long mostBytes;
  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;
  private final Map<String, Running> running = new LinkedHashMap<>();

  /// A result with the versions of what it was read from; empty where nobody tells.
  private record Kept(ShownField shown, Optional<String> versions, long nanos) {
    boolean isStill(Optional<String> now) {
      return now.isPresent()
          ? versions.equals(now)
          : versions.isEmpty() && System.nanoTime() - nanos < PASSING_NANOS;
    }
  }

  /// Who asks for a view, so that what the same one asked for before is stopped.
  ///
  /// @param panel a name; empty for nobody
  /// @param turn grows from request to request, which may overtake each other on their way
  record Asker(String panel, long turn) {}

  private record Running(long turn, Cancel stop) {}

  Frames(Computing work) {
    this.work = work;
    mostBytes = Math.min(MOST_KEPT_BYTES, work.session().memoryBytes() / PART_OF_BUDGET);
  }

  /// As many values as a view shows, along its last dimension and the one before.
  record Size(int width, int height) {
    static final int MOST = 4_096;

    Size {
      if (width < 1 || height < 1 || width > MOST || height > MOST) {
        throw new AmasiaException.Usage(
            "a picture of %d × %d points; allowed are 1 to %d".formatted(width, height, MOST));
      }
    }
  }

  /// The values of `view` in at most `size` points.
  ///
  /// @param x the array of `view`
  /// @throws AmasiaException.Cancelled if a newer request stopped this one
  ShownField of(View view, DataArray x, Size size, Overview.Method method, Asker asker) {
    Overview overview = overview(view, x, size, method);
    String key = key(view, overview);
    Cancel stop = begin(asker);
    try {
      work.takeRoom(overview.values() * BYTES_A_VALUE);
      DataArray wanted = overview.apply(x);
      Optional<String> versions =
          work.session().chunkVersions(Map.of("", wanted.variable().data()), MOST_LOOKED_AT);
      Optional<ShownField> known = find(key, versions);
      if (known.isPresent()) {
        return known.get();
      }
      NdArray values = work.inTurn(stop, () -> wanted.astype(DType.FLOAT32).load());
      var shown = new ShownField(values, overview);
      keep(key, new Kept(shown, versions, System.nanoTime()));
      return shown;
    } finally {
      end(asker, stop);
    }
  }

  /// How the values of `view` are shown in at most `size` points.
  Overview overview(View view, DataArray x, Size size, Overview.Method method) {
    refuseTooManyCells(view, x);
    List<Integer> most =
        x.dims().size() == 2
            ? plane(view, size)
            : x.dims().stream().map(_ -> most(view.state().kind(), size)).toList();
    // A diagram over a long time reads only the times it shows, a histogram counts true values.
    boolean values = view.state().kind() == Kind.HOVMOLLER || view.state().kind() == Kind.HISTOGRAM;
    return Overview.of(x, most, values ? Overview.Method.NEAREST : method);
  }

  /// Neighbours along a dimension of cells without rows need not be neighbours on the Earth, so
  /// they are never joined.
  private static int most(Kind kind, Size size) {
    return switch (kind) {
      case MAP -> MOST_CELLS;
      case HISTOGRAM -> size.width() * size.height();
      case SERIES, PROFILE, ZONAL, HOVMOLLER, SECTION -> MOST_PLACES;
    };
  }

  /// Rows and columns that are shown; cells with corners of their own take more to send and to
  /// draw.
  private static List<Integer> plane(View view, Size size) {
    boolean corners = view.state().kind() == Kind.MAP && !view.side().subject().isRectilinear();
    double points = (double) size.width() * size.height();
    double smaller = corners && points > MOST_CELLS ? Math.sqrt(MOST_CELLS / points) : 1;
    return List.of(
        Math.max(1, (int) (size.height() * smaller)), Math.max(1, (int) (size.width() * smaller)));
  }

  /// Cells without rows have no neighbours to be joined with.
  private static void refuseTooManyCells(View view, DataArray x) {
    boolean map = view.state().kind() == Kind.MAP && x.dims().size() == 1;
    if (map && x.shape().size() > MOST_CELLS) {
      throw new AmasiaException.Unsupported(
          "%d cells without rows and columns are more than a map here shows (%d); look at a part (box=W,S,E,N), or bring them to a grid first: amasia compute … --regrid 0.25x0.25"
              .formatted(x.shape().size(), MOST_CELLS));
    }
  }

  /// Colours and limits change what is drawn, not what is computed.
  private static String key(View view, Overview overview) {
    ViewState s = view.state();
    var values =
        new ViewState(
            s.field(), s.kind(), s.along(), s.where(), s.units(), Look.BY_DATA, s.minus());
    return ViewQuery.text(values) + overview.factors() + overview.method();
  }

  private Cancel begin(Asker asker) {
    var stop = new Cancel();
    if (asker.panel().isEmpty()) {
      return stop;
    }
    Running other;
    synchronized (running) {
      other = running.get(asker.panel());
      if (other == null || other.turn() <= asker.turn()) {
        running.put(asker.panel(), new Running(asker.turn(), stop));
        if (running.size() > MOST_PANELS) {
          running.remove(running.keySet().iterator().next());
        }
      }
    }
    if (other != null) {
      (other.turn() <= asker.turn() ? other.stop() : stop).cancel();
    }
    return stop;
  }

  private void end(Asker asker, Cancel stop) {
    synchronized (running) {
      running.remove(asker.panel(), new Running(asker.turn(), stop));
    }
  }

  private Optional<ShownField> find(String key, Optional<String> versions) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(key))
          .filter(known -> known.isStill(versions))
          .map(Kept::shown);
    }
  }

  private void keep(String key, Kept made) {
    synchronized (kept) {
      if (made.shown.bytes() > mostBytes / 2) {
        return;
      }
      Kept before = kept.put(key, made);
      keptBytes += made.shown.bytes() - (before == null ? 0 : before.shown.bytes());
      List<String> oldest = new ArrayList<>(kept.keySet());
      for (int i = 0; keptBytes > mostBytes && i < oldest.size(); i++) {
        // The memory goes back when the last answer that is being written from it has ended.
        keptBytes -= java.util.Objects.requireNonNull(kept.remove(oldest.get(i))).shown.bytes();
      }
    }
  }

  /// Bytes that are kept, for tests.
  long keptBytes() {
    synchronized (kept) {
      return keptBytes;
    }
  }
}
