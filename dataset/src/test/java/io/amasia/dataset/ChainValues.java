package io.amasia.dataset;

import io.amasia.array.Calendar;
import io.amasia.dataset.Chains.Args;
import io.amasia.dataset.Chains.Tuple;
import io.amasia.plan.Op;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words of [ChainWords] that make other values: arithmetic, statistics, interpolation, fits.
final class ChainValues {
  private static final Set<String> STATISTICS =
      Set.of("sum", "mean", "min", "max", "std", "var", "median", "count", "prod", "any", "all");

  private ChainValues() {}

  static <T extends Sequences<T> & Relabelling<T> & Rearranging<T> & Elementwise<T> & Reductions<T>>
      Object call(T x, String word, Args args) {
    if (word.startsWith("__")) {
      return operator(x, word, args);
    }
    if (STATISTICS.contains(word)) {
      return x.reduce(ChainWords.kind(word), over(args));
    }
    return switch (word) {
      case "isnull" -> x.isnull();
      case "notnull" -> x.notnull();
      case "ffill" ->
          args.named().containsKey("limit")
              ? x.ffill(args.text(0, "dim"), args.whole(1, "limit", 0))
              : x.ffill(args.text(0, "dim"));
      case "bfill" ->
          args.named().containsKey("limit")
              ? x.bfill(args.text(0, "dim"), args.whole(1, "limit", 0))
              : x.bfill(args.text(0, "dim"));
      case "astype" -> x.astype(ChainWords.dtype(args.need(0, "dtype")));
      case "round" -> x.round((int) args.whole(0, "decimals", 0));
      case "clip" -> x.clip(args.get(0, "min", null), args.get(1, "max", null));
      case "diff" ->
          x.diff(
              args.text(0, "dim"),
              (int) args.whole(1, "n", 1),
              !"lower".equals(args.named().get("label")));
      case "rank" -> x.rank(args.text(0, "dim"), args.flag("pct"));
      case "interp" ->
          x.interp(args.byName("method", "kwargs", "assume_sorted"), interpolation(args));
      case "interp_like" -> x.interpLike((Labelled<?>) args.need(0, "other"), method(args));
      case "interpolate_na" -> x.interpolateNa(args.text(0, "dim"), gaps(args));
      case "differentiate" -> {
        int order = (int) args.whole(1, "edge_order", 1);
        yield args.named().containsKey("datetime_unit")
            ? x.differentiate(args.text(0, "coord"), args.text(2, "datetime_unit"), order)
            : x.differentiate(args.text(0, "coord"), order);
      }
      case "integrate" ->
          args.named().containsKey("datetime_unit")
              ? x.integrate(args.text(0, "coord"), args.text(1, "datetime_unit"))
              : integrated(x, args.names(0, "coord"));
      case "cumulative_integrate" ->
          args.named().containsKey("datetime_unit")
              ? x.cumulativeIntegrate(args.text(0, "coord"), args.text(1, "datetime_unit"))
              : x.cumulativeIntegrate(args.text(0, "coord"));
      case "polyfit" -> polynomial(args).fit(x, args.text(0, "dim"));
      case "convert_calendar" -> x.convertCalendar(conversion(args));
      case "cumsum" -> x.cumsum(over(args));
      case "cumprod" -> x.cumprod(over(args));
      default -> ChainGroups.call(x, word, args);
    };
  }

  private static <T extends Sequences<T>> T integrated(T x, String[] coords) {
    T result = x;
    for (String coord : coords) {
      result = result.integrate(coord);
    }
    return result;
  }

  private static PolynomialFit polynomial(Args args) {
    PolynomialFit fit = PolynomialFit.of((int) args.whole(1, "deg", 1));
    if (args.named().get("w") instanceof DataArray weights) {
      fit = fit.weighted(weights);
    } else if (args.named().get("w") instanceof io.amasia.array.NdArray weights) {
      fit = fit.weighted(DataArray.of(weights, "w"));
    }
    fit = fit.skipna(!Boolean.FALSE.equals(args.named().get("skipna")));
    if (args.flag("full")) {
      fit = fit.withDiagnostics();
    }
    return switch (args.named().get("cov")) {
      case Boolean on when on -> fit.covariance(PolynomialFit.Covariance.SCALED);
      case String _ -> fit.covariance(PolynomialFit.Covariance.UNSCALED);
      case null, default -> fit;
    };
  }

  private static CalendarConversion conversion(Args args) {
    Calendar calendar = Calendar.find(args.text(0, "calendar")).orElseThrow();
    CalendarConversion how = CalendarConversion.of("time", calendar);
    if (args.named().get("align_on") instanceof String kept) {
      how = how.alignOn(CalendarConversion.AlignOn.valueOf(kept.toUpperCase(Locale.ROOT)));
    }
    return args.named().containsKey("missing") ? how.insertingMissing() : how;
  }

  private static String method(Args args) {
    return (String) args.named().getOrDefault("method", "linear");
  }

  private static Interpolation interpolation(Args args) {
    Map<?, ?> more = (Map<?, ?>) args.named().getOrDefault("kwargs", args.named());
    Interpolation how =
        method(args).equals("polynomial")
            ? Interpolation.polynomial(((Number) ChainWords.known(more.get("order"))).intValue())
            : Interpolation.of(method(args));
    return switch (more.get("fill_value")) {
      case String _ -> how.extrapolating();
      case Number one -> how.filling(one.doubleValue(), one.doubleValue());
      case Tuple(List<Object> two) ->
          how.filling(
              ((Number) two.getFirst()).doubleValue(), ((Number) two.getLast()).doubleValue());
      case null, default -> how;
    };
  }

  private static Gaps gaps(Args args) {
    Gaps gaps = Gaps.by(interpolation(args));
    if (args.named().get("limit") instanceof Number n) {
      gaps = gaps.limit(n.longValue());
    }
    if (args.named().get("max_gap") instanceof Number n) {
      gaps = gaps.maxGap(n.doubleValue());
    }
    return switch (args.named().get("use_coordinate")) {
      case Boolean use -> gaps.useCoordinate(use);
      case String name -> gaps.useCoordinate(name);
      case null, default -> gaps;
    };
  }

  private static Over over(Args args) {
    Over over = Over.over(args.names(0, "dim"));
    if (args.named().get("skipna") instanceof Boolean skip) {
      over = over.skipna(skip);
    }
    return over.minCount(args.whole(99, "min_count", 0)).ddof((int) args.whole(99, "ddof", 0));
  }

  private static <T extends Labelled<T> & Elementwise<T>> Object operator(
      T x, String word, Args args) {
    String name = word.substring(2, word.length() - 2);
    @Nullable Object other = args.get(0, "other", null);
    return switch (name) {
      case "invert" -> x.not();
      case "neg" -> x.negate();
      case "abs" -> x.abs();
      case "radd", "rsub", "rmul", "rtruediv", "rfloordiv", "rmod", "rpow" ->
          x.reversed(binary(name.substring(1)), (Number) ChainWords.known(other));
      default -> x.binary(binary(name), ChainWords.known(other));
    };
  }

  static Op.Binary binary(String name) {
    return switch (name) {
      case "add" -> Op.Binary.ADD;
      case "sub" -> Op.Binary.SUBTRACT;
      case "mul" -> Op.Binary.MULTIPLY;
      case "truediv" -> Op.Binary.DIVIDE;
      case "floordiv" -> Op.Binary.FLOOR_DIVIDE;
      case "mod" -> Op.Binary.MOD;
      case "pow" -> Op.Binary.POWER;
      case "eq" -> Op.Binary.EQUAL;
      case "ne" -> Op.Binary.NOT_EQUAL;
      case "lt" -> Op.Binary.LESS;
      case "le" -> Op.Binary.LESS_EQUAL;
      case "gt" -> Op.Binary.GREATER;
      case "ge" -> Op.Binary.GREATER_EQUAL;
      case "and" -> Op.Binary.AND;
      case "or" -> Op.Binary.OR;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static <T extends Labelled<T> & Rearranging<T>> T padded(T x, Args args) {
    List<String> words =
        List.of("mode", "constant_values", "stat_length", "end_values", "reflect_type");
    T result = x;
    for (var entry : args.byName(words.toArray(String[]::new)).entrySet()) {
      long[] widths = pair(entry.getValue());
      result = result.pad(entry.getKey(), widths[0], widths[1], how(args, entry.getKey()));
    }
    return result;
  }

  private static long[] pair(@Nullable Object one) {
    return one instanceof Tuple(List<Object> both)
        ? new long[] {((Number) both.getFirst()).longValue(), ((Number) both.get(1)).longValue()}
        : new long[] {
          ((Number) ChainWords.known(one)).longValue(), ((Number) ChainWords.known(one)).longValue()
        };
  }

  private static Pad how(Args args, String dim) {
    String mode = (String) args.named().getOrDefault("mode", "constant");
    Pad how = Pad.of(Pad.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    Object constant = args.named().get("constant_values");
    if (constant instanceof Map<?, ?> map && map.containsKey(dim)) {
      constant = map.get(dim);
    }
    if (constant instanceof Tuple(List<Object> both)) {
      how = Pad.constants(both.getFirst(), both.get(1));
    } else if (constant != null) {
      how = Pad.constant(constant);
    }
    if (args.named().containsKey("end_values")) {
      long[] ends = pair(args.named().get("end_values"));
      how = Pad.linearRamp((double) ends[0], (double) ends[1]);
    }
    if (args.named().containsKey("stat_length")) {
      long[] lengths = pair(args.named().get("stat_length"));
      how = how.statLength(lengths[0], lengths[1]);
    }
    return "odd".equals(args.named().get("reflect_type")) ? how.mirroredOddly() : how;
  }

  static Object function(String word, Args args) {
    return switch (word) {
      case "concat" -> concat(args);
      case "combine_by_coords" -> Combination.byCoords(datasets(args.need(0, "objects")));
      case "combine_nested" -> {
        List<?> nest = (List<?>) args.need(0, "objects");
        Object inmost = nest;
        while (inmost instanceof List<?> list && !list.isEmpty()) {
          inmost = list.getFirst();
        }
        String[] dims = args.names(1, "concat_dim");
        yield inmost instanceof DataArray
            ? Combination.nestedArrays(nest, dims)
            : Combination.nested(nest, dims);
      }
      case "dot" -> {
        List<DataArray> all = args.positional().stream().map(DataArray.class::cast).toList();
        yield "...".equals(args.named().get("dim"))
            ? Products.dot(all, "...")
            : Products.dot(all, args.names(99, "dim"));
      }
      case "cov" ->
          Products.cov(
              (DataArray) args.need(0, "a"),
              (DataArray) args.need(1, "b"),
              (DataArray) args.get(99, "weights", null),
              Over.over(args.names(2, "dim")).ddof((int) args.whole(99, "ddof", 1)));
      case "corr" ->
          Products.corr(
              (DataArray) args.need(0, "a"),
              (DataArray) args.need(1, "b"),
              (DataArray) args.get(99, "weights", null),
              Over.over(args.names(2, "dim")));
      case "polyval" ->
          PolynomialFit.of(0)
              .at((DataArray) args.need(0, "coord"), (DataArray) args.need(1, "coeffs"));
      case "full_like" -> like(args.need(0, "other"), args.need(1, "value"), args);
      case "zeros_like" -> like(args.need(0, "other"), 0, args);
      case "ones_like" -> like(args.need(0, "other"), 1, args);
      default -> throw new IllegalArgumentException("no function " + word + " with " + args);
    };
  }

  private static Object like(Object other, Object value, Args args) {
    Object dtype = args.named().get("dtype");
    return switch (other) {
      case DataArray a when dtype == null -> Conversion.fullLike(a, value);
      case DataArray a -> Conversion.fullLike(a, value, ChainWords.dtype(dtype));
      case Dataset d when dtype == null -> Conversion.fullLike(d, value);
      case Dataset d -> Conversion.fullLike(d, value, ChainWords.dtype(dtype));
      default -> throw new IllegalArgumentException(other.toString());
    };
  }

  private static List<Dataset> datasets(Object all) {
    return ((List<?>) all)
        .stream().map(o -> o instanceof DataArray a ? a.toDataset() : (Dataset) o).toList();
  }

  private static Object concat(Args args) {
    List<?> all = (List<?>) args.need(0, "objs");
    List<Dataset> parts = all.stream().map(ChainWords::dataset).toList();
    Dataset joined = concat(args.text(1, "dim"), args).of(parts);
    return all.getFirst() instanceof DataArray first ? first.fromTemporary(joined) : joined;
  }

  private static Concat concat(String dim, Args args) {
    Concat how =
        Concat.along(dim)
            .join(ChainWords.join(args, "outer"))
            .dataVars(repeat(args.named().getOrDefault("data_vars", "all")))
            .coords(repeat(args.named().getOrDefault("coords", "different")));
    if (args.named().containsKey("compat")) {
      how = how.compat(ChainWords.compat(args));
    }
    return how.fill(ChainWords.fill(args));
  }

  private static Concat.Repeat repeat(Object which) {
    if (which instanceof List<?> names) {
      return Concat.Repeat.of(names.toArray(String[]::new));
    }
    return switch ((String) which) {
      case "all" -> Concat.Repeat.ALL;
      case "different" -> Concat.Repeat.DIFFERENT;
      case "minimal" -> Concat.Repeat.MINIMAL;
      default -> throw new IllegalArgumentException(which.toString());
    };
  }

  static Object text(TextParts texts, String word, Args args) {
    return switch (word) {
      case "upper" -> texts.upper();
      case "lower" -> texts.lower();
      case "len" -> texts.len();
      case "strip" -> texts.strip();
      case "contains" -> texts.contains(args.text(0, "pat"));
      case "startswith" -> texts.startswith(args.text(0, "pat"));
      case "endswith" -> texts.endswith(args.text(0, "pat"));
      case "replace" -> texts.replace(args.text(0, "pat"), args.text(1, "repl"));
      default -> throw new IllegalArgumentException("no str." + word + " with " + args);
    };
  }

  static Object time(TimeParts times, String word, Args args) {
    return switch (word) {
      case "floor" -> times.floor(args.text(0, "freq"));
      case "ceil" -> times.ceil(args.text(0, "freq"));
      case "round" -> times.round(args.text(0, "freq"));
      case "strftime" -> times.strftime(args.text(0, "date_format"));
      case "isocalendar" -> times.isocalendar();
      case "total_seconds" -> times.totalSeconds();
      default -> times.get(word);
    };
  }
}
