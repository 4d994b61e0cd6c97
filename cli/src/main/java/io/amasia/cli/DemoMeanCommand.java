package io.amasia.cli;

import static io.amasia.Amasia.random;

import io.amasia.array.AmasiaException;
import io.amasia.array.Shape;
import io.amasia.dataset.DataArray;
import io.amasia.plan.Explanation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `amasia demo mean`: the mean of random numbers in chunks, and the graph of its tasks.
@Command(
    name = "mean",
    description = {
      "Computes the mean of random numbers in chunks, and draws the tasks that it takes.",
      "A seed gives the same numbers in all chunks, on all engines and machines: NumPy's for Philox."
    },
    footer = {
      "",
      "Examples:",
      "  amasia demo mean --seed 42 --svg mean.svg",
      "  amasia demo mean --shape 30000,30000 --chunks 500,500 --dashboard"
    })
final class DemoMeanCommand implements Callable<Integer> {
  @Mixin final GlobalOptions options;

  @Option(
      names = "--shape",
      paramLabel = "N,..",
      description = "sizes of the array (default: ${DEFAULT-VALUE})",
      defaultValue = "1000,1000")
  String shape = "";

  @Option(
      names = "--chunks",
      paramLabel = "N,..",
      description = "lengths of its chunks (default: ${DEFAULT-VALUE})",
      defaultValue = "100,100")
  String chunks = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "which random numbers (default: ${DEFAULT-VALUE})",
      defaultValue = "42")
  long seed;

  @Option(names = "--svg", paramLabel = "FILE", description = "draw the graph of its tasks")
  @Nullable Path svg;

  private final Console console;

  DemoMeanCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, this::run);
  }

  private int run(Work work) throws Exception {
    DataArray mean = random(sizes("--shape", shape), sizes("--chunks", chunks), seed).mean();
    Explanation plan = mean.explain();
    if (svg != null) {
      Files.writeString(svg, plan.toTaskSvg());
      console.say("wrote " + svg);
    }
    console.print(
        "random(shape(%s), chunks(%s), %d).mean().compute()"
            .formatted(spaced(shape), spaced(chunks), seed));
    console.print(
        "%d tasks in %d stage%s on the engine %s, peak %s"
            .formatted(
                plan.tasks(),
                plan.stages(),
                plan.stages() == 1 ? "" : "s",
                work.session().engineName(),
                io.amasia.plan.Sizes.text(plan.peakBytes())));
    console.print(Double.toString(mean.item()));
    return 0;
  }

  private static String spaced(String sizes) {
    return sizes.replace(",", ", ");
  }

  private static Shape sizes(String option, String text) {
    if (!text.matches("[0-9]{1,12}(,[0-9]{1,12}){0,7}")) {
      throw new AmasiaException.Usage(
          "%s takes whole numbers, such as 1000,1000, not '%s'".formatted(option, text));
    }
    return Shape.of(Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray());
  }
}
