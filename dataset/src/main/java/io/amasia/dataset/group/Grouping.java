package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Folding;
import io.amasia.dataset.Index;
import io.amasia.dataset.Labels;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.TimeParts;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op.TimeField.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Which group each position of one or several dimensions belongs to, and what the groups are
/// called.
///
/// Several dimensions are seen as one, [#dim]. Groups by several keys are the combinations of them;
/// results have a dimension for each key.
///
/// @param dims the dimensions that are grouped
/// @param name the dimension of the results, `month` or the like; the dimension itself for
///   resampling
/// @param keys what the groups are of: the labels of each key, the last key's changing fastest
/// @param groups the group of each position, -1 for none
public record Grouping(List<String> dims, String name, List<Variable> keys, Groups groups) {
  private static final List<String> SEASONS = List.of("DJF", "MAM", "JJA", "SON");

  public Grouping {
    dims = List.copyOf(dims);
    keys = List.copyOf(keys);
  }

  private Grouping(String dim, String name, Variable labels, Groups groups) {
    this(List.of(dim), name, List.of(labels), groups);
  }

  /// The dimension that is grouped; of several, the name of their merger.
  public String dim() {
    return dims.size() == 1 ? dims.getFirst() : "stacked_" + String.join("_", dims);
  }

  /// The label of each group, `[name]`.
  ///
  /// @throws AmasiaException.Unsupported for groups by several keys
  public Variable labels() {
    if (keys.size() > 1) {
      throw new AmasiaException.Unsupported(
          "arithmetic with groups by several keys %s; group by one".formatted(keyNames()));
    }
    return keys.getFirst();
  }

  private List<String> keyNames() {
    return keys.stream().map(key -> key.dims().getFirst()).toList();
  }

  /// `dataset` with the grouped dimensions made one; coordinates along several of them go.
  Dataset fold(Dataset dataset) {
    if (dims.size() == 1) {
      return dataset;
    }
    Map<String, Long> sizes = Folding.sizes(dataset, dims);
    return dataset
        .withCoords(dataset.coords().apartFrom(dims))
        .mapVariables(v -> Folding.merge(v, sizes, dim()));
  }

  /// A variable along the merged dimension, along the grouped ones themselves.
  Variable unfold(Variable v, Map<String, Long> sizes) {
    Map<String, Long> own = new LinkedHashMap<>();
    dims.forEach(d -> own.put(d, sizes.getOrDefault(d, 1L)));
    return dims.size() == 1 ? v : Folding.split(v, dim(), own);
  }

  /// `reduced`, whose dimension [#name] is the groups, with a labelled dimension for each key.
  Dataset label(Dataset reduced) {
    Dataset split = reduced;
    if (keys.size() > 1) {
      Map<String, Long> sizes = new LinkedHashMap<>();
      keys.forEach(key -> sizes.put(key.dims().getFirst(), key.shape().size()));
      split = reduced.mapVariables(v -> Folding.split(v, name, sizes));
    }
    Coordinates coords = split.coords();
    for (Variable key : keys) {
      coords = coords.with(key.dims().getFirst(), key);
    }
    return split.withCoords(coords);
  }

  /// Groups by the combinations of what two groupings are by.
  Grouping and(Grouping other, Map<String, Long> sizes) {
    Map<String, Long> all = new LinkedHashMap<>();
    dims.forEach(d -> all.put(d, sizes.getOrDefault(d, 1L)));
    other.dims.forEach(d -> all.put(d, sizes.getOrDefault(d, 1L)));
    int[] mine = spread(all);
    int[] others = other.spread(all);
    int[] both = new int[mine.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = mine[i] < 0 || others[i] < 0 ? -1 : mine[i] * other.groups.count() + others[i];
    }
    List<Variable> joined = new ArrayList<>(keys);
    joined.addAll(other.keys);
    int count = Math.multiplyExact(groups.count(), other.groups.count());
    return new Grouping(
        List.copyOf(all.keySet()), name + " " + other.name, joined, new Groups(both, count));
  }

  /// The code of each position of the merger of more dimensions.
  private int[] spread(Map<String, Long> sizes) {
    Map<String, Long> own = new LinkedHashMap<>();
    dims.forEach(d -> own.put(d, sizes.getOrDefault(d, 1L)));
    int[] codes = codes();
    long[] plain = Arrays.stream(codes).asLongStream().toArray();
    Variable along = Folding.split(Variable.of(List.of(dim()), plain), dim(), own);
    long[] all = Folding.merge(along, sizes, "all").load().toLongs();
    return Arrays.stream(all).mapToInt(Math::toIntExact).toArray();
  }

  /// A value for each group becomes a value for each position, missing where a position is in none.
  Variable expand(Variable v) {
    Variable taken = Reindexing.reindex(v, name, positions());
    return taken.withDims(taken.dims().stream().map(d -> d.equals(name) ? dim() : d).toList());
  }

  private long[] positions() {
    return Arrays.stream(codes()).asLongStream().toArray();
  }

  /// Groups by a part of time such as `time.month`, or by the 1-D coordinate `what`. The coordinate
  /// is read at once.
  ///
  /// @throws AmasiaException.Label if there is no such coordinate or part of time
  public static Grouping by(Coordinates coords, String what) {
    int dot = what.lastIndexOf('.');
    if (coords.has(what) || dot < 0) {
      return byLabels(what, coords.get(what));
    }
    Variable times = coords.get(what.substring(0, dot));
    Field field = TimeParts.find(what.substring(dot + 1));
    if (times.dtype() != DType.DATETIME || times.ndim() != 1) {
      throw new AmasiaException.Usage(
          "groupBy '%s' needs times along one dimension; '%s' is %s"
              .formatted(what, what.substring(0, dot), times));
    }
    return byField(times, field);
  }

  private static Grouping byField(Variable times, Field field) {
    Calendar calendar = times.calendar().orElse(Calendar.STANDARD);
    long[] micros = times.index().values().toLongs();
    String name = TimeParts.name(field);
    String dim = times.dims().getFirst();
    if (field == Field.SEASON) {
      var seasons = new String[micros.length];
      for (int i = 0; i < micros.length; i++) {
        int month = micros[i] == DType.NAT ? 0 : calendar.fields(micros[i]).month();
        seasons[i] = month == 0 ? "" : SEASONS.get(month % 12 / 3);
      }
      return ranked(dim, name, seasons);
    }
    var values = new Long[micros.length];
    for (int i = 0; i < micros.length; i++) {
      values[i] = micros[i] == DType.NAT ? Long.MIN_VALUE : part(field, calendar, micros[i]);
    }
    return ranked(dim, name, values);
  }

  private static long part(Field field, Calendar calendar, long micros) {
    TimeFields f = calendar.fields(micros);
    return switch (field) {
      case YEAR -> f.year();
      case MONTH -> f.month();
      case DAY -> f.day();
      case HOUR -> f.hour();
      case MINUTE -> f.minute();
      case SECOND -> f.second();
      case MICROSECOND -> f.micro();
      case DAY_OF_YEAR -> calendar.dayOfYear(micros);
      case DAY_OF_WEEK -> calendar.dayOfWeek(micros);
      case QUARTER -> (f.month() - 1) / 3 + 1;
      case SEASON -> f.month() % 12 / 3;
      case DAYS_IN_MONTH -> calendar.daysInMonth(f.year(), f.month());
      case DAYS_IN_YEAR -> calendar.daysInYear(f.year());
    };
  }

  /// Groups by sorted distinct values; the empty text and the least number are no value.
  private static <K extends Comparable<K>> Grouping ranked(String dim, String name, K[] values) {
    Map<K, Integer> ranks = new TreeMap<>();
    for (K value : values) {
      if (!value.equals("") && !value.equals(Long.MIN_VALUE)) {
        ranks.put(value, 0);
      }
    }
    int rank = 0;
    for (var entry : ranks.entrySet()) {
      entry.setValue(rank++);
    }
    int[] codes = Arrays.stream(values).mapToInt(v -> ranks.getOrDefault(v, -1)).toArray();
    List<K> keys = List.copyOf(ranks.keySet());
    Shape shape = Shape.of(keys.size());
    NdArray labels =
        values instanceof String[]
            ? NdArray.of(shape, keys.stream().map(String::valueOf).toList())
            : NdArray.of(shape, keys.stream().mapToLong(k -> ((Number) k).longValue()).toArray());
    return new Grouping(
        dim, name, Variable.of(List.of(name), Nodes.literal(labels)), new Groups(codes, rank));
  }

  /// Groups by labels along one or more dimensions, sorted; missing labels are in no group. The
  /// labels are read at once.
  public static Grouping byLabels(String name, Variable labels) {
    if (labels.ndim() == 1) {
      return byLabels(name, labels, labels.dims());
    }
    if (labels.ndim() == 0) {
      throw new AmasiaException.Usage("groupBy '%s', which is a single value".formatted(name));
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    labels.dims().forEach(d -> sizes.put(d, labels.size(d)));
    return byLabels(name, Folding.merge(labels, sizes, "stacked"), labels.dims());
  }

  private static Grouping byLabels(String name, Variable along, List<String> dims) {
    Index index = along.index();
    Labels labels = index.labels();
    String dim = along.dims().getFirst();
    NdArray read = index.values();
    // Labels of the dimension itself that run one way stay in their order, as in xarray.
    boolean asIs =
        name.equals(dim) && index.isUnique() && (index.isAscending() || index.isDescending());
    List<Integer> order =
        asIs ? IntStream.range(0, index.size()).boxed().toList() : labels.sortedDistinct();
    Map<Object, Integer> ranks = new HashMap<>();
    order.forEach(i -> ranks.put(labels.key(i), ranks.size()));
    int[] codes = new int[index.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = labels.isMissing(i) ? -1 : Objects.requireNonNull(ranks.get(labels.key(i)));
    }
    long[] positions = order.stream().mapToLong(Integer::longValue).toArray();
    Variable unique =
        Layout.take(along.withData(Nodes.literal(read)), dim, Reindexing.range(positions));
    return new Grouping(
        dims, name, List.of(unique.withDims(List.of(name))), new Groups(codes, order.size()));
  }

  /// Groups of equal periods along the time coordinate `dim`.
  ///
  /// @throws AmasiaException.Label if the times don't ascend
  public static Grouping resample(Coordinates coords, String dim, Resampling how) {
    Variable times = coords.get(dim);
    if (times.dtype() != DType.DATETIME || !times.dims().equals(List.of(dim))) {
      throw new AmasiaException.Usage(
          "resample along '%s' needs times there; it has %s".formatted(dim, times));
    }
    Calendar calendar = times.calendar().orElse(Calendar.STANDARD);
    TimeBins bins = TimeBins.of(times.index().values().toLongs(), calendar, how);
    Variable labels = Variable.times(calendar, dim, bins.labels()).withAttrs(times.attrs());
    return new Grouping(dim, dim, labels, new Groups(bins.codes(), bins.labels().length));
  }

  /// Groups by intervals between ascending `edges`, each with its right end, as pandas' `cut`;
  /// labelled by text such as `(0, 2]`, along `NAME_bins`.
  public static Grouping byBins(String name, Variable along, double... edges) {
    double[] values = along.index().values().toDoubles();
    int[] codes = new int[values.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = -1;
      for (int b = 0; b + 1 < edges.length; b++) {
        if (values[i] > edges[b] && values[i] <= edges[b + 1]) {
          codes[i] = b;
        }
      }
    }
    if (Arrays.stream(codes).allMatch(c -> c < 0)) {
      throw new AmasiaException.Label(
          "no value of '%s' lies in the bins %s".formatted(name, Arrays.toString(edges)));
    }
    boolean whole = Arrays.stream(edges).allMatch(e -> e == Math.rint(e));
    var labels = new String[edges.length - 1];
    for (int b = 0; b < labels.length; b++) {
      labels[b] =
          whole
              ? "(%d, %d]".formatted((long) edges[b], (long) edges[b + 1])
              : "(%s, %s]".formatted(edges[b], edges[b + 1]);
    }
    String bins = name + "_bins";
    return new Grouping(
        along.dims().getFirst(),
        bins,
        Variable.of(List.of(bins), labels),
        new Groups(codes, labels.length));
  }

  /// The code of each position.
  int[] codes() {
    int[] codes = new int[groups.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = groups.of(i);
    }
    return codes;
  }
}
