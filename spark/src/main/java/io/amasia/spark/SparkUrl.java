package io.amasia.spark;

import io.amasia.array.AmasiaException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which Spark an engine's URL asks for.
sealed interface SparkUrl {
  /// How often Spark hands out a batch again that an executor's end or an error of the machine
  /// broke off.
  int ATTEMPTS = 4;

  Pattern THREADS = Pattern.compile("spark-local\\[(\\d{1,4}|\\*)]");
  Pattern PROCESSES =
      Pattern.compile("local-cluster\\[ *(\\d{1,4}) *, *(\\d{1,4}) *, *(\\d{1,7}) *]");
  String GRAMMAR =
      "spark://HOST:PORT, k8s://https://HOST:PORT, local-cluster[WORKERS,CORES,MEGABYTES] or"
          + " spark-local[THREADS]";

  /// What it was written as.
  String text();

  /// Spark's own name for it.
  String master();

  /// Threads of this process.
  record Threads(String text, int count) implements SparkUrl {
    @Override
    public String master() {
      return "local[%d,%d]".formatted(count, ATTEMPTS);
    }
  }

  /// A cluster of processes on this machine that ends with this one.
  record Processes(String text, int workers, int cores, int megabytes) implements SparkUrl {
    @Override
    public String master() {
      return "local-cluster[%d,%d,%d]".formatted(workers, cores, megabytes);
    }
  }

  /// A standalone cluster.
  record Standalone(String text, String host, int port) implements SparkUrl {
    @Override
    public String master() {
      return text;
    }
  }

  /// Pods of a Kubernetes cluster.
  record Kubernetes(String text) implements SparkUrl {
    @Override
    public String master() {
      return text;
    }
  }

  /// What `url` asks for; empty if that is not Spark.
  ///
  /// @throws AmasiaException.Usage if it begins like one of Spark's and is none
  static Optional<SparkUrl> of(String url) {
    Matcher threads = THREADS.matcher(url);
    if (threads.matches()) {
      String n = threads.group(1);
      return Optional.of(
          new Threads(
              url, n.equals("*") ? Runtime.getRuntime().availableProcessors() : number(url, n)));
    }
    Matcher processes = PROCESSES.matcher(url);
    if (processes.matches()) {
      return Optional.of(
          new Processes(
              url,
              number(url, processes.group(1)),
              number(url, processes.group(2)),
              number(url, processes.group(3))));
    }
    if (url.startsWith("spark://")) {
      return Optional.of(standalone(url));
    }
    if (url.startsWith("k8s://")) {
      return Optional.of(new Kubernetes(url));
    }
    if (url.startsWith("spark") || url.startsWith("local-cluster")) {
      throw wrong(url);
    }
    return Optional.empty();
  }

  private static int number(String url, String digits) {
    int n = Integer.parseInt(digits);
    if (n < 1) {
      throw wrong(url);
    }
    return n;
  }

  private static SparkUrl standalone(String url) {
    try {
      URI parsed = URI.create(url);
      if (parsed.getHost() != null && parsed.getPort() > 0 && parsed.getRawPath().isEmpty()) {
        return new Standalone(url, parsed.getHost(), parsed.getPort());
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message.
    }
    throw wrong(url);
  }

  private static AmasiaException.Usage wrong(String url) {
    return new AmasiaException.Usage(
        "'%s' is no engine of Spark's; write %s".formatted(url, GRAMMAR));
  }
}
