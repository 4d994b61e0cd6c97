package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.Accessibility;
import io.amasia.testkit.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A notebook's page as its readers see it: the one of the main job, in a browser.
///
/// `-Damasia.pictures=DIR` writes pictures of it, dark and light, wide and narrow, and the one that
/// the guide shows.
class NotebookPagesTest {
  private static final String FRAMES = "[...document.querySelectorAll('iframe.output')]";

  @TempDir private Path folder;

  @Test
  void thePageOfTheMainJobIsWhole() throws Exception {
    try (Browser browser = Browser.start(folder)) {
      Path data = folder.resolve("ensemble.zarr");
      new DemoData().write(data.toString(), _ -> {});
      Path page = folder.resolve("page.html");
      Path notebook = Document.ROOT.resolve("docs/notebooks/main-job.ipynb");
      CommandRun run =
          CommandRun.of(
              "notebook", "run", notebook.toString(), "-p", "data=" + data, "-o", page.toString());
      assertThat(run.code()).as(run.err()).isZero();
      for (int width : new int[] {1280, 400}) {
        for (boolean dark : new boolean[] {false, true}) {
          browser.open(page.toUri().toString(), width, 900, dark);
          browser.await("document.readyState === 'complete' && " + FRAMES + ".length > 0");
          browser.await(FRAMES + ".every(frame => /px/.test(frame.style.height))");
          assertThat(Accessibility.problems(browser)).isEmpty();
          shoot(browser, width, dark);
        }
      }
      assertThat(browser.eval("document.title")).isEqualTo("The warming of a country");
      assertThat(browser.eval("document.querySelectorAll('section.code').length")).isEqualTo("9");
      assertThat(browser.eval(FRAMES + ".every(frame => frame.title)")).isEqualTo("true");
      assertThat(browser.eval("[...document.images].every(i => i.alt && i.naturalWidth > 300)"))
          .isEqualTo("true");
      assertThat(browser.eval("document.documentElement.outerHTML"))
          .doesNotContain("src=\"http", "class=\"output error\"");
    }
  }

  private static void shoot(Browser browser, int width, boolean dark) throws Exception {
    String pictures = System.getProperty("amasia.pictures");
    if (pictures == null) {
      return;
    }
    Path folder = Files.createDirectories(Path.of(pictures));
    String address = browser.eval("location.href");
    int height = Integer.parseInt(browser.eval("document.documentElement.scrollHeight"));
    browser.open(address, width, height, dark);
    browser.await(FRAMES + ".length > 0 && " + FRAMES + ".every(f => /px/.test(f.style.height))");
    Thread.sleep(1500); // for maps to be drawn
    browser.picture(folder.resolve("notebook-%d-%s.png".formatted(width, dark ? "dark" : "light")));
    if (width == 1280 && !dark) {
      browser.open(address + "#draw", 1000, 1100, false);
      Thread.sleep(1500);
      browser.eval(
          "[...document.querySelectorAll('h2')].find(h => /Draw/.test(h.textContent)).scrollIntoView()");
      Thread.sleep(1500);
      browser.picture(folder.resolve("notebook.png"));
    }
  }
}
