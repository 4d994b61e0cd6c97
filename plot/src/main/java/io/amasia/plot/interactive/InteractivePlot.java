package io.amasia.plot.interactive;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.plan.MarkupText;
import io.amasia.plan.Sizes;
import io.amasia.plan.watch.JsonText;
import io.amasia.plan.watch.PageParts;
import io.amasia.plan.watch.Report;
import io.amasia.plot.PictureFile;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A plot that its reader works with: one HTML document that needs nothing else, no network and no
/// server. Immutable; nothing is computed before the document is asked for.
///
/// A variable on the globe is a map, one of two long dimensions a plane of colours, any other one
/// lines; dimensions that the picture does not show get a slider with a play button. Maps and
/// charts zoom, tell the value under the pointer, and stand linked side by side along a dimension
/// that is said. The reader chooses colours, limits and projection, and saves PNG, SVG and CSV.
///
/// The document holds what it shows, as float32: some seven digits. Where that is more than
/// [#mostMegabytes], cells of maps are put together as their mean and lines thinned to the least
/// and most of each stretch, which the document says; it is refused when even that is too much.
public final class InteractivePlot {
  /// What a document needs besides values, at most.
  static final long SCRIPTS_BYTES = 700_000;

  private final Dataset dataset;
  private final String name;
  private final PlotOptions options;
  private final Kind kind;
  private final Optional<String> column;
  private final long mostBytes;

  /// What is drawn.
  private sealed interface Kind {
    /// A map where the variable lies on the globe, a plane, else lines.
    record ByData() implements Kind {}

    record Along(String dim) implements Kind {}

    record Histogram(int bins) implements Kind {}

    record Against(String other) implements Kind {}
  }

  private InteractivePlot(
      Dataset dataset,
      String name,
      PlotOptions options,
      Kind kind,
      Optional<String> column,
      long mostBytes) {
    this.dataset = dataset;
    this.name = name;
    this.options = options;
    this.kind = kind;
    this.column = column;
    this.mostBytes = mostBytes;
  }

  /// The plot of variable `name` of `dataset`, of at most 20 MB.
  public static InteractivePlot of(Dataset dataset, String name, PlotOptions options) {
    return new InteractivePlot(
        dataset, name, options, new Kind.ByData(), Optional.empty(), 20_000_000);
  }

  /// With a picture for each position along `dim`, side by side, which zoom and point together.
  public InteractivePlot col(String dim) {
    return new InteractivePlot(dataset, name, options, kind, Optional.of(dim), mostBytes);
  }

  /// As lines along `dim`, also where a map could be drawn.
  public InteractivePlot lines(String dim) {
    return with(new Kind.Along(dim));
  }

  /// As a histogram of all values in `bins` equal bins from the least to the most.
  ///
  /// @throws AmasiaException.Usage if there are not 1 to 10000 bins
  public InteractivePlot histogram(int bins) {
    if (bins < 1 || bins > 10_000) {
      throw new AmasiaException.Usage(bins + " bins; allowed are 1 to 10000");
    }
    return with(new Kind.Histogram(bins));
  }

  /// As a histogram of all values in 50 bins.
  public InteractivePlot histogram() {
    return histogram(50);
  }

  /// As dots over the values of variable `other` of the same dataset, which has the same
  /// dimensions.
  public InteractivePlot against(String other) {
    return with(new Kind.Against(other));
  }

  private InteractivePlot with(Kind changed) {
    return new InteractivePlot(dataset, name, options, changed, column, mostBytes);
  }

  /// With a document of at most so many megabytes.
  ///
  /// @throws AmasiaException.Usage if there are not 2 to 500
  public InteractivePlot mostMegabytes(int most) {
    if (most < 2 || most > 500) {
      throw new AmasiaException.Usage(most + " MB for a page; allowed are 2 to 500");
    }
    return new InteractivePlot(dataset, name, options, kind, column, 1_000_000L * most);
  }

  /// What is drawn, in the units that are shown.
  Dataset data() {
    return Plot.prepared(dataset, name, options);
  }

  String name() {
    return name;
  }

  PlotOptions options() {
    return options;
  }

  Optional<String> column() {
    return column;
  }

  long mostBytes() {
    return mostBytes;
  }

  private PlotDocument content() {
    if (Plot.sizes(dataset, name).containsValue(0L)) {
      throw new AmasiaException.Usage(
          "'%s' %s has no values; there is nothing to draw"
              .formatted(name, Plot.sizes(dataset, name)));
    }
    return switch (kind) {
      case Kind.ByData() when Plot.isMap(data(), name) -> MapDocument.of(this);
      case Kind.ByData() when PlaneDocument.suits(this) -> PlaneDocument.of(this);
      case Kind.ByData() -> LineDocument.of(this, Optional.empty());
      case Kind.Along(String dim) -> LineDocument.of(this, Optional.of(dim));
      case Kind.Histogram(int bins) -> HistogramDocument.of(this, bins);
      case Kind.Against(String other) -> ScatterDocument.of(this, other);
    };
  }

  /// The refusal of what is too much for one page.
  static AmasiaException tooMuch(String name, Map<String, Long> sizes, long bytes, long mostBytes) {
    return new AmasiaException.Usage(
        "'%s' %s with all its frames makes a page of %s; at most %s are allowed. Choose with isel or sel, take means over windows with coarsen, allow more with mostMegabytes, or look at it with 'amasia explore', which reads what is shown"
            .formatted(name, sizes, Sizes.text(bytes), Sizes.text(mostBytes)));
  }

  /// The whole document. Runs the computation; what was left out to keep it small is told to the
  /// options' listener and stands in the document.
  ///
  /// @throws AmasiaException.Usage if the values don't suit the plot or are too many for a page
  public String document() {
    PlotDocument content = content();
    content.notes().forEach(options.say());
    String json = JsonText.of(content.whole());
    String title = String.valueOf(content.json().get("title"));
    String scripts =
        Stream.concat(
                Stream.of(PageParts.script(Report.class, "words.js")),
                Stream.concat(PlotScripts.MODULES.stream(), Stream.of("page.js"))
                    .map(part -> PageParts.script(PlotScripts.class, part)))
            .collect(Collectors.joining("\n"));
    String styles =
        "<style>\n%s%s</style>\n"
            .formatted(
                PageParts.text(Report.class, "page.css"),
                PageParts.text(PlotScripts.class, "plots.css"));
    String page =
        """
        %s<body class="plot">
        <main></main>
        <noscript>This page draws its data by JavaScript.</noscript>
        <script type="application/json" id="colors">%s</script>
        <script type="application/json" id="data">%s</script>
        <script>
        'use strict';
        %s</script>
        </body>
        </html>
        """
            .formatted(
                PageParts.head(title, "; img-src data: blob:", styles),
                JsonText.of(PlotScripts.colorMaps()),
                json,
                scripts);
    if (page.length() > mostBytes) {
      throw tooMuch(name, Plot.sizes(dataset, name), page.length(), mostBytes);
    }
    return page;
  }

  /// The document in a frame of its own, for notebooks: nothing in it can touch the page around it.
  public String toHtml() {
    return """
    <iframe srcdoc="%s" sandbox="allow-scripts allow-downloads" title="Interactive plot" style="width: 100%%; height: 720px; border: 0"></iframe>\
    """
        .formatted(MarkupText.escape(document()));
  }

  /// Writes the document to `file`, which appears whole or not at all.
  ///
  /// @throws AmasiaException.Usage if the name does not end in `.html`
  /// @throws AmasiaException.Format if the file can't be written
  public void save(String file) {
    if (!file.endsWith(".html") && !file.endsWith(".htm")) {
      throw new AmasiaException.Usage(
          "can't save an interactive plot as '" + file + "'; the name must end in .html");
    }
    byte[] page = document().getBytes(StandardCharsets.UTF_8);
    PictureFile.write(Path.of(file), out -> out.write(page));
  }

  @Override
  public String toString() {
    return "interactive plot of '%s'".formatted(name);
  }
}
