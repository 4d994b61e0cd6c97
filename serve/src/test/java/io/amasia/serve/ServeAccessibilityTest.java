package io.amasia.serve;

import io.amasia.dataset.DataTree;
import io.amasia.dataset.Dataset;
import io.amasia.serve.explore.Explorer;
import io.amasia.serve.explore.MadeField;
import io.amasia.testkit.Accessibility;
import io.amasia.testkit.Browser;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All pages of a data server.
class ServeAccessibilityTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static DataServer server;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(folder);
    Dataset field = MadeField.dataset();
    server =
        DataServer.builder()
            .port(0)
            .hearing(_ -> {})
            .pages(new Explorer())
            .add("made", field)
            .add("tree", DataTree.of(Map.of("/", field.select("t"), "/part/deep", field)))
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"datasets/", "datasets/made/", "datasets/tree/?group=part/deep"})
  void listsAreForAll(String page) throws Exception {
    String name = page.replaceAll("[^a-z]+", "-");
    Accessibility.check(browser, name, server.url() + page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "map",
        "series",
        "histogram",
        "zonal",
        "hovmoller",
        "section",
        "profile",
      })
  void everyKindOfViewIsForAll(String kind) throws Exception {
    check("explore-" + kind, "?var=t&kind=" + kind + (kind.equals("map") ? "" : "&point=60,30"));
  }

  @Test
  void panelsAndDialogsAreForAll() throws Exception {
    check("explore-panels", "?var=t&minus=other&2.var=other&2.kind=zonal");
  }

  private static void check(String name, String query) throws Exception {
    Accessibility.check(
        browser,
        name,
        (width, dark) -> {
          browser.open("about:blank", width, 900, dark);
          browser.await("location.href == 'about:blank'");
          browser.open(server.url() + query, width, 900, dark);
          browser.await("document.body?.dataset.ready == 'true'");
          browser.await(
              "[...document.querySelectorAll('.view')].every(v => ['shown', 'failed'].includes(v.dataset.state))");
        });
  }
}
