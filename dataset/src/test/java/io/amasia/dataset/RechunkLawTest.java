package io.amasia.dataset;

import static io.amasia.dataset.Slice.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.plan.Nodes;
import io.amasia.testkit.RandomTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/// Values of a store in chunks of its own, cut into others and back again, are what they were:
/// values, dimensions, coordinates, attributes, encodings and chunks, for every dtype.
class RechunkLawTest {
  private static final List<String> DIMS = List.of("time", "y", "x");
  private static final List<DType> DTYPES = List.of(DType.values());
  private static final Slice BACKWARDS = slice(null, null, -1);

  @RandomTest(seeds = 60)
  void chunkingBackGivesTheSame(long seed) {
    Random random = new Random(seed);
    DataArray made = random(random, seed);
    String url = "memory:rechunk-law/" + seed;
    made.chunk(lengths(random, made)).toZarr(url);
    try (Dataset opened = Opening.open(List.of(url), OpenOptions.standard())) {
      DataArray stored = opened.get("v");
      DataArray back = stored.chunk(lengths(random, made)).chunk(lengths(random, made));
      // Something in between, so that one chunking can't be taken for the other.
      back = back.isel("x", BACKWARDS).chunk(lengths(random, made)).isel("x", BACKWARDS);
      Map<String, Long> first = new LinkedHashMap<>();
      stored.chunksizes().forEach((dim, sizes) -> first.put(dim, sizes.getFirst()));
      back = back.chunk(first);

      Testing.assertIdentical(back, stored);
      Testing.assertEqual(back, made);
      assertThat(back.dtype()).isEqualTo(made.dtype());
      assertThat(back.encoding()).isEqualTo(stored.encoding());
      assertThat(back.chunksizes()).isEqualTo(stored.chunksizes());
    }
  }

  private static Map<String, Long> lengths(Random random, DataArray of) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    of.sizes().forEach((dim, size) -> lengths.put(dim, 1 + random.nextLong(size)));
    return lengths;
  }

  private static DataArray random(Random random, long seed) {
    DType dtype = DTYPES.get((int) (seed % DTYPES.size()));
    Shape shape = Shape.of(1 + random.nextInt(9), 1 + random.nextInt(7), 1 + random.nextInt(11));
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < shape.size(); i++) {
      values.add(value(dtype, random));
    }
    Variable v =
        Variable.of(DIMS, Nodes.literal(Values.fill(dtype, shape, values)))
            .withCalendar(Calendar.NOLEAP);
    long[] days =
        LongStream.range(0, shape.size(0)).map(day -> day * Calendar.DAY_MICROS).toArray();
    double[] y = random.doubles(shape.size(1)).sorted().toArray();
    return new DataArray(
        "v",
        v,
        Coordinates.NONE
            .with("time", Variable.times(Calendar.NOLEAP, "time", days))
            .with("y", Variable.of(List.of("y"), y))
            .with("cell", Variable.of(List.of("y"), y.clone())));
  }

  private static Object value(DType dtype, Random random) {
    return switch (dtype) {
      case STRING -> Integer.toString(random.nextInt(50), 2);
      case FLOAT16, FLOAT32, FLOAT64 ->
          random.nextInt(6) == 0 ? Double.NaN : random.nextInt(99) / 4.0;
      case BOOL -> random.nextBoolean();
      case DATETIME, TIMEDELTA ->
          random.nextInt(6) == 0 ? DType.NAT : random.nextInt(1000) * 3_600_000_000L;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> random.nextLong();
    };
  }
}
