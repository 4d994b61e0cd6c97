package io.amasia.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the script draws against the paths that are answered.
class PanelsTest {
  @Test
  void everyPanelAndPageOfTheScriptHasItsPath() throws Exception {
    assertThat(Pages.PANELS).containsExactlyInAnyOrder(keys("panels"));
    assertThat(Pages.PAGES).containsExactlyInAnyOrder(keys("pages"));
  }

  /// The keys of the object that panels.js exports as `name`, a line each.
  private static String[] keys(String name) throws Exception {
    try (var in = Pages.class.getResourceAsStream("panels.js")) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String object = script.split("export const " + name + " = \\{\n", 2)[1].split("\n};", 2)[0];
      return Pattern.compile("(?m)^  '?([a-z-]+)'?:")
          .matcher(object)
          .results()
          .map((MatchResult found) -> found.group(1))
          .toArray(String[]::new);
    }
  }
}
