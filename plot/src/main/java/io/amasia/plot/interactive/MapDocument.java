package io.amasia.plot.interactive;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.group.Coarsening;
import io.amasia.plan.Sizes;
import io.amasia.plot.Cells;
import io.amasia.plot.MapCells;
import io.amasia.plot.MapExtent;
import io.amasia.plot.MapLook;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Maps with all their frames. Where these are more than a page may hold, cells of a rectilinear
/// grid are put together, some by some, as their mean, and corners that were made up are left out.
final class MapDocument {
  /// Fewer cells than this are no picture of a field any more.
  private static final long FEWEST_CELLS = 4_000;

  private final Frames frames;
  private final PlotOptions options;
  private final List<String> horizontal;
  private final Cells cells;
  private final List<String> notes = new ArrayList<>();

  private MapDocument(Frames frames, List<String> horizontal, PlotOptions options, long mostBytes) {
    this.frames = frames;
    this.options = options;
    this.horizontal = horizontal;
    this.cells = cells(mostBytes);
  }

  /// The cells, or dots where corners that no file says would not fit.
  private Cells cells(long mostBytes) {
    Cells known = MapCells.cells(frames.data(), frames.name());
    if (!(known instanceof Cells.Polygons polygons) || bytes(polygons) <= mostBytes) {
      return known;
    }
    Optional<Cells> centres = MapCells.centres(frames.data(), frames.name());
    centres.ifPresent(_ ->
        notes.add(
            "cells are shown as dots at their centres, as the data don't say their corners and the page stays below "
                + Sizes.text(mostBytes)));
    return centres.orElse(known);
  }

  static PlotDocument of(InteractivePlot plot) {
    DataArray array = plot.data().get(plot.name());
    Axes axes = Axes.of(array);
    List<String> horizontal = MapCells.dims(array, axes);
    var frames = Frames.of(plot.data(), plot.name(), horizontal, plot.column());
    long places = horizontal.stream().mapToLong(array::size).reduce(1, Math::multiplyExact);
    long least = bytes(places, frames.count() + 2);
    if (axes.layout() != Axes.Layout.RECTILINEAR && least > plot.mostBytes()) {
      // Known before the corners of very many cells are read.
      throw InteractivePlot.tooMuch(
          plot.name(), Plot.sizes(frames.data(), plot.name()), least, plot.mostBytes());
    }
    return new MapDocument(frames, horizontal, plot.options(), plot.mostBytes())
        .document(plot.mostBytes());
  }

  private PlotDocument document(long mostBytes) {
    int factor = factor(mostBytes);
    DataArray shown = frames.array();
    if (factor > 1) {
      notes.add(
          "each cell shown is the mean of %d × %d cells of the data, so that the page stays below %s"
              .formatted(factor, factor, Sizes.text(mostBytes)));
      shown =
          shown
              .coarsen(Map.of(horizontal.getFirst(), factor, horizontal.getLast(), factor))
              .boundary(Coarsening.Boundary.PAD)
              .mean();
    }
    Map<String, Object> json = new LinkedHashMap<>(frames.json(options));
    json.putAll(frames.colors(options));
    MapExtent.Home home = MapExtent.home(cells, options.look().projection());
    json.put("projection", home.projection());
    MapExtent.Degrees box = home.degrees();
    json.put("extent", List.of(box.west(), box.south(), box.east(), box.north()));
    json.put("coast", PlotScripts.coastlines(box.west(), box.south(), box.east(), box.north()));
    json.put("held", held(options.look().map()));
    json.put("cells", cells(factor));
    json.put("together", factor);
    json.put(
        "values", Packed.floats(shown.transpose(frames.order(horizontal)).compute().toDoubles()));
    return new PlotDocument("map", json, notes);
  }

  /// Which part is shown at first, and what is drawn over it.
  private static Map<String, Object> held(MapLook look) {
    Map<String, Object> held = new LinkedHashMap<>();
    held.put(
        "settings",
        Map.of("coast", look.coasts(), "graticule", look.graticule(), "edges", look.edges()));
    look.middle()
        .ifPresent(at ->
            held.put("view", Map.of("at", List.of(at.lon(), at.lat()), "zoomed", look.zoom())));
    look.marked()
        .ifPresent(b ->
            held.put(
                "box",
                Map.of(
                    "west", b.west(), "south", b.south(), "east", b.east(), "north", b.north())));
    return held;
  }

  /// How many cells to put together each way; 1 where all fit.
  private int factor(long mostBytes) {
    return switch (cells) {
      case Cells.Rectilinear grid -> {
        long rows = grid.latEdges().length - 1L;
        long columns = grid.lonEdges().length - 1L;
        int factor = 1;
        while (bytes(Math.ceilDiv(rows, factor) * Math.ceilDiv(columns, factor), frames.count())
            > mostBytes) {
          factor++;
          if (Math.ceilDiv(rows, factor) * Math.ceilDiv(columns, factor) < FEWEST_CELLS) {
            throw tooMuch(bytes(rows * columns, frames.count()), mostBytes);
          }
        }
        yield factor;
      }
      case Cells.Polygons polygons -> wholly(bytes(polygons), mostBytes);
      case Cells.Points points -> wholly(bytes(points.count(), frames.count() + 2), mostBytes);
    };
  }

  private int wholly(long bytes, long mostBytes) {
    if (bytes > mostBytes) {
      throw tooMuch(bytes, mostBytes);
    }
    return 1;
  }

  private long bytes(Cells.Polygons polygons) {
    return bytes(polygons.count(), frames.count() + 2L * polygons.corners());
  }

  /// What `count` cells need in base64, with so many numbers for each.
  private static long bytes(long count, long numbers) {
    return InteractivePlot.SCRIPTS_BYTES + Math.multiplyExact(count, Float.BYTES * numbers) / 3 * 4;
  }

  private AmasiaException tooMuch(long bytes, long mostBytes) {
    return InteractivePlot.tooMuch(
        frames.name(), Plot.sizes(frames.data(), frames.name()), bytes, mostBytes);
  }

  private Map<String, Object> cells(int factor) {
    return switch (cells) {
      case Cells.Rectilinear grid ->
          Map.of(
              "kind", "grid",
              "lonEdges", Packed.doubles(every(grid.lonEdges(), factor)),
              "latEdges", Packed.doubles(every(grid.latEdges(), factor)));
      case Cells.Polygons polygons ->
          Map.of(
              "kind", "polygons",
              "corners", polygons.corners(),
              "lon", Packed.floats(polygons.lon()),
              "lat", Packed.floats(polygons.lat()));
      case Cells.Points points ->
          Map.of(
              "kind", "points",
              "lon", Packed.floats(points.lon()),
              "lat", Packed.floats(points.lat()));
    };
  }

  /// Each `factor`-th edge, and the last one.
  private static double[] every(double[] edges, int factor) {
    double[] some = new double[Math.ceilDiv(edges.length - 1, factor) + 1];
    for (int i = 0; i < some.length; i++) {
      some[i] = edges[Math.min(i * factor, edges.length - 1)];
    }
    return some;
  }
}
