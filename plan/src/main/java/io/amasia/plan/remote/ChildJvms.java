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

  /// Options of this JVM that are about its own memory, its caches or its debugging.
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
          "-D");

  /// The command that starts one which runs `main` with `arguments`.
  List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (OWN.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    command.add("-XX:+DisplayVMOutputToStderr"); // its output is for reports
    command.add("-Xmx" + Math.max(LEAST_HEAP_BYTES, memoryBytes / 4));
    command.add("-XX:MaxDirectMemorySize=" + (memoryBytes + DIRECT_BUFFERS));
    command.add("-D" + MemoryPool.LIMIT_PROPERTY + "=" + memoryBytes);
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("amasia.") && !name.equals(MemoryPool.LIMIT_PROPERTY)) {
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
