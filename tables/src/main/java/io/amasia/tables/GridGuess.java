package io.amasia.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the grid in a table of the long form while its rows pass by: leading columns that count
/// through labels like the wheels of an odometer, the last of them fastest.
///
/// Such columns are the dimensions. Columns before and between them that never change are scalar
/// coordinates. A table whose first column has a label of its own for each row has that one
/// dimension.
final class GridGuess {
  /// More labels than this are not kept, and no grid is found.
  private static final int MOST_LABELS = 500_000;

  /// A dimension: its column, after how many rows its label changes, and its labels so far.
  static final class Wheel {
    final int column;
    final long step;
    final List<String> labels = new ArrayList<>();

    Wheel(int column, long step) {
      this.column = column;
      this.step = step;
    }
  }

  /// What was found.
  ///
  /// @param wheels the dimensions, slowest first
  /// @param constants the columns of scalar coordinates
  record Grid(List<Wheel> wheels, List<Integer> constants) {}

  private final int columns;
  private @Nullable List<String> first;
  private int innermost = -1;
  private final List<Wheel> wheels = new ArrayList<>();
  private boolean broken;
  private int kept;

  GridGuess(int columns) {
    this.columns = columns;
  }

  /// Sees row `r`.
  void see(long r, List<String> row) {
    List<String> start = first;
    if (broken) {
      return;
    }
    if (start == null) {
      first = List.copyOf(row);
      return;
    }
    if (innermost < 0) {
      innermost = firstChange(start, row);
      broken = innermost < 0 || innermost == columns - 1;
    }
    for (int j = 0; j <= innermost && !broken; j++) {
      Wheel wheel = wheel(j);
      if (wheel != null) {
        turn(wheel, r, row.get(j));
      } else if (!row.get(j).equals(start.get(j))) {
        begin(j, r, start.get(j), row.get(j));
      }
    }
  }

  private static int firstChange(List<String> a, List<String> b) {
    for (int j = 0; j < a.size(); j++) {
      if (!a.get(j).equals(b.get(j))) {
        return j;
      }
    }
    return -1;
  }

  private @Nullable Wheel wheel(int column) {
    for (Wheel wheel : wheels) {
      if (wheel.column == column) {
        return wheel;
      }
    }
    return null;
  }

  /// A column changes for the first time: all faster ones must have come round.
  private void begin(int column, long r, String before, String now) {
    if (!wheels.isEmpty()) {
      Wheel faster = wheels.getFirst();
      broken = faster.column < column || faster.step * faster.labels.size() != r;
    }
    Wheel wheel = new Wheel(column, r);
    wheel.labels.add(before);
    wheel.labels.add(now);
    wheels.addFirst(wheel);
  }

  private void turn(Wheel wheel, long r, String label) {
    boolean slowest = wheel == wheels.getFirst();
    long at = r / wheel.step;
    int index = slowest ? Math.toIntExact(at) : (int) (at % wheel.labels.size());
    if (slowest && index == wheel.labels.size()) {
      broken = ++kept > MOST_LABELS;
      wheel.labels.add(label);
    } else {
      broken |= index > wheel.labels.size() || !wheel.labels.get(index).equals(label);
    }
  }

  /// The grid of a table of `rows` rows, if it is one.
  Optional<Grid> grid(long rows) {
    if (broken || wheels.isEmpty()) {
      return Optional.empty();
    }
    Wheel slowest = wheels.getFirst();
    if (slowest.step * slowest.labels.size() != rows) {
      return Optional.empty();
    }
    for (Wheel wheel : wheels) {
      boolean plain = wheel.labels.stream().noneMatch(CellType::isMissing);
      if (!plain || new HashSet<>(wheel.labels).size() != wheel.labels.size()) {
        return Optional.empty();
      }
    }
    List<Integer> constants = new ArrayList<>();
    for (int j = 0; j < innermost; j++) {
      if (wheel(j) == null) {
        constants.add(j);
      }
    }
    return Optional.of(new Grid(wheels, constants));
  }
}
