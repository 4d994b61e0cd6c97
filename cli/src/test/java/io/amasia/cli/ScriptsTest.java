package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The scripts of all pages: names and attributes of data stay text in them, and they need no
/// network.
class ScriptsTest {
  private static final Pattern TEXT_AS_CODE =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\\.write|\\beval\\(|new Function|srcdoc");
  private static final Pattern ELSEWHERE =
      Pattern.compile("['\"`]https?://(?!www\\.w3\\.org/(2000/svg|1999/xlink|1999/xhtml))");

  @Test
  void textIsNeverCodeAndNothingComesFromElsewhere() throws IOException {
    List<Path> scripts;
    try (Stream<Path> files = Files.walk(Document.ROOT, 12)) {
      scripts =
          files
              .filter(file -> file.toString().contains("/src/main/resources/"))
              .filter(file -> file.toString().endsWith(".js"))
              .toList();
    }
    assertThat(scripts).hasSizeGreaterThan(30);
    for (Path script : scripts) {
      assertThat(Files.readString(script))
          .as(script.toString())
          .doesNotContainPattern(TEXT_AS_CODE)
          .doesNotContainPattern(ELSEWHERE);
    }
  }
}
