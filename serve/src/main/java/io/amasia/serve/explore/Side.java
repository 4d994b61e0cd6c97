package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.cf.DisplayUnits;
import io.amasia.geo.HorizontalGrid;
import io.amasia.geo.LonLatBox;
import io.amasia.geo.NearestCells;
import io.amasia.geo.NearestPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One side of a view, which has two when something is subtracted: a variable and the steps to what
/// is shown of it. Coordinates are read for it, the data never.
///
/// @param shown the dimensions that are left, the vertical one first
/// @param chosen where it is along the other dimensions
/// @param km how far the centre of the nearest cell is from the place asked for
record Side(
    Source source,
    Subject subject,
    String variable,
    List<Step> steps,
    List<String> shown,
    List<Chosen> chosen,
    Optional<Double> km) {
  /// A place along a dimension.
  record Chosen(String dim, long position, long size, String label) {}

  /// The side of `state` that `field` is.
  ///
  /// @throws AmasiaException if the state doesn't fit the data; says what does
  static Side of(Source source, FieldState field, ViewState state) {
    Subject subject = Subject.of(source.dataset(), field.variable());
    Optional<String> units =
        state.units().or(() -> DisplayUnits.of(field.variable(), subject.array().variable()));
    return new Building(source, subject, field, state, units).side();
  }

  /// The side that `field` is, to be subtracted from this one: in its units, and where it is but
  /// for what `field` says of the dimensions that it has.
  ///
  /// @throws AmasiaException if it doesn't fit the data, or has no such units; says what does
  Side minus(Source other, FieldState field, ViewState state) {
    Subject theirs = Subject.of(other.dataset(), field.variable());
    Map<String, FieldState.At> at = new LinkedHashMap<>(state.field().at());
    at.keySet().retainAll(theirs.array().dims());
    at.putAll(field.at());
    var placed = new FieldState(field.data(), field.variable(), at);
    Optional<String> units = Optional.of(units()).filter(text -> !text.isEmpty());
    return new Building(other, theirs, placed, state, units).side();
  }

  /// The array that is shown, `[shown…]`, lazily.
  DataArray array() {
    var origin = new Step.Origin(source.dataset(), variable, Optional.empty());
    DataArray x = subject.array();
    for (Step step : steps) {
      if (step instanceof Step.InBox(LonLatBox box, _)) {
        origin = origin.in(box);
      }
      x = step.apply(x, origin);
    }
    return x.transpose(shown.toArray(String[]::new));
  }

  /// Its units after the steps; empty if it has none.
  String units() {
    for (Step step : steps) {
      if (step instanceof Step.ToUnits(String units)) {
        return units;
      }
    }
    return subject.array().variable().attr("units").orElse("");
  }

  /// The name of the latitudes of cells of `x`, its array, that are not labels of a dimension;
  /// empty if it has none.
  Optional<String> latitudes(DataArray x) {
    return subject.axes().latitude().filter(name -> isOfCells(x, name));
  }

  /// The same of longitudes.
  Optional<String> longitudes(DataArray x) {
    return subject.axes().longitude().filter(name -> isOfCells(x, name));
  }

  private static boolean isOfCells(DataArray x, String name) {
    return !x.dims().contains(name)
        && x.coords().find(name).filter(coord -> coord.ndim() > 0).isPresent();
  }

  /// The box that was cut out.
  Optional<LonLatBox> box() {
    return steps.stream()
        .filter(Step.InBox.class::isInstance)
        .map(step -> ((Step.InBox) step).box())
        .findFirst();
  }

  /// Collects the steps of a side.
  private static final class Building {
    private final Source source;
    private final Subject subject;
    private final FieldState field;
    private final ViewState state;
    private final Optional<String> units;
    private final List<String> shown;
    private final List<Step> steps = new ArrayList<>();
    private final List<Chosen> chosen = new ArrayList<>();
    private Optional<Double> km = Optional.empty();

    Building(
        Source source, Subject subject, FieldState field, ViewState state, Optional<String> units) {
      this.source = source;
      this.subject = subject;
      this.field = field;
      this.state = state;
      this.units = units;
      shown = subject.shown(state.kind(), state.along());
    }

    Side side() {
      inUnits();
      positions();
      List<String> reduced =
          subject.horizontal().stream().filter(dim -> !shown.contains(dim)).toList();
      switch (state.where()) {
        case Where.Everywhere _ -> mean(reduced);
        case Where.Point(double lon, double lat) -> nearest(lon, lat, reduced);
        case Where.Box(LonLatBox box) -> {
          requireGrid("a box");
          steps.add(new Step.InBox(box, !subject.isRectilinear()));
          mean(reduced);
        }
      }
      return new Side(source, subject, field.variable(), steps, shown, chosen, km);
    }

    private void inUnits() {
      String own = subject.array().variable().attr("units").orElse("");
      units
          .filter(wanted -> !wanted.equals(own))
          .ifPresent(wanted -> steps.add(new Step.ToUnits(wanted)));
    }

    private void positions() {
      Map<String, Long> asked = new LinkedHashMap<>();
      field.at().forEach((dim, at) -> asked.put(dim, position(dim, at)));
      for (String dim : subject.array().dims()) {
        if (shown.contains(dim) || subject.horizontal().contains(dim)) {
          continue;
        }
        long position = asked.getOrDefault(dim, 0L);
        String label = DimLabels.label(source.dataset(), dim, position);
        String period = DimLabels.period(source.dataset(), dim, position).orElse(label);
        chosen.add(new Chosen(dim, position, subject.array().size(dim), period));
        steps.add(new Step.Isel(dim, position, label));
      }
    }

    private long position(String dim, FieldState.At at) {
      DataArray array = subject.array();
      if (!array.dims().contains(dim)) {
        throw new AmasiaException.Usage(
            "'%s' has no dimension '%s'; there are: %s"
                .formatted(field.variable(), dim, String.join(", ", array.dims())));
      }
      if (shown.contains(dim) || subject.horizontal().contains(dim)) {
        throw new AmasiaException.Usage(
            "a position along '%s' doesn't fit a %s, which shows %s%s"
                .formatted(
                    dim,
                    state.kind().word(),
                    shown.contains(dim) ? "all of it" : "places on the Earth",
                    shown.contains(dim) ? "" : "; give point=LON,LAT or box=W,S,E,N"));
      }
      return switch (at) {
        case FieldState.At.Position(long i) -> {
          if (i >= array.size(dim)) {
            throw new AmasiaException.Label(
                "position %d along '%s' of '%s'; there are 0 to %d"
                    .formatted(i, dim, field.variable(), array.size(dim) - 1));
          }
          yield i;
        }
        case FieldState.At.Label(String text) -> DimLabels.position(source.dataset(), dim, text);
      };
    }

    private void mean(List<String> reduced) {
      if (reduced.isEmpty()) {
        return;
      }
      boolean whole = reduced.size() == subject.horizontal().size();
      boolean alongLatitude =
          subject.isRectilinear() && reduced.equals(subject.horizontal().subList(1, 2));
      if (!whole && !subject.isRectilinear()) {
        throw new AmasiaException.Usage(
            "a %s across the grid of '%s' %s needs point=LON,LAT, which says where it goes through"
                .formatted(state.kind().word(), field.variable(), subject.horizontal()));
      }
      // All cells of a row are equally large; those of a column are not.
      steps.add(
          alongLatitude ? new Step.Mean(reduced.getFirst()) : new Step.AreaMean(reduced, whole));
    }

    private void nearest(double lon, double lat, List<String> reduced) {
      requireGrid("a point");
      if (reduced.isEmpty()) {
        throw new AmasiaException.Usage(
            "a %s shows an area: give box=W,S,E,N, not a point".formatted(state.kind().word()));
      }
      HorizontalGrid grid = HorizontalGrid.of(source.dataset(), field.variable());
      NearestCells cells = NearestCells.of(grid);
      NearestPoint cell = cells.to(lon, lat);
      List<long[]> positions = cells.positions(List.of(cell));
      Map<String, Long> at = new LinkedHashMap<>();
      for (int d = 0; d < grid.dims().size(); d++) {
        if (reduced.contains(grid.dims().get(d))) {
          at.put(grid.dims().get(d), positions.get(d)[0]);
        }
      }
      if (reduced.size() == subject.horizontal().size()) {
        km = Optional.of(cell.distanceKm());
        steps.add(new Step.Nearest(lon, lat, at));
      } else {
        at.forEach((dim, i) ->
            steps.add(new Step.Isel(dim, i, DimLabels.label(source.dataset(), dim, i))));
      }
    }

    private void requireGrid(String what) {
      if (!subject.isOnGrid()) {
        throw new AmasiaException.Usage(
            "%s doesn't fit '%s' %s, which has no longitudes and latitudes"
                .formatted(what, field.variable(), subject.array().dims()));
      }
    }
  }
}
