package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Over;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.group.Weighted;
import io.amasia.geo.AreaWeights;
import io.amasia.geo.GeoRegion;
import io.amasia.geo.HorizontalGrid;
import io.amasia.geo.LonLatBox;
import io.amasia.geo.Places;
import io.amasia.geo.RegionSelection;
import io.amasia.geo.Selections;
import io.amasia.plan.Reduction;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Selections and statistics on the globe: boxes, regions, area-weighted means.
final class Spatial {
  private Spatial() {}

  /// The state with the cells outside of its place made missing.
  static State masked(State state, Meaning meaning) {
    if (state.place().isEmpty() || state.place().get().whole()) {
      return state.at(state.data(), Optional.empty());
    }
    DataArray mask = state.place().get().selection().mask();
    Dataset data = state.data();
    Set<String> dims = Set.copyOf(mask.dims());
    Dataset changed = data;
    for (String name : CfLinks.dataNames(data)) {
      if (data.variable(name).dims().containsAll(dims) && data.variable(name).dtype().isNumeric()) {
        DataArray inside = data.get(name).where(mask);
        changed = changed.with(name, inside.variable().withAttrs(data.variable(name).attrs()));
      }
    }
    return state.at(changed, Optional.empty());
  }

  static State region(State state, String name, Meaning meaning) {
    Dataset data = Places.located(masked(state, meaning).data());
    RegionSelection selection =
        RegionSelection.of(data, Selections.gridded(data), GeoRegion.of(name));
    meaning.say().accept("region " + selection.report());
    GeoRegion.ambiguity(name).ifPresent(meaning.say());
    return state.at(selection.cut(data), Optional.of(new State.Place(selection, false, name)));
  }

  static State bbox(State state, Operation.Bbox op, Meaning meaning) {
    Dataset data = Places.located(masked(state, meaning).data());
    LonLatBox box = LonLatBox.of(op.west(), op.south(), op.east(), op.north());
    String variable = Selections.gridded(data);
    RegionSelection selection = RegionSelection.of(data, variable, box);
    boolean whole = Axes.of(data.get(variable)).layout() == Axes.Layout.RECTILINEAR;
    meaning.say().accept(selection.report().toString());
    return state.at(
        selection.cut(data), Optional.of(new State.Place(selection, whole, "box " + box)));
  }

  static State area(State given, Operation.AreaStatistic statistic, Meaning meaning) {
    State state = given.with(Places.located(given.data()));
    Dataset data = state.data();
    Map<String, Variable> results = new LinkedHashMap<>();
    Set<String> reduced = new LinkedHashSet<>();
    List<String> left = new ArrayList<>();
    Optional<DataArray> inside = state.place().map(State.Place::weights);
    for (String name : CfLinks.dataNames(data)) {
      DataArray array = data.get(name);
      if (!array.dtype().isNumeric() || !hasArea(state, array)) {
        left.add(name);
        results.put(name, array.variable());
        continue;
      }
      DataArray weights = weights(state, inside, name, statistic);
      reduced.addAll(weights.dims());
      results.put(name, weighted(array, weights, statistic));
    }
    if (reduced.isEmpty()) {
      throw new AmasiaException.Label(
          "none of %s has horizontal dimensions to average over".formatted(left));
    }
    Dataset result = ReducedCoordinates.keep(data, results, List.copyOf(reduced));
    Optional<String> place = state.place().map(State.Place::name);
    return state.at(
        place.isPresent() ? result.assignCoords("region", List.of(), place.get()) : result,
        Optional.empty());
  }

  private static boolean hasArea(State state, DataArray array) {
    if (state.place().isPresent()) {
      return array.dims().containsAll(state.place().get().dims());
    }
    Axes axes = Axes.of(array);
    return axes.layout() != Axes.Layout.NONE || axes.latitude().isPresent();
  }

  private static DataArray weights(
      State state, Optional<DataArray> inside, String name, Operation.AreaStatistic statistic) {
    // Relative areas will do for means; a sum needs true ones, or refuses.
    boolean sum = statistic == Operation.AreaStatistic.SUM;
    if (state.place().isPresent()) {
      if (sum) {
        state.place().get().selection().grid().areas();
      }
      return inside.orElseThrow();
    }
    if (sum) {
      HorizontalGrid.of(state.data(), name).areas();
    }
    return AreaWeights.of(state.data(), name);
  }

  private static Variable weighted(
      DataArray array, DataArray weights, Operation.AreaStatistic statistic) {
    var weighted = new Weighted<>(array, weights);
    Over over = Over.over(weights.dims().toArray(String[]::new));
    List<String> area = List.of("area");
    return switch (statistic) {
      case MEAN ->
          weighted
              .mean(over)
              .variable()
              .withAttrs(ResultMetadata.ofStatistic(array.attrs(), Reduction.Kind.MEAN, area));
      case STD ->
          weighted
              .std(over)
              .variable()
              .withAttrs(ResultMetadata.ofStatistic(array.attrs(), Reduction.Kind.STD, area));
      case SUM -> {
        Map<String, Attribute> attrs =
            new LinkedHashMap<>(
                ResultMetadata.ofStatistic(array.attrs(), Reduction.Kind.SUM, area));
        array
            .variable()
            .attr("units")
            .ifPresent(u -> attrs.put("units", Attribute.of(u.equals("1") ? "m2" : u + " m2")));
        attrs.remove("standard_name");
        yield weighted.sum(over.minCount(1)).variable().withAttrs(attrs);
      }
    };
  }
}
