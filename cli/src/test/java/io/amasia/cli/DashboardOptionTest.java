package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--dashboard` and `demo mean`.
class DashboardOptionTest {
  @TempDir Path folder;

  @Test
  void theMeanOfRandomNumbersIsTheSameInAllChunks() {
    CommandRun run = CommandRun.of("demo", "mean", "--shape", "300,200", "--chunks", "50,40");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("random(shape(300, 200), chunks(50, 40), 42).mean().compute()");
    CommandRun other = CommandRun.of("demo", "mean", "--shape", "300,200", "--chunks", "300,9");
    assertThat(mean(run)).isCloseTo(mean(other), org.assertj.core.data.Offset.offset(1e-15));
    assertThat(mean(CommandRun.of("demo", "mean", "--shape", "300,200", "--seed", "1")))
        .isNotEqualTo(mean(run));
  }

  private static double mean(CommandRun run) {
    return Double.parseDouble(run.out().strip().lines().reduce((_, last) -> last).orElse(""));
  }

  @Test
  void theTasksOfTheMeanAreDrawn() throws Exception {
    Path svg = folder.resolve("mean.svg");
    CommandRun run = CommandRun.of("demo", "mean", "--svg", svg.toString());
    assertThat(run.code()).as(run.err()).isZero();
    String drawn = Files.readString(svg);
    assertThat(drawn.split("class=\"chunk\"", -1)).hasSize(101);
    assertThat(drawn).contains("100 chunks of [1000, 1000]", "combine: mean over [0, 1]");
  }

  @Test
  void sizesThatAreNoneAreRefused() {
    CommandRun run = CommandRun.of("demo", "mean", "--shape", "10x10");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--shape takes whole numbers, such as 1000,1000, not '10x10'");
  }

  @Test
  void theDashboardsLinkIsSaid() {
    CommandRun run =
        CommandRun.of("demo", "mean", "--shape", "30,20", "--chunks", "10,10", "--dashboard", "0");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).containsPattern("dashboard: http://localhost:[0-9]+/status");
  }

  @Test
  void whatFollowsTheDashboardMayBeAFile() {
    CommandRun run = CommandRun.of("info", "--dashboard", "missing.nc");
    assertThat(run.err()).contains("missing.nc");
    assertThat(CommandRun.of("info", "--dashboard=70000", "x.nc").err())
        .contains("dashboard is a port from 0 to 65535, or off, not '70000' (from --dashboard)");
  }

  @Test
  void helpSpeaksOfTheDashboard() {
    assertThat(CommandRun.of("help", "compute").out())
        .contains("--dashboard", "http://localhost:8787/status");
  }
}
