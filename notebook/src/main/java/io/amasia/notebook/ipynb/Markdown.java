package io.amasia.notebook.ipynb;

import io.amasia.plan.MarkupText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Markdown that notebooks use, as HTML: headings, paragraphs, lists, quotes, code, tables and
/// rules of [CommonMark](https://spec.commonmark.org) with GitHub's tables. HTML in it is shown as
/// text, and so are formulas.
final class Markdown {
  private static final int DEEPEST = 16;

  // What repeats takes all that it can and gives nothing back, else lines made for it take hours.
  private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})(?:[ \\t]++(.*))?");
  private static final Pattern RULE = Pattern.compile(" {0,3}([-*_])([ \\t]*\\1){2,}+[ \\t]*");
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}+|~{3,}+)[^`]*+");
  private static final Pattern QUOTE = Pattern.compile(" {0,3}> ?(.*)");
  private static final Pattern ITEM =
      Pattern.compile("( {0,3}(?:([-*+])|(\\d{1,9})[.)])[ \\t]++)(.*)");
  private static final Pattern COLUMNS =
      Pattern.compile(
          "[ \\t]*+(?:\\|[ \\t]*+)?+:?-++:?[ \\t]*+(\\|[ \\t]*+:?-++:?[ \\t]*+)*+\\|?[ \\t]*+");

  private final StringBuilder html = new StringBuilder();
  private final MarkdownText text;

  private Markdown(MarkdownText text) {
    this.text = text;
  }

  /// The HTML of `source`.
  ///
  /// @param pictures as of [MarkdownText]
  static String html(String source, Function<String, String> pictures) {
    var markdown = new Markdown(new MarkdownText(pictures));
    markdown.blocks(source.replace("\r\n", "\n").replace("\t", "    ").lines().toList(), 0, false);
    return markdown.html.toString();
  }

  /// @param tight whether paragraphs stand alone, as in lists without empty lines
  private void blocks(List<String> lines, int depth, boolean tight) {
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i);
      if (line.isBlank()) {
        i++;
      } else if (line.startsWith("    ")) {
        i = indented(lines, i);
      } else if (FENCE.matcher(line).matches()) {
        i = fenced(lines, i);
      } else if (HEADING.matcher(line).matches()) {
        heading(line);
        i++;
      } else if (RULE.matcher(line).matches()) {
        html.append("<hr>\n");
        i++;
      } else if (depth < DEEPEST && QUOTE.matcher(line).matches()) {
        i = quote(lines, i, depth);
      } else if (depth < DEEPEST && ITEM.matcher(line).matches()) {
        i = list(lines, i, depth);
      } else if (isTable(lines, i)) {
        i = table(lines, i);
      } else {
        i = paragraph(lines, i, tight);
      }
    }
  }

  private int indented(List<String> lines, int begin) {
    int i = begin;
    var code = new StringBuilder();
    while (i < lines.size() && (lines.get(i).startsWith("    ") || lines.get(i).isBlank())) {
      code.append(lines.get(i).isBlank() ? "" : lines.get(i).substring(4)).append('\n');
      i++;
    }
    code(code.toString().stripTrailing());
    return i;
  }

  private int fenced(List<String> lines, int begin) {
    Matcher fence = FENCE.matcher(lines.get(begin));
    String mark = fence.matches() ? fence.group(1) : "```";
    int end = begin + 1;
    while (end < lines.size() && !lines.get(end).strip().startsWith(mark)) {
      end++;
    }
    code(String.join("\n", lines.subList(begin + 1, end)));
    return end + 1;
  }

  private void code(String code) {
    html.append("<pre><code>").append(MarkupText.escape(code)).append("</code></pre>\n");
  }

  private void heading(String line) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      int level = heading.group(1).length();
      String title = title(heading.group(2) == null ? "" : heading.group(2).strip());
      String id = title.replaceAll("[*`_]", "").replaceAll("\\s+", "-");
      html.append(
          "<h%d id=\"%s\">%s</h%d>\n"
              .formatted(level, MarkupText.escape(id), text.html(title), level));
    }
  }

  /// What a heading says, without the signs that may close it.
  private static String title(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '#') {
      end--;
    }
    boolean closed = end == 0 || line.charAt(end - 1) == ' ';
    return closed ? line.substring(0, end).stripTrailing() : line;
  }

  private int quote(List<String> lines, int begin, int depth) {
    List<String> inside = new ArrayList<>();
    int i = begin;
    while (i < lines.size()) {
      Matcher quote = QUOTE.matcher(lines.get(i));
      if (quote.matches()) {
        inside.add(quote.group(1));
      } else if (lines.get(i).isBlank() || beginsBlock(lines, i)) {
        break;
      } else {
        inside.add(lines.get(i)); // a paragraph goes on
      }
      i++;
    }
    html.append("<blockquote>\n");
    blocks(inside, depth + 1, false);
    html.append("</blockquote>\n");
    return i;
  }

  private int list(List<String> lines, int begin, int depth) {
    Matcher first = ITEM.matcher(lines.get(begin));
    boolean bullets = first.matches() && first.group(2) != null;
    String tag = bullets ? "ul" : "ol";
    String start = bullets || first.group(3).equals("1") ? "" : " start=\"" + first.group(3) + "\"";
    List<List<String>> items = new ArrayList<>();
    boolean loose = false;
    int indent = 0;
    int i = begin;
    while (i < lines.size()) {
      String line = lines.get(i);
      Matcher item = ITEM.matcher(line);
      boolean afterBlank = i > begin && lines.get(i - 1).isBlank();
      if (i > begin && spaces(line) >= indent && !line.isBlank()) {
        items.getLast().add(line.substring(indent));
        loose |= afterBlank;
      } else if (item.matches()
          && (item.group(2) != null) == bullets
          && !RULE.matcher(line).matches()) {
        indent = item.group(1).length();
        items.add(new ArrayList<>(List.of(item.group(4))));
        loose |= afterBlank;
      } else if (line.isBlank()) {
        items.getLast().add("");
      } else if (afterBlank || beginsBlock(lines, i)) {
        break;
      } else {
        items.getLast().add(line.strip());
      }
      i++;
    }
    html.append("<%s%s>\n".formatted(tag, start));
    for (List<String> inside : items) {
      html.append("<li>");
      blocks(inside, depth + 1, !loose);
      html.append("</li>\n");
    }
    html.append("</%s>\n".formatted(tag));
    return i;
  }

  private static int spaces(String line) {
    int n = 0;
    while (n < line.length() && line.charAt(n) == ' ') {
      n++;
    }
    return n;
  }

  private static boolean isTable(List<String> lines, int i) {
    return lines.get(i).contains("|")
        && i + 1 < lines.size()
        && COLUMNS.matcher(lines.get(i + 1)).matches()
        && cells(lines.get(i)).size() == cells(lines.get(i + 1)).size();
  }

  private int table(List<String> lines, int begin) {
    int i = begin + 2;
    html.append("<table>\n<thead>");
    row(lines.get(begin), "th scope=\"col\"", "th");
    html.append("</thead>\n<tbody>\n");
    while (i < lines.size() && lines.get(i).contains("|")) {
      row(lines.get(i), "td", "td");
      i++;
    }
    html.append("</tbody>\n</table>\n");
    return i;
  }

  private void row(String line, String open, String close) {
    html.append("<tr>");
    for (String cell : cells(line)) {
      html.append("<%s>%s</%s>".formatted(open, text.html(cell), close));
    }
    html.append("</tr>\n");
  }

  private static List<String> cells(String line) {
    String inside = line.strip().replaceFirst("^\\|", "").replaceFirst("(?<!\\\\)\\|$", "");
    return List.of(inside.split("(?<!\\\\)\\|", -1)).stream().map(String::strip).toList();
  }

  private int paragraph(List<String> lines, int begin, boolean tight) {
    int i = begin + 1;
    while (i < lines.size() && !lines.get(i).isBlank() && !beginsBlock(lines, i)) {
      i++;
    }
    List<String> inside = lines.subList(begin, i).stream().map(String::stripLeading).toList();
    String shown = text.html(String.join("\n", inside).stripTrailing());
    html.append(tight ? shown : "<p>" + shown + "</p>").append('\n');
    return i;
  }

  private static boolean beginsBlock(List<String> lines, int i) {
    String line = lines.get(i);
    return HEADING.matcher(line).matches()
        || RULE.matcher(line).matches()
        || FENCE.matcher(line).matches()
        || QUOTE.matcher(line).matches()
        || ITEM.matcher(line).matches()
        || isTable(lines, i);
  }
}
