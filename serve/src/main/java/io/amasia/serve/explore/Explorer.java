package io.amasia.serve.explore;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.plan.watch.JsonText;
import io.amasia.plan.watch.Report;
import io.amasia.plot.Figure;
import io.amasia.plot.interactive.PlotScripts;
import io.amasia.serve.Catalog;
import io.amasia.serve.Computing;
import io.amasia.serve.Pages;
import io.amasia.serve.Served;
import io.amasia.web.Request;
import io.amasia.web.Response;
import io.amasia.web.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The page to look at the data of a [io.amasia.serve.DataServer], at `/` and `/explore`, and what
/// it asks for below `/explore/`. Whoever has a view's query sees the same. Where no dataset has
/// anything to draw, `/explore` says so, and `/` stays the list of datasets.
public final class Explorer implements Pages {
  private static final List<String> FILES =
      List.of(
          "app.js",
          "state.js",
          "held.js",
          "frames.js",
          "controls.js",
          "panel.js",
          "dialogs.js",
          "look.js",
          "profile.js",
          "explore.css",
          "icon.svg");

  private static final int MOST_LABELS = 50_000;

  /// Along each dimension of a map a histogram counts at most so many values.
  private static final int COUNTED = 2_048;

  /// What a value takes while a picture or a table is made of it, about.
  private static final int EXPORTED_BYTES = 48;

  /// What a cell with corners takes until it is sent, about.
  private static final int CELL_BYTES = 200;

  private static final String NOTHING =
      "nothing to look at: no dataset has numbers along a dimension";

  private final boolean isAsked;

  /// A page beside the others of a server.
  public Explorer() {
    this(false);
  }

  private Explorer(boolean isAsked) {
    this.isAsked = isAsked;
  }

  /// The page that a server is started for: without anything to draw that is an
  /// [AmasiaException.Usage].
  public static Explorer asked() {
    return new Explorer(true);
  }

  @Override
  public void addTo(Router router, Catalog catalog, Computing work) {
    List<Source> sources = sources(catalog);
    if (!sources.isEmpty()) {
      new Answers(new Catalogue(sources), work).addTo(router);
    } else if (isAsked) {
      throw new AmasiaException.Usage(NOTHING);
    } else {
      router.get("/explore", _ -> Response.text(NOTHING + "; what there is: /datasets/\n"));
    }
  }

  private static List<Source> sources(Catalog catalog) {
    List<Source> sources = new ArrayList<>();
    for (Served served : catalog.all()) {
      for (String group : served.groups()) {
        String name = group.isEmpty() ? served.name() : served.name() + "/" + group;
        // A group can't be opened by a URL of its own.
        List<String> urls = group.isEmpty() ? served.urls() : List.of();
        Source source = Source.of(name, urls, served.group(group), served::check);
        if (!Catalogue.variables(source.dataset()).isEmpty()) {
          sources.add(source);
        }
      }
    }
    return sources;
  }

  /// The answers about the datasets of a catalogue.
  private static final class Answers {
    private final Catalogue catalogue;
    private final Computing work;
    private final Frames frames;

    Answers(Catalogue catalogue, Computing work) {
      this.catalogue = catalogue;
      this.work = work;
      frames = new Frames(work);
    }

    void addTo(Router router) {
      router.get("/", _ -> shell());
      router.get("/explore", _ -> shell());
      router.files("/watch/", Report.class, Report.parts());
      router.files("/plots/", PlotScripts.class, PlotScripts.parts());
      router.files("/explore/", Explorer.class, FILES);
      router.get("/explore/colormaps.txt", _ -> Response.text(PlotScripts.colorMaps()));
      router.get("/explore/catalogue.json", _ -> Response.json(catalogue.toJson()));
      get(router, "coast.txt", this::coast);
      get(router, "labels.json", this::labels);
      get(router, "frame", this::frame);
      get(router, "cells", this::cells);
      get(router, "code.json", this::code);
      get(router, "export", this::export);
    }

    private void get(Router router, String name, Function<Request, Response> handler) {
      router.get("/explore/" + name, work.answering(handler));
    }

    private static Response shell() {
      return Response.html(
          """
          <!doctype html>
          <html lang="en">
          <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Amasia: explore</title>
          <link rel="icon" href="/explore/icon.svg">
          <link rel="stylesheet" href="/watch/page.css">
          <link rel="stylesheet" href="/plots/plots.css">
          <link rel="stylesheet" href="/explore/explore.css">
          <script type="module" src="/explore/app.js"></script>
          </head>
          <body>
          <noscript>This page draws its data by JavaScript.</noscript>
          </body>
          </html>
          """);
    }

    private View view(Request request) {
      return View.of(catalogue, ViewQuery.parse(request.query()));
    }

    private Response frame(Request request) {
      View view = view(request);
      DataArray x = view.array();
      ShownField shown = shown(request, view, x);
      return binary(new FrameAnswer(view, x, shown).bytes());
    }

    private ShownField shown(Request request, View view, DataArray x) {
      Frames.Size size =
          view.state().kind() == Kind.HISTOGRAM
              ? new Frames.Size(COUNTED, COUNTED)
              : new Frames.Size(points(request, "w", 1_200), points(request, "h", 800));
      String panel = request.parameter("panel").orElse("");
      if (panel.length() > 80) {
        throw new AmasiaException.Usage("a panel has a name of at most 80 characters");
      }
      var asker = new Frames.Asker(panel, request.number("turn").orElse(0L));
      return frames.of(view, x, size, method(request), asker);
    }

    private static int points(Request request, String key, int otherwise) {
      Optional<Long> number = request.number(key);
      if (number.isEmpty() && request.parameter(key).isPresent()) {
        throw new AmasiaException.Usage(key + " is a number of points, such as 1200");
      }
      return (int) Math.min(number.orElse((long) otherwise), Integer.MAX_VALUE);
    }

    private static Overview.Method method(Request request) {
      return switch (request.parameter("detail").orElse("mean")) {
        case "mean" -> Overview.Method.MEAN;
        case "nearest" -> Overview.Method.NEAREST;
        default -> throw new AmasiaException.Usage("detail is mean or nearest");
      };
    }

    private Response cells(Request request) {
      View view = view(request);
      DataArray x = view.array();
      if (view.state().kind() != Kind.MAP) {
        throw new AmasiaException.Usage("only maps have cells");
      }
      Frames.Size size = new Frames.Size(points(request, "w", 1_200), points(request, "h", 800));
      Overview overview = frames.overview(view, x, size, Overview.Method.MEAN);
      if (!view.side().subject().isRectilinear()) {
        work.takeRoom(x.shape().size() * 2 * Double.BYTES + overview.values() * CELL_BYTES);
      }
      return binary(work.inTurn(() -> CellAnswer.of(view, x, overview)));
    }

    private static Response binary(byte[] bytes) {
      return Response.of("application/octet-stream", bytes);
    }

    private Response coast(Request request) {
      double[] box = new double[4];
      String text = request.parameter("box").orElse("-180,-90,180,90");
      String[] sides = text.split(",", -1);
      if (sides.length != 4 || !text.matches("[-0-9.,]{1,100}")) {
        throw new AmasiaException.Usage("box is WEST,SOUTH,EAST,NORTH in degrees");
      }
      for (int i = 0; i < 4; i++) {
        try {
          box[i] = Double.parseDouble(sides[i]);
        } catch (NumberFormatException _) {
          throw new AmasiaException.Usage("box is WEST,SOUTH,EAST,NORTH in degrees");
        }
      }
      return Response.text(PlotScripts.coastlines(box[0], box[1], box[2], box[3]));
    }

    private Response labels(Request request) {
      Source source = catalogue.find(request.parameter("data").orElse(""));
      String dim = request.parameter("dim").orElse("");
      Long size = source.dataset().sizes().get(dim);
      if (size == null) {
        throw new AmasiaException.Label(
            "no dimension '%s'; there are: %s"
                .formatted(dim, String.join(", ", source.dataset().sizes().keySet())));
      }
      // So many are not chosen from one by one; their labels come with what is shown.
      List<String> labels = size > MOST_LABELS ? List.of() : DimLabels.all(source.dataset(), dim);
      return Response.json(JsonText.of(Map.of("dim", dim, "size", size, "labels", labels)));
    }

    private Response code(Request request) {
      View view = view(request);
      var code = new CodeOf(view, histogram(request, view));
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("java", code.java());
      told.put("command", code.command().orElse(""));
      return Response.json(JsonText.of(told));
    }

    /// What a histogram counts, which takes a turn of its own; empty for other kinds.
    private Optional<Histogram> histogram(Request request, View view) {
      return view.state().kind() == Kind.HISTOGRAM
          ? Optional.of(Histogram.of(view, shown(request, view, view.array())))
          : Optional.empty();
    }

    private Response export(Request request) {
      View view = view(request);
      return switch (request.parameter("format").orElse("png")) {
        case "png" -> attached(view, "png", "image/png", drawn(request, view, Export::png));
        case "svg" ->
            attached(
                view,
                "svg",
                "image/svg+xml",
                drawn(request, view, figure -> figure.toSvg().getBytes(UTF_8)));
        case "csv" -> {
          takeRoom(view);
          yield attached(
              view,
              "csv",
              "text/csv; charset=utf-8",
              work.inTurn(() -> Export.csv(view)).getBytes(UTF_8));
        }
        case "gif" -> attached(view, "gif", "image/gif", gif(request, view));
        default -> throw new AmasiaException.Usage("a view is exported as png, svg, csv or gif");
      };
    }

    private byte[] drawn(Request request, View view, Function<Figure, byte[]> file) {
      // A turn can't be waited for within another one, so values are counted before.
      Optional<Histogram> histogram = histogram(request, view);
      if (histogram.isEmpty()) {
        takeRoom(view);
      }
      return work.inTurn(() ->
          file.apply(
              histogram
                  .map(counted -> Export.bars(view, counted))
                  .orElseGet(() -> Export.figure(view))));
    }

    private void takeRoom(View view) {
      work.takeRoom(view.array().shape().size() * EXPORTED_BYTES);
    }

    private byte[] gif(Request request, View view) {
      String dim = request.parameter("dim").orElse("");
      Side.Chosen along =
          view.side().chosen().stream()
              .filter(chosen -> chosen.dim().equals(dim))
              .findFirst()
              .orElseThrow(() ->
                  new AmasiaException.Usage(
                      "an animation runs along a dimension that has a slider: %s"
                          .formatted(
                              view.side().chosen().stream().map(Side.Chosen::dim).toList())));
      long from = request.number("from").orElse(0L);
      long to = Math.min(request.number("to").orElse(along.size() - 1), along.size() - 1);
      takeRoom(view);
      int millis = Math.clamp(request.number("millis").orElse(300L), 20, 5_000);
      return new Movie(catalogue, view, work).gif(dim, from, to, millis);
    }

    private static Response attached(View view, String ending, String type, byte[] bytes) {
      return Response.of(type, bytes)
          .with(
              "Content-Disposition",
              "attachment; filename=\"%s.%s\"".formatted(view.fileName(), ending));
    }
  }
}
