package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.ResultType;
import io.amasia.dataset.Combination;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Folding;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Over;
import io.amasia.dataset.Reducing;
import io.amasia.dataset.Reductions;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Reduction.Kind;
import io.amasia.plan.Span;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// An array or dataset in blocks of neighbouring positions, to be reduced to one value each.
///
/// Coordinates along the dimensions become one label a block: their mean, or another statistic.
/// Lazy: blocks are reduced where they are read.
///
/// @param <T> what is coarsened
public final class Coarsening<T extends Labelled<T>> implements Reductions<T> {
  /// What happens when a window does not divide a dimension.
  public enum Boundary {
    /// It is an error.
    EXACT,
    /// What is over is left out.
    TRIM,
    /// The last block is filled up with missing values.
    PAD
  }

  private final T object;
  private final Map<String, Integer> windows;
  private final Map<String, Boundary> boundaries;
  private final Set<String> right;
  private final Map<String, Kind> coordinates;

  /// Blocks of the given lengths of `object`; they must divide its dimensions.
  ///
  /// @throws AmasiaException.Label if it lacks a dimension
  public Coarsening(T object, Map<String, Integer> windows) {
    this(object, windows, Map.of(), Set.of(), Map.of());
    windows.forEach((dim, window) -> {
      object.size(dim);
      if (window < 1) {
        throw new AmasiaException.Usage(
            "window %d along '%s'; allowed is 1 or more".formatted(window, dim));
      }
    });
  }

  private Coarsening(
      T object,
      Map<String, Integer> windows,
      Map<String, Boundary> boundaries,
      Set<String> right,
      Map<String, Kind> coordinates) {
    this.object = object;
    this.windows = windows;
    this.boundaries = boundaries;
    this.right = right;
    this.coordinates = coordinates;
  }

  /// With what happens at the ends.
  public Coarsening<T> boundary(Boundary how) {
    Map<String, Boundary> all = new LinkedHashMap<>();
    windows.keySet().forEach(dim -> all.put(dim, how));
    return boundary(all);
  }

  /// With what happens at the ends of each dimension named; the others must be divided.
  public Coarsening<T> boundary(Map<String, Boundary> how) {
    return new Coarsening<>(object, windows, Map.copyOf(how), right, coordinates);
  }

  /// With blocks that end with the last position, so that what is over, or is filled up, lies at
  /// the beginning.
  public Coarsening<T> fromRight() {
    return fromRight(windows.keySet().toArray(String[]::new));
  }

  /// The same along the dimensions named alone.
  public Coarsening<T> fromRight(String... dims) {
    return new Coarsening<>(object, windows, boundaries, Set.of(dims), coordinates);
  }

  /// With another statistic than the mean for the coordinates of the dimensions.
  public Coarsening<T> coordinatesBy(Kind kind) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    windows.keySet().forEach(dim -> kinds.put(dim, kind));
    return coordinatesBy(kinds);
  }

  /// With a statistic for each named coordinate, the mean for others.
  public Coarsening<T> coordinatesBy(Map<String, Kind> kinds) {
    return new Coarsening<>(object, windows, boundaries, right, Map.copyOf(kinds));
  }

  private Boundary boundary(String dim) {
    return boundaries.getOrDefault(dim, Boundary.EXACT);
  }

  /// The blocks themselves: each dimension becomes two, the blocks and the positions in a block.
  /// Coordinates along it go the same way.
  ///
  /// @param names for each dimension the names of the two
  public T construct(Map<String, List<String>> names) {
    if (!names.keySet().equals(windows.keySet())) {
      throw new AmasiaException.Usage(
          "names for blocks of %s, but blocks of %s".formatted(names.keySet(), windows.keySet()));
    }
    return object.through(dataset -> {
      Map<String, Variable> variables = new LinkedHashMap<>();
      Map<String, Variable> coords = new LinkedHashMap<>();
      dataset.variables().forEach((name, v) -> variables.put(name, construct(v, names)));
      dataset.coords().asMap().forEach((name, v) -> coords.put(name, construct(v, names)));
      return new Dataset(variables, new Coordinates(coords), dataset.attrs());
    });
  }

  /// The blocks of one dimension.
  public T construct(String dim, String blocks, String positions) {
    return construct(Map.of(dim, List.of(blocks, positions)));
  }

  private Variable construct(Variable v, Map<String, List<String>> names) {
    Variable laid = v;
    for (String dim : v.dims()) {
      Integer window = windows.get(dim);
      List<String> pair = names.get(dim);
      if (window == null || pair == null) {
        continue;
      }
      Span span = span(v, dim, window);
      long n = v.size(dim);
      long[] positions =
          LongStream.range(span.start(), span.start() + span.count() * window)
              .map(i -> i < 0 || i >= n ? -1 : i)
              .toArray();
      Map<String, Long> two = new LinkedHashMap<>();
      two.put(pair.getFirst(), span.count());
      two.put(pair.getLast(), (long) window);
      laid = Folding.split(Reindexing.reindex(laid, dim, positions), dim, two);
    }
    return laid;
  }

  @Override
  public T reduce(Kind kind, Over over) {
    return reduce(Reducing.reduction(kind, over), over);
  }

  @Override
  public T quantile(double q, Over over) {
    return reduce(Reducing.quantile(q, over), over)
        .through(dataset -> dataset.withCoord("quantile", Variable.of(List.of(), q)));
  }

  @Override
  public T quantile(double[] q, Over over) {
    throw new AmasiaException.Unsupported(
        "several quantiles of blocks at once; ask for one after the other");
  }

  private T reduce(Reduction reduction, Over over) {
    if (!over.dims().isEmpty()) {
      throw new AmasiaException.Usage(
          "blocks are reduced along %s; no other dimensions can be named"
              .formatted(windows.keySet()));
    }
    return object.through(dataset -> {
      List<String> bounds = CfLinks.allBounds(dataset);
      Map<String, Variable> variables = new LinkedHashMap<>();
      dataset
          .variables()
          .forEach((name, v) -> {
            if (bounds.contains(name)) {
              outer(v).ifPresent(cells -> variables.put(name, cells));
            } else {
              variables.put(name, reduce(v, reduction, over.keepAttrs()));
            }
          });
      Map<String, Variable> coords = new LinkedHashMap<>();
      dataset
          .coords()
          .asMap()
          .forEach((name, v) -> {
            Kind kind = coordinates.getOrDefault(name, Kind.MEAN);
            coords.put(name, reduce(v, Reduction.of(kind), true));
          });
      return new Dataset(
          variables, new Coordinates(coords), over.keepAttrs() ? dataset.attrs() : Map.of());
    });
  }

  /// Bounds that enclose those of each block: from the beginning of its first cell to the end of
  /// its last one, so longitudes may cross their seam. Empty for others than pairs of ends.
  private Optional<Variable> outer(Variable v) {
    if (v.dims().stream().noneMatch(windows::containsKey)) {
      return Optional.of(v);
    }
    Integer window = windows.get(v.dims().getFirst());
    if (window == null || v.ndim() != 2 || v.shape().size(1) != 2 || v.shape().size(0) == 0) {
      return Optional.empty();
    }
    boolean backwards = areBackwards(v);
    Variable start = end(v, window, backwards, 0);
    Variable end = end(v, window, !backwards, 1);
    return Optional.of(
        Combination.concat(List.of(start, end), v.dims().get(1)).withAttrs(v.attrs()));
  }

  /// One end of the last, or the first, cell of each block, `[block, 1]`.
  private Variable end(Variable bounds, int window, boolean last, int end) {
    String dim = bounds.dims().getFirst();
    Span span = span(bounds, dim, window);
    long n = bounds.size(dim);
    long[] cells =
        LongStream.range(0, span.count())
            .map(i -> span.start() + i * window + (last ? window - 1 : 0))
            .map(cell -> Math.clamp(cell, 0, n - 1)) // padded blocks have fewer cells
            .toArray();
    Variable ofBlocks = Layout.take(bounds, dim, new Indexer.Points(cells));
    return Layout.take(ofBlocks, bounds.dims().get(1), Indexer.Range.of(end, 1));
  }

  /// Whether cells are written against their order, such as `[[30, 40], [20, 30]]`: most of them
  /// end where the one before begins. The first few are read at once; the seam is at one of them
  /// only.
  private static boolean areBackwards(Variable bounds) {
    long cells = Math.min(4, bounds.shape().size(0));
    double[] ends =
        Layout.take(bounds, bounds.dims().getFirst(), Indexer.Range.of(0, cells))
            .load()
            .toDoubles();
    int against = 0;
    for (int i = 2; i < ends.length; i += 2) {
      double onwards = Math.abs(ends[i - 1] - ends[i]);
      double back = Math.abs(ends[i - 2] - ends[i + 1]);
      against += back < onwards ? 1 : onwards < back ? -1 : 0;
    }
    return against > 0;
  }

  private Variable reduce(Variable v, Reduction reduction, boolean keep) {
    List<Span> spans = new ArrayList<>();
    boolean padded = false;
    for (String dim : v.dims()) {
      Integer window = windows.get(dim);
      if (window != null) {
        spans.add(span(v, dim, window));
        padded |= boundary(dim) == Boundary.PAD && v.size(dim) % window != 0;
      }
    }
    if (spans.isEmpty()) {
      return v;
    }
    boolean whole = v.dtype().isInteger() || v.dtype() == DType.BOOL;
    Node data =
        padded && whole ? Nodes.cast(v.data(), ResultType.missingValued(v.dtype())) : v.data();
    return v.computed(Sweeps.window(data, reduction, spans))
        .withAttrs(
            keep
                ? ResultAttributes.ofReduction(
                    v.attrs(),
                    reduction.kind(),
                    v.dims().stream().filter(windows::containsKey).toList())
                : Map.of());
  }

  private Span span(Variable v, String dim, int window) {
    long n = v.size(dim);
    long over = n % window;
    return switch (boundary(dim)) {
      case EXACT -> {
        if (over != 0) {
          throw new AmasiaException.Usage(
              "windows of %d do not divide the %d positions of '%s'; allow boundary TRIM or PAD"
                  .formatted(window, n, dim));
        }
        yield new Span(v.axis(dim), 0, window, window, n / window);
      }
      case TRIM ->
          new Span(v.axis(dim), right.contains(dim) ? over : 0, window, window, n / window);
      case PAD -> {
        long start = right.contains(dim) && over > 0 ? over - window : 0;
        yield new Span(v.axis(dim), start, window, window, Math.ceilDiv(n, window));
      }
    };
  }
}
