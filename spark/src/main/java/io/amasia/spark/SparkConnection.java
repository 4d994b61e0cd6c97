package io.amasia.spark;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import io.amasia.plan.EngineUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile$;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;

/// The process's connection to a Spark cluster: at most one lives at a time, as Spark has it. It
/// stays until the last session that has it is closed, the process ends, or another URL is asked
/// for while nothing runs. Thread-safe.
final class SparkConnection {
  private static final long LOOK_MILLIS = 100;
  private static final long END_MILLIS = 10_000;
  private static final String TESTING = "spark.testing";
  private static final String TEST_HOME = "spark.test.home";

  private static final Map<EngineUrl, Integer> SESSIONS = new ConcurrentHashMap<>();
  private static final ReentrantLock CONNECTING = new ReentrantLock();
  private static volatile @Nullable SparkConnection live;
  private static volatile @Nullable SparkLog log;

  private final EngineUrl url;
  private final JavaSparkContext context;
  private final Executors executors;
  private final AtomicInteger uses = new AtomicInteger();

  private SparkConnection(EngineUrl url, JavaSparkContext context, Executors executors) {
    this.url = url;
    this.context = context;
    this.executors = executors;
  }

  /// The connection while something runs on it.
  record Use(SparkConnection connection) implements AutoCloseable {
    @Override
    public void close() {
      connection.uses.decrementAndGet();
    }
  }

  /// The connection to `url`, the one there is or a new one, which nobody ends until the use is
  /// over.
  ///
  /// @throws AmasiaException.Unsupported if the cluster can't be reached; says what is known of why
  /// @throws AmasiaException.Conflict if something runs on another one
  /// @throws AmasiaException.Cancelled if `cancel` is thrown while nobody answers
  static Use use(EngineUrl url, Cancel cancel) {
    lock(cancel);
    try {
      SparkConnection connection = to(url, cancel);
      connection.uses.incrementAndGet();
      return new Use(connection);
    } finally {
      CONNECTING.unlock();
    }
  }

  private static void lock(Cancel cancel) {
    try {
      while (!CONNECTING.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        cancel.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    }
  }

  private static SparkConnection to(EngineUrl url, Cancel cancel) {
    SparkConnection there = live;
    if (there != null && !there.context.sc().isStopped()) {
      if (there.url.equals(url)) {
        return there;
      }
      if (there.uses.get() > 0) {
        throw new AmasiaException.Conflict(
            "a process has one connection to Spark at a time, and computes on %s now; wait for that, or compute on %s in another process"
                .formatted(there.url, url));
      }
    }
    close();
    if (log == null) {
      log = SparkLog.begin();
    }
    log().clear();
    var connection = open(url, cancel);
    live = connection;
    return connection;
  }

  /// The connection to `url`, if it is the one there is. Waits for nobody.
  static Optional<SparkConnection> ifThere(EngineUrl url) {
    return Optional.ofNullable(live).filter(there -> there.url.equals(url));
  }

  /// Another session has `url`.
  static void join(EngineUrl url) {
    SESSIONS.merge(url, 1, Integer::sum);
  }

  /// A session that had `url` is closed: with the last one the connection ends.
  static void leave(EngineUrl url) {
    CONNECTING.lock();
    try {
      Integer left = SESSIONS.computeIfPresent(url, (_, n) -> n == 1 ? null : n - 1);
      if (left == null && ifThere(url).isPresent()) {
        close();
      }
    } finally {
      CONNECTING.unlock();
    }
  }

  /// Ends the connection, if there is one.
  static void close() {
    CONNECTING.lock();
    try {
      SparkConnection there = live;
      live = null;
      if (there != null) {
        there.context.close();
      }
    } finally {
      CONNECTING.unlock();
    }
  }

  static SparkLog log() {
    SparkLog begun = log;
    if (begun == null) {
      throw new IllegalStateException("no connection was begun");
    }
    return begun;
  }

  EngineUrl url() {
    return url;
  }

  JavaSparkContext context() {
    return context;
  }

  Executors executors() {
    return executors;
  }

  String setting(String name, String otherwise) {
    return context.getConf().get(name, otherwise);
  }

  private static SparkConnection open(EngineUrl url, Cancel cancel) {
    Map<String, String> settings = SparkSettings.of(url);
    SparkSettings.addOwnAddress(settings, url);
    settings.put("spark.extraListeners", Executors.class.getName());
    settings.put(
        "spark.jars",
        ShippedJars.of(TemporaryFolder.path()).stream()
            .map(jar -> jar.toUri().toString())
            .collect(Collectors.joining(",")));
    boolean another = SparkEnv.get() != null;
    var begun = new CompletableFuture<SparkConnection>();
    Thread starter =
        Thread.ofPlatform()
            .daemon()
            .name("amasia-spark-start")
            .unstarted(() -> begin(url, settings, begun));
    // Spark and its libraries find classes and services by the threads they are started from.
    starter.setContextClassLoader(SparkConnection.class.getClassLoader());
    starter.start();
    try {
      return await(url, begun, cancel);
    } catch (RuntimeException e) {
      giveUp(starter, another);
      throw e;
    }
  }

  /// Ends an attempt, so that another can begin: Spark would go on with it for a minute in other
  /// threads, and give the next one the memory that this one asked for. A context stops itself when
  /// it can't begin, but not when it is interrupted.
  ///
  /// @param another whether the program had a context of its own, which is left alone
  private static void giveUp(Thread starter, boolean another) {
    starter.interrupt();
    try {
      starter.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (another) {
      return;
    }
    SparkEnv begun = SparkEnv.get();
    if (begun != null) {
      begun.rpcEnv().shutdown();
      SparkEnv.set(null);
    }
    ResourceProfile$.MODULE$.clearDefaultProfile();
  }

  private static void begin(
      EngineUrl url, Map<String, String> settings, CompletableFuture<SparkConnection> begun) {
    try {
      var conf = new SparkConf(false);
      settings.forEach(conf::set);
      if (url instanceof EngineUrl.LocalCluster) {
        // Its master and workers would listen on the network.
        Utils.setCustomHostname(settings.get("spark.driver.host"));
        leadWorkersToSpark();
      }
      var context = new JavaSparkContext(conf);
      var executors = Executors.latest();
      context.setLogLevel("WARN");
      if (!begun.complete(new SparkConnection(url, context, executors))) {
        context.close();
      }
    } catch (Throwable e) {
      begun.completeExceptionally(e);
    } finally {
      System.clearProperty(TESTING);
      System.clearProperty(TEST_HOME);
    }
  }

  /// Tells the workers that live in this process where Spark's jars are: they ask the environment
  /// for SPARK_HOME, which a process can't set for itself, or, when they believe they are tested,
  /// this property.
  private static void leadWorkersToSpark() throws IOException {
    if (System.getenv("SPARK_HOME") == null) {
      Path home = SparkHome.make(TemporaryFolder.path().resolve("home"));
      System.setProperty(TEST_HOME, home.toString());
      System.setProperty(TESTING, "true");
    }
  }

  private static SparkConnection await(
      EngineUrl url, CompletableFuture<SparkConnection> begun, Cancel cancel) {
    while (true) {
      try {
        return begun.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (cancel.isCancelled() && begun.cancel(true)) {
          cancel.check();
        }
        List<String> refused = log().with("Failed to connect to master", "SaslException");
        if (!refused.isEmpty()) {
          var failure = refusedBy(url, refused.getLast());
          begun.completeExceptionally(failure);
          throw failure;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        begun.cancel(true);
        throw new AmasiaException.Cancelled("interrupted");
      } catch (ExecutionException e) {
        throw failed(url, e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private static AmasiaException refusedBy(EngineUrl url, String line) {
    return new AmasiaException.Unsupported(
        """
        the Spark master at %s refuses this program: %s
          Its secret is another one, or none is set there or here (spark.authenticate.secret in \
        spark-defaults.conf of SPARK_CONF_DIR);
          a cluster that `amasia cluster start` made is open to the user who made it.\
        """
            .formatted(url, line));
  }

  private static RuntimeException failed(EngineUrl url, Throwable e) {
    if (e instanceof AmasiaException known) {
      return known;
    }
    return new AmasiaException.Unsupported(
        "Spark at %s does not start: %s%s"
            .formatted(
                url,
                e,
                log().last(6).stream().map(line -> "\n  " + line).collect(Collectors.joining())));
  }
}
