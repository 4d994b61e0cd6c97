package io.amasia.spark;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How long a job waits for executors: Spark itself waits for ever, whatever is wrong with them.
final class Patience {
  /// The setting, in seconds.
  private static final String SECONDS = "spark.amasia.executorSeconds";

  private static final String USUAL_SECONDS = "180";

  /// Executors that end as soon as they start, one after the other, will go on doing so.
  private static final int DEAD_AT_ONCE = 4;

  /// `Executor updated: app-20261123-0000/3 is now EXITED (Command exited with code 1)`
  private static final Pattern EXECUTOR = Pattern.compile("/(\\d+) is now ");

  private final SparkConnection connection;
  private final long nanos;
  private final List<String> endedBefore;
  private final boolean inThisProcess;

  Patience(SparkConnection connection) {
    this.connection = connection;
    nanos = Long.parseLong(connection.setting(SECONDS, USUAL_SECONDS)) * 1_000_000_000L;
    inThisProcess = connection.context().isLocal();
    endedBefore = endedAtOnce();
    connection.executors().waitFromNow();
  }

  /// Does nothing as long as there is hope.
  ///
  /// @throws AmasiaException.Unsupported when there is none, with what is known of why
  void check() {
    if (inThisProcess) {
      return;
    }
    long missing = connection.executors().missingNanos();
    if (missing == 0) {
      return;
    }
    List<String> ended = new ArrayList<>(endedAtOnce());
    ended.removeAll(endedBefore);
    if (ended.size() >= DEAD_AT_ONCE || missing > nanos) {
      throw new AmasiaException.Unsupported(text(ended, missing));
    }
  }

  /// What Spark says of executors that ended before they could say a word.
  private List<String> endedAtOnce() {
    return endedAtOnce(
        SparkConnection.log().with("is now EXITED", "is now FAILED"),
        connection.executors()::wasThere);
  }

  /// @param ends what Spark says of executors that ended
  /// @param wasThere whether the executor of a name ever said a word
  static List<String> endedAtOnce(List<String> ends, Predicate<String> wasThere) {
    return ends.stream()
        .filter(line -> {
          Matcher executor = EXECUTOR.matcher(line);
          return !(executor.find() && wasThere.test(executor.group(1)));
        })
        .toList();
  }

  private String text(List<String> ended, long missing) {
    String logs = connection.setting("spark.amasia.logs", "");
    var text =
        new StringBuilder("no executor of %s runs".formatted(connection.url()))
            .append(" (%d s)".formatted(missing / 1_000_000_000L));
    if (ended.isEmpty()) {
      text.append(
          """
          : the cluster has no worker with %s free cores and %s of memory, or all are taken by \
          another program.
            See: amasia cluster status; settings spark.executor.cores, spark.executor.memory and %s\
          """
              .formatted(
                  connection.setting(SparkSettings.EXECUTOR_CORES, "1"),
                  connection.setting(SparkSettings.EXECUTOR_MEMORY, "1g"),
                  SECONDS));
    } else {
      text.append(
          ended.stream()
              .skip(Math.max(0, ended.size() - 3))
              .map(line -> "\n  " + line)
              .collect(Collectors.joining("", ": they end as soon as they start", "")));
      text.append(
          """

            Most often the workers' JAVA_HOME is not a JDK 25, they have too little memory, or they \
          can't reach this program at %s.
            What they printed: %s\
          """
              .formatted(
                  connection.setting("spark.driver.host", "its address"),
                  logs.isEmpty() ? "the workers' logs, in work/app-*/*/stderr" : logs));
    }
    return text.toString();
  }
}
