package io.amasia.dataset;

import io.amasia.array.DType;
import io.amasia.dataset.Chains.Args;
import io.amasia.dataset.Chains.Tuple;
import io.amasia.plan.Reduction.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What xarray's methods are called here.
final class ChainWords {
  private ChainWords() {}

  static Object call(Object on, String word, Args args) {
    return switch (on) {
      case DataArray array -> ofArray(array, word, args);
      case Dataset dataset -> ofDataset(dataset, word, args);
      case List<?> list when word.equals("__getitem__") ->
          list.get(((Number) args.need(0, "key")).intValue());
      case TextParts texts -> ChainValues.text(texts, word, args);
      case TimeParts times -> ChainValues.time(times, word, args);
      case DataTree tree -> ChainTrees.call(tree, word, args);
      default -> {
        if (on.equals(Chains.XR)) {
          Object grouper = ChainGroups.function(word, args);
          yield grouper != null ? grouper : function(word, args);
        }
        Object grouped = ChainGroups.of(on, word, args);
        if (grouped != null) {
          yield grouped;
        }
        throw new IllegalArgumentException(word + " of " + on);
      }
    };
  }

  private static Object ofArray(DataArray a, String word, Args args) {
    return switch (word) {
      case "rename" ->
          args.positional().size() == 1 && !(args.positional().getFirst() instanceof Map)
              ? a.named((String) args.positional().getFirst())
              : a.rename(texts(args.byName()));
      case "to_dataset" ->
          args.named().containsKey("dim")
              ? a.toDatasetAlong(args.text(1, "dim"))
              : args.named().containsKey("name")
                  ? a.toDataset(args.text(1, "name"))
                  : args.positional().isEmpty()
                      ? a.toDataset()
                      : a.toDatasetAlong(args.text(0, "dim"));
      case "reset_coords" -> {
        String[] names = args.names(0, "names");
        String[] all = names.length > 0 ? names : plain(a.coords());
        yield args.flag("drop") ? a.dropVars(all) : a.resetCoords(all);
      }
      case "T" -> a.transpose();
      case "interp_calendar", "to_unstacked_dataset" -> ChainOperations.ofArray(a, word, args);
      case "str" -> a.str();
      case "dt" -> a.dt();
      case "argmax", "argmin", "idxmax", "idxmin" -> ChainGroups.extreme(a, word, args);
      case "dot" -> a.dot((DataArray) args.need(0, "other"), args.names(1, "dim"));
      case "equals" -> python(a.equals((DataArray) args.need(0, "other")));
      case "identical" -> python(a.identical((DataArray) args.need(0, "other")));
      case "broadcast_equals" -> python(a.broadcastEquals((DataArray) args.need(0, "other")));
      case "__getitem__" -> ChainOperations.at(a, args.need(0, "key"));
      default -> a.coords().has(word) ? a.coord(word) : both(a, word, args);
    };
  }

  private static Object ofDataset(Dataset d, String word, Args args) {
    return switch (word) {
      case "rename" -> d.rename(texts(args.byName()));
      case "__getitem__" ->
          args.need(0, "key") instanceof String name ? d.get(name) : d.select(args.names(0, "key"));
      case "assign" -> {
        Dataset result = d;
        for (var entry : args.byName().entrySet()) {
          result = result.assign(entry.getKey(), variable(entry.getKey(), entry.getValue()));
        }
        yield result;
      }
      case "set_coords" -> d.setCoords(args.names(0, "names"));
      case "reset_coords" -> {
        String[] names = args.names(0, "names");
        yield args.flag("drop")
            ? d.dropVars(names.length > 0 ? names : plain(d.coords()))
            : d.resetCoords(names);
      }
      case "to_stacked_array", "filter_by_attrs" -> ChainOperations.ofDataset(d, word, args);
      case "argmax", "argmin", "idxmax", "idxmin" -> ChainGroups.extreme(d, word, args);
      case "map" -> d.map(ChainOperations.function(args));
      case "drop_dims" -> d.dropDims(args.names(0, "drop_dims"));
      case "to_dataarray" -> {
        DataArray array = d.toDataArray((String) known(args.get(0, "dim", "variable")));
        yield array.named((String) args.get(1, "name", null));
      }
      case "equals" -> python(d.equals((Dataset) args.need(0, "other")));
      case "identical" -> python(d.identical((Dataset) args.need(0, "other")));
      case "broadcast_equals" -> python(d.broadcastEquals((Dataset) args.need(0, "other")));
      default -> d.has(word) && args.positional().isEmpty() ? d.get(word) : both(d, word, args);
    };
  }

  private static <
          T extends Sequences<T> & Relabelling<T> & Rearranging<T> & Elementwise<T> & Reductions<T>>
      Object both(T x, String word, Args args) {
    return switch (word) {
      case "isel" -> dropped(x, x.isel(args.byName("drop")), args);
      case "sel" ->
          dropped(
              x,
              x.sel(
                  args.byName("drop", "method", "tolerance"), lookup(args, "method", "tolerance")),
              args);
      case "head", "tail", "thin" -> ends(x, word, args);
      case "squeeze" -> dropped(x, x.squeeze(args.names(0, "dim")), args);
      case "drop_duplicates" -> {
        String dim = args.text(0, "dim");
        yield switch (args.named().get("keep")) {
          case Boolean _ -> x.dropDuplicates(dim, Keep.NONE);
          case String last when last.equals("last") -> x.dropDuplicates(dim, Keep.LAST);
          case null, default -> x.dropDuplicates(dim);
        };
      }
      case "drop_isel" -> {
        T result = x;
        for (var entry : args.byName().entrySet()) {
          result = result.dropIsel(entry.getKey(), entry.getValue());
        }
        yield result;
      }
      case "drop_sel" -> {
        T result = x;
        for (var entry : args.byName().entrySet()) {
          result = result.dropSel(entry.getKey(), entry.getValue());
        }
        yield result;
      }
      case "drop_vars" -> x.dropVars(args.names(0, "names"));
      case "reindex" ->
          x.reindex(
              args.byName("method", "tolerance", "fill_value"),
              lookup(args, "method", "tolerance"),
              fill(args));
      case "reindex_like" ->
          x.reindexLike(
              (Labelled<?>) args.need(0, "other"), lookup(args, "method", "tolerance"), fill(args));
      case "broadcast_like" -> x.broadcastLike((Labelled<?>) args.need(0, "other"));
      case "transpose" -> x.transpose(args.positional().toArray(String[]::new));
      case "expand_dims" -> expanded(x, args);
      case "swap_dims" -> {
        var entry = args.byName().entrySet().iterator().next();
        yield x.swapDims(entry.getKey(), (String) entry.getValue());
      }
      case "set_index" -> {
        var entry = args.byName().entrySet().iterator().next();
        yield x.setIndex(
            entry.getKey(),
            entry.getValue() instanceof String one
                ? new String[] {one}
                : ((List<?>) entry.getValue()).toArray(String[]::new));
      }
      case "reset_index" -> x.resetIndex(args.text(0, "dims_or_levels"), args.flag("drop"));
      case "reorder_levels" -> {
        var entry = args.byName().entrySet().iterator().next();
        yield x.reorderLevels(entry.getKey(), ((List<?>) entry.getValue()).toArray(String[]::new));
      }
      case "rename_vars" -> x.renameVars(texts(args.byName()));
      case "rename_dims" -> x.renameDims(texts(args.byName()));
      case "assign_coords" -> {
        Map<String, Object> coords = new LinkedHashMap<>();
        args.byName().forEach((name, value) -> coords.put(name, variable(name, value)));
        yield x.assignCoords(coords);
      }
      case "stack" -> {
        T result = x;
        for (var entry : args.byName().entrySet()) {
          String[] dims = new Args(List.of(entry.getValue()), Map.of()).names(0, "dims");
          result =
              result.stack(
                  entry.getKey(), dims.length > 0 && dims[0].equals("...") ? new String[0] : dims);
        }
        yield result;
      }
      case "unstack" ->
          args.positional().isEmpty()
              ? x.unstack()
              : x.unstack(args.names(0, "dim")[0], fill(args));
      case "pad" -> ChainValues.padded(x, args);
      case "shift" -> {
        T result = x;
        for (var entry : args.byName("fill_value").entrySet()) {
          result =
              result.shift(entry.getKey(), ((Number) entry.getValue()).longValue(), fill(args));
        }
        yield result;
      }
      case "roll" -> {
        T result = x;
        for (var entry : args.byName("roll_coords").entrySet()) {
          long n = ((Number) entry.getValue()).longValue();
          result =
              args.flag("roll_coords")
                  ? result.rollWithCoords(entry.getKey(), n)
                  : result.roll(entry.getKey(), n);
        }
        yield result;
      }
      case "sortby" -> sorted(x, args);
      case "where" -> {
        Object other = args.get(1, "other", null);
        if (args.flag("drop")) {
          Labelled<?> condition = (Labelled<?>) args.need(0, "cond");
          yield other == null ? x.whereDrop(condition) : x.whereDrop(condition, other);
        }
        yield other == null
            ? x.where((Labelled<?>) args.need(0, "cond"))
            : x.where((Labelled<?>) args.need(0, "cond"), other);
      }
      case "fillna" -> x.fillna(args.need(0, "value"));
      case "combine_first" -> {
        @SuppressWarnings("unchecked") // an array with an array, a dataset with a dataset
        T other = (T) args.need(0, "other");
        yield x.combineFirst(other);
      }
      case "isin" -> args.need(0, "test") instanceof DataArray a ? x.isin(a) : x.isin(listOf(args));
      case "dropna" -> {
        String dim = args.text(0, "dim");
        yield args.named().containsKey("thresh")
            ? x.dropna(dim, args.whole(1, "thresh", 0))
            : args.named().containsKey("subset")
                ? x.dropna(dim, List.of(args.names(2, "subset")))
                : "all".equals(args.named().get("how")) ? x.dropna(dim, How.ALL) : x.dropna(dim);
      }
      default -> ChainValues.call(x, word, args);
    };
  }

  private static <T extends Labelled<T>> T dropped(T before, T after, Args args) {
    if (!args.flag("drop")) {
      return after;
    }
    List<String> scalars =
        after.coords().names().stream()
            .filter(name ->
                after.coords().get(name).ndim() == 0 && before.coords().get(name).ndim() > 0)
            .toList();
    return after.dropVars(scalars.toArray(String[]::new));
  }

  private static <T extends Labelled<T>> T ends(T x, String word, Args args) {
    Map<String, Object> counts = args.byName();
    if (!args.positional().isEmpty() && args.positional().getFirst() instanceof Number n) {
      x.sizes().keySet().forEach(dim -> counts.put(dim, n));
    }
    T result = x;
    for (var entry : counts.entrySet()) {
      long n = ((Number) entry.getValue()).longValue();
      result =
          switch (word) {
            case "head" -> result.head(entry.getKey(), n);
            case "tail" -> result.tail(entry.getKey(), n);
            default -> result.thin(entry.getKey(), n);
          };
    }
    return result;
  }

  private static <T extends Labelled<T>> T expanded(T x, Args args) {
    Map<String, Object> dims = new LinkedHashMap<>(args.byName("dim", "axis"));
    for (String dim :
        args.get(0, "dim", null) instanceof Map ? new String[0] : args.names(0, "dim")) {
      if (dims.put(dim, 1L) != null) {
        throw new io.amasia.array.AmasiaException.Usage("a new dimension twice: " + dim);
      }
    }
    Object axis = args.get(1, "axis", null);
    int[] axes =
        switch (axis) {
          case null -> new int[0];
          case Number one -> new int[] {one.intValue()};
          default -> ((List<?>) axis).stream().mapToInt(n -> ((Number) n).intValue()).toArray();
        };
    return x.expandDims(dims, axes);
  }

  private static <T extends Sequences<T> & Rearranging<T>> T sorted(T x, Args args) {
    boolean ascending = !Boolean.FALSE.equals(args.get(1, "ascending", true));
    Object by = args.need(0, "variables");
    return x.sortby(by instanceof List<?> several ? several : List.of(by), ascending);
  }

  private static List<?> listOf(Args args) {
    return (List<?>) args.need(0, "test");
  }

  private static Object function(String word, Args args) {
    return switch (word) {
      case "cross" -> ChainOperations.cross(args);
      case "assign_at", "assign_at_positions" ->
          args.need(0, "x") instanceof DataArray a
              ? ChainOperations.assigned(a, word, args)
              : ChainOperations.assigned((Dataset) args.need(0, "x"), word, args);
      case "DataTree" -> Chains.XR;
      case "from_dict" -> ChainTrees.made(args);
      case "align" -> {
        List<Dataset> given = new ArrayList<>();
        args.positional().forEach(o -> given.add(dataset(o)));
        List<Dataset> aligned =
            Alignment.align(
                join(args, "inner"), given, Set.of(args.names(99, "exclude")), fill(args));
        List<Object> back = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
          back.add(
              args.positional().get(i) instanceof DataArray a
                  ? a.fromTemporary(aligned.get(i))
                  : aligned.get(i));
        }
        yield back;
      }
      case "broadcast" -> {
        List<Labelled<?>> all = new ArrayList<>();
        args.positional().forEach(o -> all.add((Labelled<?>) o));
        yield Broadcasting.broadcast(all, Set.of(args.names(99, "exclude")));
      }
      case "where" ->
          List.of(args.need(0, "cond"), args.need(1, "x"), args.need(2, "y")).stream()
                  .anyMatch(o -> o instanceof Dataset)
              ? Conditions.chooseEach(
                  (Labelled<?>) args.need(0, "cond"), args.need(1, "x"), args.need(2, "y"))
              : Conditions.choose(
                  (DataArray) args.need(0, "cond"), args.need(1, "x"), args.need(2, "y"));
      case "merge" -> {
        List<Dataset> all = new ArrayList<>();
        ((List<?>) args.need(0, "objects"))
            .forEach(o -> all.add(o instanceof DataArray a ? a.toDataset() : (Dataset) o));
        yield Combination.merge(all, compat(args), join(args, "outer"), fill(args));
      }
      default -> ChainValues.function(word, args);
    };
  }

  static Merging.Compat compat(Args args) {
    return Merging.Compat.valueOf(
        ((String) args.named().getOrDefault("compat", "no_conflicts")).toUpperCase(Locale.ROOT));
  }

  static Alignment.Join join(Args args, String otherwise) {
    return Alignment.Join.valueOf(
        ((String) args.named().getOrDefault("join", otherwise)).toUpperCase(Locale.ROOT));
  }

  static Dataset dataset(Object o) {
    return o instanceof DataArray a ? a.toTemporary() : (Dataset) o;
  }

  static Fill fill(Args args) {
    Object fill = args.named().get("fill_value");
    return fill == null ? Fill.MISSING : Fill.of(fill);
  }

  static Lookup lookup(Args args, String method, String tolerance) {
    Lookup lookup =
        switch (String.valueOf(args.named().get(method))) {
          case "nearest" -> Lookup.nearest();
          case "pad", "ffill" -> Lookup.pad();
          case "backfill", "bfill" -> Lookup.backfill();
          default -> Lookup.EXACT;
        };
    return args.named().get(tolerance) instanceof Number n
        ? lookup.within(n.doubleValue())
        : lookup;
  }

  /// A variable from what Python gives: an array, dimensions with values, labels, a single value.
  static Object variable(String name, Object value) {
    return switch (value) {
      case DataArray array -> array;
      case Tuple(List<Object> parts) -> {
        Object dims = parts.getFirst();
        List<String> named =
            dims instanceof String one
                ? List.of(one)
                : Arrays.asList(((Tuple) dims).values().toArray(String[]::new));
        yield Variable.of(named, Values.of(parts.get(1)));
      }
      case List<?> labels -> Chains.along(name, labels);
      case io.amasia.array.NdArray labels -> Variable.of(List.of(name), labels);
      default -> Variable.of(List.of(), Values.of(value));
    };
  }

  static Map<String, String> texts(Map<String, Object> names) {
    Map<String, String> texts = new LinkedHashMap<>();
    names.forEach((from, to) -> texts.put(from, (String) to));
    return texts;
  }

  private static String[] plain(Coordinates coords) {
    return coords.names().stream().filter(n -> !coords.hasIndex(n)).toArray(String[]::new);
  }

  private static String python(boolean truth) {
    return truth ? "true" : "false";
  }

  static DType dtype(Object name) {
    return DType.of((String) name);
  }

  static Kind kind(String word) {
    return Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static <V> V known(@Nullable V value) {
    return Objects.requireNonNull(value);
  }
}
