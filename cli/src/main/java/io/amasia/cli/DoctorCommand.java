package io.amasia.cli;

import io.amasia.array.MemoryPool;
import io.amasia.plan.Session;
import io.amasia.plan.Sizes;
import io.amasia.storage.codec.Codecs;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `amasia doctor`: what is there and what is missing.
@Command(
    name = "doctor",
    description =
        "Shows the JDK, codecs, formats, engines, memory, and where each setting comes from.")
final class DoctorCommand implements Callable<Integer> {
  @Mixin final GlobalOptions options;

  @Option(names = "--json", description = "as JSON")
  boolean json;

  private final Console console;

  DoctorCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, this::run);
  }

  private int run(Work work) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("amasia", Version.text());
    facts.put(
        "java", System.getProperty("java.vm.version") + " in " + System.getProperty("java.home"));
    facts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("codecs", Codecs.describe().stream().map(c -> c.name() + ": " + c.how()).toList());
    facts.put("formats", Formats.all().stream().map(Format::name).toList());
    Session session = work.session();
    facts.put("engine", session.engineName() + ", " + session.threads() + " threads");
    facts.put(
        "memory",
        "%s for arrays, %s of Java heap"
            .formatted(
                Sizes.text(Math.min(session.memoryBytes(), MemoryPool.process().limitBytes())),
                Sizes.text(Runtime.getRuntime().maxMemory())));
    facts.put("scratch", session.scratch().toString());
    facts.put("settings", settings());
    if (json) {
      console.print(Json.line(facts));
    } else {
      facts.forEach((name, value) -> show(name, value));
    }
    return 0;
  }

  private void show(String name, Object value) {
    List<?> lines =
        value instanceof List<?> list && name.matches("codecs|settings")
            ? list
            : List.of(
                value instanceof List<?> list
                    ? String.join(", ", list.stream().map(String::valueOf).toList())
                    : value);
    String heading = name;
    for (Object line : lines) {
      console.print("%-9s %s".formatted(heading, line));
      heading = "";
    }
  }

  private List<String> settings() {
    Settings settings = Settings.of(options);
    return Settings.NAMES.stream()
        .map(name ->
            settings
                .find(name)
                .map(v -> name + " = " + v.text() + "  (" + v.origin() + ")")
                .orElse(name + "  (default)"))
        .toList();
  }
}
