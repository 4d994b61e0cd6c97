package io.amasia.serve.explore;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes;
import io.amasia.geo.CellCorners;
import io.amasia.plot.Cells;
import io.amasia.plot.MapCells;
import io.amasia.plot.MapExtent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the cells of a map lie: the same for all times and levels, so a page asks for it once.
final class CellAnswer {
  private CellAnswer() {}

  /// What the cells of two views depend on: equal only where these are.
  static String id(View view, Overview overview) {
    Axes axes = view.side().subject().axes();
    String box =
        view.state().where() instanceof Where.Box(var b)
            ? ViewQuery.degrees(b.west(), b.south(), b.east(), b.north())
            : "";
    return "%s %s %s %s %s %s"
        .formatted(
            view.side().source().name(),
            axes.latitude().orElse(""),
            axes.longitude().orElse(""),
            overview.sizes(),
            overview.factors(),
            box);
  }

  /// The cells of `x`, `[horizontal dimensions]`, as `overview` shows them: edges of rows and
  /// columns in the header, corners of other cells as values, or places without a size; and the
  /// part of the Earth they take with the projection that suits it.
  static byte[] of(View view, DataArray x, Overview overview) {
    String name = view.name();
    Dataset data = x.named(name).withBounds(name);
    boolean blocks = !overview.isWhole() && !view.side().subject().isRectilinear();
    Cells cells = blocks ? blocks(data, Axes.of(x), overview) : MapCells.cells(data, name);
    MapExtent.Home home = MapExtent.home(cells, Optional.empty());
    MapExtent.Degrees box = home.degrees();
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("id", id(view, overview));
    header.put("extent", List.of(box.west(), box.south(), box.east(), box.north()));
    header.put("suits", home.projection());
    return switch (cells) {
      case Cells.Rectilinear grid -> {
        header.put("kind", "grid");
        header.put("lonEdges", AxisFacts.list(overview.edges(1, grid.lonEdges())));
        header.put("latEdges", AxisFacts.list(overview.edges(0, grid.latEdges())));
        yield new Binary(header).bytes();
      }
      case Cells.Polygons polygons -> {
        header.put("kind", "polygons");
        header.put("corners", polygons.corners());
        yield places(header, polygons.lon(), polygons.lat());
      }
      case Cells.Points points -> {
        header.put("kind", "points");
        yield places(header, points.lon(), points.lat());
      }
    };
  }

  private static byte[] places(Map<String, Object> header, double[] lon, double[] lat) {
    header.put("count", lon.length);
    return new Binary(header).add(lon).add(lat).bytes();
  }

  /// Blocks of a curvilinear grid reach halfway to the middles of their neighbours.
  private static Cells blocks(Dataset data, Axes axes, Overview overview) {
    double[] lon = data.variable(axes.longitude().orElseThrow()).load().toDoubles();
    double[] lat = data.variable(axes.latitude().orElseThrow()).load().toDoubles();
    int columns = Math.toIntExact(overview.sizes().get(1));
    long[] rows = overview.positions(0);
    long[] across = overview.positions(1);
    double[] lons = new double[rows.length * across.length];
    double[] lats = new double[lons.length];
    int at = 0;
    for (long j : rows) {
      for (long i : across) {
        lons[at] = lon[(int) (j * columns + i)];
        lats[at++] = lat[(int) (j * columns + i)];
      }
    }
    CellCorners corners = CellCorners.midway(lats, lons, rows.length, across.length);
    return new Cells.Polygons(corners.lon(), corners.lat(), corners.corners());
  }
}
