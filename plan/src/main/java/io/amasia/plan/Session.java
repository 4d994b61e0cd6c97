package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.plan.Stage.Output;
import io.amasia.storage.format.Sink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where plans run: an engine, a memory budget and settings. Thread-safe.
public final class Session implements AutoCloseable {
  private static final ScopedValue<Session> SCOPED = ScopedValue.newInstance();
  private static final ScopedValue<Cancel> STOP = ScopedValue.newInstance();
  private static final ScopedValue<Boolean> FOR_TASK = ScopedValue.newInstance();
  private static volatile @Nullable Session standard;
  private static volatile Consumer<Event> shown = Telling.NOBODY;

  private final Engine engine;
  private final int threads;
  private final Resources resources;
  private final Path scratch;
  private final Computation.Allowed allowed;
  private final Computation.Allowed allowedForTasks;
  private final Consumer<Event> listener;
  private final Cancel cancel;
  private final Builder settings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Session(Builder builder) {
    settings = builder.copy();
    threads = builder.threads;
    engine =
        builder.atHand == null ? Engines.open(builder.engine, builder.settings()) : builder.atHand;
    Engine.Share share = engine.share(threads, builder.memoryBytes);
    resources = Resources.of(share, builder.leastTaskBytes, builder.mostTaskBytes);
    allowedForTasks = allowedForTasks(builder.memoryBytes);
    allowed = allowed(builder);
    listener = builder.listener;
    cancel = builder.cancel;
    scratch = builder.scratch;
  }

  private Computation.Allowed allowed(Builder builder) {
    if (engine.isHere() && !builder.insideTask) {
      return new Computation.Allowed(Budget.ofSession(builder.memoryBytes), Resources.HEAP);
    }
    // What other processes hold is not this one's; and a task would wait for itself.
    return builder.insideTask ? allowedForTasks : allowedForTasks(builder.memoryBytes);
  }

  private Computation.Allowed allowedForTasks(long bytes) {
    MemoryPool pool = MemoryPool.process();
    return new Computation.Allowed(
        new Budget(Math.min(bytes, pool.limitBytes()), pool::keptBytes),
        new Budget(resources.heapBytes()));
  }

  /// What the computation that begins here shares with others.
  private Computation.Allowed allowed() {
    return FOR_TASK.orElse(false) ? allowedForTasks : allowed;
  }

  /// The session of this scope, else the process's default; or who took its place.
  public static Session current() {
    return Places.holder(SCOPED.isBound() ? SCOPED.get() : standard());
  }

  /// Gives the place of a session back when it is closed.
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /// Takes the place of `other` wherever that is the current one, until what is returned is closed.
  ///
  /// @throws AmasiaException.Usage if another has it
  public Place takeThePlaceOf(Session other) {
    return Places.take(this, other);
  }

  private static Session standard() {
    Session there = standard;
    if (there == null) {
      synchronized (Session.class) {
        there = standard;
        if (there == null) {
          there = SessionProperty.given().build();
          standard = there;
        }
      }
    }
    return there;
  }

  /// Makes this the process's default session: what runs in no scope of its own runs here.
  public void makeDefault() {
    synchronized (Session.class) { // else one that is just being built takes its place
      standard = this;
    }
  }

  /// Has `progress` be told how far the computations of this process are, in whatever session, and
  /// besides its listener; nobody, where it is null. It takes the place of who was told before.
  public static void showProgress(@Nullable Consumer<Event> progress) {
    shown = progress == null ? Telling.NOBODY : progress;
  }

  /// A builder with the settings of this process: all cores it may use, half of its memory.
  public static Builder builder() {
    return new Builder();
  }

  /// A builder with the settings of this session.
  public Builder toBuilder() {
    return settings.copy();
  }

  /// Settings of a session.
  public static final class Builder implements Cloneable {
    private String engine = "local";
    private int threads = Cores.allowed();
    private long memoryBytes = Cores.budgetBytes();
    private Consumer<Event> listener = Telling.NOBODY;
    private Cancel cancel = new Cancel();
    private Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    private @Nullable Engine atHand;
    private @Nullable String workDirectory;
    private boolean resume;
    private boolean insideTask;
    private long leastTaskBytes = Resources.LEAST_TASK_BYTES;
    private long mostTaskBytes = Resources.MOST_TASK_BYTES;

    private Builder() {}

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }

    /// The engine by its URL, such as `local`, `serial` or `processes[4]`: see [EngineUrl].
    public Builder engine(String url) {
      engine = url;
      return this;
    }

    /// An engine that is at hand.
    public Builder engine(Engine ready) {
      atHand = ready;
      return this;
    }

    /// The URL of a folder that all processes which run tasks see; for engines of several.
    public Builder workDirectory(String url) {
      workDirectory = url;
      return this;
    }

    /// Whether what an earlier, broken attempt at the same work left in the work directory is taken
    /// up, and what this one leaves is kept if it fails.
    public Builder resume(boolean takeUp) {
      resume = takeUp;
      return this;
    }

    /// Input that a task covers: small tasks let small tests meet what large data meets. Sums of
    /// other tasks may differ in their last bits.
    public Builder taskBytes(long bytes) {
      leastTaskBytes = bytes;
      mostTaskBytes = bytes;
      return this;
    }

    /// Shares nothing with other sessions: what it computes is a part of a task of theirs.
    Builder insideTask() {
      insideTask = true;
      return this;
    }

    /// The folder for intermediate values that do not fit in memory; the system's temporary one
    /// unless said otherwise. Nothing stays there when a computation ends, however it ends.
    public Builder scratch(Path folder) {
      scratch = folder;
      return this;
    }

    /// How many tasks compute at a time.
    public Builder threads(int n) {
      if (n < 1) {
        throw new AmasiaException.Usage("threads is at least 1, not " + n);
      }
      threads = n;
      return this;
    }

    /// Bytes that running computations may hold together, results included.
    public Builder memoryBytes(long bytes) {
      memoryBytes = bytes;
      return this;
    }

    /// Who is told how far computations are.
    public Builder listener(Consumer<Event> told) {
      listener = told;
      return this;
    }

    /// Who is told too, besides those that are.
    public Builder alsoTelling(Consumer<Event> told) {
      return listener(Telling.both(listener, told));
    }

    /// What stops everything that runs in the session, and refuses what is begun after that.
    public Builder cancel(Cancel stop) {
      cancel = stop;
      return this;
    }

    private EngineSettings settings() {
      Optional<String> work = Optional.ofNullable(workDirectory);
      return new EngineSettings(threads, memoryBytes, scratch, work, resume);
    }

    /// The session.
    ///
    /// @throws AmasiaException.Usage if there is no such engine
    public Session build() {
      return new Session(this);
    }
  }

  /// Calls `body` with this session as the current one.
  public <T> T call(Callable<T> body) throws Exception {
    return ScopedValue.where(SCOPED, this).call(body::call);
  }

  /// Runs `body` with this session as the current one.
  public void run(Runnable body) {
    ScopedValue.where(SCOPED, this).run(body);
  }

  /// Calls `body` with this session as the current one; what it computes stops soon after `stop` is
  /// thrown.
  public <T> T call(Cancel stop, Callable<T> body) throws Exception {
    return ScopedValue.where(SCOPED, this).where(STOP, stop).call(body::call);
  }

  /// The same for a task of this process that waits for it, in whatever computation, as it reads
  /// what a server of this process gives: what is computed does not wait for memory that other
  /// computations have, of which one would wait for itself.
  public <T> T callForTask(Cancel stop, Callable<T> body) throws Exception {
    return ScopedValue.where(FOR_TASK, true).call(() -> call(stop, body));
  }

  private Cancel stop() {
    return STOP.orElse(cancel);
  }

  public String engineName() {
    return engine.name();
  }

  /// The processes that run tasks, as far as it is known now, and what each has.
  public Engine.Share share() {
    return engine.share(threads, settings.memoryBytes);
  }

  public int threads() {
    return threads;
  }

  /// The folder for intermediate values that do not fit in memory.
  public Path scratch() {
    return scratch;
  }

  /// Bytes that running computations may hold together.
  public long memoryBytes() {
    return allowed.arrays().limitBytes();
  }

  /// Runs `nodes` together, so that what they share is read and computed once; one array a node, in
  /// order, which the caller closes.
  ///
  /// @throws AmasiaException.MemoryLimit before anything runs, if it can't fit
  /// @throws AmasiaException.TaskFailed if a task fails
  public List<NdArray> compute(List<Node> nodes) {
    return compute(nodes, stop());
  }

  /// The same, stopped soon after `stop` or the session's own switch is thrown.
  ///
  /// @throws AmasiaException.Cancelled if it was stopped
  public List<NdArray> compute(List<Node> nodes, Cancel stop) {
    TaskScope.refuseInside();
    Map<String, Node> roots = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      roots.put(Integer.toString(i), nodes.get(i));
    }
    Explanation planned = explain(roots);
    try (var results = new Results()) {
      run(planned, results, stop);
      return results.takeAll(planned.roots().values());
    }
  }

  /// Computes `nodes` together and hands them to `sink` box by box, each under its name. The caller
  /// commits the sink.
  ///
  /// @throws AmasiaException.MemoryLimit before anything runs, if it can't fit
  /// @throws AmasiaException.TaskFailed if a task fails
  public void write(Map<String, Node> nodes, Sink sink) {
    write(nodes, Map.of(), sink, stop());
  }

  /// The same.
  ///
  /// @param packed what whole float64 values are packed to, by name
  /// @throws AmasiaException.Conflict if one of them can't be packed; says which
  public void write(Map<String, Node> nodes, Map<String, Stage.Packed> packed, Sink sink) {
    write(nodes, packed, sink, stop());
  }

  /// What is written where.
  ///
  /// @param packed what whole float64 values are packed to, by name
  public record Writing(Map<String, Node> nodes, Map<String, Stage.Packed> packed, Sink sink) {}

  /// The same, stopped soon after `stop` or the session's own switch is thrown.
  ///
  /// @param packed what whole float64 values are packed to, by name
  /// @throws AmasiaException.Conflict if one of them can't be packed; says which
  /// @throws AmasiaException.Cancelled if it was stopped
  public void write(
      Map<String, Node> nodes, Map<String, Stage.Packed> packed, Sink sink, Cancel stop) {
    write(List.of(new Writing(nodes, packed, sink)), stop);
  }

  /// Computes all that is written, to whatever sinks, together, so that what they share is read and
  /// computed once. The caller commits the sinks.
  ///
  /// @throws AmasiaException.Conflict if a value can't be packed; says which
  public void write(List<Writing> all) {
    write(all, stop());
  }

  private void write(List<Writing> all, Cancel stop) {
    TaskScope.refuseInside();
    try (var results = new Results()) {
      run(explain(all), results, stop);
    }
  }

  private Explanation explain(List<Writing> all) {
    Map<String, Node> roots = new LinkedHashMap<>();
    for (Writing one : all) {
      one.nodes.forEach((name, node) -> roots.put(root(all, one, name), node));
    }
    return explain(
        roots,
        nodes -> {
          List<Output> outputs = new ArrayList<>();
          for (Writing one : all) {
            for (String name : one.nodes.keySet()) {
              Node node = Objects.requireNonNull(nodes.get(root(all, one, name)));
              outputs.add(new Stage.Write(node, name, one.packed.get(name), one.sink));
            }
          }
          return outputs;
        });
  }

  /// What a variable is called beside those that go elsewhere.
  private static String root(List<Writing> all, Writing one, String name) {
    return all.size() == 1 ? name : "%d: %s".formatted(all.indexOf(one) + 1, name);
  }

  /// What a computation may count on beside the results that the program holds, where it shares
  /// memory with them. Where these are much of the budget, the JVM is asked whether some of them
  /// were dropped: once for each eighth of it.
  private Resources resources() {
    if (!engine.isHere()) {
      return resources;
    }
    MemoryPool pool = MemoryPool.process();
    Budget budget = allowed().arrays();
    long eighth = budget.limitBytes() / 8;
    if (pool.keptBytes() > 2 * eighth) {
      pool.reclaim(eighth);
    }
    return resources.within(budget.freeBytes(), allowed().heap().freeBytes());
  }

  private void run(Explanation planned, Results results, Cancel stop) {
    Runnable both = stop::cancel;
    if (stop != cancel) {
      cancel.onCancel(both);
    }
    try {
      Consumer<Event> told = Telling.both(listener, shown);
      new Computation(engine, threads, allowed(), resources, scratch, told)
          .run(planned, results, stop);
    } finally {
      cancel.forget(both);
    }
  }

  /// Ends what its engine started, such as child processes; one that was at hand is its owner's to
  /// close.
  @Override
  public void close() {
    if (settings.atHand == null && !closed.getAndSet(true)) {
      engine.close();
    }
  }

  /// A digest of `nodes`, with the sizes and times of the files they read: equal only where the
  /// values are. Reads no files, but all values in memory.
  public String fingerprint(Map<String, Node> nodes) {
    return Fingerprint.of(Plan.of(nodes));
  }

  /// The same where it takes no time worth speaking of; empty where many values in memory would
  /// have to be looked at.
  public String quickFingerprint(Map<String, Node> nodes) {
    Plan plan = Plan.of(nodes);
    return Fingerprint.isQuick(plan) ? Fingerprint.of(plan) : "";
  }

  /// The first file found that holds a chunk `nodes` read and that was changed at `since` or later;
  /// of what is in one file altogether the fingerprint tells. Looks at each such file.
  public Optional<String> changedSince(Map<String, Node> nodes, Instant since) {
    return ReadChunks.changedSince(Optimizer.optimize(Plan.of(nodes)), since);
  }

  /// The versions of the files that hold the chunks `nodes` read, as a text that differs once one
  /// of them is another: by the times of files on this machine, but for what is in one file
  /// altogether, of which the fingerprint tells; by what a server says of those elsewhere. Empty if
  /// there are more than `most`, or some of which nobody tells. Looks at each such file.
  public Optional<String> chunkVersions(Map<String, Node> nodes, int most) {
    return ReadChunks.versions(Optimizer.optimize(Plan.of(nodes)), most);
  }

  /// What computing `nodes` together would do. Nothing is read or computed.
  public Explanation explain(Map<String, Node> nodes) {
    return explain(nodes, after -> after.values().stream().<Output>map(Stage.Keep::new).toList());
  }

  /// What writing `nodes` to `sink` would do. Nothing is read, computed or written.
  ///
  /// @param packed what whole float64 values would be packed to, by name
  public Explanation explain(Map<String, Node> nodes, Map<String, Stage.Packed> packed, Sink sink) {
    return explain(List.of(new Writing(nodes, packed, sink)));
  }

  /// @param outputs what is done with the nodes that the rules put in the place of `nodes`
  private Explanation explain(
      Map<String, Node> nodes, Function<Map<String, Node>, List<Output>> outputs) {
    Plan before = Plan.of(nodes);
    Plan after = Optimizer.optimize(before);
    return new Explanation(
        before, after, Planner.stages(after, outputs.apply(after.roots()), resources()));
  }
}
