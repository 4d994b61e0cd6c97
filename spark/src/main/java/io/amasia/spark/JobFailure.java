package io.amasia.spark;

import io.amasia.array.AmasiaException;
import java.util.List;
import java.util.regex.Pattern;

/// What the user is told when Spark gives up a job. Errors of our own tasks come in their reports,
/// never this way: here an executor could not even run them, or ended while it did.
final class JobFailure {
  private static final Pattern WRONG_JAVA =
      Pattern.compile("UnsupportedClassVersionError|class file version");
  private static final Pattern OTHER_VERSION =
      Pattern.compile(
          "InvalidClassException|ClassNotFoundException|NoClassDefFoundError|NoSuchMethodError");
  private static final Pattern LOST = Pattern.compile("ExecutorLostFailure|exited caused by");
  private static final int WORDS = 600;

  private JobFailure() {}

  static RuntimeException of(Throwable error, SparkConnection connection) {
    if (error instanceof AmasiaException known) {
      return known;
    }
    String text = String.valueOf(error.getMessage());
    String short_ = text.length() > WORDS ? text.substring(0, WORDS) + " …" : text;
    if (WRONG_JAVA.matcher(text).find()) {
      return new AmasiaException.Unsupported(
          "the executors of %s run a Java older than 25; set spark.executorEnv.JAVA_HOME to a JDK 25 on them: %s"
              .formatted(connection.url(), firstLine(text)));
    }
    if (OTHER_VERSION.matcher(text).find()) {
      return new AmasiaException.Unsupported(
          "the executors of %s have other classes than this program; all need Spark %s and the same Amasia: %s"
              .formatted(connection.url(), connection.context().version(), firstLine(text)));
    }
    if (LOST.matcher(text).find()) {
      return new AmasiaException.TaskFailed(
          "the executors of %s end while they run the same tasks, most often because they have too little memory; give them more (--memory of amasia cluster start, spark.executor.memory), or look at what they printed%s: %s"
              .formatted(connection.url(), logs(connection), firstLine(short_)),
          error);
    }
    if (connection.context().sc().isStopped()) {
      List<String> last =
          SparkConnection.log().with("Master removed", "unresponsive", "has been killed");
      return new AmasiaException.Unsupported(
          "the connection to %s has ended: %s"
              .formatted(connection.url(), last.isEmpty() ? short_ : last.getLast()));
    }
    return new AmasiaException.TaskFailed("Spark gave up: " + short_, error);
  }

  private static String logs(SparkConnection connection) {
    String logs = connection.setting("spark.amasia.logs", "");
    return logs.isEmpty() ? "" : " (" + logs + ")";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
