package io.amasia.plan;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/// Settings of a process's default session as system properties: how `amasia run` gives a program
/// the engine it is told.
public enum SessionProperty {
  ENGINE,
  THREADS,
  SCRATCH,
  WORK_DIR,
  RESUME,
  /// The name of a class, an instance of which is told how far computations are.
  LISTENER;

  /// As settings and flags call it: `work-dir`.
  public String setting() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The flag of a JVM whose default session has this `value`.
  public String flag(String value) {
    return "-D" + property() + "=" + value;
  }

  private String property() {
    return "amasia.session." + setting();
  }

  /// What this process was given.
  static Session.Builder given() {
    Session.Builder builder = Session.builder();
    for (SessionProperty each : values()) {
      String value = System.getProperty(each.property());
      if (value != null) {
        each.give(builder, value);
      }
    }
    return builder;
  }

  private void give(Session.Builder builder, String value) {
    var _ =
        switch (this) {
          case ENGINE -> builder.engine(value);
          case THREADS -> builder.threads(Integer.parseInt(value));
          case SCRATCH -> builder.scratch(Path.of(value));
          case WORK_DIR -> builder.workDirectory(value);
          case RESUME -> builder.resume(Boolean.parseBoolean(value));
          case LISTENER -> builder.listener(listener(value));
        };
  }

  @SuppressWarnings("unchecked") // who names the class vouches for it
  private static Consumer<Event> listener(String name) {
    try {
      return Class.forName(name).asSubclass(Consumer.class).getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no listener: " + name, e);
    }
  }
}
