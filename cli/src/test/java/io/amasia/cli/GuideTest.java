package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every line and every piece of Java of the user guide, page by page, on the demo's data.
class GuideTest {
  @TempDir static Path folder;

  static List<String> pages() throws IOException {
    try (var files = Files.list(Document.ROOT.resolve("docs/guide"))) {
      List<String> pages = files.map(f -> f.getFileName().toString()).sorted().toList();
      assertThat(pages).contains("README.md", "opening.md");
      return pages;
    }
  }

  @BeforeAll
  static void makeTheDemosData() throws Exception {
    Document.amasia(folder, "demo --progress none");
    Path notebooks = Files.createDirectories(folder.resolve("docs/notebooks"));
    try (var files = Files.list(Document.ROOT.resolve("docs/notebooks"))) {
      for (Path file : files.toList()) {
        Files.copy(file, notebooks.resolve(file.getFileName()));
      }
    }
  }

  @AfterAll
  static void theGuideNamesItsPages() throws IOException {
    String index = Files.readString(Document.ROOT.resolve("docs/guide/README.md"));
    for (String page : pages()) {
      assertThat(index + "(README.md)").contains("(" + page + ")");
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void runsAsWritten(String page) throws Exception {
    Document document = Document.read("docs/guide/" + page);
    for (String line : document.lines()) {
      Document.amasia(folder, line);
    }
    if (!document.fragments().isEmpty()) {
      Files.writeString(
          folder.resolve("Page.java"),
          "import static io.amasia.Amasia.*;\nvoid main() {\n%s}\n"
              .formatted(String.join("", document.fragments())));
      Document.amasia(folder, "run Page.java");
    }
  }
}
