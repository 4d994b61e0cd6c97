package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random sweeps of arrays in random chunks, some of them of sweeps again.
final class RandomSweeps {
  private static final DType[] DTYPES = {
    DType.FLOAT64,
    DType.FLOAT32,
    DType.FLOAT64,
    DType.INT32,
    DType.FLOAT16,
    DType.UINT8,
    DType.INT64,
    DType.BOOL
  };
  private static final List<Scanning> SCANNINGS = List.of(Scanning.values());
  private static final Reduction.Kind[] KINDS = {
    Reduction.Kind.SUM, Reduction.Kind.MEAN, Reduction.Kind.MIN, Reduction.Kind.MAX,
    Reduction.Kind.VAR, Reduction.Kind.STD, Reduction.Kind.COUNT, Reduction.Kind.MEDIAN,
    Reduction.Kind.PROD, Reduction.Kind.ANY, Reduction.Kind.ALL, Reduction.Kind.FIRST,
    Reduction.Kind.LAST
  };

  private final Random random;
  private final RandomPlans plans;
  private final int size;

  RandomSweeps(long seed) {
    random = new Random(seed);
    plans = new RandomPlans(seed);
    size = (int) Math.min(14, 2 + seed / 8);
  }

  Map<String, Node> roots() {
    long[] sizes = new long[1 + random.nextInt(3)];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = 1L + random.nextInt(size);
    }
    Shape shape = Shape.of(sizes);
    DType dtype = DTYPES[random.nextInt(DTYPES.length)];
    NdArray values = plans.values(dtype, shape);
    Node at =
        random.nextInt(4) == 0
            ? Nodes.literal(values)
            : Nodes.read(new FakeArray(values, plans.chunks(shape)));
    Map<String, Node> roots = new LinkedHashMap<>();
    int n = 1 + random.nextInt(3);
    for (int i = 0; i < n; i++) {
      try {
        Node swept = sweep(at);
        roots.put("r" + i, swept);
        at = random.nextInt(3) == 0 ? swept : at;
      } catch (AmasiaException.Unsupported e) {
        // A sweep that this dtype does not have.
      }
    }
    roots.put("input", at);
    return roots;
  }

  private Node sweep(Node a) {
    int axis = random.nextInt(a.shape().ndim());
    long n = a.shape().size(axis);
    return switch (random.nextInt(7)) {
      case 0, 1 -> {
        Scanning kind = SCANNINGS.get(random.nextInt(SCANNINGS.size()));
        long limit = kind == Scanning.FILL ? random.nextInt(3) : 0;
        long block = limit > 0 ? Long.MAX_VALUE : 1 + random.nextLong(n);
        yield Sweeps.scan(a, kind, axis, random.nextInt(3) > 0, limit, block);
      }
      case 2, 3 -> Sweeps.window(a, reduction(a), span(a, axis));
      case 4 -> {
        List<Span> spans = new ArrayList<>();
        for (int d = 0; d < a.shape().ndim(); d++) {
          spans.add(span(a, d));
        }
        yield Sweeps.window(a, reduction(a), spans);
      }
      case 5 ->
          random.nextBoolean()
              ? Sweeps.rank(a, axis, random.nextBoolean())
              : Sweeps.slidingView(a, span(a, axis), a.dtype().isFloating() ? Double.NaN : 0L);
      default -> {
        int count = 1 + random.nextInt(a.shape().ndim() - axis);
        yield Sweeps.regrid(a, axis, weights(a, axis, count), DType.FLOAT64);
      }
    };
  }

  private Reduction reduction(Node a) {
    Reduction.Kind kind = KINDS[random.nextInt(KINDS.length)];
    boolean counts = a.dtype().isFloating() && random.nextBoolean();
    boolean picks = kind == Reduction.Kind.FIRST || kind == Reduction.Kind.LAST;
    return Reduction.of(kind)
        .withSkipna(counts || random.nextInt(4) > 0)
        .withDdof(random.nextInt(2))
        .withMinCount(counts && !picks ? random.nextInt(4) : 0);
  }

  private Span span(Node a, int axis) {
    long n = a.shape().size(axis);
    long length = 1 + random.nextLong(n + 1);
    if (random.nextBoolean()) {
      return new Span(axis, -random.nextLong(length), 1, length, n);
    }
    long step = 1 + random.nextLong(length);
    // Integers have no least value of nothing: each window holds something.
    return new Span(axis, -random.nextLong(length), step, length, Math.ceilDiv(n, step));
  }

  private SparseWeights weights(Node a, int axis, int count) {
    long[] source = new long[count];
    for (int d = 0; d < count; d++) {
      source[d] = a.shape().size(axis + d);
    }
    Shape from = Shape.of(source);
    Shape to =
        random.nextBoolean()
            ? Shape.of(1 + random.nextInt(5))
            : Shape.of(1 + random.nextInt(3), 1 + random.nextInt(3));
    int[] ends = new int[(int) to.size()];
    int[] columns = new int[ends.length * 3];
    double[] values = new double[columns.length];
    int n = 0;
    for (int i = 0; i < ends.length; i++) {
      int some = random.nextInt(4);
      for (int k = 0; k < some; k++) {
        columns[n] = random.nextInt((int) from.size());
        values[n++] = random.nextInt(9) / 4.0;
      }
      ends[i] = n;
    }
    return new SparseWeights(
        from, to, ends, java.util.Arrays.copyOf(columns, n), java.util.Arrays.copyOf(values, n));
  }
}
