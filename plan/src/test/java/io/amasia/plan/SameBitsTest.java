package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// The same plans give the same bits in processes whose compiler makes long vectors, short ones or
/// none, by each engine, with one thread and several, in a large budget and a small one. In the
/// profile `soak` on more values and with vectors of each width; else the widest and none.
class SameBitsTest {
  private static final boolean LONG = Integer.getInteger("amasia.soak.seconds", 0) > 0;
  private static final Map<String, List<String>> PROCESSES =
      LONG
          ? Map.of(
              "as it is", List.of(),
              "512 bits", List.of("-XX:UseAVX=3", "-XX:MaxVectorSize=64"),
              "256 bits", List.of("-XX:MaxVectorSize=32"),
              "AVX2", List.of("-XX:UseAVX=2"),
              "no vectors", List.of("-XX:-UseSuperWord"))
          : Map.of("as it is", List.of(), "no vectors", List.of("-XX:-UseSuperWord"));

  @Test
  void everyProcessGivesTheSameBits() throws IOException, InterruptedException {
    Map<String, String> said = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> process : PROCESSES.entrySet()) {
      said.put(process.getKey(), hashes(process.getValue()));
    }
    String plain = String.valueOf(said.get("as it is"));
    assertThat(plain.lines().count()).isGreaterThan(80);
    assertThat(plain).doesNotContain("differs");
    said.forEach((name, lines) -> assertThat(lines).as(name).isEqualTo(plain));
  }

  private static String hashes(List<String> flags) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(flags);
    all.add("-XX:+UseSerialGC");
    String said = ChildJvm.output(all, Hashes.class, LONG ? "96" : "24");
    return said.lines().filter(line -> line.contains(" = ")).reduce("", (a, b) -> a + b + "\n");
  }

  /// Prints the checksum of each result; run in a process of its own.
  static final class Hashes {
    private static final int TOGETHER = 12;

    /// Twenty chunks of floats, five of doubles; leaves of an eighth.
    private static final long TASK = 1 << 18;

    private final Shape shape;

    private Hashes(int months, int rows, int columns) {
      shape = Shape.of(months, rows, columns);
    }

    /// Reductions, sorts and what differs from them, on data that fit the small budget in parts
    /// only: other tasks, decoded again or left in pieces, in memory or not.
    private void tight() {
      var sources = new ArrayList<>(List.of(source(DType.FLOAT32, 3, 2, 16, 256)));
      if (LONG) {
        sources.add(source(DType.FLOAT64, 4, 5, 32, 64));
      }
      for (Node x : sources) {
        Node mean = Nodes.reduce(x, Reduction.of(Reduction.Kind.MEAN), List.of(0));
        Node months = Nodes.groupReduce(x, Reduction.of(Reduction.Kind.STD), 0, groups());
        Node apart =
            Nodes.elementwise(Op.Binary.SUBTRACT, x, Nodes.transpose(mean, List.of(-1, 0, 1)));
        for (Node node :
            List.of(
                mean,
                Nodes.reduce(apart, Reduction.of(Reduction.Kind.STD), List.of(0, 1, 2)),
                Nodes.reduce(months, Reduction.of(Reduction.Kind.SUM), List.of(1, 2)),
                Nodes.reduce(x, Reduction.of(Reduction.Kind.MEDIAN), List.of(0)),
                Nodes.reduce(
                    Sweeps.rank(x, 0, true), Reduction.of(Reduction.Kind.VAR), List.of(0)))) {
          small(node);
        }
      }
    }

    private void small(Node node) {
      Session large = session("serial", 1, 1 << 30, TASK);
      String plan = large.explain(Map.of("x", node)).toString();
      long[] first = checksums(large, List.of(node));
      long budget = 5 << 18;
      while (session("local", 3, budget, TASK).explain(Map.of("x", node)).peakBytes() > budget) {
        budget *= 2;
      }
      Session tight = session("local", 3, budget, TASK);
      if (tight.explain(Map.of("x", node)).toString().equals(plan)) {
        System.out.println("the plan = differs not for " + PlanText.label(node.operation()));
      }
      check(first, "local, tight budget", tight, List.of(node));
      if (LONG) {
        check(first, "local, twice that", session("local", 2, 2 * budget, TASK), List.of(node));
      }
    }

    private Groups groups() {
      return new Groups(IntStream.range(0, (int) shape.size(0)).map(t -> t % 3).toArray(), 3);
    }

    public static void main(String[] args) {
      int months = Integer.parseInt(args[0]);
      Map<String, Node> roots = new Hashes(months, 12, 200).roots();
      // Little more than a task beside the largest results needs.
      long little = (5L << 20) * months / 24;
      List<Node> nodes = List.copyOf(roots.values());
      long[] first = checksums(session("serial", 1, 1 << 30, TASK), nodes);
      check(first, "local, 1 thread", session("local", 1, 1 << 30, TASK), nodes);
      check(first, "local, 4 threads", session("local", 4, 1 << 30, TASK), nodes);
      check(first, "local, small budget", session("local", 2, little, TASK), nodes);
      new Hashes(months, 32, 256).tight();
      int i = 0;
      for (String name : roots.keySet()) {
        System.out.println(name + " = " + Long.toHexString(first[i++]));
      }
    }

    private static Session session(String engine, int threads, long budget, long taskBytes) {
      return Session.builder()
          .engine(engine)
          .threads(threads)
          .memoryBytes(budget)
          .taskBytes(taskBytes)
          .build();
    }

    private static void check(long[] first, String how, Session session, List<Node> nodes) {
      long[] other = checksums(session, nodes);
      for (int i = 0; i < first.length; i++) {
        if (other[i] != first[i]) {
          System.out.println(how + " = differs in " + nodes.get(i).operation());
        }
      }
    }

    private static long[] checksums(Session session, List<Node> nodes) {
      long[] sums = new long[nodes.size()];
      for (int i = 0; i < sums.length; i += TOGETHER) {
        int end = Math.min(sums.length, i + TOGETHER);
        List<NdArray> results = session.compute(nodes.subList(i, end));
        for (int j = i; j < end; j++) {
          try (NdArray result = results.get(j - i)) {
            var sum = new CRC32C();
            sum.update(result.data().asByteBuffer());
            sums[j] = sum.getValue();
          }
        }
      }
      return sums;
    }

    /// Values of all magnitudes and signs, so that sums in another order have other bits.
    private Node source(DType dtype, long seed, long... chunk) {
      NdArray values = NdArray.allocate(dtype, shape);
      var random = new Random(seed);
      for (long i = 0; i < shape.size(); i++) {
        double value = random.nextGaussian() * Math.exp(random.nextInt(12) - 6.0);
        double seldom = random.nextInt(40) == 0 ? Double.NaN : value;
        if (dtype == DType.FLOAT32) {
          values.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) seldom);
        } else {
          values.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, seldom);
        }
      }
      return Nodes.read(new FakeArray(values, Chunks.regular(shape, chunk)));
    }

    private Map<String, Node> roots() {
      Map<String, Node> roots = new LinkedHashMap<>();
      Node floats = source(DType.FLOAT32, 1, 7, 5, 90);
      Node doubles = source(DType.FLOAT64, 2, shape.size(0), 4, 61);
      for (Node x : List.of(floats, doubles)) {
        for (Reduction.Kind kind : Reduction.Kind.values()) {
          for (List<Integer> axes : List.of(List.of(0), List.of(1, 2), List.of(0, 1, 2))) {
            boolean one = kind == Reduction.Kind.ARGMIN || kind == Reduction.Kind.ARGMAX;
            if (!one || axes.size() == 1) {
              String name = x.dtype() + " " + kind + " over " + axes;
              add(roots, name, () -> Nodes.reduce(x, Reduction.of(kind), axes));
            }
          }
          add(
              roots,
              x.dtype() + " " + kind + " by groups",
              () -> Nodes.groupReduce(x, Reduction.of(kind), 0, groups()));
        }
        for (Op.Unary op : Op.Unary.values()) {
          add(roots, x.dtype() + " " + op, () -> mean(Nodes.elementwise(op, x)));
        }
        for (Op.Binary op : Op.Binary.values()) {
          add(roots, x.dtype() + " " + op, () -> mean(Nodes.elementwise(op, x, doubles)));
        }
        for (Scanning kind : Scanning.values()) {
          add(roots, x.dtype() + " running " + kind, () -> Sweeps.scan(x, kind, 0, true, 0));
        }
        var span = new Span(0, -3, 1, 7, shape.size(0));
        for (Reduction.Kind kind : List.of(Reduction.Kind.MEAN, Reduction.Kind.STD)) {
          add(
              roots,
              x.dtype() + " " + kind + " of windows",
              () -> Sweeps.window(x, Reduction.of(kind), span));
        }
      }
      return roots;
    }

    private static Node mean(Node node) {
      Node doubles = node.dtype().isFloating() ? node : Nodes.cast(node, DType.FLOAT64);
      return Nodes.reduce(doubles, Reduction.of(Reduction.Kind.MEAN), List.of(0, 2));
    }

    private static void add(Map<String, Node> roots, String name, Supplier<Node> made) {
      try {
        roots.put(name, made.get());
      } catch (AmasiaException _) {
        // An operation that these dtypes do not have.
      }
    }
  }
}
