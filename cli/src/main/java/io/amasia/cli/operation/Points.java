package io.amasia.cli.operation;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.geo.HorizontalGrid;
import io.amasia.geo.NearestCells;
import io.amasia.geo.NearestPoint;
import io.amasia.geo.Places;
import io.amasia.geo.Selections;
import io.amasia.storage.format.Attribute;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cells nearest to places, on any grid.
final class Points {
  private static final String STATION = "station";

  private Points() {}

  /// The cell nearest to one place; its dimensions go.
  static State one(State state, Operation.Point op, Meaning meaning) {
    Dataset data = Places.located(Spatial.masked(state, meaning).data());
    HorizontalGrid grid = HorizontalGrid.of(data, Selections.gridded(data));
    NearestCells cells = cells(data, grid, meaning);
    NearestPoint nearest = cells.to(op.lon(), op.lat());
    List<long[]> positions = cells.positions(List.of(nearest));
    Map<String, Object> at = new LinkedHashMap<>();
    for (int d = 0; d < positions.size(); d++) {
      at.put(grid.dims().get(d), positions.get(d)[0]);
    }
    meaning
        .say()
        .accept(
            "point %s,%s: nearest cell centre %.1f km away"
                .formatted(op.lon(), op.lat(), nearest.distanceKm()));
    Dataset chosen = data.isel(at);
    return state.at(
        op.name().isPresent() ? chosen.assignCoords(STATION, List.of(), op.name().get()) : chosen,
        Optional.empty());
  }

  /// The cells nearest to several places, along a dimension `station` with their names, and how far
  /// away each is as the coordinate `distance` in km.
  static State several(State state, Operation.Stations op, Meaning meaning) {
    Dataset data = Places.located(Spatial.masked(state, meaning).data());
    HorizontalGrid grid = HorizontalGrid.of(data, Selections.gridded(data));
    NearestCells cells = cells(data, grid, meaning);
    List<NearestPoint> nearest =
        op.places().stream().map(place -> cells.to(place.lon(), place.lat())).toList();
    List<long[]> positions = cells.positions(nearest);
    Map<String, DataArray> at = new LinkedHashMap<>();
    for (int d = 0; d < positions.size(); d++) {
      at.put(
          grid.dims().get(d),
          new DataArray(null, Variable.of(List.of(STATION), positions.get(d)), Coordinates.NONE));
    }
    sayDistances(op.places(), nearest, meaning);
    List<String> names = op.places().stream().map(p -> p.name().orElseThrow()).toList();
    double[] distances = nearest.stream().mapToDouble(NearestPoint::distanceKm).toArray();
    Dataset chosen = data.isel(at).assignCoords(STATION, List.of(STATION), names);
    Variable labels = chosen.coords().get(STATION).withAttr("cf_role", text("timeseries_id"));
    Variable distance =
        Variable.of(List.of(STATION), distances)
            .withAttrs(
                Map.of(
                    "units",
                    text("km"),
                    "long_name",
                    text("distance from station to cell centre")));
    return state.at(
        chosen.withCoord(STATION, labels).withCoord("distance", distance), Optional.empty());
  }

  private static Attribute text(String value) {
    return Attribute.of(value);
  }

  private static NearestCells cells(Dataset data, HorizontalGrid grid, Meaning meaning) {
    return meaning.filledCells()
        ? NearestCells.among(grid, filled(data, grid)::get)
        : NearestCells.of(grid);
  }

  /// The cells that the first field of the first variable on the grid has values in: one small
  /// computation.
  private static BitSet filled(Dataset data, HorizontalGrid grid) {
    DataArray field = data.get(Selections.gridded(data));
    Map<String, Object> first = new LinkedHashMap<>();
    field.dims().stream().filter(dim -> !grid.dims().contains(dim)).forEach(d -> first.put(d, 0L));
    double[] there =
        field
            .isel(first)
            .transpose(grid.dims().toArray(String[]::new))
            .notnull()
            .load()
            .toDoubles();
    var filled = new BitSet(there.length);
    for (int i = 0; i < there.length; i++) {
      filled.set(i, there[i] != 0);
    }
    return filled;
  }

  private static void sayDistances(
      List<Operation.Point> places, List<NearestPoint> nearest, Meaning meaning) {
    int farthest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < nearest.size(); i++) {
      least = Math.min(least, nearest.get(i).distanceKm());
      farthest = nearest.get(i).distanceKm() > nearest.get(farthest).distanceKm() ? i : farthest;
    }
    meaning
        .say()
        .accept(
            "%d station%s: nearest cell centres %.1f to %.1f km away, the farthest from %s"
                .formatted(
                    nearest.size(),
                    nearest.size() == 1 ? "" : "s",
                    least,
                    nearest.get(farthest).distanceKm(),
                    places.get(farthest).name().orElseThrow()));
  }
}
