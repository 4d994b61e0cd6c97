package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.cf.Notices;
import io.amasia.plan.Event;
import io.amasia.plan.watch.ProgressBar;
import io.amasia.plan.watch.Recording;
import io.amasia.plan.watch.Report;
import io.amasia.plan.watch.Trace;
import io.amasia.web.dashboard.Dashboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who watches a command's computations: the progress on the terminal, and the dashboard, the
/// report and the trace that it was asked for, which are complete when this is closed.
final class Watching implements AutoCloseable {
  private final Console console;
  private final GlobalOptions options;
  private final String words;
  private final Consumer<Event> listener;
  private final @Nullable Recording recording;
  private final @Nullable Trace trace;
  private final @Nullable Dashboard dashboard;

  /// @throws AmasiaException.Usage if the report or the trace has no folder to go to
  Watching(Console console, GlobalOptions options, Settings settings) {
    this(console, options, settings, CommandWords.of(options.spec));
  }

  /// @param words the command line, for titles
  Watching(Console console, GlobalOptions options, Settings settings, String words) {
    this.console = console;
    this.options = options;
    this.words = words;
    recording = options.report == null ? null : new Recording();
    check(options);
    trace = options.trace == null ? null : new Trace(Path.of(options.trace).toAbsolutePath());
    dashboard = settings.dashboard().map(this::dashboard).orElse(null);
    Consumer<Event> all = progress(console, settings.progress());
    all = dashboard == null ? all : all.andThen(dashboard);
    all = recording == null ? all : all.andThen(recording);
    listener = trace == null ? all : all.andThen(trace);
  }

  private Dashboard dashboard(int port) {
    Dashboard started = Dashboard.start(port, words, console::warning);
    console.say("dashboard: " + started.url());
    return started;
  }

  /// @throws AmasiaException.Usage if the report or the trace has no folder to go to
  static void check(GlobalOptions options) {
    check("--report", options.report);
    check("--trace", options.trace);
  }

  private static void check(String option, @Nullable String given) {
    if (given == null) {
      return;
    }
    Path file = Path.of(given).toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new AmasiaException.Usage(
          "%s is a file in a folder that is there, not '%s'".formatted(option, given));
    }
  }

  private static ProgressBar progress(Console console, GlobalOptions.ProgressKind kind) {
    ProgressBar.Shown shown =
        switch (kind) {
          case AUTO -> console.interactive() ? ProgressBar.Shown.BAR : ProgressBar.Shown.LINES;
          case PLAIN -> ProgressBar.Shown.LINES;
          case NONE -> ProgressBar.Shown.NOTHING;
        };
    return new ProgressBar(console.err(), shown, new Notices(console::warning)::say);
  }

  Consumer<Event> listener() {
    return listener;
  }

  @Override
  public void close() {
    if (dashboard != null) {
      console.waitForEnter("done; press Enter to close the dashboard");
    }
    finish();
  }

  /// Ends without waiting for anybody.
  void finish() {
    if (dashboard != null) {
      dashboard.close();
    }
    if (trace != null) {
      trace.close();
    }
    if (recording != null) {
      Path file = Path.of(String.valueOf(options.report));
      Report.write(file, recording, words, "amasia " + Version.text());
      console.say("wrote " + file);
    }
  }
}
