package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where tasks run, as people write it. The one place that knows the grammar.
///
/// | text | runs |
/// |---|---|
/// | `local` | on the cores of this process |
/// | `serial` | one task after the other on one thread: the reference |
/// | `processes[N]` | in N child processes of this machine |
/// | `spark://HOST:PORT` | on a Spark cluster; `k8s://…` and `yarn` with the Spark of SPARK_HOME |
/// | `spark-local[N]` | on N threads of Spark in this process |
/// | `local-cluster[N,CORES,MB]` | on a Spark cluster of N processes of this machine |
public sealed interface EngineUrl {
  /// An engine with nothing to say but its name.
  record Named(String name) implements EngineUrl {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Child processes of this one.
  record Processes(int count) implements EngineUrl {
    @Override
    public String toString() {
      return "processes[" + count + "]";
    }
  }

  /// A running Spark cluster.
  ///
  /// @param master as Spark writes it: `spark://HOST:PORT`, `k8s://https://HOST:PORT`, `yarn`
  record Spark(String master) implements EngineUrl {
    @Override
    public String toString() {
      return master;
    }
  }

  /// Spark in this process.
  record SparkLocal(int threads) implements EngineUrl {
    @Override
    public String toString() {
      return "spark-local[" + threads + "]";
    }
  }

  /// A Spark cluster of processes of this machine.
  record LocalCluster(int workers, int cores, int megabytes) implements EngineUrl {
    @Override
    public String toString() {
      return "local-cluster[%d,%d,%d]".formatted(workers, cores, megabytes);
    }
  }

  /// What [#of] takes, for messages and help.
  String ALLOWED =
      "local, serial, processes[N], spark://HOST:PORT, spark-local[N], local-cluster[N,CORES,MB]";

  /// The engine that `text` names.
  ///
  /// @throws AmasiaException.Usage if it is none of the grammar
  static EngineUrl of(String text) {
    if (text.matches("spark://[^/\\s]+(:[0-9]{1,5})?|k8s://\\S+|yarn")) {
      return new Spark(text);
    }
    Matcher counted = Pattern.compile("([a-z-]+)\\[([^\\]]*)]").matcher(text);
    if (counted.matches()) {
      String[] counts = counted.group(2).split(",", -1);
      return switch (counted.group(1)) {
        case "processes" -> new Processes(numbers(text, counts, 1)[0]);
        case "spark-local" -> new SparkLocal(numbers(text, counts, 1)[0]);
        case "local-cluster" -> {
          int[] n = numbers(text, counts, 3);
          yield new LocalCluster(n[0], n[1], n[2]);
        }
        default -> throw unknown(text);
      };
    }
    if (!text.matches("[a-z][a-z0-9-]*")) {
      throw unknown(text);
    }
    return new Named(text);
  }

  private static int[] numbers(String text, String[] counts, int wanted) {
    int[] numbers = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      String count = counts[i].strip();
      if (counts.length != wanted || !count.matches("[1-9][0-9]{0,6}")) {
        throw new AmasiaException.Usage(
            "engine '%s' needs %s in brackets; engines are %s"
                .formatted(
                    text,
                    wanted == 1
                        ? "a number of at least 1"
                        : wanted + " numbers of at least 1, joined by commas,",
                    ALLOWED));
      }
      numbers[i] = Integer.parseInt(count);
    }
    return numbers;
  }

  private static AmasiaException.Usage unknown(String text) {
    return new AmasiaException.Usage("no engine '%s'; engines are %s".formatted(text, ALLOWED));
  }
}
