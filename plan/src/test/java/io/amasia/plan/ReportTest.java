package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.watch.Recording;
import io.amasia.plan.watch.Report;
import io.amasia.plan.watch.Trace;
import io.amasia.testkit.Accessibility;
import io.amasia.testkit.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What pages and traces say, against the events.
class ReportTest {
  @TempDir Path folder;

  private final Recording recording = new Recording();
  private final List<Event> events = new ArrayList<>();

  private void computeSomething() {
    Shape shape = Shape.of(400, 80);
    NdArray values = NdArray.allocate(DType.FLOAT32, shape);
    Node read = Nodes.read(new FakeArray(values, Chunks.regular(shape, 10, 80)));
    Node std = Nodes.reduce(read, Reduction.of(Reduction.Kind.STD), List.of(0));
    Session.builder()
        .threads(2)
        .taskBytes(3200)
        .listener(e -> {
          recording.accept(e);
          events.add(e);
        })
        .build()
        .compute(List.of(std))
        .forEach(NdArray::close);
  }

  @Test
  void thePageIsForAll() throws Exception {
    computeSomething();
    Path page = folder.resolve("run.html");
    Report.write(page, recording, "amasia <compute>", "by a test");
    try (Browser browser = Browser.start(folder)) {
      Accessibility.check(browser, "report", page.toUri().toString());
    }
  }

  private <E extends Event> List<E> heard(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The page as a browser shows it, after its scripts ran.
  private String shown() throws IOException, InterruptedException {
    Path page = folder.resolve("run.html");
    Report.write(page, recording, "amasia <compute>", "by a test");
    Path dom = folder.resolve("dom.html");
    Process browser;
    try {
      browser =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--user-data-dir=" + folder.resolve("profile"),
                  "--virtual-time-budget=2000",
                  "--dump-dom",
                  page.toUri().toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(dom.toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "no browser to look at the page with");
      throw e;
    }
    assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(dom);
  }

  private static String fact(String dom, String name) {
    Matcher found = Pattern.compile("data-fact=\"" + name + "\">([^<]*)<").matcher(dom);
    return found.find() ? found.group(1) : "no " + name;
  }

  @Test
  void thePageShowsTheNumbersOfTheEvents() throws Exception {
    computeSomething();
    String dom = shown();
    Event.ComputationFinished end = heard(Event.ComputationFinished.class).getLast();
    Event.ComputationStarted start = heard(Event.ComputationStarted.class).getFirst();
    assertThat(fact(dom, "tasks"))
        .isEqualTo(Integer.toString(heard(Event.TaskFinished.class).size()));
    assertThat(fact(dom, "threads")).isEqualTo("2");
    assertThat(fact(dom, "decoded")).isEqualTo(Sizes.text(end.traffic().decodedBytes()));
    assertThat(fact(dom, "read")).isEqualTo(Sizes.text(end.traffic().readBytes()));
    assertThat(fact(dom, "peak")).isEqualTo(Sizes.text(end.peakBytes() - start.heldBytes()));
    assertThat(dom)
        .contains("amasia &lt;compute&gt;", "std over [0]", "read /x", "class=\"measured\"")
        .contains("aria-label=\"Slowest tasks\"")
        .containsPattern("thread [12]"); // one may have done it all
  }

  @Test
  void aPageOfManyTasksStaysSmall() throws Exception {
    computeSomething();
    Event.ComputationStarted real = heard(Event.ComputationStarted.class).getFirst();
    var many = new Recording();
    long number = real.computation();
    many.accept(real);
    many.accept(new Event.StageStarted(number, real.nanos(), 1));
    int tasks = 100_000;
    var moved = new Traffic(10, 40, 0, 0, 0);
    for (int i = 0; i < tasks; i++) {
      long start = real.nanos() + 50_000L * (i / 4);
      String worker = "thread " + (i % 4 + 1);
      many.accept(new Event.TaskStarted(number, start, 1, i, worker));
      many.accept(new Event.TaskFinished(number, start, start + 40_000, 1, i, worker, moved));
      if (i % 20 == 0) {
        many.accept(new Event.Sampled(number, start, 1, i, moved, i, i));
      }
    }
    String json = many.toJson();
    assertThat(json.length()).isLessThan(1_000_000);
    assertThat(json).contains("\"done\":100000", "\"longestMicros\":40,", "\"busyMicros\":4000000");
    Matcher spans = Pattern.compile("\"spans\":\\[([^]]*)]").matcher(json);
    long counted = 0;
    while (spans.find()) {
      String[] numbers = spans.group(1).split(",", -1);
      for (int i = 4; i < numbers.length; i += 5) {
        counted += Long.parseLong(numbers[i]);
      }
    }
    assertThat(counted).isEqualTo(tasks);
  }

  @Test
  void ofManyComputationsTheLongestAreKept() {
    computeSomething();
    Event.ComputationStarted real = heard(Event.ComputationStarted.class).getFirst();
    var many = new Recording();
    for (long c = 1; c <= 100; c++) {
      many.accept(
          new Event.ComputationStarted(c, 0, Instant.EPOCH, "local", 1, 1, 0, real.explanation()));
      many.accept(new Event.ComputationFinished(c, c * 1_000_000, Traffic.NONE, 0, ""));
    }
    assertThat(many.toJson()).contains("\"forgotten\":60,", "\"number\":100,");
  }

  @Test
  void theTraceHasATaskAnEvent() throws Exception {
    Path file = folder.resolve("run.json");
    try (var trace = new Trace(file)) {
      Shape shape = Shape.of(400, 80);
      NdArray values = NdArray.allocate(DType.FLOAT32, shape);
      Node read = Nodes.read(new FakeArray(values, Chunks.regular(shape, 10, 80)));
      Session.builder()
          .threads(2)
          .taskBytes(3200)
          .listener(trace)
          .build()
          .compute(List.of(Nodes.reduce(read, Reduction.of(Reduction.Kind.MAX), List.of(0))))
          .forEach(NdArray::close);
      assertThat(file).doesNotExist();
    }
    String text = Files.readString(file);
    assertThat(text.split("\"task\":", -1)).hasSize(41);
    assertThat(text).startsWith("{").containsPattern("\"name\":\"thread [12]\"").endsWith("]}\n");
  }

  @Test
  void plansOfManyFilesAreDrawnSmall() {
    Map<String, Node> roots = Map.of("x", joined(300));
    String svg = Session.current().explain(roots).toSvg();
    assertThat(svg).contains("300 × ").hasSizeLessThan(5_000);
  }

  private static Node joined(int files) {
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      Shape shape = Shape.of(10);
      NdArray values = NdArray.allocate(DType.FLOAT32, shape);
      Node read = Nodes.read(new FakeArray(values, Chunks.regular(shape, 10)));
      parts.add(Nodes.cast(read, DType.FLOAT64));
    }
    return Nodes.elementwise(Op.Unary.SQRT, Nodes.concat(0, parts));
  }
}
