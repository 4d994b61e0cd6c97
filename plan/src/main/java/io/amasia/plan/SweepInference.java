package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.Chunks.Cut;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.List;

/// Checks sweeps against their inputs and finds dtype and chunks of their results.
final class SweepInference {
  /// The most that a chunk of a result takes which has more elements than its input, or must hold
  /// whole lines.
  static final long CHUNK_BYTES = 16 << 20;

  private SweepInference() {}

  static Node infer(Operation.Sweep sweep, List<Node> in) {
    Node input = in.getFirst();
    if (input.dtype() == DType.STRING) {
      throw new AmasiaException.Unsupported("text can't be swept: " + PlanText.label(sweep));
    }
    return switch (sweep) {
      case Operation.MapBlocks map -> mapBlocks(map, in);
      case Operation.Scan scan -> scan(scan, in);
      case Operation.Window(var reduction, var span) -> {
        check(span, input);
        DType dtype = OpTypes.of(reduction, input.dtype());
        yield new Node(sweep, in, dtype, windows(span, input.chunks()));
      }
      case Operation.SlidingView(var span, var _) -> {
        check(span, input);
        List<Cut> cuts = new ArrayList<>(windows(span, input.chunks()).cuts());
        cuts.add(Grids.whole(span.length()));
        Chunks chunks = new Chunks(cuts);
        yield new Node(
            sweep,
            in,
            input.dtype(),
            Grids.atMost(chunks, input.dtype(), CHUNK_BYTES, List.of(cuts.size() - 1)));
      }
      case Operation.Regrid regrid -> regrid(regrid, input, in);
      case Operation.Rank(var axis, var _) -> {
        Inference.checkAxis(axis, input.shape());
        number(input, "rank");
        Chunks whole = input.chunks().with(axis, Grids.whole(input.shape().size(axis)));
        yield new Node(
            sweep,
            in,
            DType.FLOAT64,
            Grids.atMost(whole, DType.FLOAT64, CHUNK_BYTES, List.of(axis)));
      }
    };
  }

  private static void number(Node input, String what) {
    if (input.dtype() == DType.STRING) {
      throw new AmasiaException.Unsupported(what + " of text; numbers and times have one");
    }
  }

  private static Node scan(Operation.Scan scan, List<Node> in) {
    Node input = in.getFirst();
    int axis = scan.axis();
    Inference.checkAxis(axis, input.shape());
    DType t = input.dtype();
    boolean fills = scan.kind() == Scanning.FILL;
    boolean extreme = scan.kind() == Scanning.MIN || scan.kind() == Scanning.MAX;
    if (!fills && (t.isTime() || (extreme && !t.isFloating()))) {
      throw new AmasiaException.Unsupported(
          "running %s of %s; cast to a float first".formatted(scan.kind(), t));
    }
    DType dtype =
        switch (scan.kind()) {
          case SUM -> OpTypes.of(Reduction.Kind.SUM, t);
          case PROD -> OpTypes.of(Reduction.Kind.PROD, t);
          case MIN, MAX, FILL -> t;
        };
    if (in.size() > 1) {
      Shape carry = in.get(1).shape();
      long blocks = Math.ceilDiv(input.shape().size(axis), scan.block());
      Inference.check(
          carry.equals(input.shape().with(axis, blocks)),
          () -> "carry of shape " + carry + " for " + input.shape());
    }
    return new Node(scan, in, dtype, input.chunks());
  }

  private static Node mapBlocks(Operation.MapBlocks map, List<Node> in) {
    Shape loop = map.blocks().shape();
    for (Node input : in) {
      boolean fits = input.shape().ndim() >= loop.ndim();
      for (int d = 0; fits && d < loop.ndim(); d++) {
        fits = input.shape().size(d) == loop.size(d);
      }
      boolean begins = fits;
      Inference.check(
          begins, () -> "blocks of %s for an array of %s".formatted(loop, input.shape()));
    }
    List<Cut> cuts = new ArrayList<>(map.blocks().cuts());
    map.core().forEach(size -> cuts.add(Grids.whole(size)));
    return new Node(map, in, map.dtype(), new Chunks(cuts));
  }

  private static void check(Span span, Node input) {
    Inference.checkAxis(span.axis(), input.shape());
  }

  private static Chunks windows(Span span, Chunks chunks) {
    Cut cut = chunks.cut(span.axis());
    long n = cut.size();
    if (span.step() == 1 && span.count() == n) {
      return chunks;
    }
    long last = span.start() + (span.count() - 1) * span.step();
    if (span.start() >= 0 && last < n) {
      Indexer firsts = new Indexer.Range(span.start(), span.count(), span.step());
      return chunks.with(span.axis(), Grids.select(cut, firsts));
    }
    if (n == 0) {
      return chunks.with(span.axis(), Grids.whole(span.count()));
    }
    long[] firsts = new long[Math.toIntExact(span.count())];
    for (int j = 0; j < firsts.length; j++) {
      firsts[j] = Math.clamp(span.start() + j * span.step(), 0, n - 1);
    }
    return chunks.with(span.axis(), Grids.select(cut, new Indexer.Points(firsts)));
  }

  private static Node regrid(Operation.Regrid regrid, Node input, List<Node> in) {
    SparseWeights weights = regrid.weights();
    Shape source = weights.source();
    int axis = regrid.axis();
    number(input, "interpolation");
    for (int k = 0; k < source.ndim(); k++) {
      Inference.checkAxis(axis + k, input.shape());
      int d = axis + k;
      Inference.check(
          input.shape().size(d) == source.size(d - axis),
          () ->
              "weights from a grid of %s for dimensions %d … of %s"
                  .formatted(source, axis, input.shape()));
    }
    List<Cut> cuts = new ArrayList<>(input.chunks().cuts().subList(0, axis));
    var own = new ArrayList<Integer>();
    for (int k = 0; k < weights.target().ndim(); k++) {
      long size = weights.target().size(k);
      own.add(cuts.size());
      boolean alike = weights.target().ndim() == source.ndim();
      long parts = alike ? Math.max(1, input.chunks().cut(axis + k).count()) : 1;
      cuts.add(new Chunks.Regular(size, Math.max(1, Math.ceilDiv(size, parts))));
    }
    cuts.addAll(input.chunks().cuts().subList(axis + source.ndim(), input.shape().ndim()));
    Chunks chunks = Grids.atMost(new Chunks(cuts), regrid.dtype(), CHUNK_BYTES, own);
    return new Node(
        regrid, in, regrid.dtype(), Grids.atMost(chunks, regrid.dtype(), CHUNK_BYTES, List.of()));
  }
}
