package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `amasia explore` as it is called.
class ExploreCommandTest {
  @TempDir Path folder;

  private String file() {
    String file = folder.resolve("tas.nc").toString();
    Variable tas = Variable.of(List.of("x"), new double[] {1, 2, 3, 4});
    DatasetWriter.write(
        new Dataset(Map.of("tas", tas), Coordinates.NONE, Map.of()),
        file,
        DatasetWriter.Options.standard());
    return file;
  }

  @Test
  void itPrintsItsLinkAndShowsTheDataUntilItIsStopped() throws Exception {
    String file = file();
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Thread command =
        Thread.ofPlatform()
            .start(() -> Main.run(print, print, "explore", "one=" + file, file, "--port", "0"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!out.toString(StandardCharsets.UTF_8).contains("Ctrl-C")) {
        assertThat(command.isAlive()).as(out.toString(StandardCharsets.UTF_8)).isTrue();
        Thread.sleep(20);
      }
      String link = out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
      String catalogue =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(link + "explore/catalogue.json")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(catalogue).contains("\"one\"", "\"tas\"", "\"series\"");
    } finally {
      command.interrupt();
      command.join(10_000);
    }
    assertThat(command.isAlive()).isFalse();
  }

  @Test
  void whatCantBeLookedAtIsToldInOneLine() {
    CommandRun missing = CommandRun.of("explore", folder.resolve("none.nc").toString());
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("none.nc");
    CommandRun help = CommandRun.of("explore", "--help");
    assertThat(help.out()).contains("Examples:", "amasia explore tas.nc");
  }
}
