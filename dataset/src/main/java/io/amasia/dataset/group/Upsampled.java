package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Reductions;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What values periods have that are shorter than the time between values: the words of `resample`
/// to a higher frequency.
///
/// @param <T> what is grouped
public sealed interface Upsampled<T extends Labelled<T>> extends Reductions<T> permits GroupBy {
  /// See [GroupBy#object].
  T object();

  /// See [GroupBy#grouping].
  Grouping grouping();

  /// Periods of time with the values that lie in them, missing where none do.
  ///
  /// @throws AmasiaException.Usage for other groups than those of resample, as below
  default T asfreq() {
    Upsampling.dim(grouping());
    Map<String, Map<String, Attribute>> attrs = new LinkedHashMap<>();
    object()
        .through(dataset -> {
          dataset.variables().forEach((name, v) -> attrs.put(name, v.attrs()));
          return dataset;
        });
    T means = mean();
    return means.through(made -> {
      Map<String, Variable> variables = new LinkedHashMap<>(made.variables());
      variables.replaceAll(
          (name, v) -> v.attrs().isEmpty() ? v : v.withAttrs(attrs.getOrDefault(name, Map.of())));
      return new Dataset(variables, made.coords(), made.attrs());
    });
  }

  /// At the label of each period the last values that are not later.
  default T ffill() {
    return upsampled(Upsampling.Choice.PAD, Long.MAX_VALUE);
  }

  /// The same, missing where they are more than `toleranceMicros` away.
  default T ffill(long toleranceMicros) {
    return upsampled(Upsampling.Choice.PAD, toleranceMicros);
  }

  /// At the label of each period the first values that are not earlier.
  default T bfill() {
    return upsampled(Upsampling.Choice.BACKFILL, Long.MAX_VALUE);
  }

  default T bfill(long toleranceMicros) {
    return upsampled(Upsampling.Choice.BACKFILL, toleranceMicros);
  }

  /// At the label of each period the nearest values in time, of two the later.
  default T nearest() {
    return upsampled(Upsampling.Choice.NEAREST, Long.MAX_VALUE);
  }

  default T nearest(long toleranceMicros) {
    return upsampled(Upsampling.Choice.NEAREST, toleranceMicros);
  }

  private T upsampled(Upsampling.Choice choice, long tolerance) {
    return object().through(dataset -> Upsampling.onto(dataset, grouping(), choice, tolerance));
  }

  /// Interpolated at the label of each period: `linear`, `nearest` or `cubic`; missing before the
  /// first and after the last time. Other coordinates along the old times go.
  default T interpolate(String method) {
    String dim = Upsampling.dim(grouping());
    return object()
        .through(dataset -> {
          Coordinates kept = dataset.coords().apartFrom(List.of(dim));
          return dataset
              .withCoords(kept.with(dim, dataset.coords().get(dim)))
              .interp(Map.of(dim, grouping().labels()), method);
        });
  }
}
