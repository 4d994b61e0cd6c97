package io.amasia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import io.amasia.array.Shape;
import io.amasia.dataset.BlockWork;
import io.amasia.dataset.DataArray;
import io.amasia.plan.Session;
import io.amasia.web.dashboard.Dashboard;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program is told when it fails stands in the dashboard's log, too.
class FailuresShownTest {
  private final Dashboard dashboard = Dashboard.start(0, "test", _ -> {});

  @TempDir Path work;

  @AfterEach
  void close() {
    dashboard.close();
  }

  private Session.Builder processes() {
    return Session.builder()
        .engine("processes[1]")
        .memoryBytes(256 << 20)
        .workDirectory(work.toString())
        .listener(dashboard);
  }

  /// Computes and fails with each of `words`, in the exception and in the log.
  private void failsWith(
      Session.Builder settings, BlockWork<DataArray> function, Shape shape, String... words)
      throws Exception {
    try (Session session = settings.build()) {
      session.call(() -> {
        DataArray field = Amasia.random(shape, shape, 1);
        assertThatThrownBy(() -> field.mapBlocks(function, field).load())
            .isInstanceOf(AmasiaException.class)
            .satisfies(e -> assertThat(e.getMessage()).contains(words));
        return null;
      });
    }
    URI log = URI.create(dashboard.url().replace("/status", "/json/log.json"));
    JsonNode lines;
    try (var in = log.toURL().openStream()) {
      lines = new ObjectMapper().readTree(in);
    }
    JsonNode last = lines.get(lines.size() - 1);
    assertThat(last.get("level").asText()).isEqualTo("error");
    assertThat(last.get("text").asText()).startsWith("failed: ").contains(words);
  }

  @Test
  void aFunctionThatThrows() throws Exception {
    failsWith(
        processes(),
        _ -> {
          throw new IllegalStateException("not this block");
        },
        Shape.of(3, 4),
        "the function failed for the block",
        "not this block");
  }

  @Test
  void aWorkDirectoryThatCantBeWritten() throws Exception {
    Path file = Files.createFile(work.resolve("file"));
    failsWith(
        processes().workDirectory(file.toString()),
        block -> block,
        Shape.of(3, 4),
        "the work directory " + file,
        "--work-dir");
  }

  @Test
  void codeThatCantBeSent() throws Exception {
    var held = new Object();
    failsWith(
        processes(),
        block -> held.hashCode() == 0 ? block : block.times(2),
        Shape.of(3, 4),
        "java.lang.Object, which can't be sent to other processes");
  }

  @Test
  void whatIsRefusedBeforeItBegins() throws Exception {
    failsWith(
        Session.builder().memoryBytes(1 << 20).listener(dashboard),
        block -> block,
        Shape.of(3000, 3000),
        "needs at least",
        "--memory");
  }
}
