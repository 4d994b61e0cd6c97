package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.DisplayUnits;
import io.amasia.plan.watch.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The datasets that can be looked at, and what there is to see in each. Thread-safe.
final class Catalogue {
  private final Map<String, Source> sources;
  private final Map<String, Source> looked = new ConcurrentHashMap<>();

  Catalogue(List<Source> sources) {
    Map<String, Source> all = new LinkedHashMap<>();
    sources.forEach(source -> all.put(source.name(), source));
    this.sources = java.util.Collections.unmodifiableMap(all);
  }

  /// The dataset called `name`; the first for an empty name. Reads its coordinates when it is
  /// looked for at first.
  ///
  /// @throws AmasiaException.Label if there is none; lists what there is
  /// @throws AmasiaException.Format if its files are no longer what they were
  Source find(String name) {
    Source found = name.isEmpty() ? sources.values().iterator().next() : sources.get(name);
    if (found == null) {
      throw new AmasiaException.Label(
          "no dataset '%s'; there are: %s".formatted(name, String.join(", ", sources.keySet())));
    }
    found.check().run();
    return looked.computeIfAbsent(found.name(), _ -> found.holdingCoordinates());
  }

  /// The variables of a dataset that can be looked at: numbers along a dimension, apart from bounds
  /// of others and parts of a mesh.
  static List<String> variables(Dataset dataset) {
    Set<String> helpers = Set.copyOf(CfLinks.allBounds(dataset));
    List<String> names = new ArrayList<>();
    dataset
        .variables()
        .forEach((name, variable) -> {
          boolean several = variable.shape().size() > 1;
          boolean role = helpers.contains(name) || variable.attr("cf_role").isPresent();
          if (variable.dtype().isNumeric() && several && !role) {
            names.add(name);
          }
        });
    return names;
  }

  /// What there is, for the page.
  String toJson() {
    List<Object> datasets = new ArrayList<>();
    for (Source source : sources.values()) {
      List<Object> variables = new ArrayList<>();
      for (String name : variables(source.dataset())) {
        variables.add(variable(source.dataset(), name));
      }
      datasets.add(Map.of("name", source.name(), "title", title(source), "variables", variables));
    }
    return JsonText.of(Map.of("datasets", datasets));
  }

  private static String title(Source source) {
    io.amasia.storage.format.Attribute title = source.dataset().attrs().get("title");
    return title instanceof io.amasia.storage.format.Attribute.Text(String text)
        ? text
        : String.join(", ", source.urls());
  }

  private static Map<String, Object> variable(Dataset dataset, String name) {
    Variable variable = dataset.variable(name);
    Subject subject = Subject.of(dataset, name);
    Map<String, Object> axes = new LinkedHashMap<>();
    for (Axes.Axis axis : Axes.Axis.values()) {
      subject.axes().dim(axis).ifPresent(dim -> axes.put(axis.name(), dim));
    }
    List<Object> dims = new ArrayList<>();
    for (String dim : variable.dims()) {
      dims.add(
          Map.of(
              "name", dim,
              "size", variable.size(dim),
              "horizontal", subject.horizontal().contains(dim)));
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", name);
    told.put(
        "title",
        variable
            .attr("long_name")
            .or(() -> variable.attr("standard_name").map(s -> s.replace('_', ' ')))
            .orElse(name));
    String units = variable.attr("units").orElse("");
    told.put("units", units);
    told.put("published", DisplayUnits.of(name, variable).orElse(units));
    told.put(
        "choices",
        UnitChoices.of(units).stream()
            .map(choice -> List.of(choice, DisplayUnits.pretty(choice)))
            .toList());
    told.put("dtype", variable.dtype().label());
    told.put("bytes", variable.shape().size() * variable.dtype().itemSize());
    told.put("dims", dims);
    told.put("axes", axes);
    told.put("kinds", subject.kinds().stream().map(Kind::word).toList());
    told.put("layout", subject.axes().layout().name().toLowerCase(java.util.Locale.ROOT));
    return told;
  }
}
