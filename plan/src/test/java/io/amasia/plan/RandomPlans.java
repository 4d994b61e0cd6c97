package io.amasia.plan;

import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random small plans: arrays of all numeric dtypes in random chunks, and chains of operations.
final class RandomPlans {
  private static final DType[] DTYPES = {
    DType.FLOAT64,
    DType.FLOAT32,
    DType.INT32,
    DType.INT16,
    DType.UINT8,
    DType.INT64,
    DType.BOOL,
    DType.FLOAT16,
    DType.INT8,
    DType.UINT16,
    DType.UINT32,
    DType.UINT64
  };
  private static final Op.Binary[] BINARY = {
    Op.Binary.ADD, Op.Binary.SUBTRACT, Op.Binary.MULTIPLY, Op.Binary.DIVIDE, Op.Binary.MINIMUM,
    Op.Binary.MAXIMUM, Op.Binary.FMIN, Op.Binary.FMAX, Op.Binary.FILLNA, Op.Binary.LESS,
    Op.Binary.EQUAL, Op.Binary.GREATER_EQUAL, Op.Binary.NOT_EQUAL
  };
  private static final Op.Unary[] UNARY = {
    Op.Unary.NEGATE,
    Op.Unary.ABS,
    Op.Unary.SIGN,
    Op.Unary.SQRT,
    Op.Unary.ISNULL,
    Op.Unary.FLOOR,
    Op.Unary.SQUARE,
    Op.Unary.ROUND
  };

  private final Random random;
  private final int size;

  RandomPlans(long seed) {
    random = new Random(seed);
    size = (int) Math.min(12, 2 + seed / 12);
  }

  /// A few roots over a pool of nodes that share inputs.
  Map<String, Node> roots() {
    int ndim = 1 + random.nextInt(3);
    long[] sizes = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      sizes[d] = 1L + random.nextInt(size);
    }
    List<Node> pool = new ArrayList<>();
    pool.add(source(Shape.of(sizes)));
    pool.add(source(Shape.of(sizes)));
    int steps = 2 + random.nextInt(size);
    for (int i = 0; i < steps; i++) {
      try {
        pool.add(step(pool));
      } catch (io.amasia.array.AmasiaException e) {
        // An operation that these dtypes do not have.
      }
    }
    Map<String, Node> roots = new LinkedHashMap<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      roots.put("r" + i, pool.get(pool.size() - 1 - random.nextInt(Math.min(4, pool.size()))));
    }
    return roots;
  }

  /// Reductions of an expression whose rows are long.
  Map<String, Node> longRows() {
    Shape shape =
        Shape.of(1L + random.nextInt(40), 1L + random.nextInt(3), 1L + random.nextInt(6000));
    Node x = Nodes.cast(source(shape), random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64);
    Node y = random.nextInt(3) == 0 ? x : Nodes.elementwise(Op.Binary.ADD, x, one(x));
    Map<String, Node> roots = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      roots.put("r" + i, reduce(y, random.nextInt(3)));
    }
    return roots;
  }

  private Node source(Shape shape) {
    DType dtype = DTYPES[random.nextInt(DTYPES.length)];
    NdArray values = values(dtype, shape);
    return random.nextInt(4) == 0
        ? Nodes.literal(values)
        : Nodes.read(new FakeArray(values, chunks(shape)));
  }

  Chunks chunks(Shape shape) {
    long[] chunk = shape.toArray();
    for (int d = 0; d < chunk.length; d++) {
      chunk[d] = 1L + random.nextInt((int) Math.max(1, chunk[d]));
    }
    return Chunks.regular(shape, chunk);
  }

  NdArray values(DType dtype, Shape shape) {
    NdArray values = NdArray.allocate(dtype, shape);
    for (long i = 0; i < shape.size(); i++) {
      long whole = random.nextInt(20) - (dtype.isUnsigned() ? 0L : 10L);
      double real = random.nextInt(6) == 0 ? Double.NaN : whole + random.nextInt(8) / 8.0;
      switch (dtype) {
        case FLOAT64 -> values.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, real);
        case FLOAT32 -> values.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) real);
        case FLOAT16 ->
            values.data().setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16((float) real));
        case BOOL -> values.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(2));
        default -> {
          switch (dtype.itemSize()) {
            case 1 -> values.data().set(ValueLayout.JAVA_BYTE, i, (byte) whole);
            case 2 -> values.data().setAtIndex(ValueLayout.JAVA_SHORT, i, (short) whole);
            case 4 -> values.data().setAtIndex(ValueLayout.JAVA_INT, i, (int) whole);
            default -> values.data().setAtIndex(ValueLayout.JAVA_LONG, i, whole);
          }
        }
      }
    }
    return values;
  }

  private Node step(List<Node> pool) {
    Node a = pool.get(random.nextInt(pool.size()));
    Shape shape = a.shape();
    int ndim = shape.ndim();
    int axis = ndim == 0 ? 0 : random.nextInt(ndim);
    return switch (random.nextInt(ndim == 0 ? 3 : 15)) {
      case 0 -> Nodes.elementwise(UNARY[random.nextInt(UNARY.length)], a);
      case 1 -> Nodes.cast(a, DTYPES[random.nextInt(DTYPES.length)]);
      case 2, 3 -> Nodes.elementwise(BINARY[random.nextInt(BINARY.length)], a, partner(pool, a));
      case 4 -> {
        Node condition = Nodes.elementwise(Op.Binary.LESS, a, partner(pool, a));
        yield Nodes.elementwise(new Op.Where(), condition, a, partner(pool, a));
      }
      case 5, 6 -> Nodes.select(a, region(shape));
      case 7 -> {
        List<Integer> order = new ArrayList<>();
        for (int d = 0; d < ndim; d++) {
          order.add(d);
        }
        java.util.Collections.shuffle(order, random);
        yield Nodes.transpose(a, order);
      }
      case 8 ->
          Nodes.concat(
              axis, List.of(a, random.nextBoolean() ? a : Nodes.select(a, range(shape, axis))));
      case 9 -> Nodes.rechunk(a, chunks(shape));
      case 10 -> {
        int points = 1 + random.nextInt(4);
        long[] at = new long[points];
        for (int p = 0; p < points; p++) {
          at[p] = random.nextInt((int) shape.size(axis));
        }
        yield Nodes.gather(a, List.of(axis), List.of(at));
      }
      case 11 -> Nodes.argSort(a, axis);
      case 12 -> reshape(a, axis);
      case 13 -> timeField(a);
      default -> reduce(a, axis);
    };
  }

  /// A field of times decoded from numbers, in any calendar.
  private Node timeField(Node a) {
    long[] units = {0, 1, 1000, 1_000_000, 3_600_000_000L, 86_400_000_000L, 2_629_800_000_000L};
    long epoch = random.nextLong(2 * 200 * 31_557_600_000_000L) - 200 * 31_557_600_000_000L;
    long unit = units[random.nextInt(units.length)];
    Node times = Nodes.elementwise(new Op.DecodeTime(epoch, unit, DType.DATETIME), a);
    Node moved = random.nextBoolean() ? times : Nodes.select(times, region(a.shape()));
    Op.TimeField.Field[] fields = Op.TimeField.Field.values();
    Calendar[] calendars = Calendar.values();
    return Nodes.elementwise(
        new Op.TimeField(
            fields[random.nextInt(fields.length)], calendars[random.nextInt(calendars.length)]),
        moved);
  }

  /// Some dimensions made one, and that one again several.
  private Node reshape(Node a, int axis) {
    int count = 1 + random.nextInt(a.shape().ndim() - axis);
    long n = 1;
    for (int d = axis; d < axis + count; d++) {
      n *= a.shape().size(d);
    }
    Node merged = Nodes.reshape(a, axis, count, List.of(n));
    long factor = 1;
    for (long f = 2; f <= n && factor == 1; f++) {
      factor = n % f == 0 && random.nextBoolean() ? f : 1;
    }
    return random.nextBoolean()
        ? merged
        : Nodes.reshape(merged, axis, 1, List.of(factor, n / factor));
  }

  private Node partner(List<Node> pool, Node a) {
    List<Node> fitting = new ArrayList<>();
    for (Node node : pool) {
      boolean fits = node.shape().ndim() == a.shape().ndim();
      for (int d = 0; fits && d < a.shape().ndim(); d++) {
        long x = a.shape().size(d);
        long y = node.shape().size(d);
        fits = x == y || x == 1 || y == 1;
      }
      if (fits) {
        fitting.add(node);
      }
    }
    if (random.nextInt(4) == 0) {
      long[] ones = new long[a.shape().ndim()];
      java.util.Arrays.fill(ones, 1);
      return Nodes.full((long) random.nextInt(5), a.dtype(), Shape.of(ones));
    }
    return fitting.get(random.nextInt(fitting.size()));
  }

  private Region range(Shape shape, int axis) {
    long n = 1L + random.nextInt((int) shape.size(axis));
    return Region.all(shape).with(axis, Indexer.Range.of(0, n));
  }

  private Region region(Shape shape) {
    Region region = Region.all(shape);
    for (int d = 0; d < shape.ndim(); d++) {
      int length = (int) shape.size(d);
      switch (random.nextInt(4)) {
        case 0 -> {
          int start = random.nextInt(length);
          region = region.with(d, Indexer.Range.of(start, 1 + random.nextInt(length - start)));
        }
        case 1 -> {
          int step = 1 + random.nextInt(3);
          region = region.with(d, new Indexer.Range(length - 1, (length - 1) / step + 1, -step));
        }
        case 2 -> {
          long[] at = random.longs(1 + random.nextInt(length), 0, length).toArray();
          region = region.with(d, new Indexer.Points(at));
        }
        default -> {}
      }
    }
    return region;
  }

  private Node reduce(Node a, int axis) {
    Reduction.Kind[] kinds = Reduction.Kind.values();
    Reduction reduction = Reduction.of(kinds[random.nextInt(kinds.length)]);
    boolean argument =
        reduction.kind() == Reduction.Kind.ARGMIN || reduction.kind() == Reduction.Kind.ARGMAX;
    if (reduction.kind() == Reduction.Kind.QUANTILE) {
      QuantileMethod[] methods = QuantileMethod.values();
      reduction =
          Reduction.quantile(random.nextInt(5) / 4.0, true)
              .withMethod(methods[random.nextInt(methods.length)]);
    }
    if (argument) {
      a = Nodes.elementwise(Op.Binary.FILLNA, a, one(a));
    }
    if (random.nextInt(3) == 0) {
      reduction = reduction.withSkipna(false);
    }
    if (random.nextInt(4) == 0) {
      reduction = reduction.withDdof(1).withMinCount(2);
    }
    if (random.nextInt(3) == 0) {
      int n = (int) a.shape().size(axis);
      int count = 1 + random.nextInt(n);
      int[] codes = new int[n];
      for (int i = 0; i < n; i++) {
        codes[i] = i < count ? i : random.nextInt(count + 1) - 1;
      }
      return Nodes.groupReduce(a, reduction, axis, new Groups(codes, count));
    }
    List<Integer> axes = new ArrayList<>();
    for (int d = 0; d < a.shape().ndim(); d++) {
      if (d == axis || random.nextInt(3) == 0) {
        axes.add(d);
      }
    }
    return Nodes.reduce(a, reduction, axes);
  }

  private Node one(Node a) {
    long[] ones = new long[a.shape().ndim()];
    java.util.Arrays.fill(ones, 1);
    return Nodes.full(1L, a.dtype(), Shape.of(ones));
  }
}
