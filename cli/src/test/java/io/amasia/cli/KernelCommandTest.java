package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kernels that are made known to Jupyter and taken away.
class KernelCommandTest {
  @TempDir private Path prefix;

  private record Said(int code, String out, String err) {
    static Said by(String... line) {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      int code =
          Main.run(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              line);
      return new Said(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  private Path kernels() {
    return prefix.resolve("share/jupyter/kernels");
  }

  @Test
  void kernelsAreInstalledListedAndRemoved() throws IOException {
    String where = "--prefix=" + prefix;
    assertThat(Said.by("kernel", "list", where).out()).startsWith("no kernels");
    Said made = Said.by("kernel", "install", where, "--engine", "serial", "--memory", "1GB");
    assertThat(made.code()).as(made.err()).isZero();
    JsonNode spec = new ObjectMapper().readTree(kernels().resolve("amasia/kernel.json").toFile());
    assertThat(spec.path("language").asText()).isEqualTo("java");
    assertThat(spec.path("interrupt_mode").asText()).isEqualTo("message");
    assertThat(spec.path("argv").toString())
        .contains("\"kernel\",\"run\",\"--engine=serial\",\"--memory=1GB\",\"{connection_file}\"");
    assertThat(Said.by("kernel", "install", where).code()).isZero();
    assertThat(Said.by("kernel", "install", where, "--name", "second").code()).isZero();
    assertThat(Said.by("kernel", "list", where).out()).contains("amasia", "second", "kernel run");
    assertThat(Said.by("kernel", "uninstall", where).code()).isZero();
    assertThat(kernels().resolve("amasia")).doesNotExist();
    Said gone = Said.by("kernel", "uninstall", where);
    assertThat(gone.code()).isEqualTo(2);
    assertThat(gone.err()).contains("there is no kernel 'amasia'");
  }

  @Test
  void kernelsOfOthersAreLeftAlone() throws IOException {
    Path other = Files.createDirectories(kernels().resolve("python3"));
    Files.writeString(other.resolve("kernel.json"), "{\"argv\": [\"python\"]}");
    String where = "--prefix=" + prefix;
    assertThat(Said.by("kernel", "install", where, "--name", "python3").err())
        .contains("another kernel");
    assertThat(Said.by("kernel", "uninstall", where, "--name", "python3").err())
        .contains("not a kernel of Amasia");
    assertThat(other.resolve("kernel.json")).exists();
    assertThat(Said.by("kernel", "install", where, "--name", "../x").code()).isEqualTo(2);
    assertThat(Said.by("kernel", "run", prefix.resolve("none.json").toString()).err())
        .contains("no connection file");
    assertThat(Said.by("kernel").out()).contains("install").contains("uninstall");
  }
}
