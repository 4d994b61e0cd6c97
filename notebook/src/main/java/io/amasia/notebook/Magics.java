package io.amasia.notebook;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Session;
import io.amasia.plan.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The orders that cells may give: lines that begin with `%`.
final class Magics {
  static final List<String> NAMES =
      List.of("%engine", "%load", "%maven", "%time", "%%html", "%%time");

  private static final String ALLOWED =
      """
      %time JAVA  %%time  how long a line or a cell takes
      %load FILE          runs the Java of a file
      %engine URL         computes there from now on, such as local or spark://HOST:PORT
      %maven G:A:V …      adds libraries with what they need; a URL is a repository to look in too
      %%html              shows the rest of the cell as HTML\
      """;

  private final Interpreter interpreter;

  Magics(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /// Does what `magic`, a part of `cell`, says.
  ///
  /// @return what went wrong with the Java that it runs
  /// @throws AmasiaException.Usage if there is no such order
  Optional<Output.Failure> run(Cell cell, CellPart.Magic magic, CellOutput output) {
    String argument = magic.argument().text().strip();
    return switch (magic.name()) {
      case "%time" -> timed(cell, magic.argument(), output);
      case "%%time" -> timed(cell, magic.body(), output);
      case "%load" -> load(given(magic, argument, "a file, such as %load steps.jsh"), output);
      case "%engine" -> {
        engine(given(magic, argument, "an engine, such as %engine local"), output);
        yield Optional.empty();
      }
      case "%maven" -> {
        maven(
            given(
                magic,
                argument,
                "libraries, such as %maven org.apache.commons:commons-math3:3.6.1"),
            output);
        yield Optional.empty();
      }
      case "%%html" -> {
        String html = magic.body().text();
        output.show(new Output.DisplayData(MimeBundle.html(html, html), Optional.empty()));
        yield Optional.empty();
      }
      default ->
          throw new AmasiaException.Usage(
              "there is no %s; there are:%n%s".formatted(magic.name(), ALLOWED));
    };
  }

  private static String given(CellPart.Magic magic, String argument, String wanted) {
    if (argument.isEmpty()) {
      throw new AmasiaException.Usage(magic.name() + " needs " + wanted);
    }
    return argument;
  }

  private Optional<Output.Failure> timed(Cell cell, CellPart.Java java, CellOutput output) {
    long begun = System.nanoTime();
    Duration cpu = cpu();
    Optional<Output.Failure> error = interpreter.runInside(cell, java, output);
    String text =
        String.format(
            Locale.ROOT,
            "wall %s, CPU %s%n",
            seconds(Duration.ofNanos(System.nanoTime() - begun)),
            seconds(cpu().minus(cpu)));
    output.print(Output.Channel.OUT, text);
    return error;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String seconds(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return seconds < 1
        ? String.format(Locale.ROOT, "%.0f ms", 1e3 * seconds)
        : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private Optional<Output.Failure> load(String name, CellOutput output) {
    Path file = Path.of(name);
    try {
      return interpreter.runInside(
          new Cell(file.getFileName().toString(), Files.readString(file)), output);
    } catch (IOException e) {
      throw new AmasiaException.Usage(
          "%s can't be read: %s (from the folder %s)"
              .formatted(name, e.getMessage(), Path.of("").toAbsolutePath()));
    }
  }

  private void engine(String url, CellOutput output) {
    Session session = interpreter.engine(url);
    output.print(
        Output.Channel.OUT,
        "engine %s: %d threads, memory %s%n"
            .formatted(url, session.threads(), Sizes.text(session.memoryBytes())));
  }

  private void maven(String coordinates, CellOutput output) {
    List<Path> jars = MavenJars.of(List.of(coordinates.split("\\s+", -1)));
    interpreter.addJars(jars);
    output.print(
        Output.Channel.OUT,
        "added %s%n"
            .formatted(
                String.join(
                    ", ", jars.stream().map(jar -> jar.getFileName().toString()).toList())));
  }
}
