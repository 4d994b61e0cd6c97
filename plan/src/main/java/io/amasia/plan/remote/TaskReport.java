package io.amasia.plan.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.amasia.plan.Traffic;
import io.amasia.plan.travel.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a worker says of a range of tasks when it is through with it: counts, never values.
///
/// @param range the tasks
/// @param worker which worker ran them, for people, such as `process 2`
/// @param tasks each task that ran, in order; none where an earlier attempt had left all
/// @param peakBytes the most bytes of the worker's memory pool that were in use meanwhile
/// @param notices what a user should know
/// @param failure why the tasks failed, or null if they did not
public record TaskReport(
    TaskRange range,
    String worker,
    List<Ran> tasks,
    long peakBytes,
    List<String> notices,
    @Nullable Failure failure) {
  public TaskReport {
    tasks = List.copyOf(tasks);
    notices = List.copyOf(notices);
  }

  /// A task that ran.
  ///
  /// @param task its number
  /// @param beforeEndNanos how long before the end of the range it began
  /// @param nanos how long it took
  /// @param traffic bytes it moved
  public record Ran(long task, long beforeEndNanos, long nanos, Traffic traffic) {}

  /// A report of tasks that could not even be begun.
  public static TaskReport failed(TaskRange range, String worker, Failure failure) {
    return new TaskReport(range, worker, List.of(), 0, List.of(), failure);
  }

  /// As JSON, in one line.
  public String toJson() {
    ObjectNode out = Document.object().put("from", range.from()).put("to", range.to());
    out.put("worker", worker).put("peakBytes", peakBytes);
    out.set("tasks", Document.list(tasks, TaskReport::write));
    out.set("notices", Document.list(notices, TextNode::valueOf));
    if (failure != null) {
      out.set("failure", failure.toJson());
    }
    return out.toString();
  }

  private static ObjectNode write(Ran ran) {
    Traffic t = ran.traffic();
    return Document.object()
        .set(
            "is",
            Document.numbers(
                ran.task(),
                ran.beforeEndNanos(),
                ran.nanos(),
                t.readBytes(),
                t.decodedBytes(),
                t.writtenBytes(),
                t.spilledBytes(),
                t.restoredBytes()));
  }

  private static Ran ran(Document in) {
    long[] is = in.numbers("is");
    if (is.length != 8) {
      throw in.wrong("is", "8 numbers");
    }
    return new Ran(is[0], is[1], is[2], new Traffic(is[3], is[4], is[5], is[6], is[7]));
  }

  /// The report that `json` holds.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is damaged
  public static TaskReport ofJson(String json) {
    Document in = Document.parse(json.getBytes(StandardCharsets.UTF_8), "task report");
    long from = in.number("from", 0, Long.MAX_VALUE - 1);
    return new TaskReport(
        new TaskRange(from, in.number("to", from + 1, Long.MAX_VALUE)),
        in.text("worker"),
        in.objects("tasks", TaskReport::ran),
        in.number("peakBytes", 0, Long.MAX_VALUE),
        in.texts("notices"),
        in.has("failure") ? Failure.of(in.object("failure")) : null);
  }
}
