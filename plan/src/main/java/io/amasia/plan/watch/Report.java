package io.amasia.plan.watch;

import io.amasia.array.AmasiaException;
import io.amasia.plan.MarkupText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page that shows how computations went: stages, tasks over time, memory and bytes, plan. One
/// file that needs nothing else, not even a network.
public final class Report {
  /// The page's scripts, modules that import from earlier ones; the last one draws the report.
  private static final List<String> PARTS =
      List.of(
          "words.js",
          "table.js",
          "view.js",
          "chart.js",
          "timeline.js",
          "drawing.js",
          "computation.js",
          "report.js");

  private Report() {}

  /// The page of a recording.
  ///
  /// @param title what was done, such as the command line
  /// @param footer who made it
  public static String html(Recording recording, String title, String footer) {
    String scripts =
        PARTS.stream()
            .map(part -> PageParts.script(Report.class, part))
            .collect(Collectors.joining("\n"));
    String style = "<style>\n%s</style>\n".formatted(PageParts.text(Report.class, "page.css"));
    return """
    %s<body>
    <header><div class="brand">AMASIA REPORT</div><h1>%s</h1></header>
    <main></main>
    <footer><p>%s</p></footer>
    <noscript>This page draws its data by JavaScript.</noscript>
    <script type="application/json" id="data">%s</script>
    <script>
    'use strict';
    %s</script>
    </body>
    </html>
    """
        .formatted(
            PageParts.head(title, "", style),
            MarkupText.escape(title),
            MarkupText.escape(footer),
            recording.toJson(),
            scripts);
  }

  /// Writes the page to `file`, which appears whole or not at all.
  ///
  /// @throws AmasiaException.Format if it can't be written
  public static void write(Path file, Recording recording, String title, String footer) {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      Files.writeString(partial, html(recording, title, footer));
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AmasiaException.Format("can't write the report '%s': %s".formatted(file, e), e);
    }
  }

  /// The resources beside this class that a page can draw computations with: modules and a style
  /// sheet.
  public static List<String> parts() {
    return Stream.concat(Stream.of("page.css"), PARTS.stream()).toList();
  }
}
