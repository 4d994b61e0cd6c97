package io.amasia;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.plan.Cancel;
import io.amasia.plan.Engine;
import io.amasia.plan.MarkupText;
import io.amasia.plan.Session;
import io.amasia.plan.Sizes;
import io.amasia.web.dashboard.Dashboard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a program computes, and a page that shows how: while it is open, all that is computed runs
/// there. It prints itself, as dask's does, with the link of its dashboard. Thread-safe.
///
/// ```java
/// try (var client = Client.local()) {
///   IO.println(client);
///   IO.println(random(shape(1000, 1000), chunks(100, 100)).mean().compute());
/// }
/// ```
public final class Client implements AutoCloseable {
  private final String engine;
  private final Session session;
  private final @Nullable Dashboard dashboard;
  private final Session.Place place;
  private final ExecutorService functions;
  private final Set<ComputeFuture<?>> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private final ExecutorService computations = Executors.newVirtualThreadPerTaskExecutor();

  private Client(Builder builder) {
    engine = builder.engine;
    Session before = Session.current();
    Session.Builder settings = before.toBuilder().engine(engine);
    builder.threads.ifPresent(settings::threads);
    builder.memoryBytes.ifPresent(settings::memoryBytes);
    dashboard =
        builder
            .port
            .map(port -> Dashboard.start(port, "Client " + engine, Amasia::log))
            .orElse(null);
    try {
      if (dashboard != null) {
        settings.alsoTelling(dashboard);
      }
      session = settings.build();
      place = session.takeThePlaceOf(before);
    } catch (RuntimeException e) {
      if (dashboard != null) {
        dashboard.close();
      }
      throw e;
    }
    functions =
        Executors.newFixedThreadPool(
            session.threads(), Thread.ofPlatform().daemon().name("amasia-client-", 1).factory());
  }

  /// Computes in this process, with a dashboard at port 8787 or the next free one.
  public static Client local() {
    return builder().start();
  }

  /// Computes where `url` says, as `--engine` does.
  ///
  /// @throws AmasiaException.Usage if the engine is not installed; says which are
  public static Client connect(String url) {
    return builder().engine(url).start();
  }

  /// Computes in a cluster of `workers` processes on this machine, each with one core, which share
  /// the memory of the current session.
  ///
  /// @throws AmasiaException.Usage if the engine for that is not installed; says which are
  public static Client cluster(int workers) {
    if (workers < 1) {
      throw new AmasiaException.Usage("a cluster has at least 1 worker, not " + workers);
    }
    long megabytes = Math.max(512, Session.current().memoryBytes() / workers / 1_000_000);
    return connect("local-cluster[%d,1,%d]".formatted(workers, megabytes));
  }

  /// Asks for more than [#local] and [#connect] do.
  public static Builder builder() {
    return new Builder();
  }

  /// Settings of a client; all else is as in the session that is current when it starts.
  public static final class Builder {
    private String engine = "local";
    private Optional<Integer> threads = Optional.empty();
    private Optional<Long> memoryBytes = Optional.empty();
    private Optional<Integer> port = Optional.of(Dashboard.PORT);

    private Builder() {}

    /// Where tasks run, such as `local`.
    public Builder engine(String url) {
      engine = url;
      return this;
    }

    /// How many tasks compute at a time.
    public Builder threads(int n) {
      threads = Optional.of(n);
      return this;
    }

    /// Bytes that computations may hold together.
    public Builder memoryBytes(long bytes) {
      memoryBytes = Optional.of(bytes);
      return this;
    }

    /// The dashboard's port: the next free one is taken if it is busy, any free one for 0.
    public Builder dashboard(int wanted) {
      port = Optional.of(wanted);
      return this;
    }

    /// Does without a dashboard.
    public Builder withoutDashboard() {
      port = Optional.empty();
      return this;
    }

    /// The client, in whose session all is computed from now on.
    ///
    /// @throws AmasiaException.Usage if the engine is not installed
    public Client start() {
      return new Client(this);
    }
  }

  public Session session() {
    return session;
  }

  /// The link of the dashboard; empty if there is none.
  public Optional<String> dashboardLink() {
    return Optional.ofNullable(dashboard).map(Dashboard::url);
  }

  /// Runs a function in this process, as many at a time as there are threads; what it computes runs
  /// on the engine.
  public <T> ComputeFuture<T> submit(Callable<T> function) {
    return begin(functions, function);
  }

  /// Runs a function on each of `items`: a future an item, in their order.
  public <A, T> List<ComputeFuture<T>> map(Function<A, T> function, Collection<? extends A> items) {
    List<ComputeFuture<T>> futures = new ArrayList<>();
    for (A item : items) {
      futures.add(submit(() -> function.apply(item)));
    }
    return futures;
  }

  /// Begins to compute an array; several at once share the memory.
  public ComputeFuture<DataArray> compute(DataArray array) {
    return begin(computations, array::compute);
  }

  /// Begins to compute all variables of a dataset together.
  public ComputeFuture<Dataset> compute(Dataset dataset) {
    return begin(computations, dataset::compute);
  }

  /// The same as [#compute(DataArray)], by the name dask gives to work that begins at once and
  /// whose result is used further: values stay in the memory of this process.
  public ComputeFuture<DataArray> persist(DataArray array) {
    return compute(array);
  }

  /// The same as [#compute(Dataset)].
  public ComputeFuture<Dataset> persist(Dataset dataset) {
    return compute(dataset);
  }

  private <T> ComputeFuture<T> begin(ExecutorService where, Callable<T> work) {
    if (closed) {
      throw closed();
    }
    var stop = new Cancel();
    var future = new ComputeFuture<T>(stop);
    pending.add(future);
    var _ = future.whenComplete((_, _) -> pending.remove(future));
    try {
      where.execute(() -> run(future, stop, work));
    } catch (RejectedExecutionException e) { // closed meanwhile
      future.completeExceptionally(e);
      throw closed();
    }
    return future;
  }

  private <T> void run(ComputeFuture<T> future, Cancel stop, Callable<T> work) {
    if (future.isDone()) {
      return;
    }
    try {
      future.complete(session.call(stop, work));
    } catch (AmasiaException.Cancelled e) {
      if (!future.cancel(false)) {
        future.completeExceptionally(e);
      }
    } catch (Throwable e) {
      future.completeExceptionally(e);
    }
  }

  private AmasiaException.Usage closed() {
    return new AmasiaException.Usage(
        "the client of %s is closed; begin work while it is open".formatted(engine));
  }

  /// What came of each, once all are there.
  ///
  /// @throws AmasiaException the error of the first that has one
  public <T> List<T> gather(Collection<ComputeFuture<T>> futures) {
    return futures.stream().map(ComputeFuture::result).toList();
  }

  /// Stops these.
  public void cancel(Collection<? extends ComputeFuture<?>> futures) {
    futures.forEach(future -> future.cancel(true));
  }

  /// What it prints: by name, in order.
  private Map<String, String> facts() {
    Engine.Share each = session.share();
    int workers = each.processes();
    boolean known = workers > 0;
    int counted = known ? workers : 1;
    String ofEach = known ? "" : " each";
    boolean here = engine.equals("local") || engine.equals("serial");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Scheduler", here ? engine + ": this process" : engine);
    facts.put("Dashboard", dashboardLink().orElse("none"));
    facts.put("Workers", known ? Integer.toString(workers) : "as many as the cluster gives");
    facts.put("Cores", counted * each.threads() + ofEach);
    facts.put("Memory", Sizes.text(counted * each.memoryBytes()) + ofEach);
    return facts;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("Client");
    facts().forEach((name, value) -> text.append("%n  %-10s %s".formatted(name, value)));
    return text.toString();
  }

  /// The same for notebooks.
  public String toHtml() {
    var html = new StringBuilder("<div class=\"amasia-client\"><b>Client</b><table>");
    facts()
        .forEach((name, value) -> {
          String text = MarkupText.escape(value);
          String shown =
              text.startsWith("http://")
                  ? "<a href=\"%s\" target=\"_blank\">%s</a>".formatted(text, text)
                  : text;
          html.append(
              "<tr><th style=\"text-align:left\">%s</th><td style=\"text-align:left\">%s</td></tr>"
                  .formatted(name, shown));
        });
    return html.append("</table></div>").toString();
  }

  /// Stops what still runs, ends the dashboard and what the engine started, and lets the session
  /// before be the current one.
  @Override
  public void close() {
    closed = true;
    place.close();
    cancel(pending);
    functions.shutdownNow();
    computations.shutdownNow();
    cancel(pending); // what was submitted meanwhile
    session.close();
    if (dashboard != null) {
      dashboard.close();
    }
  }
}
