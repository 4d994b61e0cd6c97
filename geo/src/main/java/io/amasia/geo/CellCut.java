package io.amasia.geo;

import io.amasia.array.Indexer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which positions of each horizontal dimension are taken.
///
/// @param indexers positions by dimension
/// @param turns whole turns to add to the longitude of each column taken, so that they ascend;
///   empty when none need it
/// @param cells the flat numbers of the cells taken, in the order of the cut grid
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record CellCut(Map<String, Indexer> indexers, double[] turns, int[] cells) {

  /// The rows and columns of a selection.
  static CellCut of(HorizontalGrid grid, BoxSelection selection) {
    int[] rows = selection.rows();
    int[] columns = selection.columns();
    boolean inOrder = isRange(columns);
    double[] turns = {};
    if (!inOrder && grid instanceof RectilinearGrid rectilinear) {
      double[] lon = rectilinear.longitudes();
      double[] wanted = selection.longitudes();
      turns =
          IntStream.range(0, columns.length)
              .mapToDouble(i -> Math.rint((wanted[i] - lon[columns[i]]) / 360))
              .toArray();
    }
    return make(grid, rows, columns, turns);
  }

  /// The rows and columns around the cells `used`, flat over the grid's dimensions; of an
  /// unstructured grid these cells alone. Empty if none is used.
  static Optional<CellCut> around(HorizontalGrid grid, boolean[] used, LonLatBox box) {
    if (grid.dims().size() == 1) {
      int[] cells = IntStream.range(0, used.length).filter(i -> used[i]).toArray();
      return cells.length == 0
          ? Optional.empty()
          : Optional.of(
              new CellCut(Map.of(grid.dims().getFirst(), indexer(cells)), new double[0], cells));
    }
    int[] shape = grid.shape();
    return BoxSelection.around(used, shape[0], shape[1])
        .map(hull ->
            grid instanceof RectilinearGrid rectilinear && box.east() - box.west() < 360
                ? fromWest(rectilinear, used, hull.rows(), box)
                : make(grid, hull.rows(), hull.columns(), new double[0]));
  }

  /// Columns in the order in which they follow each other from the middle of what lies outside of
  /// `box`, from the first used to the last.
  private static CellCut fromWest(RectilinearGrid grid, boolean[] used, int[] rows, LonLatBox box) {
    double[] lon = grid.longitudes();
    double start = box.west() - (360 - (box.east() - box.west())) / 2;
    double[] turns = Arrays.stream(lon).map(x -> Edges.firstTurn(x, start)).toArray();
    int[] order =
        IntStream.range(0, lon.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> lon[i] + 360 * turns[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int first = order.length;
    int last = -1;
    for (int k = 0; k < order.length; k++) {
      int column = order[k];
      if (Arrays.stream(rows).anyMatch(j -> used[j * lon.length + column])) {
        first = Math.min(first, k);
        last = k;
      }
    }
    int[] columns = Arrays.copyOfRange(order, first, last + 1);
    double[] taken = Arrays.stream(columns).mapToDouble(i -> turns[i]).toArray();
    return make(grid, rows, columns, isRange(columns) ? new double[0] : taken);
  }

  private static CellCut make(HorizontalGrid grid, int[] rows, int[] columns, double[] turns) {
    List<String> dims = grid.dims();
    Map<String, Indexer> indexers = new LinkedHashMap<>();
    int wide = 1;
    if (dims.size() == 2) {
      indexers.put(dims.get(0), indexer(rows));
      wide = grid.shape()[1];
    } else {
      wide = grid.shape()[0];
    }
    indexers.put(dims.getLast(), indexer(columns));
    int[] cells = new int[rows.length * columns.length];
    for (int k = 0; k < cells.length; k++) {
      cells[k] = rows[k / columns.length] * wide + columns[k % columns.length];
    }
    return new CellCut(indexers, turns, cells);
  }

  private static boolean isRange(int[] positions) {
    return IntStream.range(1, positions.length).allMatch(i -> positions[i] == positions[i - 1] + 1);
  }

  private static Indexer indexer(int[] positions) {
    return isRange(positions)
        ? Indexer.Range.of(positions[0], positions.length)
        : new Indexer.Points(Arrays.stream(positions).asLongStream().toArray());
  }
}
