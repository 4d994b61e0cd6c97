package io.amasia.spark;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Clusters;
import io.amasia.plan.EngineUrl;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// Spark's settings for a URL: ours, below those of the user's `spark-defaults.conf`, below those
/// of a cluster that `amasia cluster` made.
final class SparkSettings {
  static final String EXECUTOR_MEMORY = "spark.executor.memory";
  static final String EXECUTOR_CORES = "spark.executor.cores";

  /// Bytes of the whole process of an executor.
  static final String PROCESS_BYTES = "spark.amasia.processBytes";

  static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  /// How often Spark hands out a range that was lost with its executor.
  private static final int ATTEMPTS = 4;

  private static final String LOOPBACK = "127.0.0.1";
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SECRET_BYTES = 32;

  private SparkSettings() {}

  /// The settings, by Spark's names; nothing is asked of the cluster.
  ///
  /// @throws AmasiaException.Usage if a setting of the user's is wrong
  static Map<String, String> of(EngineUrl url) {
    Map<String, String> settings = new TreeMap<>(everywhere());
    settings.putAll(userDefaults());
    Clusters.settings(url.toString()).ifPresent(own -> putAll(settings, own));
    switch (url) {
      case EngineUrl.SparkLocal(int threads) -> {
        settings.put("spark.master", "local[%d,%d]".formatted(threads, ATTEMPTS));
        settings.put("spark.driver.host", LOOPBACK);
      }
      case EngineUrl.LocalCluster cluster -> ofLocalCluster(settings, cluster);
      case EngineUrl.Spark(String master) -> {
        settings.put("spark.master", master);
        if (master.startsWith("spark://")) {
          ofStandalone(settings);
        } else {
          ofManaged(settings);
        }
      }
      case EngineUrl.Named _, EngineUrl.Processes _ ->
          throw new IllegalArgumentException("not Spark's: " + url);
    }
    return settings;
  }

  private static Map<String, String> everywhere() {
    return Map.ofEntries(
        Map.entry("spark.app.name", "amasia"),
        Map.entry("spark.ui.enabled", "false"),
        Map.entry("spark.ui.showConsoleProgress", "false"),
        Map.entry("spark.log.structuredLogging.enabled", "false"),
        Map.entry("spark.task.maxFailures", Integer.toString(ATTEMPTS)),
        Map.entry("spark.stage.maxConsecutiveAttempts", "20"),
        // Tasks leave whole pieces under names of their own, so a copy of a slow one does no harm.
        Map.entry("spark.speculation", "true"),
        Map.entry("spark.speculation.multiplier", "3"),
        Map.entry("spark.speculation.quantile", "0.75"),
        Map.entry("spark.speculation.minTaskRuntime", "5s"),
        // Nothing is kept where it was computed: any executor will do.
        Map.entry("spark.locality.wait", "0"),
        Map.entry("spark.scheduler.mode", "FAIR"),
        Map.entry("spark.dynamicAllocation.executorIdleTimeout", "20s"),
        Map.entry("spark.dynamicAllocation.schedulerBacklogTimeout", "1s"),
        // Arrays are outside the heap; Spark's own store of values, which this is for, holds none.
        Map.entry("spark.testing.reservedMemory", Long.toString(32L << 20)),
        Map.entry("spark.memory.fraction", "0.3"),
        Map.entry("spark.executorEnv.SPARK_SCALA_VERSION", "2.13"));
  }

  private static Map<String, String> userDefaults() {
    String folder = System.getenv("SPARK_CONF_DIR");
    String home = System.getenv("SPARK_HOME");
    Path file =
        folder != null
            ? Path.of(folder, "spark-defaults.conf")
            : home != null ? Path.of(home, "conf", "spark-defaults.conf") : Path.of("");
    Map<String, String> settings = new TreeMap<>();
    if (Files.isRegularFile(file)) {
      var properties = new Properties();
      try (Reader text = Files.newBufferedReader(file)) {
        properties.load(text);
      } catch (IOException e) {
        throw new AmasiaException.Format("can't read " + file, e);
      }
      putAll(settings, properties);
    }
    // As Spark's own programs do: -Dspark.NAME=VALUE.
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(name -> settings.put(name, System.getProperty(name)));
    return settings;
  }

  private static void putAll(Map<String, String> settings, Properties more) {
    more.stringPropertyNames().forEach(name -> settings.put(name, more.getProperty(name).strip()));
  }

  private static void ofLocalCluster(Map<String, String> settings, EngineUrl.LocalCluster url) {
    settings.put("spark.master", url.toString());
    settings.put("spark.driver.host", LOOPBACK);
    settings.put("spark.driver.bindAddress", LOOPBACK);
    settings.put(EXECUTOR_MEMORY, url.megabytes() + "m");
    settings.put(EXECUTOR_CORES, Integer.toString(url.cores()));
    // Other users of this machine reach its loopback too.
    settings.put("spark.authenticate", "true");
    settings.put("spark.authenticate.secret", secret());
    settings.put("spark.network.crypto.enabled", "true");
    splitMemory(settings, url.megabytes() * (1L << 20), true);
  }

  private static void ofStandalone(Map<String, String> settings) {
    settings.putIfAbsent(EXECUTOR_MEMORY, "2g");
    settings.putIfAbsent(EXECUTOR_CORES, "2");
    splitMemory(settings, bytes(settings.get(EXECUTOR_MEMORY)), true);
  }

  /// Pods and containers have room beside the heap, and their start script sets the heap last.
  private static void ofManaged(Map<String, String> settings) {
    settings.putIfAbsent("spark.authenticate", "true");
    settings.putIfAbsent("spark.network.crypto.enabled", "true");
    settings.putIfAbsent(EXECUTOR_MEMORY, "2g");
    settings.putIfAbsent(EXECUTOR_CORES, "2");
    var memory = new ExecutorMemory(bytes(settings.get(EXECUTOR_MEMORY)));
    settings.put(EXECUTOR_MEMORY, (memory.heapBytes() >> 20) + "m");
    settings.put(
        "spark.executor.memoryOverhead",
        ((memory.processBytes() - memory.heapBytes()) >> 20) + "m");
    splitMemory(settings, memory.processBytes(), false);
  }

  private static void splitMemory(Map<String, String> settings, long bytes, boolean heap) {
    var memory = new ExecutorMemory(bytes);
    settings.put(PROCESS_BYTES, Long.toString(bytes));
    List<String> flags = new ArrayList<>();
    String given = settings.get(EXECUTOR_OPTIONS);
    if (given != null) {
      flags.add(given);
    }
    flags.addAll(memory.flags());
    if (heap) {
      flags.addAll(memory.heapFlags());
    }
    settings.put(EXECUTOR_OPTIONS, String.join(" ", flags));
  }

  /// A size in Spark's words: `2g`, `900m`.
  static long bytes(String size) {
    String digits = size.replaceAll("[^0-9].*", "");
    String unit = size.substring(digits.length()).strip().toLowerCase(java.util.Locale.ROOT);
    try {
      long number = Long.parseLong(digits);
      return switch (unit) {
        case "k", "kb" -> number << 10;
        case "m", "mb", "" -> number << 20;
        case "g", "gb" -> number << 30;
        case "t", "tb" -> number << 40;
        default -> throw wrongSize(size);
      };
    } catch (NumberFormatException e) {
      throw wrongSize(size);
    }
  }

  private static AmasiaException.Usage wrongSize(String size) {
    return new AmasiaException.Usage(
        EXECUTOR_MEMORY + " is a size such as 2g or 900m, not '" + size + "'");
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Adds how executors call back: this machine's address on the way to a standalone master.
  ///
  /// @throws AmasiaException.Usage if the URL names no host
  /// @throws AmasiaException.Unsupported if nothing listens there
  static void addOwnAddress(Map<String, String> settings, EngineUrl url) {
    if (!url.toString().startsWith("spark://")) {
      return;
    }
    String own = ownAddress(URI.create(url.toString().split(",", -1)[0]));
    settings.putIfAbsent("spark.driver.host", own);
    settings.putIfAbsent("spark.driver.bindAddress", own);
  }

  private static String ownAddress(URI master) {
    String host = String.valueOf(master.getHost());
    int port = master.getPort() < 0 ? 7077 : master.getPort();
    try (var socket = new Socket()) {
      var address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      socket.connect(address, CONNECT_MILLIS);
      return socket.getLocalAddress().getHostAddress();
    } catch (UnknownHostException e) {
      throw new AmasiaException.Usage(
          "there is no host '%s', of the engine %s".formatted(host, master));
    } catch (SocketTimeoutException e) {
      throw new AmasiaException.Unsupported(
          "%s did not answer within %d s; is a firewall between?"
              .formatted(master, CONNECT_MILLIS / 1000));
    } catch (IOException e) {
      throw new AmasiaException.Unsupported(
          "no Spark master listens at %s (%s); see: amasia cluster status"
              .formatted(master, e.getMessage()));
    }
  }
}
