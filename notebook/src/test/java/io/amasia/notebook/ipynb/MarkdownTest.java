package io.amasia.notebook.ipynb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Markdown of notebooks as HTML.
class MarkdownTest {
  private static String html(String source) {
    return Markdown.html(source, address -> address.startsWith("data:image/") ? address : "");
  }

  @Test
  void blocks() {
    assertThat(html("# A *b* #\n\ntext\ngoes on"))
        .isEqualTo("<h1 id=\"A-b\">A <em>b</em></h1>\n<p>text\ngoes on</p>\n");
    assertThat(html("```java\nvar a = 1 < 2;\n\n```\nend"))
        .isEqualTo("<pre><code>var a = 1 &lt; 2;\n</code></pre>\n<p>end</p>\n");
    assertThat(html("> a\nb\n>\n> - c")).contains("<blockquote>\n<p>a\nb</p>\n<ul>\n<li>c");
    assertThat(html("## C#\n### ##\n#"))
        .isEqualTo("<h2 id=\"C#\">C#</h2>\n<h3 id=\"\"></h3>\n<h1 id=\"\"></h1>\n");
    assertThat(html("***\n    code")).isEqualTo("<hr>\n<pre><code>code</code></pre>\n");
    assertThat(html("")).isEmpty();
  }

  @Test
  void lists() {
    assertThat(html("- a\n- b\n  - c\n- d"))
        .isEqualTo(
            "<ul>\n<li>a\n</li>\n<li>b\n<ul>\n<li>c\n</li>\n</ul>\n</li>\n<li>d\n</li>\n</ul>\n");
    assertThat(html("3. a\n\n4. b\n\nend"))
        .isEqualTo(
            "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n<p>end</p>\n");
  }

  @Test
  void tables() {
    assertThat(html("| a | b |\n|---|:-:|\n| `x` | 1\\|2 |"))
        .contains("<th scope=\"col\">a</th>", "<td><code>x</code></td><td>1|2</td>");
    assertThat(html("a | b\nc")).isEqualTo("<p>a | b\nc</p>\n");
  }

  @Test
  void text() {
    assertThat(html("**a *b* c** __d__ 2 * 3 * 4 snake_case_name \\*e\\*"))
        .isEqualTo(
            "<p><strong>a <em>b</em> c</strong> <strong>d</strong> 2 * 3 * 4 snake_case_name *e*</p>\n");
    assertThat(html("[a](https://x.org/b_(c) \"t\") <https://y.org>"))
        .isEqualTo(
            "<p><a href=\"https://x.org/b_(c)\" rel=\"noopener noreferrer\">a</a> "
                + "<a href=\"https://y.org\" rel=\"noopener noreferrer\">https://y.org</a></p>\n");
    assertThat(html("![alt](data:image/png;base64,AA)"))
        .contains("<img src=\"data:image/png;base64,AA\" alt=\"alt\">");
    assertThat(html("![far](https://x.org/a.png)")).contains("<a href=\"https://x.org/a.png\"");
    assertThat(html("a  \nb")).contains("<br>");
  }

  @Test
  void nothingInItBecomesAScript() {
    assertThat(html("<script>alert(1)</script> <b onclick=x>"))
        .doesNotContain("<script", "<b ")
        .contains("&lt;script&gt;");
    assertThat(
            html(
                "[a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) [d](a\"onclick=x)"))
        .doesNotContain("href=\"javascript", "href=\"JavaScript", "href=\"data", "\"onclick");
    assertThat(html("# <img src=x>")).doesNotContain("<img");
    assertThat(html("```\n</code></pre><script>\n```")).doesNotContain("<script");
  }

  @Test
  void whatIsNestedOrRepeatedWithoutEndTakesNoLongTime() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (String part :
              new String[] {"*a ", "[", "`a``", "> ", "- ", "**", "_a", "<", "![](", "|"}) {
            html(part.repeat(20_000));
          }
          String spaces = " ".repeat(100_000);
          html("# a" + spaces + "x\n# a" + " #".repeat(50_000) + "x");
          html("a|b\n" + spaces + "x\n\na|b\n---" + spaces + "x");
          html("[](" + spaces + "x");
          html("-" + spaces + "x".repeat(100_000) + "\u2028");
          html("~".repeat(100_000) + "`");
          var ticks = new StringBuilder();
          for (int i = 1_000; i > 0; i--) {
            ticks.append("`".repeat(i)).append(' ');
          }
          html(ticks.toString());
          html("> - ".repeat(500) + "\n".repeat(100));
        });
  }
}
