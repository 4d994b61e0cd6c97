package io.amasia.plan.remote;

import io.amasia.plan.Cancel;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A worker that is the child of the process it works for: orders come in by its standard input, a
/// line each, and reports go out by its standard output, in lines that begin as no other: the JVM
/// and native code print there too. It ends when its input does, so it never outlives its parent.
///
/// ```
/// in   run ID FROM TO PACKAGE     cancel ID
/// out  amasia: ready VERSION      amasia: ID REPORT
/// ```
public final class WorkerMain {
  /// What each line begins with that is for the parent.
  static final String TO_PARENT = "amasia: ";

  private final String name;
  private final PrintStream out;
  private final Map<String, Cancel> running = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("task-", 1).factory());

  private WorkerMain(String name, PrintStream out) {
    this.name = name;
    this.out = out;
  }

  /// Serves until the input ends.
  ///
  /// @param arguments the worker's name
  public static void main(String[] arguments) throws IOException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What user code prints must not be taken for a report, nor may it read orders.
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true));
    new WorkerMain(arguments[0], out).serve();
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws IOException {
    say("ready " + StagePackage.version());
    var in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 5);
      if (words[0].equals("run")) {
        var cancel = new Cancel();
        running.put(words[1], cancel);
        threads.execute(() -> run(words, cancel));
      } else {
        running.getOrDefault(words[1], new Cancel()).cancel();
      }
    }
  }

  /// An order that can't be answered ends the process: who waits for the answer hears of that.
  private void run(String[] words, Cancel cancel) {
    try {
      TaskRange range = new TaskRange(Long.parseLong(words[2]), Long.parseLong(words[3]));
      StagePackage stage = StagePackage.ofJson(words[4]);
      TaskReport report = StageTasks.process().run(stage, range, name, cancel);
      running.remove(words[1]);
      say(words[1] + " " + report.toJson());
    } catch (Throwable e) {
      try {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(e);
      } finally {
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /// On a line of its own, also where somebody left half a line.
  private synchronized void say(String line) {
    out.print("\n" + TO_PARENT + line + "\n");
    out.flush();
  }
}
