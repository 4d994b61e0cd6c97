package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.remote.KnownSources;
import io.amasia.plan.travel.Beside;
import io.amasia.plan.travel.PlanJson;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
  /// Values beside a document, in memory.
  private static final class Kept implements Beside {
    private final Map<String, byte[]> values = new HashMap<>();

    @Override
    public void leave(String sha256, MemorySegment bytes) {
      values.put(sha256, bytes.toArray(ValueLayout.JAVA_BYTE));
    }

    @Override
    public Lease fetch(String sha256, long length) {
      byte[] bytes = values.get(sha256);
      if (bytes == null || bytes.length != length) {
        throw new AmasiaException.Format("no value " + sha256);
      }
      Lease lease = MemoryPool.process().lease(length);
      lease.segment().copyFrom(MemorySegment.ofArray(bytes));
      return lease;
    }
  }

  @RandomTest(seeds = 200)
  void whatIsReadBackIsWrittenTheSame(long seed) {
    roundTrip(Plan.of(new RandomPlans(seed).roots()));
  }

  @RandomTest(seeds = 100)
  void sweepsToo(long seed) {
    roundTrip(Plan.of(new RandomSweeps(seed).roots()));
  }

  @Test
  void everyOperationComesBack() {
    Map<String, Node> plans = new HashMap<>(EveryOperation.on(EveryOperation.field()));
    plans.remove("map-blocks"); // a function is another object when it comes back
    Node places = Nodes.literal(NdArray.of(Shape.of(2), 1L, 0L));
    plans.put("text at", Nodes.elementwise(new Op.TextAt(List.of("a", "ä")), places));
    roundTrip(Plan.of(plans));
  }

  /// The form that other versions of this program must read, or refuse by its number: whoever
  /// changes it raises [PlanJson#VERSION]. `-Damasia.golden=rewrite` writes it anew.
  @Test
  void theFormIsTheOneOfItsVersion() throws IOException {
    Map<String, Node> plans = new TreeMap<>(EveryOperation.on(EveryOperation.field()));
    plans.remove("map-blocks"); // its digest is that of a class file
    plans.put("literal", Nodes.literal(NdArray.of(Shape.of(2), 1.5, Double.NaN)));
    plans.put("text", Nodes.literal(NdArray.of(Shape.of(2), List.of("a", "ä"))));
    plans.put("full", Nodes.full(7L, DType.INT16, Shape.of(3)));
    Plan plan = Plan.of(plans);
    String json =
        new String(PlanJson.write(plan, new Kept(), new KnownSources()), StandardCharsets.UTF_8)
            .replace("{\"op\"", "\n{\"op\"");
    Path golden =
        Path.of("src/test/resources/io/amasia/plan/every-operation." + PlanJson.VERSION + ".json");
    if ("rewrite".equals(System.getProperty("amasia.golden"))) {
      Files.writeString(golden, json);
    }
    assertThat(json).isEqualTo(Files.readString(golden));
  }

  private static Plan roundTrip(Plan plan) {
    var beside = new Kept();
    var sources = new KnownSources();
    byte[] json = PlanJson.write(plan, beside, sources);
    Plan back = PlanJson.read(json, beside, sources);
    assertThat(back.toString()).isEqualTo(plan.toString());
    assertThat(PlanJson.write(back, beside, sources)).isEqualTo(json);
    return back;
  }

  /// Else no other process could take up what one that was killed has left.
  @Test
  void aFunctionHasTheSameNameInEveryProcess() {
    Node field = EveryOperation.field();
    Node mapped =
        Sweeps.mapBlocks(
            List.of(field), blocks -> blocks.getFirst(), field.dtype(), field.chunks(), List.of());
    byte[] json = PlanJson.write(Plan.of(Map.of("mapped", mapped)), new Kept(), new KnownSources());
    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("\"class\":\"io.amasia.plan.PlanJsonTest$$Lambda\"");
  }

  /// What is cut off or changed is refused by a declared error, or is another plan.
  @RandomTest(seeds = 200)
  void damageIsADeclaredError(long seed) {
    var beside = new Kept();
    var sources = new KnownSources();
    byte[] json = PlanJson.write(Plan.of(new RandomPlans(seed).roots()), beside, sources);
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      byte[] bad = json.clone();
      for (int k = 0; k <= random.nextInt(3); k++) {
        bad[random.nextInt(bad.length)] =
            (byte) "0123456789{}[]\",:-eE.ANx".charAt(random.nextInt(24));
      }
      try {
        PlanJson.read(bad, beside, sources);
      } catch (AmasiaException _) {
        // declared
      }
    }
  }

  @Test
  void anotherVersionIsRefusedWithBothNumbers() {
    String json = "{\"format\":\"amasia-plan\",\"version\":7,\"nodes\":[],\"roots\":{}}";
    assertThatThrownBy(() ->
            PlanJson.read(json.getBytes(StandardCharsets.UTF_8), new Kept(), new KnownSources()))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("version 7")
        .hasMessageContaining("reads version 1");
  }
}
