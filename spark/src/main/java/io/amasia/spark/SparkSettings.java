package io.amasia.spark;

import io.amasia.array.AmasiaException;
import io.amasia.plan.engine.Clusters;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
  static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  private static final String LOOPBACK = "127.0.0.1";
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SECRET_BYTES = 32;

  private SparkSettings() {}

  /// The settings, by Spark's names.
  ///
  /// @throws AmasiaException.Unsupported if nothing listens at the URL
  /// @throws AmasiaException.Usage if the URL names no host
  static Map<String, String> of(SparkUrl url) {
    Map<String, String> settings = new TreeMap<>(everywhere());
    settings.put("spark.master", url.master());
    settings.putAll(userDefaults());
    Clusters.settings(url.text()).ifPresent(own -> putAll(settings, own));
    switch (url) {
      case SparkUrl.Threads _ -> settings.put("spark.driver.host", LOOPBACK);
      case SparkUrl.Processes processes -> ofProcesses(settings, processes);
      case SparkUrl.Standalone standalone -> ofStandalone(settings, standalone);
      case SparkUrl.Kubernetes _ -> ofKubernetes(settings);
    }
    return settings;
  }

  private static Map<String, String> everywhere() {
    return Map.ofEntries(
        Map.entry("spark.app.name", "amasia"),
        Map.entry("spark.ui.enabled", "false"),
        Map.entry("spark.ui.showConsoleProgress", "false"),
        Map.entry("spark.log.structuredLogging.enabled", "false"),
        Map.entry("spark.task.maxFailures", Integer.toString(SparkUrl.ATTEMPTS)),
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

  private static void ofProcesses(Map<String, String> settings, SparkUrl.Processes url) {
    settings.put("spark.driver.host", LOOPBACK);
    settings.put("spark.driver.bindAddress", LOOPBACK);
    settings.put(EXECUTOR_MEMORY, url.megabytes() + "m");
    settings.put("spark.executor.cores", Integer.toString(url.cores()));
    // Other users of this machine reach its loopback too.
    settings.put("spark.authenticate", "true");
    settings.put("spark.authenticate.secret", secret());
    settings.put("spark.network.crypto.enabled", "true");
    splitMemory(settings, url.megabytes() * (1L << 20), true);
  }

  private static void ofStandalone(Map<String, String> settings, SparkUrl.Standalone url) {
    String own = ownAddress(url);
    settings.putIfAbsent("spark.driver.host", own);
    settings.putIfAbsent("spark.driver.bindAddress", own);
    settings.putIfAbsent(EXECUTOR_MEMORY, "2g");
    splitMemory(settings, bytes(settings.get(EXECUTOR_MEMORY)), true);
  }

  /// Pods have room beside the heap, and their start script sets the heap last.
  private static void ofKubernetes(Map<String, String> settings) {
    settings.putIfAbsent("spark.authenticate", "true");
    settings.putIfAbsent("spark.network.crypto.enabled", "true");
    settings.putIfAbsent(EXECUTOR_MEMORY, "2g");
    var memory = new ExecutorMemory(bytes(settings.get(EXECUTOR_MEMORY)));
    settings.put(EXECUTOR_MEMORY, (memory.heapBytes() >> 20) + "m");
    settings.put(
        "spark.executor.memoryOverhead",
        ((memory.processBytes() - memory.heapBytes()) >> 20) + "m");
    splitMemory(settings, memory.processBytes(), false);
  }

  private static void splitMemory(Map<String, String> settings, long bytes, boolean heap) {
    var memory = new ExecutorMemory(bytes);
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

  /// This machine's address on the way to the master: what executors can call back.
  private static String ownAddress(SparkUrl.Standalone url) {
    String where = url.host() + ":" + url.port();
    try (var socket = new Socket()) {
      var address = new InetSocketAddress(url.host(), url.port());
      if (address.isUnresolved()) {
        throw new UnknownHostException(url.host());
      }
      socket.connect(address, CONNECT_MILLIS);
      return socket.getLocalAddress().getHostAddress();
    } catch (UnknownHostException e) {
      throw new AmasiaException.Usage(
          "there is no host '%s', of the engine %s".formatted(url.host(), url.text()));
    } catch (SocketTimeoutException e) {
      throw new AmasiaException.Unsupported(
          "%s did not answer within %d s; is a firewall between?"
              .formatted(where, CONNECT_MILLIS / 1000));
    } catch (IOException e) {
      throw new AmasiaException.Unsupported(
          "no Spark master listens at %s (%s); see: amasia cluster status"
              .formatted(where, e.getMessage()));
    }
  }
}
