package io.amasia.cli;

import io.amasia.plan.Event;
import io.amasia.plan.SessionProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Watches the computations of a program that `amasia run` started, as the options of that command
/// say: progress, dashboard, report and trace. The last two are complete when the program ends.
public final class ProgramListener implements Consumer<Event> {
  private static final String PROPERTY = "amasia.run.";

  private final Consumer<Event> told;

  /// Made by the program's default session; see [#flags].
  public ProgramListener() {
    var console = new Console(System.out, System.err);
    var options = new GlobalOptions(console);
    options.report = given("report");
    options.trace = given("trace");
    options.dashboard = given("dashboard");
    String progress = given("progress");
    options.progress =
        progress == null
            ? GlobalOptions.ProgressKind.NONE
            : GlobalOptions.ProgressKind.valueOf(progress);
    String words = String.valueOf(given("words"));
    Watching watching = begun(() -> new Watching(console, options, Settings.of(options), words));
    told = watching.listener();
    Runtime.getRuntime().addShutdownHook(new Thread(watching::finish));
  }

  /// By a daemon, as whose threads those of the dashboard are daemons too: the program ends with
  /// its own threads.
  private static Watching begun(Supplier<Watching> begin) {
    var watching = new CompletableFuture<Watching>();
    Thread.ofPlatform().daemon().start(() -> watching.completeAsync(begin, Runnable::run));
    try {
      return watching.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : e;
    }
  }

  private static @Nullable String given(String name) {
    return System.getProperty(PROPERTY + name);
  }

  /// The flags of a JVM whose default session is watched; none if nobody wants to.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if the report or the trace has no place to go to
  static List<String> flags(GlobalOptions options, Settings settings) {
    List<String> flags = new ArrayList<>();
    give(flags, "report", options.report);
    give(flags, "trace", options.trace);
    settings.dashboard().ifPresent(port -> give(flags, "dashboard", port.toString()));
    settings.find("progress").ifPresent(_ -> give(flags, "progress", settings.progress().name()));
    if (!flags.isEmpty()) {
      Watching.check(options);
      give(flags, "words", CommandWords.of(options.spec));
      flags.add(SessionProperty.LISTENER.flag(ProgramListener.class.getName()));
    }
    return flags;
  }

  private static void give(List<String> flags, String name, @Nullable String value) {
    if (value != null) {
      flags.add("-D" + PROPERTY + name + "=" + value);
    }
  }

  @Override
  public void accept(Event event) {
    told.accept(event);
  }
}
