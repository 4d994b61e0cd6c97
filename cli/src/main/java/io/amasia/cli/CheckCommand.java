package io.amasia.cli;

import io.amasia.cli.check.FileFacts;
import io.amasia.cli.check.Finding;
import io.amasia.cli.check.Inspection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `amasia check`: one table of files and what is wrong with them, before anything is computed.
@Command(
    name = "check",
    description = {
      "Looks at files one by one and together: missing, repeated or overlapping times, units and",
      "calendars that change, grids that nearly match, fill values of another type than the data's,",
      "times at the ends of their intervals, packed ranges. Reads metadata and coordinates only.",
      "Exits 1 when something is wrong; notes are no errors."
    },
    footer = {"", "Examples:", "  amasia check 'tas_*.nc'", "  amasia check @files.txt --json"})
final class CheckCommand implements Callable<Integer> {
  @Mixin final GlobalOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "URL",
      description = "files or URLs, quoted globs, @LIST.txt, or - for names on standard input")
  List<String> urls = List.of();

  @Option(names = "--json", description = "print files and findings as JSON")
  boolean json;

  private final Console console;

  CheckCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, this::run);
  }

  private int run(Work work) {
    Inspection inspection = Inspection.of(Inputs.expand(urls), work::openQuietly);
    console.print(json ? json(inspection) : text(inspection));
    return inspection.isWrong() ? 1 : 0;
  }

  private static String text(Inspection inspection) {
    var text = new StringBuilder();
    if (!inspection.files().isEmpty()) {
      var table =
          new Table("file", "variables", "calendar", "time units", "from", "to", "times", "found");
      for (FileFacts file : inspection.files()) {
        table.row(
            Inspection.name(file.url()),
            String.join(" ", file.variables().keySet()),
            file.calendar(),
            file.timeUnits(),
            file.span().get(0),
            file.span().get(1),
            file.timeCount() == 0 ? "" : Integer.toString(file.timeCount()),
            verdict(inspection, file));
      }
      text.append(table).append('\n');
    }
    for (Finding.Level level : Finding.Level.values()) {
      inspection.findings().stream()
          .filter(finding -> finding.level() == level)
          .forEach(finding -> text.append(line(finding)).append('\n'));
    }
    return text.append(summary(inspection)).toString();
  }

  private static String verdict(Inspection inspection, FileFacts file) {
    List<Finding> own =
        inspection.findings().stream().filter(f -> f.files().contains(file.url())).toList();
    return own.isEmpty()
        ? "good"
        : own.stream().anyMatch(f -> f.level() == Finding.Level.WRONG) ? "wrong" : "note";
  }

  private static String line(Finding finding) {
    String first = Inspection.name(finding.files().getFirst());
    int more = finding.files().size() - 1;
    return "%s: %s%s: %s"
        .formatted(
            finding.level() == Finding.Level.WRONG ? "wrong" : "note",
            first,
            more == 0 ? "" : " and %d more".formatted(more),
            finding.text());
  }

  private static String summary(Inspection inspection) {
    long wrong =
        inspection.findings().stream().filter(f -> f.level() == Finding.Level.WRONG).count();
    long notes = inspection.findings().size() - wrong;
    return "%d file%s read, %d wrong, %d note%s"
        .formatted(
            inspection.files().size(),
            inspection.files().size() == 1 ? "" : "s",
            wrong,
            notes,
            notes == 1 ? "" : "s");
  }

  private static String json(Inspection inspection) {
    List<Map<String, Object>> files = new ArrayList<>();
    for (FileFacts file : inspection.files()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("url", file.url());
      one.put("variables", file.variables().keySet());
      one.put("calendar", file.calendar());
      one.put("time_units", file.timeUnits());
      one.put("first", file.span().get(0));
      one.put("last", file.span().get(1));
      one.put("times", file.timeCount());
      files.add(one);
    }
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Finding finding : inspection.findings()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("level", finding.level() == Finding.Level.WRONG ? "wrong" : "note");
      one.put("kind", finding.kind());
      one.put("files", finding.files());
      one.put("text", finding.text());
      findings.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("files", files);
    all.put("findings", findings);
    return Json.line(all);
  }
}
