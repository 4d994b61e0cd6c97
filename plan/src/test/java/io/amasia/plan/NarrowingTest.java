package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Reduction.Kind;
import io.amasia.storage.format.ChunkLocation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Medians and quantiles of more values than fit in memory are those of all of them together.
class NarrowingTest {
  private static final long[] CHUNK = {1, 1 << 14};
  private static final Session LARGE = session("serial", 1, 1L << 30);

  private static Session session(String engine, int threads, long memoryBytes) {
    return Session.builder()
        .engine(engine)
        .threads(threads)
        .memoryBytes(memoryBytes)
        .taskBytes(1 << 19)
        .build();
  }

  /// Values of all signs and magnitudes, many of them several times; some missing where they may.
  private static Node field(DType dtype, Shape shape, boolean gaps, long... chunk) {
    NdArray values = NdArray.allocate(dtype, shape);
    var random = new Random(5);
    for (long i = 0; i < shape.size(); i++) {
      double value = random.nextGaussian() * Math.exp(random.nextInt(30) - 15.0);
      boolean odd = random.nextInt(10) == 0;
      double one = odd ? random.nextInt(5) - 2 : value;
      boolean gap = gaps && random.nextInt(50) == 0;
      switch (dtype) {
        case FLOAT32 ->
            values
                .data()
                .setAtIndex(
                    ValueLayout.JAVA_FLOAT, i, gap ? Float.NaN : one == 0 ? -0f : (float) one);
        case FLOAT64 ->
            values.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, gap ? Double.NaN : one);
        case INT32 -> values.data().setAtIndex(ValueLayout.JAVA_INT, i, (int) (one * 1000));
        case UINT64 -> values.data().setAtIndex(ValueLayout.JAVA_LONG, i, random.nextLong());
        default -> throw new IllegalArgumentException(dtype.toString());
      }
    }
    return Nodes.read(new FakeArray(values, Chunks.regular(shape, chunk)));
  }

  private static void isTheSame(Session small, List<Node> statistics) {
    List<NdArray> expected = LARGE.compute(statistics);
    for (int i = 0; i < expected.size(); i++) {
      Node one = statistics.get(i);
      assertThat(small.explain(Map.of("x", one)).toString()).contains("goes over its values");
      MemoryPool pool = MemoryPool.process();
      long before = pool.usedBytes();
      try (NdArray all = expected.get(i);
          var peak = pool.watchPeak();
          NdArray narrowed = small.compute(List.of(one)).getFirst()) {
        assertThat(narrowed.data().mismatch(all.data()))
            .as("%s: %s", one.operation(), narrowed)
            .isEqualTo(-1);
        assertThat(peak.bytes() - before).isLessThan(small.memoryBytes());
      }
      assertThat(pool.usedBytes()).isLessThan(before);
    }
  }

  @Test
  void everyMethodIsExact() {
    Shape shape = Shape.of(64, 128, 128);
    Node field = field(DType.FLOAT32, shape, true, 1, 128, 128);
    List<Node> statistics = new ArrayList<>();
    statistics.add(Nodes.reduce(field, Reduction.of(Kind.MEDIAN), List.of(0, 1, 2)));
    for (QuantileMethod method : QuantileMethod.values()) {
      Reduction quantile = Reduction.quantile(0.37, true).withMethod(method);
      statistics.add(Nodes.reduce(field, quantile, List.of(0, 1, 2)));
    }
    for (double q : new double[] {0, 1e-7, 1}) {
      statistics.add(Nodes.reduce(field, Reduction.quantile(q, true), List.of(0, 1, 2)));
    }
    isTheSame(session("local", 2, 9 << 19), statistics);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "INT32", "UINT64"})
  void eachDtypeIsInItsOrder(DType dtype) {
    Shape shape = Shape.of(2, 64, 128, 128);
    Node field = field(dtype, shape, false, 1, 1, 128, 128);
    Reduction quantile = Reduction.quantile(0.9, true);
    isTheSame(
        session("serial", 1, dtype == DType.INT32 ? 9 << 19 : 11 << 19),
        List.of(
            Nodes.reduce(field, Reduction.of(Kind.MEDIAN), List.of(1, 2, 3)),
            Nodes.reduce(field, quantile, List.of(1, 2, 3))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 8})
  void thoseOfGroupsAreExact(long rows) {
    Shape shape = rows == 1 ? Shape.of(1 << 20) : Shape.of(rows, 1 << 18);
    Node field = field(DType.FLOAT32, shape, true, rows == 1 ? new long[] {1 << 14} : CHUNK);
    int axis = shape.ndim() - 1;
    int[] codes = new Random(9).ints(shape.size(axis), -1, 5).toArray();
    // The first ones meet two groups only; nothing is in the last.
    Arrays.setAll(codes, i -> i < 1 << 15 ? Math.min(codes[i], 1) : codes[i]);
    var groups = new Groups(codes, 6);
    isTheSame(
        session("local", 2, rows == 1 ? 9 << 19 : 4 << 19),
        List.of(
            Nodes.groupReduce(field, Reduction.of(Kind.MEDIAN), axis, groups),
            Nodes.groupReduce(field, Reduction.quantile(0.2, false), axis, groups)));
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 64})
  void valuesThatChangeBetweenPassesAreAnError(int from) {
    Shape shape = Shape.of(64, 128, 128);
    NdArray values = NdArray.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      values.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (int) i % 1000);
    }
    Node field =
        Nodes.read(
            new FakeArray(values, Chunks.regular(shape, 1, 128, 128)) {
              @Override
              public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
                NdArray chunk = super.decode(index, location, encoded);
                if (decodes.get() == from) {
                  chunk.data().setAtIndex(ValueLayout.JAVA_FLOAT, 0, 1e6f);
                }
                return chunk;
              }
            });
    Node median = Nodes.reduce(field, Reduction.of(Kind.MEDIAN), List.of(0, 1, 2));
    assertThatThrownBy(() -> session("serial", 1, 9 << 19).compute(List.of(median)))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessage(
            "values of memory:fake/x changed while a median or quantile was found, which goes over them 2 times; run it again when nobody writes there");
  }

  @Test
  void missingValuesSpreadUnlessSkipped() {
    Node field = field(DType.FLOAT32, Shape.of(64, 128, 128), true, 1, 128, 128);
    Reduction strict = Reduction.quantile(0.5, false);
    Session small = session("serial", 1, 9 << 19);
    try (NdArray result =
        small.compute(List.of(Nodes.reduce(field, strict, List.of(0, 1, 2)))).getFirst()) {
      assertThat(result.scalarDouble()).isNaN();
    }
  }
}
