package io.amasia.dataset;

import io.amasia.dataset.Chains.Args;
import io.amasia.dataset.Chains.Tuple;
import io.amasia.dataset.group.BinGrouper;
import io.amasia.dataset.group.Coarsening;
import io.amasia.dataset.group.DateRange;
import io.amasia.dataset.group.GroupBy;
import io.amasia.dataset.group.Grouper;
import io.amasia.dataset.group.Resampling;
import io.amasia.dataset.group.Rolling;
import io.amasia.dataset.group.RollingExp;
import io.amasia.dataset.group.SeasonGrouper;
import io.amasia.dataset.group.SeasonResampler;
import io.amasia.dataset.group.UniqueGrouper;
import io.amasia.dataset.group.Weighted;
import io.amasia.plan.Reduction.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words of [ChainWords] for groups, periods, windows, blocks and weights.
final class ChainGroups {
  private static final Set<String> STATISTICS =
      Set.of(
          "mean", "sum", "prod", "min", "max", "std", "var", "median", "count", "any", "all",
          "first", "last");

  private ChainGroups() {}

  /// What groups arrays and datasets, or looks for their extremes.
  static Object call(Sequences<?> x, String word, Args args) {
    return switch (word) {
      case "quantile" -> quantile((Reductions<?>) x, args);
      case "groupby" -> groupBy(x, args);
      case "groupby_bins" -> {
        Grouper bins = bins(args, 1);
        yield args.need(0, "group") instanceof DataArray values
            ? x.groupBy(values, bins)
            : x.groupBy(args.text(0, "group"), bins);
      }
      case "resample" -> resample(x, args);
      case "rolling" -> rolling(x, args);
      case "rolling_exp" -> ChainOperations.rollingExp(x, args);
      case "coarsen" -> coarsen(x, args);
      case "cumulative" -> {
        long least = args.whole(1, "min_periods", 1);
        yield x.cumulative(args.names(0, "dim")).minPeriods((int) least);
      }
      case "weighted" -> x.weighted((DataArray) args.need(0, "weights"));
      default -> throw new IllegalArgumentException("no word for " + word);
    };
  }

  /// What is done with groups and the like; null for other things.
  static @Nullable Object of(Object on, String word, Args args) {
    return switch (on) {
      case GroupBy<?> groups -> grouped(groups, word, args);
      case Rolling<?> windows -> rolled(windows, word, args);
      case RollingExp<?> windows -> ChainOperations.faded(windows, word);
      case Coarsening<?> blocks -> coarsened(blocks, word, args);
      case Weighted<?> weighted -> weighted(weighted, word, args);
      default -> null;
    };
  }

  /// Groupers; null for other functions.
  static @Nullable Object function(String word, Args args) {
    return switch (word) {
      case "groupers" -> Chains.XR;
      case "BinGrouper" -> bins(args, 0);
      case "UniqueGrouper" ->
          args.named().containsKey("labels")
              ? UniqueGrouper.of(args.need(0, "labels"))
              : UniqueGrouper.all();
      case "SeasonGrouper" -> SeasonGrouper.of(args.names(0, "seasons"));
      case "SeasonResampler" ->
          SeasonResampler.of(args.names(0, "seasons"))
              .dropIncomplete(!Boolean.FALSE.equals(args.named().get("drop_incomplete")));
      default -> null;
    };
  }

  private static Over over(Args args, int place) {
    Object dim = args.get(place, "dim", null);
    Over over = "...".equals(dim) ? Over.over("...") : Over.over(args.names(place, "dim"));
    if (args.named().get("skipna") instanceof Boolean skip) {
      over = over.skipna(skip);
    }
    if (args.named().get("method") instanceof String method) {
      over = over.method(method);
    }
    return over.minCount(args.whole(99, "min_count", 0)).ddof((int) args.whole(99, "ddof", 0));
  }

  private static double number(@Nullable Object value) {
    return ((Number) ChainWords.known(value)).doubleValue();
  }

  private static double[] numbers(@Nullable Object values) {
    return ((List<?>) ChainWords.known(values)).stream().mapToDouble(ChainGroups::number).toArray();
  }

  private static Object quantile(Reductions<?> of, Args args) {
    Object q = args.need(0, "q");
    Over over = over(args, 1);
    return q instanceof List<?> ? of.quantile(numbers(q), over) : of.quantile(number(q), over);
  }

  /// Positions or labels of extreme values.
  static Object extreme(Extremes<?> on, String word, Args args) {
    Over over = over(args, 0);
    Object none = args.get(99, "fill_value", null);
    Fill fill = none == null ? Fill.MISSING : Fill.of(none);
    return switch (word) {
      case "argmin" ->
          on instanceof DataArray a && (over.isAll() || over.dims().size() > 1)
              ? List.copyOf(a.argmin(over.dims(), over.skipsMissing()).values())
              : on.argmin(over);
      case "argmax" ->
          on instanceof DataArray a && (over.isAll() || over.dims().size() > 1)
              ? List.copyOf(a.argmax(over.dims(), over.skipsMissing()).values())
              : on.argmax(over);
      case "idxmin" -> on.idxmin(over, fill);
      default -> on.idxmax(over, fill);
    };
  }

  private static Object groupBy(Sequences<?> on, Args args) {
    GroupBy<?> groups = null;
    if (!args.positional().isEmpty() && args.positional().getFirst() instanceof DataArray labels) {
      return on.groupBy(labels);
    }
    if (args.positional().isEmpty()) {
      for (var by : args.byName().entrySet()) {
        Grouper grouper = (Grouper) by.getValue();
        groups =
            groups == null ? on.groupBy(by.getKey(), grouper) : groups.and(by.getKey(), grouper);
      }
      return ChainWords.known(groups);
    }
    for (String key : args.names(0, "group")) {
      groups = groups == null ? on.groupBy(key) : groups.and(key);
    }
    return ChainWords.known(groups);
  }

  private static BinGrouper bins(Args args, int place) {
    Object bins = args.need(place, "bins");
    BinGrouper grouper =
        bins instanceof List<?> list
            ? list.getFirst() instanceof String
                ? BinGrouper.ofDates(list.toArray(String[]::new))
                : BinGrouper.of(numbers(bins))
            : BinGrouper.equal((int) number(bins));
    if (args.named().get("labels") instanceof List<?> labels) {
      grouper = grouper.labels(labels.toArray());
    }
    return grouper
        .right(!Boolean.FALSE.equals(args.named().get("right")))
        .includeLowest(args.flag("include_lowest"))
        .precision((int) args.whole(99, "precision", 3));
  }

  private static Object resample(Sequences<?> on, Args args) {
    var by = args.byName("closed", "label", "origin", "offset").entrySet().iterator().next();
    if (by.getValue() instanceof SeasonResampler seasons) {
      return on.resample(by.getKey(), seasons);
    }
    Resampling how = Resampling.of(by.getValue().toString());
    for (var option : args.named().entrySet()) {
      String said = String.valueOf(option.getValue());
      how =
          switch (option.getKey()) {
            case "closed" -> how.closedRight(said.equals("right"));
            case "label" -> how.labelRight(said.equals("right"));
            case "origin" -> how.origin(said);
            case "offset" -> how.offsetMicros(micros(said));
            default -> how;
          };
    }
    return on.resample(by.getKey(), how);
  }

  private static long micros(String duration) {
    boolean back = duration.startsWith("-");
    long step = DateRange.stepMicros(duration.substring(back ? 1 : 0));
    return back ? -step : step;
  }

  private static Map<String, Integer> lengths(Args args, String... others) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    args.byName(others).forEach((dim, length) -> lengths.put(dim, (int) number(length)));
    return lengths;
  }

  private static Rolling<?> rolling(Sequences<?> on, Args args) {
    Rolling<?> windows = on.rolling(lengths(args, "min_periods", "center"));
    if (args.whole(99, "min_periods", 0) > 0) {
      windows = windows.minPeriods((int) args.whole(99, "min_periods", 0));
    }
    return switch (args.named().get("center")) {
      case Boolean center -> center ? windows.center() : windows;
      case Map<?, ?> each ->
          windows.center(
              each.keySet().stream()
                  .filter(dim -> Boolean.TRUE.equals(each.get(dim)))
                  .toArray(String[]::new));
      case null, default -> windows;
    };
  }

  private static Coarsening<?> coarsen(Sequences<?> on, Args args) {
    Coarsening<?> blocks = on.coarsen(lengths(args, "boundary", "side", "coord_func"));
    if (args.named().get("boundary") instanceof String how) {
      blocks = blocks.boundary(Coarsening.Boundary.valueOf(how.toUpperCase(Locale.ROOT)));
    } else if (args.named().get("boundary") instanceof Map<?, ?> each) {
      Map<String, Coarsening.Boundary> all = new LinkedHashMap<>();
      each.forEach((dim, how) ->
          all.put(
              (String) dim, Coarsening.Boundary.valueOf(((String) how).toUpperCase(Locale.ROOT))));
      blocks = blocks.boundary(all);
    }
    if ("right".equals(args.named().get("side"))) {
      blocks = blocks.fromRight();
    } else if (args.named().get("side") instanceof Map<?, ?> each) {
      blocks =
          blocks.fromRight(
              each.keySet().stream()
                  .filter(dim -> "right".equals(each.get(dim)))
                  .toArray(String[]::new));
    }
    return switch (args.named().get("coord_func")) {
      case String kind -> blocks.coordinatesBy(ChainWords.kind(kind));
      case Map<?, ?> each -> {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        each.forEach((name, kind) -> kinds.put((String) name, ChainWords.kind((String) kind)));
        yield blocks.coordinatesBy(kinds);
      }
      case null, default -> blocks;
    };
  }

  private static Object grouped(GroupBy<?> on, String word, Args args) {
    if (word.startsWith("__")) {
      return on.binary(
          ChainValues.binary(word.replace("_", "")), (Labelled<?>) args.need(0, "other"));
    }
    if (STATISTICS.contains(word)) {
      return on.reduce(ChainWords.kind(word), over(args, 0));
    }
    return switch (word) {
      case "quantile" -> quantile(on, args);
      case "map" -> mapped(on, args);
      case "shift" ->
          on.shift(((Number) args.byName("fill_value").values().iterator().next()).longValue());
      case "cumsum" -> on.cumsum(over(args, 0));
      case "cumprod" -> on.cumprod(over(args, 0));
      case "where" ->
          args.positional().size() > 1
              ? on.where((Labelled<?>) args.need(0, "cond"), args.need(1, "other"))
              : on.where((Labelled<?>) args.need(0, "cond"));
      case "fillna" -> on.fillna(args.need(0, "value"));
      case "asfreq" -> on.asfreq();
      case "ffill", "pad" -> on.ffill(tolerance(args));
      case "bfill" -> on.bfill(tolerance(args));
      case "nearest" -> on.nearest(tolerance(args));
      case "interpolate" -> on.interpolate(args.text(0, "kind"));
      default -> throw new IllegalArgumentException("no word for " + word + " of groups");
    };
  }

  private static <T extends Labelled<T>> Object mapped(GroupBy<T> groups, Args args) {
    return groups.map(ChainOperations.function(args));
  }

  private static long tolerance(Args args) {
    return args.named().get("tolerance") instanceof String said ? micros(said) : Long.MAX_VALUE;
  }

  private static Object rolled(Rolling<?> on, String word, Args args) {
    if (!word.equals("construct")) {
      return switch (word) {
        case "std" -> on.std((int) args.whole(99, "ddof", 0));
        case "var" -> on.var((int) args.whole(99, "ddof", 0));
        default -> on.reduce(ChainWords.kind(word));
      };
    }
    Number fill = args.named().get("fill_value") instanceof Number n ? n : Double.NaN;
    Map<String, String> names =
        args.positional().isEmpty()
            ? ChainWords.texts(args.byName("stride", "fill_value"))
            : Map.of("x", args.text(0, "window_dim"));
    return switch (args.named().get("stride")) {
      case Map<?, ?> each -> {
        Map<String, Integer> strides = new LinkedHashMap<>();
        each.forEach((dim, stride) -> strides.put((String) dim, (int) number(stride)));
        yield on.construct(names, strides, fill);
      }
      case null, default -> on.construct(names, (int) args.whole(99, "stride", 1), fill);
    };
  }

  private static Object coarsened(Coarsening<?> on, String word, Args args) {
    if (!word.equals("construct")) {
      return on.reduce(ChainWords.kind(word), over(args, 0));
    }
    Map<String, List<String>> names = new LinkedHashMap<>();
    args.byName()
        .forEach((dim, two) -> {
          List<?> both = two instanceof Tuple(List<Object> values) ? values : (List<?>) two;
          names.put(dim, both.stream().map(String::valueOf).toList());
        });
    return on.construct(names);
  }

  private static Object weighted(Weighted<?> on, String word, Args args) {
    return switch (word) {
      case "mean" -> on.mean(over(args, 0));
      case "sum" -> on.sum(over(args, 0));
      case "std" -> on.std(over(args, 0));
      case "var" -> on.var(over(args, 0));
      case "sum_of_weights" -> on.sumOfWeights(args.names(0, "dim"));
      case "sum_of_squares" -> on.sumOfSquares(over(args, 0));
      case "quantile" -> {
        Object q = args.need(0, "q");
        Over along = over(args, 1);
        yield q instanceof List<?> ? on.quantile(numbers(q), along) : on.quantile(number(q), along);
      }
      default -> throw new IllegalArgumentException("no word for " + word + " of weights");
    };
  }
}
