package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.Accessibility;
import io.amasia.testkit.Browser;
import io.amasia.testkit.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `info --html` writes, in a browser.
class InfoPageTest {
  private static final String HOSTILE = "<img src=x onerror='window.hacked = true'> \"&\" .nc";

  @TempDir private Path folder;

  @Test
  void thePageIsForAllAndTextStaysText() throws Exception {
    Path data = Files.copy(Shared.file("data/cordex/" + CORDEX), folder.resolve(HOSTILE));
    Path page = folder.resolve("info.html");
    CommandRun run = CommandRun.of("info", data.toString(), "--html", page.toString());
    assertThat(run.code()).as(run.err()).isZero();
    try (Browser browser = Browser.start(folder)) {
      Accessibility.check(browser, "info", page.toUri().toString());
      assertThat(browser.eval("document.querySelector('h1').textContent")).endsWith(HOSTILE);
      assertThat(browser.eval("String(window.hacked) + document.images.length"))
          .isEqualTo("undefined0");
      browser.eval("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      assertThat(Accessibility.problems(browser)).as("all opened").isEmpty();
    }
  }

  private static final String CORDEX =
      "tas_ANT-44_ECMWF-ERAINT_evaluation_r1i1p1_DMI-HIRHAM5_v1_day_20060101.nc";
}
