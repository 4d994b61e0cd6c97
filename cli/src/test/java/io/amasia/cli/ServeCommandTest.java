package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `amasia serve` as it is called.
class ServeCommandTest {
  private static final Pattern LINK = Pattern.compile("(http://localhost:[0-9]+/\\S+)  (.*)");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String file = "";

  @BeforeEach
  void write() {
    file = folder.resolve("tas.nc").toString();
    Variable tas = Variable.of(List.of("x"), new double[] {1, 2, 3, 4});
    DatasetWriter.write(
        new Dataset(Map.of("tas", tas), Coordinates.NONE, Map.of()),
        file,
        DatasetWriter.Options.standard());
  }

  private int run(String... args) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void servesFilesAndResultsUntilItIsStopped() throws Exception {
    var code = new AtomicInteger(-1);
    Thread command =
        Thread.ofPlatform()
            .start(() ->
                code.set(run("serve", "twice=" + file, "--expr", "tas = tas * 2", "--port", "0")));
    Matcher link = LINK.matcher("");
    for (int i = 0; i < 600 && !link.reset(printed()).find(); i++) {
      Thread.sleep(50);
    }
    assertThat(link.group(2)).endsWith("tas.nc --expr tas = tas * 2");
    assertThat(link.group(1)).endsWith("/datasets/twice/zarr");
    try (Dataset found = Opening.open(List.of(link.group(1)), OpenOptions.standard())) {
      assertThat(found.get("tas").toDoubles()).containsExactly(2, 4, 6, 8);
    }
    command.interrupt();
    command.join(20_000);
    assertThat(code.get()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("stop with Ctrl-C");
  }

  @Test
  void wrongUseIsToldInWords() {
    assertThat(run("serve", file, "--host", "no.such.host.invalid")).isEqualTo(2);
    assertThat(run("serve", file, "--cors", "maps")).isEqualTo(2);
    assertThat(run("serve", "a/b=" + file)).isEqualTo(1);
    assertThat(run("serve")).isEqualTo(2);
    assertThat(printed()).contains("no address of this machine", "'maps' is no origin");
  }

  @Test
  void helpShowsExamples() {
    assertThat(run("help", "serve")).isZero();
    assertThat(printed()).contains("xr.open_zarr(", "--yearly", "--cors", "--base");
  }
}
