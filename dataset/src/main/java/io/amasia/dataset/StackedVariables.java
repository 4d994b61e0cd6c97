package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Variables of different dimensions side by side in one array of samples and features, and back:
/// xarray's `to_stacked_array` and `to_unstacked_dataset`.
final class StackedVariables {
  private StackedVariables() {}

  /// The variables of `dataset` along one stacked dimension `name`, beside `samples`. Its levels
  /// are the names of the variables, `level`, and the other dimensions, whose labels are missing
  /// where a variable lacks them.
  static DataArray join(Dataset dataset, String name, List<String> samples, String level) {
    if (dataset.variables().isEmpty()) {
      throw new AmasiaException.Usage("toStackedArray of a dataset without variables");
    }
    requireSamples(dataset, samples);
    Set<String> features = new LinkedHashSet<>(Layout.union(dataset.variables().values()));
    features.removeAll(samples);
    List<Variable> parts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Map<String, List<Variable>> labels = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((key, v) -> {
          Map<String, Long> own = new LinkedHashMap<>();
          features.forEach(dim -> own.put(dim, v.dims().contains(dim) ? v.size(dim) : 1L));
          parts.add(folded(v, own, samples, name));
          long length = own.values().stream().reduce(1L, Math::multiplyExact);
          for (long i = 0; i < length; i++) {
            names.add(key);
          }
          for (String dim : features) {
            Variable along =
                v.dims().contains(dim) ? labels(dataset, dim) : missing(dataset, dim, key);
            labels
                .computeIfAbsent(dim, _ -> new ArrayList<>())
                .add(Folding.merge(along, own, name).compute());
          }
        });
    Variable joined = Combination.concat(parts, name);
    Map<String, Variable> coords =
        new LinkedHashMap<>(dataset.coords().apartFrom(features).asMap());
    coords.put(
        level,
        Variable.of(List.of(name), names)
            .asLevel(Variable.of(List.of(level), List.copyOf(dataset.variables().keySet()))));
    labels.forEach((dim, all) -> {
      Variable whole = Combination.concat(all, name).compute();
      Variable distinct = labels(dataset, dim);
      Variable typed = distinct.computed(Nodes.cast(distinct.data(), whole.dtype())).compute();
      coords.put(dim, whole.asLevel(typed));
    });
    String first = dataset.variables().keySet().iterator().next();
    return new DataArray(first, joined, new Coordinates(coords));
  }

  private static void requireSamples(Dataset dataset, List<String> samples) {
    dataset
        .variables()
        .forEach((name, v) -> {
          if (!v.dims().containsAll(samples)) {
            throw new AmasiaException.Usage(
                "'%s' has dimensions %s; all variables need the sample dimensions %s"
                    .formatted(name, v.dims(), samples));
          }
        });
  }

  /// The samples first, all other dimensions folded into the last one.
  private static Variable folded(
      Variable v, Map<String, Long> features, List<String> samples, String name) {
    List<String> kept = v.dims().stream().filter(samples::contains).toList();
    List<String> dims = new ArrayList<>(kept);
    dims.addAll(features.keySet());
    Variable whole = Layout.arrange(v, dims);
    if (features.isEmpty()) {
      List<String> longer = new ArrayList<>(kept);
      longer.add(name);
      return Layout.arrange(whole, longer);
    }
    return Folding.merge(whole, features, name);
  }

  private static Variable labels(Dataset dataset, String dim) {
    if (dataset.coords().hasLabels(dim)) {
      return dataset.coords().get(dim);
    }
    long[] positions = new long[Math.toIntExact(dataset.size(dim))];
    Arrays.setAll(positions, i -> i);
    return Variable.of(List.of(dim), positions);
  }

  /// The label along `dim` of a variable without the dimension.
  private static Variable missing(Dataset dataset, String dim, String variable) {
    Variable labels = labels(dataset, dim);
    if (!labels.dtype().isNumeric() && !labels.dtype().isTime()) {
      throw new AmasiaException.Unsupported(
          "toStackedArray of '%s', which lacks '%s': its label there is missing, and labels of dtype %s can't be; use numbers, or expandDims(\"%s\", LABEL)"
              .formatted(variable, dim, labels.dtype(), dim));
    }
    return Reindexing.reindex(labels, dim, new long[] {-1});
  }

  /// The parts of `array` along `dim`, one variable for each label of `level`; null for the first
  /// level.
  static Dataset split(DataArray array, String dim, @Nullable String level) {
    Map<String, Variable> levels = array.coords().levels(dim);
    if (levels.isEmpty()) {
      throw new AmasiaException.Label("'%s' is no stacked dimension".formatted(dim));
    }
    String by = level == null ? levels.keySet().iterator().next() : level;
    Variable names = levels.get(by);
    if (names == null) {
      throw new AmasiaException.Label(
          "no level '%s' of '%s'; there are %s".formatted(by, dim, levels.keySet()));
    }
    Index index = names.level().orElseThrow().index();
    List<Dataset> parts = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      DataArray part = array.sel(by, index.labels().key(i)).dropVars(by).named(null);
      for (String left : part.dims()) {
        boolean single = !array.dims().contains(left) || left.equals(dim);
        if (single && part.size(left) == 1) {
          part = part.isel(left, 0);
          part = part.coords().has(left) ? part.dropVars(left) : part;
        }
      }
      parts.add(part.toDataset(index.text(i)));
    }
    return Combination.merge(parts);
  }
}
