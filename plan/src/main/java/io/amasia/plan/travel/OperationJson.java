package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.plan.Operation;
import io.amasia.plan.QuantileMethod;
import io.amasia.plan.Reduction;
import io.amasia.plan.Scanning;

/// Operations of a plan, the sealed set: one switch to write, one to read.
///
/// @param values arrays and numbers
/// @param tables groups and weights
/// @param sources stored arrays
record OperationJson(ValueJson values, TableJson tables, Sources sources) {
  /// The operations, as they are written.
  private enum Name {
    READ,
    LITERAL,
    FULL,
    RANDOM,
    ELEMENTWISE,
    CAST,
    SELECT,
    GATHER,
    TRANSPOSE,
    RESHAPE,
    BROADCAST,
    CONCAT,
    REDUCE,
    GROUP_REDUCE,
    RECHUNK,
    ARG_SORT,
    SCAN,
    WINDOW,
    SLIDING_VIEW,
    REGRID,
    RANK,
    MAP_BLOCKS
  }

  OperationJson(Beside beside, Sources sources) {
    this(new ValueJson(beside), new TableJson(new ValueJson(beside)), sources);
  }

  private static ObjectNode of(Name name) {
    return Document.object().put("op", name.name());
  }

  private static ObjectNode of(Name name, String key, JsonNode value) {
    return of(name).set(key, value);
  }

  ObjectNode write(Operation operation) {
    return switch (operation) {
      case Operation.Read(var array) -> of(Name.READ, "source", sources.write(array));
      case Operation.Literal(var array) -> of(Name.LITERAL, "values", values.write(array));
      case Operation.Full(Number value, DType dtype, var shape) -> {
        ObjectNode out = of(Name.FULL, "value", ValueJson.write(value));
        yield out.put("dtype", dtype.label()).set("shape", GridJson.write(shape));
      }
      case Operation.Random(long seed, var chunks) ->
          of(Name.RANDOM, "chunks", GridJson.write(chunks)).put("seed", seed);
      case Operation.Elementwise(var op) -> of(Name.ELEMENTWISE, "what", OpJson.write(op));
      case Operation.Cast(DType to) -> of(Name.CAST).put("dtype", to.label());
      case Operation.Select(Region region) ->
          of(Name.SELECT, "region", Document.list(region.indexers(), this::write));
      case Operation.Gather(var axes, var positions) -> {
        ObjectNode out = of(Name.GATHER, "axes", GridJson.integers(axes));
        yield out.set("positions", Document.list(positions, this::positions));
      }
      case Operation.Transpose(var order) -> of(Name.TRANSPOSE, "order", GridJson.integers(order));
      case Operation.Reshape(int axis, int count, var sizes) ->
          of(Name.RESHAPE, "sizes", GridJson.longs(sizes)).put("axis", axis).put("count", count);
      case Operation.Broadcast(var shape) -> of(Name.BROADCAST, "shape", GridJson.write(shape));
      case Operation.Concat(int axis) -> of(Name.CONCAT).put("axis", axis);
      case Operation.Reduce(Reduction reduction, var axes) -> {
        ObjectNode out = of(Name.REDUCE, "reduction", write(reduction));
        yield out.set("axes", GridJson.integers(axes));
      }
      case Operation.GroupReduce(Reduction reduction, int axis, var groups) -> {
        ObjectNode out = of(Name.GROUP_REDUCE, "reduction", write(reduction));
        yield out.put("axis", axis).set("groups", tables.write(groups));
      }
      case Operation.Rechunk(var chunks) -> of(Name.RECHUNK, "chunks", GridJson.write(chunks));
      case Operation.ArgSort(int axis) -> of(Name.ARG_SORT).put("axis", axis);
      case Operation.Sweep sweep -> writeSweep(sweep);
    };
  }

  private ObjectNode writeSweep(Operation.Sweep sweep) {
    return switch (sweep) {
      case Operation.Scan(Scanning kind, int axis, boolean skipna, long block, long limit) ->
          of(Name.SCAN)
              .put("kind", kind.name())
              .put("axis", axis)
              .put("skipna", skipna)
              .put("block", block)
              .put("limit", limit);
      case Operation.Window(Reduction reduction, var span) ->
          of(Name.WINDOW, "reduction", write(reduction)).set("span", GridJson.write(span));
      case Operation.SlidingView(var span, Number fill) ->
          of(Name.SLIDING_VIEW, "span", GridJson.write(span)).set("fill", ValueJson.write(fill));
      case Operation.Regrid(int axis, var weights, DType dtype) ->
          of(Name.REGRID, "weights", tables.write(weights))
              .put("axis", axis)
              .put("dtype", dtype.label());
      case Operation.Rank(int axis, boolean pct) -> of(Name.RANK).put("axis", axis).put("pct", pct);
      case Operation.MapBlocks(var function, DType dtype, var blocks, var core) -> {
        ObjectNode out = of(Name.MAP_BLOCKS, "function", UserCode.write(function, beside()));
        out.put("dtype", dtype.label()).set("core", GridJson.longs(core));
        yield out.set("blocks", GridJson.write(blocks));
      }
    };
  }

  private Beside beside() {
    return values.beside();
  }

  Operation read(Document in) {
    return switch (in.one("op", Name.class)) {
      case READ -> new Operation.Read(sources.open(in.object("source")));
      case LITERAL -> new Operation.Literal(values.array(in, "values").closedWhenDropped());
      case FULL ->
          new Operation.Full(ValueJson.number(in, "value"), dtype(in), GridJson.shape(in, "shape"));
      case RANDOM ->
          new Operation.Random(
              in.number("seed", Long.MIN_VALUE, Long.MAX_VALUE), GridJson.chunks(in, "chunks"));
      case ELEMENTWISE -> new Operation.Elementwise(OpJson.read(in.object("what")));
      case CAST -> new Operation.Cast(dtype(in));
      case SELECT -> new Operation.Select(new Region(in.objects("region", this::indexer)));
      case GATHER ->
          new Operation.Gather(
              in.integers("axes"),
              in.objects("positions", positions -> values.positions(positions, "at")));
      case TRANSPOSE -> new Operation.Transpose(in.integers("order"));
      case RESHAPE ->
          new Operation.Reshape(in.count("axis"), in.count("count"), GridJson.longs(in, "sizes"));
      case BROADCAST -> new Operation.Broadcast(GridJson.shape(in, "shape"));
      case CONCAT -> new Operation.Concat(in.count("axis"));
      case REDUCE -> new Operation.Reduce(reduction(in), in.integers("axes"));
      case GROUP_REDUCE ->
          new Operation.GroupReduce(
              reduction(in), in.count("axis"), tables.groups(in.object("groups")));
      case RECHUNK -> new Operation.Rechunk(GridJson.chunks(in, "chunks"));
      case ARG_SORT -> new Operation.ArgSort(in.count("axis"));
      case SCAN ->
          new Operation.Scan(
              in.one("kind", Scanning.class),
              in.count("axis"),
              in.flag("skipna"),
              in.number("block", Long.MIN_VALUE, Long.MAX_VALUE),
              in.number("limit", Long.MIN_VALUE, Long.MAX_VALUE));
      case WINDOW -> new Operation.Window(reduction(in), GridJson.span(in, "span"));
      case SLIDING_VIEW ->
          new Operation.SlidingView(GridJson.span(in, "span"), ValueJson.number(in, "fill"));
      case REGRID ->
          new Operation.Regrid(in.count("axis"), tables.weights(in.object("weights")), dtype(in));
      case RANK -> new Operation.Rank(in.count("axis"), in.flag("pct"));
      case MAP_BLOCKS ->
          new Operation.MapBlocks(
              UserCode.read(in.object("function"), beside()),
              dtype(in),
              GridJson.chunks(in, "blocks"),
              GridJson.longs(in, "core"));
    };
  }

  private static DType dtype(Document in) {
    return DType.of(in.text("dtype"));
  }

  private ObjectNode positions(long[] positions) {
    return Document.object().set("at", values.positions(positions));
  }

  private ObjectNode write(Indexer indexer) {
    return switch (indexer) {
      case Indexer.Range(long start, long count, long step) ->
          Document.object().put("start", start).put("count", count).put("step", step);
      case Indexer.Points points -> {
        long[] at = new long[(int) points.count()];
        java.util.Arrays.setAll(at, points::at);
        yield positions(at);
      }
    };
  }

  private Indexer indexer(Document in) {
    return in.has("at")
        ? new Indexer.Points(values.positions(in, "at"))
        : new Indexer.Range(
            in.number("start", 0, Long.MAX_VALUE),
            in.number("count", 0, Long.MAX_VALUE),
            in.number("step", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  static ObjectNode write(Reduction reduction) {
    ObjectNode out =
        Document.object()
            .put("kind", reduction.kind().name())
            .put("skipna", reduction.skipna())
            .put("ddof", reduction.ddof())
            .put("minCount", reduction.minCount())
            .put("method", reduction.method().name());
    return out.set("q", ValueJson.write((Double) reduction.q()));
  }

  private static Reduction reduction(Document from) {
    Document in = from.object("reduction");
    return new Reduction(
        in.one("kind", Reduction.Kind.class),
        in.flag("skipna"),
        in.count("ddof"),
        in.number("minCount", 0, Long.MAX_VALUE),
        ValueJson.number(in, "q").doubleValue(),
        in.one("method", QuantileMethod.class));
  }
}
