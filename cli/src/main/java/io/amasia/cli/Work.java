package io.amasia.cli;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.ConcatDim;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.plan.Event;
import io.amasia.plan.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// What a command works with: the session that its flags and settings ask for, and how it opens
/// inputs.
final class Work {
  private final Console console;
  private final Session session;

  private Work(Console console, Session session) {
    this.console = console;
    this.session = session;
  }

  /// Calls `body` in the session that `options` and the settings ask for.
  static <T> T in(Console console, GlobalOptions options, WorkBody<T> body) throws Exception {
    return in(console, options, _ -> {}, body);
  }

  /// The same; `also` hears of its computations too.
  static <T> T in(Console console, GlobalOptions options, Consumer<Event> also, WorkBody<T> body)
      throws Exception {
    Settings settings = Settings.of(options);
    Session.Builder builder = Session.builder();
    settings.find("engine").ifPresent(value -> builder.engine(value.text()));
    settings.threads().ifPresent(builder::threads);
    settings.find("scratch").ifPresent(value -> builder.scratch(Path.of(value.text())));
    settings.find("work-dir").ifPresent(value -> builder.workDirectory(value.text()));
    builder.resume(options.resume);
    try (var watching = new Watching(console, options, settings)) {
      Consumer<Event> listener = watching.listener().andThen(also);
      Session session = builder.listener(listener).cancel(Stopping.cancel()).build();
      var work = new Work(console, session);
      Callable<T> call = () -> body.with(work);
      return session.call(call);
    }
  }

  /// Work to be done in a session.
  interface WorkBody<T> {
    T with(Work work) throws Exception;
  }

  Session session() {
    return session;
  }

  Console console() {
    return console;
  }

  /// Opens one file or URL, decoded by CF.
  Dataset open(String url) {
    return open(List.of(url), Optional.empty(), false);
  }

  /// Opens one file or URL and leaves out what it warns of.
  Dataset openQuietly(String url) {
    return Opening.open(List.of(url), OpenOptions.standard().hearing(_ -> {}));
  }

  /// Opens several as one, joined by their coordinates or along `concat`.
  Dataset open(List<String> urls, Optional<ConcatDim> concat, boolean strict) {
    OpenOptions options = OpenOptions.standard().hearing(console::warning);
    if (concat.isPresent()) {
      options = options.concat(concat.get());
    }
    return Opening.open(urls, strict ? options.compatStrict() : options);
  }
}
