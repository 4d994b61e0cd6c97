package io.amasia.dataset;

import io.amasia.array.Chunks;
import io.amasia.plan.MarkupText;
import io.amasia.plan.Sizes;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.StoredArray;
import java.util.Map;

/// Arrays, datasets and trees of them as HTML: sections and variables that open and close, with
/// attributes and a drawing of the chunks; without scripts, dark where the reader's system is. It
/// stands alone or within a page.
final class SummaryHtml {
  private static final String STYLE =
      """
      <style>
      .amasia{--text:#1b1f24;--dim:#667;--line:#8894a8;--face:#dbe7f5;--side:#b9cfe8;--rule:#d7dbe2;--head:#f3f5f8;
      font:13px/1.5 system-ui,sans-serif;color:var(--text);max-width:1200px;container-type:inline-size}
      @media(prefers-color-scheme:dark){.amasia{--text:#e4e7ec;--dim:#9aa4b2;--line:#8ea3bd;--face:#2c4258;--side:#22344a;
      --rule:#3a414b;--head:#1f242b}}
      .amasia header{background:var(--head);padding:6px 10px;border:1px solid var(--rule);border-radius:6px}
      .amasia summary{cursor:pointer}
      .amasia section{margin:8px 0 8px 10px}
      .amasia .dims{margin-left:10px}
      .amasia details.v>summary{display:grid;gap:0 14px;grid-template-columns:11em 11em 12em 4.5em minmax(8em,1fr);
      border-bottom:1px solid var(--rule);padding:2px 0 2px 12px;list-style:none}
      .amasia details.v>summary::-webkit-details-marker{display:none}
      .amasia details.v>summary>*{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
      .amasia details.v[open]>summary>*{white-space:normal;overflow-wrap:anywhere}
      @container(max-width:720px){
      .amasia details.v>summary{grid-template-columns:minmax(6em,1fr) auto 4.5em}
      .amasia details.v>summary>*{grid-column:2/-1;white-space:normal;overflow-wrap:anywhere}
      .amasia details.v>summary>:nth-child(1){grid-column:1}
      .amasia details.v>summary>:nth-child(3){grid-column:1/3;padding-left:1.1em}
      .amasia details.v>summary>:nth-child(4){grid-column:3}
      .amasia details.v>summary>:nth-child(5){grid-column:1/-1;padding-left:1.1em}
      .amasia .body{margin-left:12px}}
      .amasia .n::before{content:'▸ ';color:var(--dim)}
      .amasia details[open]>summary>.n::before{content:'▾ '}
      .amasia .i{font-weight:bold}
      .amasia .d{color:var(--dim)}
      .amasia .body{display:flex;flex-wrap:wrap;align-items:flex-start;gap:24px;margin:6px 0 10px 28px}
      .amasia table{border-collapse:collapse}
      .amasia td{padding:0 12px 0 0;vertical-align:top;text-align:left;overflow-wrap:anywhere}
      .amasia td:first-child{color:var(--dim);white-space:nowrap}
      .amasia svg.chunks path{stroke:var(--line);stroke-width:.7;fill:none}
      .amasia svg.chunks .face{fill:var(--face)}
      .amasia svg.chunks .side{fill:var(--side)}
      .amasia svg.chunks text{fill:var(--dim);font-size:11px}
      </style>
      """;

  private final StringBuilder html = new StringBuilder(STYLE).append("<div class='amasia'>");

  private SummaryHtml() {}

  static String of(Dataset dataset) {
    var page = new SummaryHtml();
    page.header("Dataset", Sizes.text(Summary.bytes(dataset)));
    page.parts(dataset);
    return page.html.append("</div>").toString();
  }

  static String of(DataTree tree) {
    var page = new SummaryHtml();
    page.header("DataTree", tree.path());
    page.node(tree);
    return page.html.append("</div>").toString();
  }

  private void node(DataTree node) {
    parts(node.own());
    node.children()
        .forEach((name, child) -> {
          html.append("<section><details open><summary><b>").append(MarkupText.escape(name));
          html.append("</b> <span class='d'>group</span></summary>");
          node(child);
          html.append("</details></section>");
        });
  }

  private void parts(Dataset dataset) {
    dims(dataset.sizes(), dataset.coords());
    section(Summary.COORDINATES, dataset.coords().asMap(), dataset.coords());
    section(Summary.VARIABLES, dataset.variables(), dataset.coords());
    attributes(dataset.attrs());
  }

  static String of(DataArray array) {
    var page = new SummaryHtml();
    Variable variable = array.variable();
    String name = array.name().map(n -> " " + n).orElse("");
    page.header(
        "DataArray" + name, ShownValues.size(variable) + " " + ShownValues.meaning(variable));
    page.dims(array.sizes(), array.coords());
    page.html.append("<section><p>").append(MarkupText.escape(ShownValues.values(variable, false)));
    page.html.append("</p><div class='body'>");
    page.layout(variable);
    page.html.append("</div></section>");
    page.section(Summary.COORDINATES, array.coords().asMap(), array.coords());
    page.attributes(array.attrs());
    return page.html.append("</div>").toString();
  }

  private void header(String what, String about) {
    html.append("<header><b>").append(MarkupText.escape(what)).append("</b> <span class='d'>");
    html.append(MarkupText.escape(about)).append("</span></header>");
  }

  private void dims(Map<String, Long> sizes, Coordinates coords) {
    html.append("<section>Dimensions:<span class='dims'>");
    String separator = "";
    for (Map.Entry<String, Long> dim : sizes.entrySet()) {
      String kind = coords.hasLabels(dim.getKey()) ? " class='i'" : "";
      html.append(separator).append("<span").append(kind).append('>');
      html.append(MarkupText.escape(dim.getKey())).append("</span>: ").append(dim.getValue());
      separator = " &nbsp; ";
    }
    html.append(sizes.isEmpty() ? "none" : "").append("</span></section>");
  }

  private void section(String title, Map<String, Variable> variables, Coordinates coords) {
    if (variables.isEmpty()) {
      return;
    }
    boolean open = Summary.expands(title);
    html.append("<section><details").append(open ? " open" : "").append("><summary>").append(title);
    html.append(" <span class='d'>(").append(variables.size()).append(")</span></summary>");
    variables.forEach((name, v) -> variable(name, v, coords.isIndexed(name)));
    html.append("</details></section>");
  }

  private void variable(String name, Variable v, boolean isIndex) {
    String meaning = ShownValues.meaning(v);
    html.append("<details class='v'><summary><span class='n").append(isIndex ? " i'>" : "'>");
    html.append(MarkupText.escape(name)).append("</span>");
    cell("d", "(" + String.join(", ", v.dims()) + ")");
    cell("", ShownValues.dtype(v));
    cell("d", ShownValues.size(v));
    cell("", (meaning.isEmpty() ? "" : meaning + " · ") + ShownValues.values(v, isIndex));
    html.append("</summary><div class='body'>");
    table(v.attrs());
    layout(v);
    html.append("</div></details>");
  }

  private void cell(String kind, String text) {
    html.append("<span class='")
        .append(kind)
        .append("'>")
        .append(MarkupText.escape(text))
        .append("</span>");
  }

  private void layout(Variable v) {
    Chunks chunks = v.data().chunks();
    long chunkBytes = chunks.maxChunk().size() * v.dtype().itemSize();
    html.append("<div>").append(ChunkDrawing.of(chunks)).append("</div><table>");
    row("shape", v.shape().toString());
    row("chunks", chunks.count() + " of " + chunks.maxChunk());
    row("bytes", ShownValues.size(v) + ", " + Sizes.text(chunkBytes) + " a chunk");
    v.stored().map(StoredArray::codecs).ifPresent(codecs -> row("codecs", codecs));
    html.append("</table>");
  }

  private void attributes(Map<String, Attribute> attrs) {
    if (!attrs.isEmpty()) {
      html.append("<section><details><summary>Attributes <span class='d'>(").append(attrs.size());
      html.append(")</span></summary><div class='body'>");
      table(attrs);
      html.append("</div></details></section>");
    }
  }

  private void table(Map<String, Attribute> attrs) {
    html.append("<table>");
    attrs.forEach((name, value) -> row(name, ShownValues.text(value)));
    html.append("</table>");
  }

  private void row(String name, String value) {
    html.append("<tr><td>").append(MarkupText.escape(name)).append("</td><td>");
    html.append(MarkupText.escape(value)).append("</td></tr>");
  }
}
