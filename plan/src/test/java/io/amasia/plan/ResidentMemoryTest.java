package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.MemoryPool;
import io.amasia.storage.format.Sink;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the process holds, seen from outside: heap, pool, and not much more.
class ResidentMemoryTest {
  private static final long HEAP = 64_000_000;
  private static final long POOL = 32_000_000;

  /// What tasks hold outside of the pool, and the least that the pool hands out.
  private static final long SLACK = 3_500_000;

  /// What is also written to a serial sink.
  private static final List<String> SERIAL = List.of("elementwise", "rechunk", "anomaly", "rank");

  /// What the JVM needs for itself.
  private static final long JVM = 160_000_000;

  @Test
  void theProcessStaysWithinItsMemory() throws IOException, InterruptedException {
    assumeTrue(ChildJvm.tellsResident(), "tells resident memory");
    String said =
        ChildJvm.output(
            List.of(
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP,
                "-XX:MaxDirectMemorySize=" + (POOL + (64 << 20)),
                "-D" + MemoryPool.LIMIT_PROPERTY + "=" + POOL),
            Work.class);
    assertThat(ChildJvm.mostResident(said)).as(said).isBetween(POOL / 2, HEAP + POOL + JVM);
    List<String> operations = said.lines().filter(line -> line.endsWith("held")).toList();
    assertThat(operations).hasSize(plans().size() + SERIAL.size());
    for (String line : operations) {
      long projected = Long.parseLong(line.split(" +", -1)[1]);
      long held = Long.parseLong(line.split(" +", -1)[3]);
      assertThat(held).as(line).isLessThanOrEqualTo(projected);
      assertThat(projected).as(line).isLessThanOrEqualTo(2 * held + SLACK);
    }
  }

  private static Map<String, Node> plans() {
    Map<String, Node> plans = EveryOperation.on(EveryOperation.field());
    plans.putAll(EveryOperation.onNothing());
    plans.putAll(EveryOperation.onText());
    return plans;
  }

  /// Each operation on a field several times the pool, one task at a time, then two; run in a
  /// process of its own.
  static final class Work {
    private Work() {}

    public static void main(String[] args) throws IOException {
      for (int threads = 1; threads <= 2; threads++) {
        Session session = Session.builder().threads(threads).memoryBytes(POOL).build();
        for (Map.Entry<String, Node> one : plans().entrySet()) {
          measure(
              session, one.getKey(), one.getValue(), new EveryOperation.Nowhere(one.getValue()));
          if (SERIAL.contains(one.getKey())) {
            var sink = new EveryOperation.OneByOne(one.getValue());
            measure(session, one.getKey() + "-serial", one.getValue(), sink);
          }
        }
      }
      ChildJvm.printMostResident();
    }

    private static void measure(Session session, String name, Node node, Sink sink) {
      MemoryPool pool = MemoryPool.process();
      Map<String, Node> nodes = Map.of("x", node);
      long projected = session.explain(nodes, Map.of(), sink).peakBytes();
      long before = pool.usedBytes();
      pool.resetPeak();
      session.write(nodes, sink);
      if (session.threads() == 1) {
        long held = pool.peakBytes() - before;
        IO.println("%s %d projected %d held".formatted(name, projected, held));
      }
    }
  }
}
