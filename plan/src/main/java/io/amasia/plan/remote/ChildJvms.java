package io.amasia.plan.remote;

import io.amasia.array.MemoryPool;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// JVMs like this one, to run tasks in.
///
/// @param count how many
/// @param threadsEach tasks that each runs at a time
/// @param memoryBytes what the arrays of each may hold together
record ChildJvms(int count, int threadsEach, long memoryBytes) {
  /// Plans, class files and what is on its way need some heap whatever the arrays.
  private static final long LEAST_HEAP_BYTES = 128L << 20;

  /// Direct memory that is not the pool's: buffers of files and sockets.
  private static final long DIRECT_BUFFERS = 64L << 20;

  private static final String AMASIA = "amasia.";

  /// Options of this JVM that are about its own memory, its caches, its log or its debugging, of
  /// which files and ports can be had only once; and properties that are set anew.
  private static final List<String> OWN =
      List.of(
          "-Xmx",
          "-Xms",
          "-Xmn",
          "-XX:MaxDirectMemorySize",
          "-XX:AOT",
          "-Xshare",
          "-XX:SharedArchive",
          "-javaagent",
          "-agent",
          "-Xrun",
          "-Xdebug",
          "-Xlog",
          "-verbose",
          "-XX:StartFlightRecording",
          "-XX:+PrintFlagsFinal",
          "-Dcom.sun.management.",
          "-Djava.awt.headless",
          "-D" + AMASIA);

  /// The Java heap of each.
  long heapBytes() {
    return Math.max(LEAST_HEAP_BYTES, memoryBytes / 4);
  }

  /// The command that starts one which runs `main` with `arguments`.
  List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (OWN.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    // Its output is for reports.
    command.addAll(
        List.of("-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=warning:stderr"));
    command.add("-Xmx" + heapBytes());
    command.add("-XX:MaxDirectMemorySize=" + (memoryBytes + DIRECT_BUFFERS));
    command.add("-D" + MemoryPool.LIMIT_PROPERTY + "=" + memoryBytes);
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(AMASIA) && !name.equals(MemoryPool.LIMIT_PROPERTY)) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.add("-Djava.awt.headless=true");
    command.add("--class-path");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
