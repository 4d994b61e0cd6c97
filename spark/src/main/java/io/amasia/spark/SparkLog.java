package io.amasia.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/// What Spark logs in this process: kept, the newest lines only, and told when something goes
/// wrong. Nothing of it is printed. Thread-safe.
///
/// Spark answers many a trouble of a cluster by trying again for ever; what happened stands in its
/// log alone.
final class SparkLog extends AbstractAppender {
  private static final int LINES = 200;
  private static final String CONFIGURATION = "log4j2.configurationFile";

  /// Where Spark says at level INFO which executors came and went, and why.
  private static final String CLIENT = "org.apache.spark.deploy.client";

  private final Deque<String> lines = new ArrayDeque<>();

  /// Log4j itself forgets one that nobody holds, and makes another for the next who asks.
  private final LoggerContext context;

  private SparkLog(LoggerContext context) {
    super("amasia", null, null, true, Property.EMPTY_ARRAY);
    this.context = context;
  }

  /// Begins to listen. To be called before any class of Spark is loaded, which logs as soon as it
  /// is.
  static SparkLog begin() {
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(
          CONFIGURATION,
          String.valueOf(SparkLog.class.getResource("/io/amasia/spark/log4j2.properties")));
    }
    var log = new SparkLog((LoggerContext) LogManager.getContext(false));
    log.start();
    Configuration configuration = log.context.getConfiguration();
    configuration.getRootLogger().addAppender(log, Level.WARN, null);
    var client = new LoggerConfig(CLIENT, Level.INFO, false);
    client.addAppender(log, Level.INFO, null);
    configuration.addLogger(CLIENT, client);
    log.context.updateLoggers();
    return log;
  }

  @Override
  public void append(LogEvent event) {
    var text = new StringBuilder(event.getMessage().getFormattedMessage());
    for (Throwable e = event.getThrown(); e != null; e = e.getCause()) {
      text.append(" / ").append(e);
    }
    synchronized (lines) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(text.toString());
    }
  }

  /// The lines that have one of `words` in them, the newest last.
  List<String> with(String... words) {
    List<String> found = new ArrayList<>();
    synchronized (lines) {
      for (String line : lines) {
        if (List.of(words).stream().anyMatch(line::contains)) {
          found.add(line);
        }
      }
    }
    return found;
  }

  /// The newest lines, for an error.
  List<String> last(int count) {
    synchronized (lines) {
      return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    }
  }

  /// Forgets what was said.
  void clear() {
    synchronized (lines) {
      lines.clear();
    }
  }
}
