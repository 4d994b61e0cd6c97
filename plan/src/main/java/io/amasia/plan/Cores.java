package io.amasia.plan;

import com.sun.management.OperatingSystemMXBean;
import io.amasia.array.MemoryPool;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// What this process may use of its machine.
final class Cores {
  /// Where batch systems say how many cores a job has, most specific first.
  private static final String[] VARIABLES = {"SLURM_CPUS_PER_TASK", "PBS_NCPUS", "NCPUS", "NSLOTS"};

  private Cores() {}

  /// The number of cores: what the batch system gave, at most what the control group allows.
  static int allowed() {
    // The JVM knows the control group's limit.
    return allowed(Runtime.getRuntime().availableProcessors(), System.getenv());
  }

  static int allowed(int cores, Map<String, String> environment) {
    for (String name : VARIABLES) {
      String value = environment.get(name);
      if (value != null && value.matches("[1-9][0-9]{0,5}")) {
        return Math.min(cores, Integer.parseInt(value));
      }
    }
    return cores;
  }

  /// Bytes that computations may hold when nobody says otherwise: the pool's limit when it was
  /// given one, else half of the memory of the machine or control group, and never more than the
  /// JVM lets direct memory grow to, which is its heap's limit by default.
  static long budgetBytes() {
    long limit = MemoryPool.process().limitBytes();
    if (limit < Long.MAX_VALUE) {
      return limit;
    }
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return Math.min(machine / 2, Runtime.getRuntime().maxMemory());
  }

  /// What the process must be given so that its heap has `bytes`.
  static long processBytesOfHeap(long bytes) {
    boolean launched = Long.getLong(MemoryPool.LIMIT_PROPERTY) != null;
    return launched ? 4 * bytes : bytes;
  }

  /// What the process must be given so that computations may hold `bytes`: the launcher keeps a
  /// quarter, and no less than 80 MB, for the heap.
  static long processBytes(long bytes) {
    boolean launched = Long.getLong(MemoryPool.LIMIT_PROPERTY) != null;
    return launched ? Math.max(bytes + 80_000_000, bytes / 3 * 4 + 3) : bytes;
  }
}
