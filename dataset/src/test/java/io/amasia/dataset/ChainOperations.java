package io.amasia.dataset;

import io.amasia.dataset.Chains.Args;
import io.amasia.dataset.group.RollingExp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Words of [ChainWords] for products of vectors, calendars, stacked variables and exponential
/// windows.
final class ChainOperations {
  private ChainOperations() {}

  /// A function that Python writes as a chain on `it`.
  @SuppressWarnings("unchecked") // as the chain was made for what it is called with
  static <T> UnaryOperator<T> function(Args args) {
    return (UnaryOperator<T>) args.need(0, "func");
  }

  /// With `value` at labels, or at positions.
  static <T extends Sequences<T> & Elementwise<T>> T assigned(T x, String word, Args args) {
    Map<String, Object> where = new LinkedHashMap<>();
    ((Map<?, ?>) args.need(1, "where")).forEach((dim, at) -> where.put((String) dim, at));
    Object value = args.need(2, "value");
    return word.equals("assign_at") ? x.assignAt(where, value) : x.assignAtPositions(where, value);
  }

  /// By positions along the first dimensions, or a coordinate by its name.
  static DataArray at(DataArray a, Object key) {
    if (key instanceof String name) {
      return a.coord(name);
    }
    List<?> keys = key instanceof Chains.Tuple(List<Object> several) ? several : List.of(key);
    Map<String, Object> positions = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      positions.put(a.dims().get(i), keys.get(i));
    }
    return a.isel(positions);
  }

  static Object ofArray(DataArray a, String word, Args args) {
    return switch (word) {
      case "interp_calendar" -> a.interpCalendar("time", (DataArray) args.need(0, "target"));
      case "to_unstacked_dataset" ->
          args.named().containsKey("level")
              ? a.toUnstackedDataset(args.text(0, "dim"), args.text(1, "level"))
              : a.toUnstackedDataset(args.text(0, "dim"));
      default -> throw new IllegalArgumentException("no word for " + word);
    };
  }

  static Object ofDataset(Dataset d, String word, Args args) {
    return switch (word) {
      case "to_stacked_array" ->
          d.toStackedArray(
              args.text(0, "new_dim"),
              List.of(args.names(1, "sample_dims")),
              (String) ChainWords.known(args.get(2, "variable_dim", "variable")));
      case "filter_by_attrs" -> d.filterByAttrs(args.named());
      default -> throw new IllegalArgumentException("no word for " + word);
    };
  }

  static DataArray cross(Args args) {
    DataArray a = (DataArray) args.need(0, "a");
    return a.cross((DataArray) args.need(1, "b"), args.text(2, "dim"));
  }

  static RollingExp<?> rollingExp(Sequences<?> x, Args args) {
    Map<String, Object> windows = args.byName("window_type", "min_weight");
    String dim = windows.keySet().iterator().next();
    double window = ((Number) windows.values().iterator().next()).doubleValue();
    String type = String.valueOf(args.named().getOrDefault("window_type", "span"));
    return x.rollingExp(dim, window, RollingExp.WindowType.valueOf(type.toUpperCase(Locale.ROOT)))
        .minWeight(args.number("min_weight", 0));
  }

  static Object faded(RollingExp<?> windows, String word) {
    return switch (word) {
      case "mean" -> windows.mean();
      case "sum" -> windows.sum();
      case "std" -> windows.std();
      case "var" -> windows.var();
      default -> throw new IllegalArgumentException("no word for " + word);
    };
  }
}
