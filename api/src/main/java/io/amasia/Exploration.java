package io.amasia;

import io.amasia.dataset.Dataset;
import io.amasia.plan.Session;
import io.amasia.serve.DataServer;
import io.amasia.serve.explore.Explorer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A page that looks at datasets, while it is open: maps, series and sections of what they hold,
/// computed at the size of the screen when somebody looks. It prints its link, and shows itself in
/// a notebook. Thread-safe.
///
/// ```java
/// try (var page = explore(ds)) {
///   IO.println(page);
///   IO.readln("Enter ends it");
/// }
/// ```
public final class Exploration implements AutoCloseable {
  private static final int HEIGHT = 900;

  /// Of more than so many the oldest is ended: cells that are run again leave theirs open.
  static final int MOST_OPEN = 16;

  private static final Deque<Exploration> OPEN = new ArrayDeque<>();

  private final Asked asked;
  private final DataServer server;

  private Exploration(Asked asked, DataServer.Builder builder) {
    this.asked = asked;
    server = builder.hearing(Amasia::log).pages(Explorer.asked()).start();
  }

  /// What a page is of: these objects and no others that are equal.
  private record Asked(Session session, List<Object> data, List<String> names) {
    @SuppressWarnings("ReferenceEquality") // equal data may have other names and attributes
    boolean isSame(Asked other) {
      return session == other.session
          && names.equals(other.names)
          && IntStream.range(0, data.size()).allMatch(i -> data.get(i) == other.data.get(i));
    }
  }

  /// A page of datasets by their names, at port 8788 or the next free one of this machine. Asked
  /// again for the same `data` in the same session, it is the page that is open.
  ///
  /// @param data what the caller has asked to look at, one for each of the datasets
  static Exploration of(List<Object> data, Map<String, Dataset> datasets) {
    var asked = new Asked(Session.current(), data, List.copyOf(datasets.keySet()));
    synchronized (OPEN) {
      for (Exploration open : OPEN) {
        if (open.asked.isSame(asked)) {
          return open;
        }
      }
      if (OPEN.size() == MOST_OPEN) {
        Exploration oldest = OPEN.getFirst();
        Amasia.log(
            "%s is ended, since %d are open; close() those that are not looked at any more"
                .formatted(oldest, MOST_OPEN));
        oldest.close();
      }
      DataServer.Builder builder = DataServer.builder();
      datasets.forEach(builder::add);
      var page = new Exploration(asked, builder);
      OPEN.addLast(page);
      return page;
    }
  }

  /// The link of the page.
  public String url() {
    return server.url();
  }

  @Override
  public String toString() {
    return "Exploration at " + url();
  }

  /// The page inside another one.
  public String toHtml() {
    return "<iframe src=\"%s\" width=\"100%%\" height=\"%d\" title=\"Amasia: explore\" style=\"border:0\"></iframe><p><a href=\"%s\" target=\"_blank\">%s</a></p>"
        .formatted(url(), HEIGHT, url(), url());
  }

  /// Ends the page. The datasets stay open.
  @Override
  public void close() {
    synchronized (OPEN) {
      OPEN.remove(this);
    }
    server.close();
  }
}
