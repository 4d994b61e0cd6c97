package io.amasia.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `amasia passes N COMMAND…`: runs a command N times in this process and prints, after what the
/// last run prints, a line `{"seconds": [...], "cpu": [...]}`: wall time and CPU time of each. For
/// `bench/compare.py`: the first pass shows what compiling costs, the others what the work costs.
@Command(name = "passes", hidden = true, description = "Repeats a command and times each run.")
final class PassesCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "N", description = "how often")
  int passes = 3;

  @Parameters(index = "1..*", paramLabel = "COMMAND", description = "a command line")
  List<String> line = List.of();

  PassesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    List<Double> seconds = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    int code = 0;
    for (int pass = 1; pass <= passes && code == 0; pass++) {
      PrintStream out = pass == passes ? console.out() : nowhere;
      long start = System.nanoTime();
      double before = cpuSeconds();
      code = Main.run(out, console.err(), line.toArray(String[]::new));
      seconds.add((System.nanoTime() - start) / 1e9);
      cpu.add(cpuSeconds() - before);
    }
    console.print(Json.line(Map.of("seconds", seconds, "cpu", cpu)));
    return code;
  }

  private static double cpuSeconds() {
    Duration all = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return all.toMillis() / 1e3;
  }
}
