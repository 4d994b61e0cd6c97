package io.amasia.notebook.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.notebook.MimeBundle;
import io.amasia.plan.MarkupText;
import io.amasia.plan.watch.PageParts;
import io.amasia.plot.PictureFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A notebook as one HTML page that needs nothing else, no network and no server.
///
/// Of outputs the richest form is shown that a page can show: HTML, pictures, Markdown, text. HTML
/// of outputs stands in frames of their own, whose scripts reach neither the page nor the network;
/// everything else is escaped.
public final class NotebookPage {
  private static final List<String> PICTURES =
      List.of(MimeBundle.SVG, MimeBundle.PNG, "image/jpeg", "image/gif", "image/webp");
  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
  private static final Pattern TITLE = Pattern.compile("(?m)^#[ \\t]+(.+)$");
  private static final Pattern IN_ADDRESS = Pattern.compile("(?i)data:image/[a-z0-9.+-]+[;,].*");

  /// What the pictures and fonts of outputs need; forms have nowhere to go.
  private static final String SOURCES =
      "; img-src data: blob:; font-src data:; form-action 'none'; base-uri 'none'";

  private final Notebook notebook;
  private final StringBuilder html = new StringBuilder();

  private NotebookPage(Notebook notebook) {
    this.notebook = notebook;
  }

  /// Writes `notebook` as a page to `file`, which appears whole or not at all.
  ///
  /// @param name what the page is called if the notebook has no heading
  /// @throws io.amasia.array.AmasiaException.Format if the file can't be written
  public static void write(Notebook notebook, String name, Path file) {
    String page = html(notebook, name);
    PictureFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
  }

  /// The page.
  static String html(Notebook notebook, String name) {
    var page = new NotebookPage(notebook);
    notebook.cells().forEach(page::cell);
    String elements =
        """
        <style>
        %s</style>
        <script>
        'use strict';
        %s</script>
        """
            .formatted(
                PageParts.text(NotebookPage.class, "notebook.css"),
                PageParts.text(NotebookPage.class, "frames.js"));
    return """
    %s<body>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(PageParts.head(page.title(name), SOURCES, elements), page.html);
  }

  private String title(String name) {
    return notebook
        .cells()
        .filter(cell -> cell.type() == NotebookCell.Type.MARKDOWN)
        .map(cell -> TITLE.matcher(cell.source()))
        .filter(Matcher::find)
        .map(heading -> heading.group(1).replaceAll("[*`_]", ""))
        .findFirst()
        .orElse(name);
  }

  private void cell(NotebookCell cell) {
    switch (cell.type()) {
      case CODE -> {
        if (!cell.source().isBlank() || !cell.outputs().isEmpty()) {
          code(cell);
        }
      }
      case MARKDOWN ->
          html.append("<section class=\"markdown\">\n")
              .append(Markdown.html(cell.source(), address -> picture(cell, address)))
              .append("</section>\n");
      case RAW -> {
        html.append("<section>\n");
        text("raw", cell.source());
        html.append("</section>\n");
      }
    }
  }

  private void code(NotebookCell cell) {
    String number = cell.json().path("execution_count").asText("");
    String shown = number.equals("null") ? "" : number;
    html.append(
        "<section class=\"code\" aria-label=\"%s\">\n<div class=\"number\">%s</div>\n"
            .formatted(
                shown.isEmpty() ? "cell" : "cell " + MarkupText.escape(shown),
                MarkupText.escape(shown)));
    html.append("<pre class=\"source\"><code>")
        .append(MarkupText.escape(cell.source()))
        .append("</code></pre>\n");
    cell.outputs().forEach(output -> output(output, shown));
    html.append("</section>\n");
  }

  private void output(JsonNode output, String number) {
    switch (output.path("output_type").asText()) {
      case "stream" ->
          text(
              output.path("name").asText().equals("stderr") ? "stderr" : "stdout",
              NotebookCell.text(output.path("text")));
      case "error" -> error(output);
      case "display_data", "execute_result" -> data(output.path("data"), number);
      default -> {} // of a format to come
    }
  }

  private void error(JsonNode output) {
    var lines = new StringBuilder();
    output.path("traceback").forEach(line -> lines.append(line.asText()).append('\n'));
    text("error", lines.isEmpty() ? output.path("evalue").asText() : lines.toString());
  }

  private void data(JsonNode data, String number) {
    if (data.has(MimeBundle.HTML)) {
      frame(NotebookCell.text(data.path(MimeBundle.HTML)), number);
      return;
    }
    for (String type : PICTURES) {
      if (data.has(type)) {
        html.append(
            "<div class=\"output\"><img src=\"%s\" alt=\"%s\"></div>\n"
                .formatted(
                    address(type, NotebookCell.text(data.path(type))),
                    MarkupText.escape(NotebookCell.text(data.path(MimeBundle.PLAIN)))));
        return;
      }
    }
    if (data.has(MimeBundle.MARKDOWN)) {
      html.append("<div class=\"output\">")
          .append(
              Markdown.html(NotebookCell.text(data.path(MimeBundle.MARKDOWN)), NotebookPage::own))
          .append("</div>\n");
    } else if (data.has("application/json")) {
      text("result", data.path("application/json").toPrettyString());
    } else {
      text("result", NotebookCell.text(data.path(MimeBundle.PLAIN)));
    }
  }

  private void text(String kind, String text) {
    html.append("<pre class=\"output %s\">".formatted(kind))
        .append(MarkupText.escape(ANSI.matcher(text).replaceAll("")))
        .append("</pre>\n");
  }

  /// HTML in a frame without the page's origin, which tells the page how high it is.
  private void frame(String content, String number) {
    String document =
        "<!doctype html><meta charset=\"utf-8\"><base target=\"_blank\"><style>%s</style><body>%s<script>%s</script>"
            .formatted(
                PageParts.text(NotebookPage.class, "frame.css"),
                content,
                PageParts.text(NotebookPage.class, "frame.js"));
    html.append(
        "<iframe class=\"output\" sandbox=\"allow-scripts allow-downloads allow-popups\" title=\"output%s\" srcdoc=\"%s\"></iframe>\n"
            .formatted(
                number.isEmpty() ? "" : " of cell " + MarkupText.escape(number),
                MarkupText.escape(document)));
  }

  /// A picture as an address; SVG as such is no part of the page, so its scripts don't run.
  private static String address(String type, String data) {
    String base64 =
        type.equals(MimeBundle.SVG)
            ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
            : data.replaceAll("[^A-Za-z0-9+/=]", "");
    return "data:%s;base64,%s".formatted(type, base64);
  }

  /// A picture of a Markdown cell: one attached to it, or in the address itself.
  private static String picture(NotebookCell cell, String address) {
    if (!address.startsWith("attachment:")) {
      return own(address);
    }
    JsonNode forms =
        cell.json().path("attachments").path(address.substring("attachment:".length()));
    return PICTURES.stream()
        .filter(forms::has)
        .map(type -> address(type, NotebookCell.text(forms.path(type))))
        .findFirst()
        .orElse("");
  }

  private static String own(String address) {
    return IN_ADDRESS.matcher(address).matches() ? address : "";
  }
}
