package io.amasia.dataset.group;

import static io.amasia.dataset.Over.over;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.ResultType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Elementwise;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Reducing;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Slice;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Reduction.Kind;
import io.amasia.plan.Span;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// An array or dataset in windows that move along dimensions, to be reduced. Every result has the
/// shape and coordinates of the object itself.
///
/// A window ends at its position; centred, it covers `n / 2` positions before it and the rest after
/// it. What lies outside the array counts as missing; windows with fewer values than the least
/// number, by default all of them, give NaN. Integers and truths become floats: of one or two bytes
/// `float32` for extremes and spreads, else `float64`. Sums and extremes cost the same whatever the
/// length of the window. Lazy: a task reads its chunks and as much beside them as the windows
/// reach.
///
/// @param <T> what is rolled over
public final class Rolling<T extends Labelled<T>> implements Iterable<Part<T>> {
  private final T object;
  private final Map<String, Integer> windows;
  private final long minPeriods;
  private final Set<String> centered;

  /// Windows of the given lengths over `object`.
  ///
  /// @throws AmasiaException.Label if it lacks a dimension
  /// @throws AmasiaException.Usage if a window is empty
  public Rolling(T object, Map<String, Integer> windows) {
    this(object, windows, 0, Set.of());
    if (windows.isEmpty()) {
      throw new AmasiaException.Usage("rolling over no dimension; name one with its window");
    }
    windows.forEach((dim, window) -> {
      object.size(dim);
      if (window < 1) {
        throw new AmasiaException.Usage(
            "window %d along '%s'; allowed is 1 or more".formatted(window, dim));
      }
    });
  }

  private Rolling(T object, Map<String, Integer> windows, long minPeriods, Set<String> centered) {
    this.object = object;
    this.windows = windows;
    this.minPeriods = minPeriods;
    this.centered = centered;
  }

  /// With at least `n` values that are not missing in a window.
  public Rolling<T> minPeriods(int n) {
    if (n < 1) {
      throw new AmasiaException.Usage("min periods %d; allowed is 1 or more".formatted(n));
    }
    return new Rolling<>(object, windows, n, centered);
  }

  /// With the position in the middle of its window, along the named dimensions or all.
  ///
  /// @throws AmasiaException.Label for a dimension that is not rolled over
  public Rolling<T> center(String... dims) {
    Set<String> named = dims.length == 0 ? Set.copyOf(windows.keySet()) : Set.of(dims);
    if (!windows.keySet().containsAll(named)) {
      throw new AmasiaException.Label(
          "windows centred along %s, but rolling over %s".formatted(named, windows.keySet()));
    }
    return new Rolling<>(object, windows, minPeriods, named);
  }

  public T mean() {
    return reduce(Reduction.of(Kind.MEAN));
  }

  public T sum() {
    return reduce(Reduction.of(Kind.SUM));
  }

  public T prod() {
    return reduce(Reduction.of(Kind.PROD));
  }

  public T min() {
    return reduce(Reduction.of(Kind.MIN));
  }

  public T max() {
    return reduce(Reduction.of(Kind.MAX));
  }

  public T median() {
    return reduce(Reduction.of(Kind.MEDIAN));
  }

  /// The standard deviation, divided by n.
  public T std() {
    return std(0);
  }

  /// The standard deviation, divided by `n - ddof`.
  public T std(int ddof) {
    return reduce(Reduction.of(Kind.STD).withDdof(ddof));
  }

  /// The variance, divided by n.
  public T var() {
    return var(0);
  }

  public T var(int ddof) {
    return reduce(Reduction.of(Kind.VAR).withDdof(ddof));
  }

  /// The quantile `q` in [0, 1], linear between neighbours.
  public T quantile(double q) {
    return reduce(Reduction.quantile(q, true));
  }

  /// Where in the window its greatest value is, counted from the first position; NaN with too few.
  public T argmax() {
    return place(Kind.ARGMAX, Double.NEGATIVE_INFINITY);
  }

  /// Where in the window its least value is.
  public T argmin() {
    return place(Kind.ARGMIN, Double.POSITIVE_INFINITY);
  }

  private T place(Kind kind, double never) {
    return reduce(laid ->
        elementwise(laid)
            .fillna(never)
            .through(d -> Reducing.reduce(d, Reduction.of(kind), over("window"))));
  }

  /// How many values are not missing; NaN where they are too few.
  public T count() {
    return reduce(Reduction.of(Kind.COUNT));
  }

  /// Any of these statistics by its kind, as the other methods do.
  public T reduce(Kind kind) {
    return reduce(Reduction.of(kind));
  }

  private T reduce(Reduction reduction) {
    return switch (reduction.kind()) {
      case MEAN, SUM, PROD, MIN, MAX, MEDIAN, STD, VAR, QUANTILE, COUNT ->
          object.through(dataset -> map(dataset, v -> reduce(v, reduction)));
      case ANY, ALL, ARGMIN, ARGMAX, FIRST, LAST ->
          throw new AmasiaException.Unsupported(
              reduction.kind() + " of moving windows; use construct and reduce what it gives");
    };
  }

  private Dataset map(Dataset dataset, UnaryOperator<Variable> work) {
    List<String> bounds = CfLinks.allBounds(dataset);
    Map<String, Variable> variables = new LinkedHashMap<>(dataset.variables());
    variables.replaceAll((name, v) -> rolls(v) && !bounds.contains(name) ? work.apply(v) : v);
    return new Dataset(variables, dataset.coords(), dataset.attrs());
  }

  private boolean rolls(Variable v) {
    return v.dims().stream().anyMatch(windows::containsKey);
  }

  /// What `work` makes of `whole`; of a dataset, of its variables that have a rolled dimension,
  /// beside which the others stay as they are.
  private T moving(T whole, UnaryOperator<T> work) {
    if (!(whole instanceof Dataset all)) {
      return work.apply(whole);
    }
    Map<String, Variable> rolled = new LinkedHashMap<>(all.variables());
    rolled.values().removeIf(v -> !rolls(v));
    if (rolled.isEmpty()) {
      return whole;
    }
    T alone = whole.through(_ -> new Dataset(rolled, all.coords(), all.attrs()));
    return work.apply(alone).through(made -> beside(made, all));
  }

  private Dataset beside(Dataset made, Dataset all) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    all.variables()
        .forEach((name, v) -> {
          Variable stands = rolls(v) ? made.variables().get(name) : v;
          if (stands != null) {
            variables.put(name, stands);
          }
        });
    made.variables().forEach(variables::putIfAbsent);
    return new Dataset(variables, made.coords(), made.attrs());
  }

  private Variable reduce(Variable v, Reduction reduction) {
    Node data = floating(v, reduction.kind());
    List<Span> spans = spans(v);
    long least = minPeriods > 0 ? minPeriods : full(v);
    // A count has no least number of its own: a sum of ones has.
    Node result =
        reduction.kind() == Kind.COUNT
            ? Counts.of(data, spans, least)
            : Sweeps.window(data, reduction.withMinCount(least), spans);
    return v.computed(result)
        .withAttrs(ResultAttributes.ofReduction(v.attrs(), reduction.kind(), List.of()));
  }

  private static Node floating(Variable v, Kind kind) {
    if (v.dtype() == DType.STRING || v.dtype().isTime()) {
      throw new AmasiaException.Unsupported(
          "moving windows over %s; cast to float64 first".formatted(v.dtype()));
    }
    boolean adds =
        switch (kind) {
          case SUM, PROD, MEAN, COUNT -> true;
          case MIN, MAX, STD, VAR, MEDIAN, QUANTILE, ANY, ALL, ARGMIN, ARGMAX, FIRST, LAST -> false;
        };
    return v.dtype().isFloating()
        ? v.data()
        : Nodes.cast(v.data(), adds ? DType.FLOAT64 : ResultType.missingValued(v.dtype()));
  }

  private long full(Variable v) {
    long full = 1;
    for (String dim : v.dims()) {
      full *= windows.getOrDefault(dim, 1);
    }
    return full;
  }

  private List<Span> spans(Variable v) {
    var spans = new ArrayList<Span>();
    for (String dim : v.dims()) {
      Integer window = windows.get(dim);
      if (window != null) {
        spans.add(span(v, dim, window, 1));
      }
    }
    return spans;
  }

  private Span span(Variable v, String dim, int window, int stride) {
    long n = v.size(dim);
    long start = centered.contains(dim) ? -(window / 2) : 1 - window;
    return new Span(v.axis(dim), start, stride, window, Math.ceilDiv(n, stride));
  }

  /// What `statistic` makes of the windows, which lie along a new last dimension `window` that it
  /// must reduce; NaN where a window has too few values. For what is not among the statistics here:
  /// they need not lay each window out. Variables of a dataset without the dimension stay as they
  /// are.
  ///
  /// @throws AmasiaException.Usage for windows over several dimensions
  public T reduce(UnaryOperator<T> statistic) {
    return moving(
        object,
        alone -> {
          T laid = new Rolling<>(alone, windows, minPeriods, centered).construct("window");
          return whereEnough(statistic.apply(laid), laid, "window");
        });
  }

  /// `result` where windows, which lie along `dim`, have as many values as they need.
  private T whereEnough(T result, T laid, String dim) {
    long least = minPeriods > 0 ? minPeriods : windows.values().iterator().next();
    T counted = laid.through(d -> Reducing.reduce(d, Reduction.of(Kind.COUNT), over(dim)));
    return elementwise(result).where(elementwise(counted).ge(least));
  }

  @SuppressWarnings("unchecked") // arrays and datasets are elementwise in themselves
  private static <T extends Labelled<T>> Elementwise<T> elementwise(T object) {
    return (Elementwise<T>) object;
  }

  /// The windows one by one, with the label of their position, shorter at the ends of the array and
  /// NaN where they have too few values. Nothing is computed.
  ///
  /// @throws AmasiaException.Usage for windows over several dimensions
  @Override
  public Iterator<Part<T>> iterator() {
    if (windows.size() != 1) {
      throw new AmasiaException.Usage(
          "windows over %s one by one; roll over one dimension".formatted(windows.keySet()));
    }
    Map.Entry<String, Integer> only = windows.entrySet().iterator().next();
    String dim = only.getKey();
    int window = only.getValue();
    long before = centered.contains(dim) ? window / 2 : window - 1L;
    Optional<Variable> labels = object.coords().find(dim);
    return IntStream.range(0, Math.toIntExact(object.size(dim)))
        .mapToObj(i -> {
          Object label = labels.isPresent() ? Part.label(labels.get(), i) : (Object) (long) i;
          long end = Math.min(object.size(dim), i - before + window);
          T part = object.isel(dim, Slice.slice(Math.max(0, i - before), end));
          return new Part<>(label, moving(part, alone -> whereEnough(alone, alone, dim)));
        })
        .iterator();
  }

  /// The windows themselves along new last dimensions, one for each that is rolled over, NaN
  /// outside the array.
  ///
  /// @param names for each dimension the name of its windows' dimension
  public T construct(Map<String, String> names) {
    return construct(names, 1, Double.NaN);
  }

  /// The windows of one dimension along a new last dimension.
  public T construct(String name) {
    if (windows.size() != 1) {
      throw new AmasiaException.Usage(
          "one name for windows over %s; give a name for each".formatted(windows.keySet()));
    }
    return construct(Map.of(windows.keySet().iterator().next(), name));
  }

  /// Every `stride`-th window along each dimension, `fill` outside the array. Integers stay
  /// integers if it is one.
  public T construct(Map<String, String> names, int stride, Number fill) {
    Map<String, Integer> strides = new LinkedHashMap<>();
    windows.keySet().forEach(dim -> strides.put(dim, stride));
    return construct(names, strides, fill);
  }

  /// The same with a stride for each dimension, 1 for those that are not named.
  public T construct(Map<String, String> names, Map<String, Integer> strides, Number fill) {
    if (!names.keySet().equals(windows.keySet())) {
      throw new AmasiaException.Usage(
          "names for windows over %s, but windows over %s"
              .formatted(names.keySet(), windows.keySet()));
    }
    return object.through(dataset -> {
      Map<String, Variable> laid = new LinkedHashMap<>();
      dataset
          .variables()
          .forEach((name, v) -> {
            laid.put(name, rolls(v) ? construct(v, names, strides, fill) : v);
          });
      Map<String, Slice> steps = new LinkedHashMap<>();
      Dataset labels = new Dataset(Map.of(), dataset.coords(), Map.of());
      for (String dim : windows.keySet()) {
        if (labels.sizes().containsKey(dim)) {
          steps.put(dim, Slice.slice(null, null, strides.getOrDefault(dim, 1)));
        }
      }
      labels = labels.isel(steps);
      return new Dataset(laid, labels.coords(), dataset.attrs());
    });
  }

  private Variable construct(
      Variable v, Map<String, String> names, Map<String, Integer> strides, Number fill) {
    boolean whole = fill instanceof Long || fill instanceof Integer;
    boolean kept =
        v.dtype().isFloating() || (whole && (v.dtype().isInteger() || v.dtype() == DType.BOOL));
    DType dtype = kept ? v.dtype() : ResultType.missingValued(v.dtype());
    Node data = Nodes.cast(v.data(), dtype);
    Number outside =
        dtype.isFloating()
            ? (Number) fill.doubleValue()
            : dtype.isTime() ? (Number) DType.NAT : (Number) fill.longValue();
    List<String> dims = new ArrayList<>(v.dims());
    for (String dim : windows.keySet()) {
      if (v.dims().contains(dim)) {
        int stride = strides.getOrDefault(dim, 1);
        data = Sweeps.slidingView(data, span(v, dim, windows.get(dim), stride), outside);
        dims.add(Objects.requireNonNull(names.get(dim)));
      }
    }
    return v.computed(dims, data);
  }
}
