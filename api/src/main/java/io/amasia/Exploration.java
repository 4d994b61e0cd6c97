package io.amasia;

import io.amasia.dataset.Dataset;
import io.amasia.serve.DataServer;
import io.amasia.serve.explore.Explorer;
import java.util.Map;

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

  private final DataServer server;

  private Exploration(DataServer.Builder builder) {
    server = builder.hearing(Amasia::log).pages(new Explorer()).start();
  }

  /// A page of datasets by their names, at port 8788 or the next free one of this machine.
  static Exploration of(Map<String, Dataset> datasets) {
    DataServer.Builder builder = DataServer.builder();
    datasets.forEach(builder::add);
    return new Exploration(builder);
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
    server.close();
  }
}
