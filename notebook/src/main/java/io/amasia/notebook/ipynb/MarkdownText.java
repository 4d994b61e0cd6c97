package io.amasia.notebook.ipynb;

import io.amasia.plan.MarkupText;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stretch of Markdown within a block as HTML: emphasis, code, links, pictures. HTML in it is
/// shown as text.
///
/// @param pictures where the picture of an address is, as an address that a page may load; empty if
///   it can't be shown
record MarkdownText(Function<String, String> pictures) {
  private static final int DEEPEST = 8;

  /// How far the end of an emphasis is looked for.
  private static final int LONGEST = 4_000;

  /// Beyond this, signs of code are none.
  private static final int MOST_TICKS = 16;

  private static final Pattern ADDRESS = Pattern.compile("<((?:https?://|mailto:)[^\\s<>]+)>");
  private static final Pattern LINK =
      Pattern.compile(
          "\\[([^\\[\\]]{0,1000})\\]\\(\\s*+<?([^\\s()<>]*(?:\\([^\\s()]*\\)[^\\s()<>]*)?)>?(?:\\s++\"[^\"]*+\")?+\\s*+\\)");
  private static final Pattern SAFE =
      Pattern.compile("(?i)(https?://|mailto:)[^\\p{Cntrl}]*|[^:\\p{Cntrl}]*|[^:/?#]*[/?#].*");

  String html(String text) {
    var html = new StringBuilder();
    add(text, 0, html);
    return html.toString();
  }

  private void add(String text, int depth, StringBuilder html) {
    int i = 0;
    while (i < text.length()) {
      int next =
          switch (text.charAt(i)) {
            case '\\' -> escape(text, i, html);
            case '`' -> code(text, i, html);
            case '!', '[' -> link(text, i, depth, html);
            case '<' -> address(text, i, html);
            case '*', '_' -> emphasis(text, i, depth, html);
            case '\n' -> newline(text, i, html);
            default -> i;
          };
      if (next == i) {
        html.append(MarkupText.escape(text.substring(i, i + 1)));
        next = i + 1;
      }
      i = next;
    }
  }

  private static int escape(String text, int i, StringBuilder html) {
    if (i + 1 < text.length() && "\\`*_{}[]()#+-.!|<>~$\"'".indexOf(text.charAt(i + 1)) >= 0) {
      html.append(MarkupText.escape(text.substring(i + 1, i + 2)));
      return i + 2;
    }
    return i;
  }

  private static int code(String text, int i, StringBuilder html) {
    int end = i;
    while (end < text.length() && text.charAt(end) == '`') {
      end++;
    }
    String ticks = text.substring(i, end);
    int close = ticks.length() > MOST_TICKS ? -1 : text.indexOf(ticks, end);
    if (close < 0) {
      html.append(ticks);
      return end;
    }
    String code = text.substring(end, close);
    html.append("<code>").append(MarkupText.escape(code.strip())).append("</code>");
    return close + ticks.length();
  }

  private int link(String text, int i, int depth, StringBuilder html) {
    boolean picture = text.charAt(i) == '!';
    Matcher link = LINK.matcher(text).region(picture ? i + 1 : i, text.length());
    if (!link.lookingAt()) {
      return i;
    }
    String shown = link.group(1);
    String target = link.group(2);
    String source = picture ? pictures.apply(target) : "";
    if (!source.isEmpty()) {
      html.append(
          "<img src=\"%s\" alt=\"%s\">"
              .formatted(MarkupText.escape(source), MarkupText.escape(shown)));
    } else if (SAFE.matcher(target).matches() && depth < DEEPEST) {
      html.append(
          "<a href=\"%s\" rel=\"noopener noreferrer\">".formatted(MarkupText.escape(target)));
      add(shown.isEmpty() ? target : shown, depth + 1, html);
      html.append("</a>");
    } else {
      html.append(MarkupText.escape(shown));
    }
    return link.end();
  }

  private static int address(String text, int i, StringBuilder html) {
    Matcher address = ADDRESS.matcher(text).region(i, text.length());
    if (!address.lookingAt()) {
      return i;
    }
    String target = MarkupText.escape(address.group(1));
    html.append("<a href=\"%s\" rel=\"noopener noreferrer\">%s</a>".formatted(target, target));
    return address.end();
  }

  private int emphasis(String text, int i, int depth, StringBuilder html) {
    char sign = text.charAt(i);
    boolean strong = i + 1 < text.length() && text.charAt(i + 1) == sign;
    String mark = text.substring(i, strong ? i + 2 : i + 1);
    int begin = i + mark.length();
    boolean opens =
        depth < DEEPEST
            && begin < text.length()
            && !Character.isWhitespace(text.charAt(begin))
            && (sign == '*' || i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)));
    int end = opens ? closing(text, begin, mark) : -1;
    if (end < 0) {
      html.append(mark);
      return begin;
    }
    String tag = strong ? "strong" : "em";
    html.append('<').append(tag).append('>');
    add(text.substring(begin, end), depth + 1, html);
    html.append("</").append(tag).append('>');
    return end + mark.length();
  }

  private static int closing(String text, int begin, String mark) {
    char sign = mark.charAt(0);
    int last = Math.min(text.length() - mark.length(), begin + LONGEST);
    for (int i = begin + 1; i <= last; i++) {
      if (!text.startsWith(mark, i) || Character.isWhitespace(text.charAt(i - 1))) {
        continue;
      }
      int after = i + mark.length();
      boolean doubled = after < text.length() && text.charAt(after) == sign;
      if (mark.length() == 1 && doubled) {
        i++; // a mark of strong text within
      } else if (!doubled
          && (sign == '*'
              || after == text.length()
              || !Character.isLetterOrDigit(text.charAt(after)))) {
        return i;
      }
    }
    return -1;
  }

  /// Two spaces or a backslash before it break the line.
  private static int newline(String text, int i, StringBuilder html) {
    if (i >= 2 && text.startsWith("  ", i - 2)) {
      html.append("<br>");
    } else if (i >= 1 && text.charAt(i - 1) == '\\') {
      html.setLength(html.length() - 1);
      html.append("<br>");
    }
    return i;
  }
}
