package io.amasia.web.dashboard;

import io.amasia.testkit.Accessibility;
import io.amasia.testkit.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All pages of the dashboard, with a computation that ended, one that failed and one that runs.
class DashboardAccessibilityTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static Dashboard dashboard;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(folder);
    dashboard = Dashboard.start(0, "amasia compute <tas.nc>", _ -> {});
    new Simulated(dashboard, 1, 60).begin().runTo(60).end("");
    new Simulated(dashboard, 2, 90)
        .begin()
        .runTo(31)
        .starts(31)
        .fails(31, "chunk 31 is damaged")
        .end("chunk 31 is damaged");
    new Simulated(dashboard, 3, 1400).begin().runTo(900).starts(900).starts(901);
  }

  @AfterAll
  static void stop() {
    if (dashboard != null) {
      dashboard.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  static List<String> pages() {
    return Stream.of(
            Pages.PAGES.stream().map(page -> "/" + page),
            Stream.of("/status?number=2", "/logs?number=2"),
            Pages.PANELS.stream().limit(1).map(panel -> "/individual-" + panel))
        .flatMap(all -> all)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesAreForAll(String page) throws Exception {
    String url = dashboard.url().replace("/status", page);
    String name = page.replaceAll("[^a-z0-9]+", "-").substring(1);
    Accessibility.check(
        browser,
        name,
        (width, dark) -> {
          browser.open("about:blank", width, 900, dark);
          browser.await("location.href == 'about:blank'");
          browser.open(url, width, 900, dark);
          browser.await("document.body?.dataset.state == 'live'");
          browser.await(
              "['running', 'failed', 'done'].includes(document.body.dataset.computation)");
          browser.await("document.querySelector('main section')?.children.length > 0");
        });
  }
}
