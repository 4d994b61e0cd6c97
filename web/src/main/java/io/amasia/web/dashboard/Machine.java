package io.amasia.web.dashboard;

import com.sun.management.OperatingSystemMXBean;
import io.amasia.array.MemoryPool;
import io.amasia.plan.watch.JsonText;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How this process and its machine are: processor, memory, collections, over hours. Thread-safe.
///
/// Looked at every second; when there are many looks, every second of the older ones is dropped.
final class Machine {
  private static final int MOST = 1_800;

  /// A look.
  ///
  /// @param cpu processors that the process keeps busy
  /// @param load processors that all processes together keep busy
  /// @param residentBytes memory of the process by the system's count; 0 if it does not say
  /// @param collectMillis time in garbage collections since the process began
  record Look(
      long micros,
      double cpu,
      double load,
      long poolBytes,
      long heapBytes,
      long residentBytes,
      long collectMillis,
      int threads) {}

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final long startNanos = System.nanoTime();
  private List<Look> looks = new ArrayList<>();
  private int step = 1;
  private int skipped;
  private Look last = look(0);

  private Look look(long micros) {
    int processors = Runtime.getRuntime().availableProcessors();
    Runtime heap = Runtime.getRuntime();
    return new Look(
        micros,
        Math.max(0, system.getProcessCpuLoad()) * processors,
        Math.max(0, system.getCpuLoad()) * processors,
        MemoryPool.process().usedBytes(),
        heap.totalMemory() - heap.freeMemory(),
        residentBytes(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static long residentBytes() {
    try {
      // Pages in memory are the second number: see proc_pid_statm(5).
      String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
      return Long.parseLong(pages[1]) * 4096;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
      return 0;
    }
  }

  synchronized void look() {
    last = look((System.nanoTime() - startNanos) / 1000);
    if (++skipped < step) {
      return;
    }
    skipped = 0;
    looks.add(last);
    if (looks.size() > MOST) {
      List<Look> half = new ArrayList<>();
      for (int i = 1; i < looks.size(); i += 2) {
        half.add(looks.get(i));
      }
      looks = half;
      step *= 2;
    }
  }

  synchronized Look last() {
    return last;
  }

  double cpuSeconds() {
    return system.getProcessCpuTime() / 1e9;
  }

  /// The last look as a row: microseconds since the dashboard began, processors busy here and in
  /// all, bytes of the pool, the heap and the process, milliseconds of collections, threads.
  synchronized String lastJson() {
    return JsonText.of(row(last));
  }

  private static List<Number> row(Look look) {
    return List.of(
        look.micros,
        Math.round(look.cpu * 1000) / 1e3,
        Math.round(look.load * 1000) / 1e3,
        look.poolBytes,
        look.heapBytes,
        look.residentBytes,
        look.collectMillis,
        look.threads);
  }

  /// What stays, and all rows.
  synchronized String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("machineBytes", system.getTotalMemorySize());
    json.put("heapMaxBytes", Runtime.getRuntime().maxMemory());
    json.put("java", Runtime.version().toString());
    json.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    json.put("pid", ProcessHandle.current().pid());
    json.put("rows", looks.stream().map(Machine::row).toList());
    return JsonText.of(json);
  }
}
