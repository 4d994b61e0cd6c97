package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.geo.AreaWeights;
import io.amasia.geo.Selections;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Span;
import io.amasia.plan.Sweeps;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statistics of whole windows: moving ones, and blocks that meet.
///
/// Only windows that lie wholly in the record count, as periods do. A window is missing where less
/// than the wanted coverage of it has values. Means weigh times by their length and cells by their
/// area. A window stands at its middle, with its outer bounds.
final class Windows {
  private static final double SLACK = 1e-6;

  private final Dataset data;
  private final Map<String, Along> along;
  private final Statistic statistic;
  private final Meaning meaning;

  private Windows(Dataset data, Map<String, Along> along, Statistic statistic, Meaning meaning) {
    this.data = data;
    this.along = along;
    this.statistic = statistic;
    this.meaning = meaning;
  }

  /// Windows along one dimension.
  private record Along(int length, int step, int count) {
    Span span(int axis) {
      return new Span(axis, 0, step, length, count);
    }
  }

  /// Moving windows of `op`, one for each position at which a whole one fits.
  static Dataset rolling(Dataset data, Operation.Rolling op, Meaning meaning) {
    String dim = Selections.dim(data, op.dim());
    int size = Math.toIntExact(data.size(dim));
    if (op.length() > size) {
      throw new AmasiaException.Label(
          "a window of %d does not fit into '%s', which has %d".formatted(op.length(), dim, size));
    }
    Along windows = new Along(op.length(), 1, size - op.length() + 1);
    return new Windows(data, Map.of(dim, windows), op.statistic(), meaning).result();
  }

  /// Blocks of `op`; what is over at the end is left out and said.
  static Dataset coarsen(Dataset data, Operation.Coarsen op, Meaning meaning) {
    Map<String, Along> along = new LinkedHashMap<>();
    Selections.resolved(data, op.lengths())
        .forEach((dim, length) -> {
          int size = Math.toIntExact(data.size(dim));
          int n = Math.clamp(length, 1, Integer.MAX_VALUE);
          if (n > size) {
            throw new AmasiaException.Label(
                "a block of %d does not fit into '%s', which has %d".formatted(n, dim, size));
          }
          if (size % n != 0) {
            meaning
                .say()
                .accept(
                    "left out the last %d of %d along '%s', which make no whole block"
                        .formatted(size % n, size, dim));
          }
          along.put(dim, new Along(n, n, size / n));
        });
    return new Windows(data, along, op.statistic(), meaning).result();
  }

  private Dataset result() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    List<String> coefficients = CfLinks.coefficients(data);
    boolean any = false;
    for (String name : CfLinks.dataNames(data)) {
      Variable variable = data.variable(name);
      if (variable.dims().stream().noneMatch(along::containsKey)) {
        variables.put(name, variable);
      } else if (coefficients.contains(name)) {
        meaning
            .say()
            .accept("left out '%s', a coefficient of levels that are others now".formatted(name));
      } else if (variable.dtype().isNumeric()) {
        variables.put(name, reduced(name, variable));
        any = true;
      } else {
        meaning.say().accept("left out '%s', which is %s".formatted(name, variable.dtype()));
      }
    }
    if (!any) {
      throw new AmasiaException.Label(
          "no variable with numbers has dimension " + String.join(", ", along.keySet()));
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    data.coords()
        .asMap()
        .forEach((name, coord) -> {
          if (coord.dims().stream().noneMatch(along::containsKey)) {
            coords.put(name, coord);
          }
        });
    ResultTies.of(data, List.copyOf(variables.values()), along.keySet())
        .forEach(variables::putIfAbsent);
    Dataset result = new Dataset(variables, new Coordinates(coords), data.attrs());
    for (String name : CfLinks.allBounds(data)) {
      if (data.variable(name).dims().stream().noneMatch(along::containsKey)) {
        result = result.with(name, data.variable(name));
      }
    }
    for (Map.Entry<String, Variable> coord : data.coords().asMap().entrySet()) {
      if (coord.getValue().dims().stream().anyMatch(along::containsKey)) {
        result = labelled(result, coord.getKey(), coord.getValue());
      }
    }
    return result;
  }

  private Variable reduced(String name, Variable variable) {
    List<String> dims = variable.dims().stream().filter(along::containsKey).toList();
    List<Span> spans = dims.stream().map(dim -> windows(dim).span(variable.axis(dim))).toList();
    long full =
        dims.stream().mapToLong(dim -> windows(dim).length()).reduce(1, Math::multiplyExact);
    long least = Math.max(1, (long) Math.ceil(full * meaning.minCoverage() - SLACK));
    DType floating = GroupStatistic.floating(variable.dtype());
    Node values = Nodes.cast(variable.data(), DType.FLOAT64);
    Reduction.Kind kind = statistic.kind();
    Optional<Node> weights =
        kind == Reduction.Kind.MEAN ? weights(name, variable, dims) : Optional.empty();
    Node result;
    if (kind == Reduction.Kind.COUNT) {
      Node there = Nodes.cast(Nodes.elementwise(Op.Unary.NOTNULL, values), DType.FLOAT64);
      result = Sweeps.window(there, Reduction.of(Reduction.Kind.SUM), spans);
    } else if (weights.isEmpty()) {
      // Windows of float32 are reckoned in double anyhow, but for what lies between two values.
      boolean asTheyAre = variable.dtype() == DType.FLOAT32 && !kind.isOrderStatistic();
      Node taken = asTheyAre ? variable.data() : values;
      result = Sweeps.window(taken, statistic.reduction().withMinCount(least), spans);
    } else {
      Node there = Nodes.cast(Nodes.elementwise(Op.Unary.NOTNULL, values), DType.FLOAT64);
      Reduction sum = Reduction.of(Reduction.Kind.SUM);
      result =
          Nodes.elementwise(
              Op.Binary.DIVIDE,
              Sweeps.window(
                  Nodes.elementwise(Op.Binary.MULTIPLY, values, weights.get()),
                  sum.withMinCount(least),
                  spans),
              Sweeps.window(
                  Nodes.elementwise(Op.Binary.MULTIPLY, there, weights.get()), sum, spans));
    }
    return variable
        .computed(kind == Reduction.Kind.COUNT ? result : Nodes.cast(result, floating))
        .withAttrs(attributes(name, variable, dims));
  }

  /// The areas of cells are not those of windows of them.
  private Map<String, Attribute> attributes(String name, Variable variable, List<String> dims) {
    Map<String, Attribute> attrs =
        new LinkedHashMap<>(ResultMetadata.ofStatistic(variable.attrs(), statistic.kind(), dims));
    if (dims.stream().anyMatch(Selections.horizontal(data.get(name))::contains)) {
      attrs.remove("cell_measures");
    }
    return attrs;
  }

  private Along windows(String dim) {
    return Objects.requireNonNull(along.get(dim));
  }

  /// What each value weighs: its cell's area where windows go over the globe, its time's length
  /// where they go over time; empty where all weigh the same.
  private Optional<Node> weights(String name, Variable variable, List<String> dims) {
    Node weights = null;
    for (String dim : dims) {
      if (isTime(dim) && meaning.weighTimes()) {
        double[] lengths = TimeIntervals.of(data, dim).weights();
        if (Arrays.stream(lengths).distinct().count() > 1) {
          weights = times(weights, spread(Variable.of(List.of(dim), lengths), variable));
        }
      }
    }
    if (Selections.onGlobe(data, name, dims)) {
      DataArray areas = AreaWeights.of(data, name);
      weights = times(weights, spread(areas.variable(), variable));
    }
    return Optional.ofNullable(weights);
  }

  private static Node times(@Nullable Node a, Node b) {
    return a == null ? b : Nodes.elementwise(Op.Binary.MULTIPLY, a, b);
  }

  /// `small` with the dimensions of `like` in their order, of length 1 where it has none.
  private static Node spread(Variable small, Variable like) {
    List<Integer> order = new ArrayList<>();
    for (String dim : like.dims()) {
      order.add(small.dims().indexOf(dim));
    }
    return Nodes.transpose(small.data(), order);
  }

  private boolean isTime(String dim) {
    return data.coords().hasLabels(dim) && data.coords().get(dim).calendar().isPresent();
  }

  /// `result` with coordinate `name` at the middles of the windows.
  private Dataset labelled(Dataset result, String name, Variable coord) {
    if (coord.ndim() == 1 && coord.calendar().isPresent()) {
      String dim = coord.dims().getFirst();
      return name.equals(dim) ? withTimes(result, dim) : result;
    }
    boolean odd =
        coord.dims().stream().allMatch(d -> !along.containsKey(d) || windows(d).length() % 2 == 1);
    if (odd) {
      return withBounds(result.withCoord(name, centred(coord)), name);
    }
    if (coord.ndim() == 1 && coord.dtype().isNumeric()) {
      return withBounds(result.withCoord(name, halfway(name, coord)), name);
    }
    if (coord.ndim() > 1 && coord.dtype().isNumeric()) {
      throw new AmasiaException.Unsupported(
          "windows of an even number over '%s' %s have no cell in their middle; take an odd number"
              .formatted(name, coord.dims()));
    }
    return result;
  }

  private Variable centred(Variable coord) {
    Variable middle = coord;
    for (String dim : coord.dims()) {
      if (along.containsKey(dim)) {
        middle = at(middle, dim, positions(windows(dim), windows(dim).length() / 2));
      }
    }
    return middle;
  }

  private static Variable at(Variable variable, String dim, long[] positions) {
    Region region =
        Region.all(variable.shape()).with(variable.axis(dim), new Indexer.Points(positions));
    return variable.sameValues(Nodes.select(variable.data(), region));
  }

  private static long[] positions(Along windows, int offset) {
    long[] positions = new long[windows.count()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (long) i * windows.step() + offset;
    }
    return positions;
  }

  private Variable halfway(String name, Variable coord) {
    Along windows = windows(coord.dims().getFirst());
    double[] own = coord.load().toDoubles();
    for (int i = 2; i < own.length; i++) {
      if ((own[i] - own[i - 1]) * (own[1] - own[0]) <= 0) {
        throw new AmasiaException.Unsupported(
            "'%s' is not monotonic, so windows of an even number have no middle; take an odd number"
                .formatted(name));
      }
    }
    double[] middles = new double[windows.count()];
    for (int i = 0; i < middles.length; i++) {
      int at = i * windows.step() + windows.length() / 2;
      middles[i] = (own[at - 1] + own[at]) / 2;
    }
    return Variable.of(coord.dims(), middles).withAttrs(coord.attrs());
  }

  /// Turns limits of cells so that they lie around their own longitudes, and where those jump at a
  /// seam, follow each other.
  private static void unwrap(double[] pairs, double[] lon) {
    boolean jumps = false;
    for (int i = 2; i < lon.length; i++) {
      jumps |= (lon[i] - lon[i - 1]) * (lon[1] - lon[0]) <= 0;
    }
    for (int k = 0; k < pairs.length; k++) {
      double near = k < 2 || !jumps ? lon[k / 2] : k % 2 == 1 ? pairs[k - 1] : pairs[k - 2];
      pairs[k] -= 360 * Math.rint((pairs[k] - near) / 360);
    }
  }

  /// With the outer bounds of the windows of a 1-D coordinate that has bounds.
  private Dataset withBounds(Dataset result, String name) {
    Optional<Variable> bounds =
        CfLinks.bounds(data, name).filter(b -> b.ndim() == 2 && b.shape().size(1) == 2);
    Optional<String> dim = bounds.map(b -> b.dims().getFirst()).filter(along::containsKey);
    if (bounds.isEmpty() || dim.isEmpty()) {
      return result;
    }
    Along windows = windows(dim.get());
    double[] pairs = bounds.get().load().toDoubles();
    if (Selections.isLongitude(data, dim.get())) {
      unwrap(pairs, data.coords().get(name).load().toDoubles());
    }
    double[] outer = new double[2 * windows.count()];
    for (int i = 0; i < windows.count(); i++) {
      int first = i * windows.step();
      int last = first + windows.length() - 1;
      boolean ascending = pairs[2 * first] <= pairs[2 * first + 1];
      boolean forward = pairs[2 * last + 1] >= pairs[2 * first + 1];
      int from = forward == ascending ? first : last;
      int to = forward == ascending ? last : first;
      outer[2 * i] = pairs[2 * from];
      outer[2 * i + 1] = pairs[2 * to + 1];
    }
    NdArray values = NdArray.of(Shape.of(windows.count(), 2), outer);
    return result.with(
        CfLinks.boundsName(data, name).orElseThrow(),
        bounds.get().computed(bounds.get().dims(), Nodes.literal(values)));
  }

  private Dataset withTimes(Dataset result, String time) {
    Along windows = windows(time);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    long[] bounds = new long[2 * windows.count()];
    boolean broken = false;
    for (int i = 0; i < windows.count(); i++) {
      int first = i * windows.step();
      int last = first + windows.length() - 1;
      bounds[2 * i] = Math.min(intervals.start(first), intervals.start(last));
      bounds[2 * i + 1] = Math.max(intervals.end(first), intervals.end(last));
      long covered = 0;
      for (int k = first; k <= last; k++) {
        covered += intervals.length(k);
      }
      broken |= bounds[2 * i + 1] - bounds[2 * i] > covered * 1.001;
    }
    if (broken) {
      meaning
          .say()
          .accept("'%s' has gaps: windows count times, so some reach farther".formatted(time));
    }
    Dataset timed =
        result.withCoord(time, at(data.coords().get(time), time, positions(windows, 0)));
    return TimeAxis.replace(
        timed, time, timed.variables(), PeriodBins.middles(bounds), bounds, TimeAxis.Kind.BOUNDS);
  }
}
