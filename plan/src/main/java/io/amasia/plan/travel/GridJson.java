package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.Chunks;
import io.amasia.array.Chunks.Cut;
import io.amasia.array.Shape;
import io.amasia.plan.Span;
import io.amasia.plan.TaskGrid;
import java.util.Arrays;
import java.util.List;

/// Shapes, chunk grids and grids of tasks.
///
/// A dimension in equal chunks is `{"size": 365, "chunk": 31}`, one in listed ones `{"chunks": [31,
/// 28, 31]}`.
public final class GridJson {
  private GridJson() {}

  static JsonNode write(Shape shape) {
    return Document.numbers(shape.toArray());
  }

  static Shape shape(Document in, String key) {
    long[] sizes = in.numbers(key);
    for (long size : sizes) {
      if (size < 0) {
        throw in.wrong(key, "lengths of at least 0");
      }
    }
    return Shape.of(sizes);
  }

  /// A chunk grid, a cut for each dimension.
  public static JsonNode write(Chunks chunks) {
    return Document.list(chunks.cuts(), GridJson::write);
  }

  private static JsonNode write(Cut cut) {
    ObjectNode out = Document.object();
    switch (cut) {
      case Chunks.Regular(long size, long chunk) -> out.put("size", size).put("chunk", chunk);
      case Chunks.Ragged ragged -> {
        long[] lengths = new long[(int) ragged.count()];
        Arrays.setAll(lengths, ragged::length);
        out.set("chunks", Document.numbers(lengths));
      }
    }
    return out;
  }

  /// The chunk grid that is member `key`.
  public static Chunks chunks(Document in, String key) {
    return new Chunks(in.objects(key, GridJson::cut));
  }

  private static Cut cut(Document in) {
    if (in.has("chunks")) {
      return new Chunks.Ragged(in.numbers("chunks"));
    }
    return new Chunks.Regular(
        in.number("size", 0, Long.MAX_VALUE), in.number("chunk", 1, Long.MAX_VALUE));
  }

  /// The tasks of a stage.
  public static ObjectNode write(TaskGrid tasks) {
    ObjectNode out = Document.object();
    out.set("chunks", write(tasks.chunks()));
    out.set("perTask", longs(tasks.perTask()));
    out.set("order", integers(tasks.order()));
    out.set("perLeaf", longs(tasks.perLeaf()));
    return out;
  }

  /// The tasks that the member `key` describes.
  public static TaskGrid tasks(Document from, String key) {
    Document in = from.object(key);
    Chunks chunks = chunks(in, "chunks");
    List<Long> perTask = positive(in, "perTask", chunks.ndim());
    List<Long> perLeaf = positive(in, "perLeaf", chunks.ndim());
    List<Integer> order = in.integers("order");
    if (!order.stream().sorted().toList().equals(axes(chunks.ndim()))) {
      throw in.wrong("order", "each dimension once");
    }
    return new TaskGrid(chunks, perTask, order, perLeaf);
  }

  private static List<Long> positive(Document in, String key, int n) {
    List<Long> numbers = Arrays.stream(in.numbers(key)).boxed().toList();
    if (numbers.size() != n || numbers.stream().anyMatch(number -> number < 1)) {
      throw in.wrong(key, "a number of at least 1 for each dimension");
    }
    return numbers;
  }

  private static List<Integer> axes(int n) {
    return java.util.stream.IntStream.range(0, n).boxed().toList();
  }

  static JsonNode longs(List<Long> values) {
    return Document.numbers(values.stream().mapToLong(Long::longValue).toArray());
  }

  static JsonNode integers(List<Integer> values) {
    return Document.numbers(values.stream().mapToLong(Integer::longValue).toArray());
  }

  static List<Long> longs(Document in, String key) {
    return Arrays.stream(in.numbers(key)).boxed().toList();
  }

  static ObjectNode write(Span span) {
    return Document.object()
        .put("axis", span.axis())
        .put("start", span.start())
        .put("step", span.step())
        .put("length", span.length())
        .put("count", span.count());
  }

  static Span span(Document from, String key) {
    Document in = from.object(key);
    return new Span(
        in.count("axis"),
        in.number("start", Long.MIN_VALUE, Long.MAX_VALUE),
        in.number("step", 1, Long.MAX_VALUE),
        in.number("length", 1, Long.MAX_VALUE),
        in.number("count", 0, Long.MAX_VALUE));
  }
}
