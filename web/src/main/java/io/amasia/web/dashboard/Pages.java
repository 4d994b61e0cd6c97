package io.amasia.web.dashboard;

import io.amasia.plan.MarkupText;
import io.amasia.plan.watch.JsonText;
import io.amasia.plan.watch.Recording;
import io.amasia.plan.watch.Report;
import io.amasia.web.Broadcast;
import io.amasia.web.Request;
import io.amasia.web.Response;
import io.amasia.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the dashboard answers at which path.
final class Pages {
  /// Pages of several panels.
  static final List<String> PAGES =
      List.of("status", "workers", "tasks", "graph", "plan", "system", "logs", "history");

  /// Panels that can be had alone at `/individual-NAME`, for notebooks.
  static final List<String> PANELS =
      List.of(
          "summary",
          "progress",
          "task-stream",
          "memory",
          "bytes",
          "cpu",
          "workers",
          "worker-memory",
          "stages",
          "slowest",
          "projected",
          "task-graph",
          "plan",
          "machine",
          "process-memory",
          "logs",
          "history");

  private static final List<String> MODULES =
      List.of("app.js", "live.js", "panels.js", "zoom.js", "dashboard.css", "icon.svg");

  /// Parts that a stage's tasks are shown in at a time, at most.
  private static final int MOST_PARTS = 16_384;

  private static final int EXPLORED = 4_096;

  private final Recording recording;
  private final LogBook log;
  private final Totals totals;
  private final Machine machine;
  private final Broadcast broadcast;
  private final String title;

  Pages(
      Recording recording,
      LogBook log,
      Totals totals,
      Machine machine,
      Broadcast broadcast,
      String title) {
    this.recording = recording;
    this.log = log;
    this.totals = totals;
    this.machine = machine;
    this.broadcast = broadcast;
    this.title = title;
  }

  Router router() {
    var router = new Router();
    router.get("/", _ -> Response.redirect("/status"));
    PAGES.forEach(page -> router.get("/" + page, _ -> shell(page)));
    PANELS.forEach(panel -> router.get("/individual-" + panel, _ -> shell(panel)));
    router.files("/watch/", Report.class, Report.parts());
    router.files("/dashboard/", Pages.class, MODULES);
    router.get("/events", _ -> new Response.Events(broadcast));
    router.get("/json/computations.json", _ -> Response.json(recording.listJson()));
    router.get("/json/computation.json", this::computation);
    router.get("/json/tasks.json", this::tasks);
    router.get("/json/task.json", this::task);
    router.get("/json/machine.json", _ -> Response.json(machine.toJson()));
    router.get("/json/log.json", _ -> Response.json(log.toJson()));
    router.get("/json/counts.json", _ -> Response.json(totals.toJson()));
    router.get("/json/identity.json", _ -> Response.json(identity()));
    router.get(
        "/metrics", _ -> Response.of("text/plain; version=0.0.4", totals.toMetrics(machine)));
    router.get("/health", _ -> Response.text("ok"));
    router.get("/report.html", _ -> report());
    router.get("/sitemap.json", _ -> Response.json(JsonText.of(Map.of("paths", router.paths()))));
    return router;
  }

  /// All pages are one document, whose script draws what its path asks for.
  private Response shell(String name) {
    return Response.html(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="amasia-title" content="%s">
        <title>Amasia: %s</title>
        <link rel="icon" href="/dashboard/icon.svg">
        <link rel="stylesheet" href="/watch/page.css">
        <link rel="stylesheet" href="/dashboard/dashboard.css">
        <script type="module" src="/dashboard/app.js"></script>
        </head>
        <body>
        <noscript>This page draws its data by JavaScript.</noscript>
        </body>
        </html>
        """
            .formatted(MarkupText.escape(title), name));
  }

  private Response computation(Request request) {
    return orMissing(request.number("number").flatMap(recording::toJson));
  }

  private Response tasks(Request request) {
    int most = Math.clamp(request.number("most").orElse((long) EXPLORED), 1, MOST_PARTS);
    return orMissing(
        request
            .number("number")
            .flatMap(number ->
                recording.tasksJson(
                    number,
                    stage(request),
                    request.number("from").orElse(0L),
                    request.number("to").orElse(Long.MAX_VALUE),
                    most)));
  }

  private Response task(Request request) {
    return orMissing(
        request
            .number("number")
            .flatMap(number ->
                recording.boxOf(number, stage(request), request.number("task").orElse(0L)))
            .map(box -> JsonText.of(Map.of("box", box))));
  }

  private static int stage(Request request) {
    return Math.clamp(request.number("stage").orElse(1L), 0, Integer.MAX_VALUE);
  }

  private static Response orMissing(Optional<String> json) {
    return json.<Response>map(Response::json)
        .orElseGet(() -> Response.error(404, "no such computation; it may be forgotten"));
  }

  private String identity() {
    return JsonText.of(
        Map.of(
            "title", title,
            "pid", ProcessHandle.current().pid(),
            "processors", Runtime.getRuntime().availableProcessors()));
  }

  /// The report is one file with its scripts inside, for keeping: never shown from here.
  private Response report() {
    return Response.html(Report.html(recording, title, "amasia"))
        .with("Content-Disposition", "attachment; filename=\"amasia-report.html\"");
  }
}
