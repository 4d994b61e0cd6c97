package io.amasia.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.notebook.History;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is answered about the history of cells.
class RequestsTest {
  @TempDir Path folder;

  private static JsonNode range(History history, int session) {
    ObjectNode asked = Message.object().put("hist_access_type", "range").put("session", session);
    return Requests.history(history, asked).path("history");
  }

  @Test
  void sessionsAreFoundByTheNumbersThatRepliesTell() {
    Path file = folder.resolve("history");
    History.at(file).add("earlier");
    History history = History.at(file);
    history.add("now");
    for (JsonNode entry :
        Requests.history(history, Message.object().put("hist_access_type", "tail"))
            .path("history")) {
      assertThat(range(history, entry.get(0).asInt())).hasSize(1).first().isEqualTo(entry);
    }
    assertThat(range(history, 0).get(0).get(2).asText()).isEqualTo("now");
    assertThat(range(history, -1).get(0).get(2).asText()).isEqualTo("earlier");
    assertThat(range(history, 9)).isEmpty();
  }

  @Test
  void cellsKeepTheirNumbersThoughOneIsEmptyOrRunAgain() {
    Path file = folder.resolve("history");
    History history = History.at(file);
    history.add("a", 1);
    history.add("a", 2);
    history.add(" ", 3);
    history.add("b", 4);
    assertThat(history.entries().stream().map(entry -> entry.number() + entry.source()))
        .containsExactly("1a", "2a", "4b");
    assertThat(range(history, 0).get(2).get(1).asInt()).isEqualTo(4);
    assertThat(History.at(file).entries().stream().map(History.Entry::source))
        .containsExactly("a", "b");
  }

  @Test
  void linesOfTheShellAreKeptOnce() {
    History history = History.at(folder.resolve("history"));
    List.of("a", "a ", "", "b").forEach(history::add);
    assertThat(history.entries().stream().map(entry -> entry.number() + entry.source()))
        .containsExactly("1a", "2b");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "*, '', true",
    "'', a, false",
    "int*, int x = 1;, true",
    "*x?=*, int x = 1;, true",
    "*ab, abab, true",
    "*ab?, abab, false",
    "a*b*c, axxbyycbc, true",
    "a.c, abc, false",
    "(*, (a, true"
  })
  void patternsFit(String pattern, String text, boolean fits) {
    assertThat(Requests.fits(pattern, text)).isEqualTo(fits);
  }

  @Test
  void noPatternTakesLong() {
    assertThat(Requests.fits("*a".repeat(50) + "*b", "a".repeat(10_000))).isFalse();
  }
}
