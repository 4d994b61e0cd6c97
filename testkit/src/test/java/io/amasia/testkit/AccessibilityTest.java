package io.amasia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessibilityTest {
  @TempDir private Path folder;

  private static final String BAD =
      """
      <!doctype html><html><head><style>:root{color-scheme:light dark} .x:focus{outline:0}</style></head>
      <body style="background:#fff;color:#000"><p style="color:#999">pale</p><p style="opacity:.3">faint</p>
      <button></button><input><a class="x" href="#">seen</a><img src="data:,"><canvas></canvas>
      <svg><path d="M0 0"/></svg><p id="a">one</p><p id="a">two</p><div style="width:2000px">wide</div></body></html>
      """;

  private static final String GOOD =
      """
      <!doctype html><html lang="en"><head><title>Good</title></head>
      <body style="background:#fff;color:#000"><p style="color:#767676">readable</p><button>go</button>
      <label for="i">name</label><input id="i"><a href="#">seen</a><img alt="" src="data:,">
      <canvas aria-label="a line"></canvas><details><summary>more</summary><p style="color:#fff">closed</p></details>
      </body></html>
      """;

  @Test
  void whatHindersIsFoundAndNothingElse() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.html"), BAD);
    Path good = Files.writeString(folder.resolve("good.html"), GOOD);
    try (Browser browser = Browser.start(folder)) {
      browser.open(bad.toUri().toString(), 800, 600, false);
      browser.await("document.querySelector('div') !== null && document.readyState == 'complete'");
      assertThat(Accessibility.problems(browser).lines())
          .containsExactly(
              "the page does not say its language",
              "the page has no title",
              "no name: <button> ''",
              "no name: <input> ''",
              "not the only one with its id: <p#a> 'one'",
              "not the only one with its id: <p#a> 'two'",
              "no words for a picture: <img> ''",
              "no words for a drawing: <canvas> ''",
              "no words for a drawing: <svg> ''",
              "contrast 2.85: <p> 'pale'",
              "contrast 2.11: <p> 'faint'",
              "focus is not seen: <a.x> 'seen'",
              "the page is 1208 pixels too wide: <div> 'wide'");
      Accessibility.check(browser, "good", good.toUri().toString());
    }
  }
}
