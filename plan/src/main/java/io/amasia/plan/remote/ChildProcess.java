package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// One child process that runs tasks, from its start to its end. Thread-safe.
final class ChildProcess {
  private static final long START_SECONDS = 120;
  private static final int LAST_WORDS = 20;

  private final String name;
  private final Process process;
  private final Writer orders;
  private final Map<String, CompletableFuture<Optional<TaskReport>>> waiting =
      new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Deque<String> lastWords = new ArrayDeque<>();

  /// Its output has ended, which is known before the system says that it has.
  private volatile boolean ended;

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// Starts one and waits until it is ready.
  ///
  /// @throws AmasiaException.Unsupported if it does not become so; says its last words
  static ChildProcess start(ChildJvms jvms, String name) {
    Process process;
    try {
      process = new ProcessBuilder(jvms.command(WorkerMain.class, name)).start();
    } catch (IOException e) {
      throw new AmasiaException.Unsupported(name + " can't be started: " + e.getMessage());
    }
    var child = new ChildProcess(name, process);
    Thread.ofPlatform().daemon().name(name + " reports").start(child::hearReports);
    Thread.ofPlatform().daemon().name(name + " words").start(child::hearWords);
    child.awaitReady();
    return child;
  }

  private void awaitReady() {
    try {
      ready.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      kill();
      throw new AmasiaException.Unsupported(
          "%s did not become ready to run tasks; %s".formatted(name, lastWords()));
    }
  }

  private void hearReports() {
    try (BufferedReader in = lines(process.getInputStream())) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        hear(line);
      }
    } catch (IOException | AmasiaException e) {
      word(e.toString());
    } finally {
      kill();
      ended = true;
      ready.completeExceptionally(new IllegalStateException("ended"));
      lose();
    }
  }

  private void hear(String line) {
    if (!line.startsWith(WorkerMain.TO_PARENT)) {
      word(line); // of the JVM, of native code
      return;
    }
    String[] words = line.substring(WorkerMain.TO_PARENT.length()).split(" ", 2);
    if (words[0].equals("ready")) {
      ready.complete(line);
    } else {
      answer(words[0], Optional.of(TaskReport.ofJson(words[1])));
    }
  }

  private void lose() {
    List.copyOf(waiting.keySet()).forEach(id -> answer(id, Optional.empty()));
  }

  private void answer(String id, Optional<TaskReport> report) {
    CompletableFuture<Optional<TaskReport>> asked = waiting.remove(id);
    if (asked != null) {
      asked.complete(report);
    }
  }

  private void hearWords() {
    try (BufferedReader in = lines(process.getErrorStream())) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        word(line);
      }
    } catch (IOException e) {
      word(e.toString());
    }
  }

  private static BufferedReader lines(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private void word(String line) {
    if (line.isBlank()) {
      return;
    }
    synchronized (lastWords) {
      lastWords.add(line);
      if (lastWords.size() > LAST_WORDS) {
        lastWords.remove();
      }
    }
  }

  /// How it ended, and what it said last.
  String lastWords() {
    synchronized (lastWords) {
      String end = process.isAlive() ? "it ends" : "it ended with exit " + process.exitValue();
      return lastWords.isEmpty() ? end : end + "; its last words: " + String.join(" | ", lastWords);
    }
  }

  boolean isAlive() {
    return !ended && process.isAlive();
  }

  String name() {
    return name;
  }

  /// An order to run a range: its number, and the report, or nothing if the process ends before.
  record Order(String id, CompletableFuture<Optional<TaskReport>> report) {}

  Order run(StagePackage stage, TaskRange range) {
    var order = new Order(Long.toString(numbers.incrementAndGet()), new CompletableFuture<>());
    waiting.put(order.id(), order.report());
    tell("run %s %d %d %s".formatted(order.id(), range.from(), range.to(), stage.toJson()));
    if (ended) {
      lose(); // nobody else does any more
    }
    return order;
  }

  void cancel(Order order) {
    tell("cancel " + order.id());
  }

  private void tell(String line) {
    synchronized (orders) {
      try {
        orders.write(line + "\n");
        orders.flush();
      } catch (IOException _) {
        kill(); // its end is heard, and all its orders are lost
      }
    }
  }

  /// Ends it at once.
  void kill() {
    process.destroyForcibly();
  }
}
