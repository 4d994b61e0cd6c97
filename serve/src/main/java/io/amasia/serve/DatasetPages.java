package io.amasia.serve;

import io.amasia.plan.MarkupText;
import io.amasia.web.Request;
import io.amasia.web.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Pages for people: the list of datasets, and what is in one. Without scripts.
final class DatasetPages {
  /// Their style stands in the page, unlike elsewhere.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'self' http://localhost:* http://127.0.0.1:* vscode-webview:";

  private DatasetPages() {}

  private static Response page(String title, String body) {
    return Response.html(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root{color-scheme:light dark}
            body{margin:24px auto;padding:0 20px;max-width:1200px;font:15px/1.5 system-ui,sans-serif}
            h1{font-size:22px} h2{font-size:16px;margin-top:28px}
            pre{overflow-x:auto;padding:10px;border:1px solid #8886;border-radius:6px;font-size:13px}
            li{margin:6px 0} small{opacity:.75}
            </style>
            </head>
            <body>
            %s
            </body>
            </html>
            """
                .formatted(MarkupText.escape(title), body))
        .with("Content-Security-Policy", POLICY);
  }

  static Response list(Catalog catalog) {
    String items =
        catalog.all().stream()
            .map(served ->
                "<li><a href=\"%s\">%s</a> <small>%s</small></li>"
                    .formatted(
                        InfoRoutes.path(served),
                        MarkupText.escape(served.name()),
                        MarkupText.escape(served.title())))
            .collect(Collectors.joining("\n"));
    return page(
        "Datasets",
        """
        <h1>Datasets</h1>
        <ul>
        %s
        </ul>
        <p>For programs: <a href="/datasets">/datasets</a>, as JSON</p>
        """
            .formatted(items));
  }

  /// What is in a group of a dataset.
  ///
  /// @param structure as HTML
  /// @param needsToken whether programs must send the token, which no page tells
  static Response of(
      Served served, String group, String structure, Request request, boolean needsToken) {
    String path = InfoRoutes.path(served);
    String url = "http://" + request.header("Host").orElse("localhost") + path;
    String token =
        needsToken
            ? ",\n    storage_options={\"headers\": {\"Authorization\": \"Bearer TOKEN\"}}"
            : "";
    String open =
        """
        import xarray as xr
        ds = xr.open_zarr("%szarr"%s%s)          # Zarr version 3; zarr2 for version 2%s
        """
            .formatted(
                url,
                group.isEmpty() ? "" : ", group=\"" + group + "\"",
                token,
                needsToken ? "; TOKEN is that of the link that was printed" : "");
    String query = group.isEmpty() ? "" : "?group=" + encoded(group);
    return page(
        served.name(),
        """
        <p><a href="/">Start</a> · <a href="/datasets/">All datasets</a></p>
        <h1>%s</h1>
        <p>%s</p>
        %s
        %s
        <h2>Open it</h2>
        <pre>%s</pre>
        <h2>For programs</h2>
        <ul>
        <li><a href="%sinfo%s">info</a>: the structure as JSON</li>
        <li>values?var=NAME&amp;DIM=A..B&amp;format=csv: values as CSV or JSON</li>
        </ul>
        """
            .formatted(
                MarkupText.escape(served.name() + (group.isEmpty() ? "" : "/" + group)),
                MarkupText.escape(served.title()),
                groups(served, path),
                structure,
                MarkupText.escape(open),
                path,
                query));
  }

  private static String groups(Served served, String path) {
    if (served.groups().size() == 1) {
      return "";
    }
    return served.groups().stream()
        .map(group ->
            "<li><a href=\"%s?group=%s\">%s</a></li>"
                .formatted(path, encoded(group), MarkupText.escape(group.isEmpty() ? "/" : group)))
        .collect(Collectors.joining("\n", "<h2>Groups</h2><ul>\n", "\n</ul>"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
