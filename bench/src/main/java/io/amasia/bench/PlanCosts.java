package io.amasia.bench;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.storage.ByteRange;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.Store;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What planning a million chunks costs, and what a task costs that does hardly anything: CPU
/// seconds of one thread, the least of several, and the heap at its fullest.
public final class PlanCosts {
  private static final int REPEATS = 7;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private PlanCosts() {}

  public static void main(String[] args) {
    Shape field = Shape.of(1_000_000, 361, 720);
    Node read = Nodes.read(new Made(field, Chunks.regular(field, 1, 361, 720)));
    Node celsius = Nodes.elementwise(Op.Unary.SQRT, read);
    Reduction mean = Reduction.of(Reduction.Kind.MEAN);
    int[] months = IntStream.range(0, 1_000_000).map(i -> i % 12).toArray();
    Node climatology = Nodes.groupReduce(celsius, mean, 0, new Groups(months, 12));
    Session session = Session.builder().engine("serial").threads(1).memoryBytes(1L << 30).build();
    plan(session, "mean of a million chunks", Nodes.reduce(celsius, mean, List.of(0)));
    plan(session, "their climatology", climatology);

    Shape lines = Shape.of(100_000, 512);
    Node small = Nodes.read(new Made(lines, Chunks.regular(lines, 1, 512)));
    Node sums = Nodes.reduce(small, Reduction.of(Reduction.Kind.SUM), List.of(1));
    Session each =
        Session.builder().engine("serial").threads(1).memoryBytes(1L << 30).taskBytes(2048).build();
    double many = run(each, "100 000 chunks of 2 kB, a task each", sums);
    double few = run(session, "the same in tasks of megabytes", sums);
    say("a task", "%.2f µs".formatted((many - few) * 1e6 / 100_000));

    Shape tiny = Shape.of(1_000_000, 2);
    Node pairs = Nodes.read(new Made(tiny, Chunks.regular(tiny, 1, 2)));
    run(session, "a million chunks of 8 bytes", Nodes.reduce(pairs, mean, List.of(0)));
  }

  private static void plan(Session session, String what, Node node) {
    double first = Double.NaN;
    double least = Double.MAX_VALUE;
    long tasks = 0;
    for (int i = 0; i < REPEATS; i++) {
      long start = CPU.getCurrentThreadCpuTime();
      tasks = session.explain(Map.of("x", node)).tasks();
      double seconds = (CPU.getCurrentThreadCpuTime() - start) / 1e9;
      first = i == 0 ? seconds : first;
      least = Math.min(least, seconds);
    }
    say("plan: " + what, "%d tasks, %.3f s, at first %.3f s".formatted(tasks, least, first));
  }

  private static double run(Session session, String what, Node node) {
    double least = Double.MAX_VALUE;
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    long live = 0;
    for (int i = 0; i < REPEATS; i++) {
      heap.forEach(MemoryPoolMXBean::resetPeakUsage);
      long start = CPU.getCurrentThreadCpuTime();
      session.compute(List.of(node)).forEach(NdArray::close);
      least = Math.min(least, (CPU.getCurrentThreadCpuTime() - start) / 1e9);
      live = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
    say("run: " + what, "%.3f s, heap at most %d MB".formatted(least, live / 1_000_000));
    return least;
  }

  private static void say(String what, String result) {
    IO.println(String.format(Locale.ROOT, "%-48s %s", what, result));
  }

  /// Zeros, made when they are asked for.
  private record Made(Shape shape, Chunks chunks) implements StoredArray {
    private static final Store STORE = zeros();
    private static final NdArray FILL = NdArray.of(Shape.of(1), 0f);

    private static Store zeros() {
      var store = new MemoryStore();
      store.write("zeros", MemorySegment.ofArray(new byte[8]));
      return store;
    }

    @Override
    public String name() {
      return "made";
    }

    @Override
    public String path() {
      return "/made";
    }

    @Override
    public Store store() {
      return STORE;
    }

    @Override
    public String url() {
      return STORE.url();
    }

    @Override
    public List<String> dims() {
      return List.of();
    }

    @Override
    public DType dtype() {
      return DType.FLOAT32;
    }

    @Override
    public NdArray fill() {
      return FILL;
    }

    @Override
    public Optional<ChunkLocation> locate(long[] index) {
      return Optional.of(new ChunkLocation("zeros", ByteRange.ALL, 0));
    }

    @Override
    public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
      NdArray zeros = NdArray.allocate(DType.FLOAT32, chunks.box(index).shape());
      zeros.data().fill((byte) 0);
      return zeros;
    }
  }
}
