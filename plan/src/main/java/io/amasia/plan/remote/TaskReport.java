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
/// @param use of the worker's process meanwhile
/// @param notices what a user should know
/// @param failure why the tasks failed, or null if they did not
public record TaskReport(
    TaskRange range,
    String worker,
    List<Ran> tasks,
    Use use,
    List<String> notices,
    @Nullable Failure failure) {
  private static final String FORMAT = "amasia-task-report";
  static final int VERSION = 1;

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

  /// What the process of a worker used while a range ran.
  ///
  /// @param peakBytes the most bytes of its memory pool that were in use
  /// @param usedBytes those that still are
  /// @param cpuNanos time of processors
  /// @param nanos how long that was
  public record Use(long peakBytes, long usedBytes, long cpuNanos, long nanos) {
    static final Use NONE = new Use(0, 0, 0, 0);
  }

  /// A report of tasks that could not even be begun.
  public static TaskReport failed(TaskRange range, String worker, Failure failure) {
    return new TaskReport(range, worker, List.of(), Use.NONE, List.of(), failure);
  }

  /// As JSON, in one line.
  public String toJson() {
    ObjectNode out = Document.object().put("format", FORMAT).put("version", VERSION);
    out.put("from", range.from()).put("to", range.to()).put("worker", worker);
    out.set("use", Document.numbers(use.peakBytes(), use.usedBytes(), use.cpuNanos(), use.nanos()));
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
    long[] is = numbers(in, "is", 8);
    return new Ran(is[0], is[1], is[2], new Traffic(is[3], is[4], is[5], is[6], is[7]));
  }

  private static Use use(Document in) {
    long[] use = numbers(in, "use", 4);
    return new Use(use[0], use[1], use[2], use[3]);
  }

  private static long[] numbers(Document in, String key, int count) {
    long[] numbers = in.numbers(key);
    if (numbers.length != count) {
      throw in.wrong(key, count + " numbers");
    }
    return numbers;
  }

  /// The report that `json` holds.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is damaged
  /// @throws io.amasia.array.AmasiaException.Unsupported if it is of another version
  public static TaskReport ofJson(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    Document in = Document.parse(text, "task report", FORMAT, VERSION);
    long from = in.number("from", 0, Long.MAX_VALUE - 1);
    return new TaskReport(
        new TaskRange(from, in.number("to", from + 1, Long.MAX_VALUE)),
        in.text("worker"),
        in.objects("tasks", TaskReport::ran),
        use(in),
        in.texts("notices"),
        in.has("failure") ? Failure.of(in.object("failure")) : null);
  }
}
