package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.geo.Selections;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Applies operations in the order written to one or more named inputs.
///
/// Every operation but [Operation.Expr] applies to each input; an expression makes one dataset of
/// all.
public final class Pipeline {
  private final Meaning meaning;
  private final Map<String, Long> chunked = new LinkedHashMap<>();
  private final List<Dataset> given;
  private Map<String, State> inputs = new LinkedHashMap<>();

  /// @param inputs datasets by name; a single one may have the empty name
  public Pipeline(Map<String, Dataset> inputs, Meaning meaning) {
    this.meaning = meaning;
    given = List.copyOf(inputs.values());
    inputs.forEach((name, dataset) -> this.inputs.put(name, State.of(dataset)));
  }

  /// The lazy result of `operations`.
  ///
  /// @throws AmasiaException.Usage if several inputs are left and no expression joins them
  public Dataset run(List<Operation> operations) {
    List<Operation> rest = new ArrayList<>(operations);
    while (!rest.isEmpty()) {
      if (rest.getFirst() instanceof Operation.Expr) {
        List<Operation.Expr> together = new ArrayList<>();
        while (!rest.isEmpty() && rest.getFirst() instanceof Operation.Expr expr) {
          together.add(expr);
          rest.removeFirst();
        }
        each(state -> Spatial.masked(state, meaning));
        Set<Set<Integer>> months =
            inputs.values().stream().map(State::months).collect(Collectors.toSet());
        Dataset made = Expressions.evaluate(datasets(), together);
        Set<Integer> common = months.size() == 1 ? months.iterator().next() : Set.of();
        inputs = Map.of("", new State(made, Optional.empty(), common));
      } else if (rest.getFirst() instanceof Operation.Where where) {
        rest.removeFirst();
        inputs = Conditions.where(inputs, where);
      } else {
        Operation operation = rest.removeFirst();
        each(state -> apply(state, operation));
      }
    }
    each(state -> Spatial.masked(state, meaning));
    if (inputs.size() != 1) {
      throw new AmasiaException.Usage(
          "the inputs %s are not joined; combine them, for example --expr 'diff = %s'"
              .formatted(
                  String.join(", ", inputs.keySet()),
                  String.join(" - ", inputs.keySet().stream().map(n -> n + ".tas").toList())));
    }
    Dataset result = inputs.values().iterator().next().data();
    return GlobalAttributes.kept(ResultTies.made(result, given), operations);
  }

  /// The chunk lengths that were asked for, by dimension: those the result is to be written with.
  public Map<String, Long> chunked() {
    return Map.copyOf(chunked);
  }

  private State chunk(State state, Operation.Chunk op) {
    Map<String, Long> lengths = Selections.resolved(state.data(), op.lengths());
    chunked.putAll(lengths);
    return state.with(state.data().chunk(lengths));
  }

  private Map<String, Dataset> datasets() {
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    inputs.forEach((name, state) -> datasets.put(name, state.data()));
    return datasets;
  }

  private void each(UnaryOperator<State> work) {
    Map<String, State> changed = new LinkedHashMap<>();
    inputs.forEach((name, state) -> {
      try {
        changed.put(name, work.apply(state));
      } catch (AmasiaException.Label e) {
        throw inputs.size() == 1
            ? e
            : new AmasiaException.Label(
                "input '%s': %s. Operations apply to every input; a mask is used up by --where, so write that first"
                    .formatted(name, e.getMessage()));
      }
    });
    inputs = changed;
  }

  private State apply(State state, Operation operation) {
    Dataset data = state.data();
    return switch (operation) {
      case Operation.Variables op -> state.with(Selections.variables(data, op.names()));
      case Operation.Sel op ->
          select(state, op.dim(), d -> Selections.sel(d, op.dim(), op.choice(), meaning.say()));
      case Operation.Isel op ->
          select(state, op.dim(), d -> Selections.isel(d, op.dim(), op.choice()));
      case Operation.Nearest op ->
          select(state, op.dim(), d -> Selections.nearest(d, op.dim(), op.label()));
      case Operation.Season op ->
          state.within(Selections.season(data, op.months()), Selections.monthsOf(op.months()));
      case Operation.Point op -> Points.one(state, op, meaning);
      case Operation.Stations op -> Points.several(state, op, meaning);
      case Operation.Bbox op -> Spatial.bbox(state, op, meaning);
      case Operation.RegionOf op -> Spatial.region(state, op.name(), meaning);
      case Operation.Area op -> Spatial.area(state, op.statistic(), meaning);
      case Operation.Periods op -> state.with(PeriodStatistics.of(state, op, meaning));
      case Operation.Resample op -> state.with(PeriodStatistics.of(state, op, meaning));
      case Operation.Climatology op -> state.with(Climatologies.of(state, op, meaning));
      case Operation.Rolling op -> {
        State masked = onGrid(state, List.of(op.dim()));
        yield masked.with(Windows.rolling(masked.data(), op, meaning));
      }
      case Operation.Coarsen op -> {
        State masked = onGrid(state, List.copyOf(op.lengths().keySet()));
        yield masked.with(Windows.coarsen(masked.data(), op, meaning));
      }
      case Operation.Interp op -> {
        State masked = onGrid(state, List.of(op.dim()));
        yield masked.with(Interpolation.of(masked.data(), op));
      }
      case Operation.Regrid op -> {
        State masked = Spatial.masked(state, meaning);
        yield masked.with(Regridding.of(masked.data(), op, meaning));
      }
      case Operation.Trend op -> state.with(Trend.of(state, op, meaning));
      case Operation.Spell op -> state.with(Conditions.spell(data, op, inputs.keySet()));
      case Operation.Anomaly op -> state.with(Anomalies.of(state, op.cycle(), meaning));
      case Operation.Reduce op -> reduce(state, op);
      case Operation.Units op -> state.with(Conversions.units(data, op.units()));
      case Operation.As op -> state.with(Conversions.rename(data, op.name()));
      case Operation.Chunk op -> chunk(state, op);
      case Operation.Dtype op -> state.with(Conversions.dtype(data, op.dtype()));
      case Operation.Expr _, Operation.Where _ ->
          throw new IllegalStateException("what may use several inputs is done in run");
    };
  }

  /// `state` with what lies outside the chosen region missing, if one of `names` is a dimension of
  /// the region's grid, which is no longer the same afterwards.
  private State onGrid(State state, List<String> names) {
    boolean changes =
        state.place().isPresent()
            && names.stream()
                .map(name -> Selections.dim(state.data(), name))
                .anyMatch(state.place().get().dims()::contains);
    return changes ? Spatial.masked(state, meaning) : state;
  }

  /// A selection along a horizontal dimension first makes what lies outside the chosen region
  /// missing, whose weights are those of the grid as it was.
  private State select(State state, String name, UnaryOperator<Dataset> selection) {
    State ready = onGrid(state, List.of(name));
    return ready.with(selection.apply(ready.data()));
  }

  /// A reduction over horizontal dimensions needs the region's cells alone.
  private State reduce(State state, Operation.Reduce op) {
    State masked = Spatial.masked(state, meaning);
    return masked.with(DimensionStatistics.of(masked, op, meaning));
  }
}
