package io.amasia.plan.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.plan.Columns;
import io.amasia.plan.TaskGrid;
import io.amasia.plan.travel.Document;
import io.amasia.plan.travel.GridJson;
import java.util.ArrayList;
import java.util.List;

/// Where the values of a node lie that a stage left in the work directory: which file has which
/// box, without a list of them.
///
/// @param stage the digest of the stage
/// @param output the number of the output
/// @param tasks the tasks of the stage
/// @param axes the dimensions of the stage's domain that the node does not have, or has as groups
/// @param grouped whether it has them as groups
/// @param perRange tasks in a range
/// @param folds how many tasks fold what the others left
/// @param firstFold the one of them that folds the first column of the node; -1 if the tasks of the
///   stage left its values themselves
/// @param foldsPerRange folding tasks in a range
/// @param empties whether there are results of nothing besides
record Left(
    String stage,
    int output,
    TaskGrid tasks,
    List<Integer> axes,
    boolean grouped,
    long perRange,
    long folds,
    long firstFold,
    long foldsPerRange,
    boolean empties) {
  /// The file of results that no task gives.
  static final String EMPTIES = "e";

  /// One of the tasks that have values, and the file they are in.
  record Place(long task, String file) {}

  /// The places that may have values of `box` of the node.
  List<Place> places(Box box) {
    int ndim = tasks.chunks().ndim();
    long[] first = new long[ndim];
    long[] length = new long[ndim];
    int own = 0;
    for (int d = 0; d < ndim; d++) {
      if (axes.contains(d)) {
        length[d] = Math.min(1, tasks.count(d));
        own += grouped ? 1 : 0;
        continue;
      }
      if (box.length(own) > 0) {
        Chunks.Cut cut = tasks.chunks().cut(d);
        first[d] = cut.chunkOf(box.start(own)) / tasks.perTask().get(d);
        length[d] = cut.chunkOf(box.end(own) - 1) / tasks.perTask().get(d) - first[d] + 1;
      }
      own++;
    }
    var columns = new Columns(tasks, axes);
    Box grid = Box.of(first, length);
    var places = new ArrayList<Place>();
    for (long i = 0; i < grid.size(); i++) {
      long column = columns.column(grid.index(i));
      places.add(
          firstFold >= 0
              ? place(StagePackage.Part.FOLD, firstFold + column)
              : place(StagePackage.Part.TASKS, columns.task(column, 0)));
    }
    if (empties) {
      places.add(new Place(0, EMPTIES));
    }
    return places;
  }

  /// Where task `i` of a part leaves what it gives.
  private Place place(StagePackage.Part part, long i) {
    boolean fold = part == StagePackage.Part.FOLD;
    TaskRange range = range(i, fold ? foldsPerRange : perRange, fold ? folds : tasks.count());
    return new Place(i, BatchFile.name(part, range));
  }

  /// The range that task `i` of `count` is in.
  static TaskRange range(long i, long perRange, long count) {
    long from = i / perRange * perRange;
    return new TaskRange(from, Math.min(from + perRange, count));
  }

  ObjectNode toJson() {
    ObjectNode out =
        Document.object()
            .put("stage", stage)
            .put("output", output)
            .put("grouped", grouped)
            .put("perRange", perRange)
            .put("folds", folds)
            .put("firstFold", firstFold)
            .put("foldsPerRange", foldsPerRange)
            .put("empties", empties);
    out.set("axes", Document.numbers(axes.stream().mapToLong(Integer::longValue).toArray()));
    return out.set("tasks", GridJson.write(tasks));
  }

  static Left of(Document in) {
    return new Left(
        in.text("stage"),
        in.count("output"),
        GridJson.tasks(in, "tasks"),
        in.integers("axes"),
        in.flag("grouped"),
        in.number("perRange", 1, Long.MAX_VALUE),
        in.number("folds", 0, Long.MAX_VALUE),
        in.number("firstFold", -1, Long.MAX_VALUE),
        in.number("foldsPerRange", 1, Long.MAX_VALUE),
        in.flag("empties"));
  }
}
