package io.amasia.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.notebook.Output.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How cells are stopped, and that what makes them stoppable changes nothing else.
class InterruptTest extends CellRunner {
  private static Output.Failure interrupted(String source) throws Exception {
    return interruptedOnceItShows("display(1);\n" + source);
  }

  private static Output.Failure interruptedOnceItShows(String source) throws Exception {
    var begun = new CompletableFuture<Output>();
    List<Output> outputs = new ArrayList<>();
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(() ->
            java.run(
                new Cell("cell", source),
                output -> {
                  begun.complete(output);
                  outputs.add(output);
                }));
    begun.get(20, TimeUnit.SECONDS);
    Thread.sleep(100);
    java.interrupt();
    ended.get(20, TimeUnit.SECONDS);
    return (Output.Failure) outputs.getLast();
  }

  @Test
  void loopsWaitsAndComputationsAreInterrupted() throws Exception {
    assertThat(interrupted("while (true) {}").name()).isEqualTo("Interrupted");
    assertThat(
            interrupted(
                    "for (long i = 0; ; i++) { try { Thread.sleep(1); } catch (InterruptedException e) {} }")
                .name())
        .isEqualTo("Interrupted");
    assertThat(interrupted("Thread.sleep(60_000)").name()).isEqualTo("Interrupted");
    assertThat(interrupted("Stream.generate(() -> 1).forEach(x -> {});").name())
        .isEqualTo("Interrupted");
    assertThat(interrupted("Stream.generate(Math::random).filter(x -> x > 2).findAny()").name())
        .isEqualTo("Interrupted");
    for (String loop :
        List.of(
            "DoubleStream.generate(Math::random).forEach(Double::valueOf);",
            "Stream.generate(\"a\"::length).forEach(Objects::isNull);",
            "Stream.generate(ArrayList::new).map(List::size).noneMatch(Objects::isNull)")) {
      assertThat(interrupted(loop).traceback()).as(loop).hasSizeLessThan(4);
    }
    Output.Failure stopped =
        interrupted("random(shape(200_000, 100_000), chunks(1000, 1000)).mean().compute()");
    assertThat(stopped.name()).isEqualTo("Interrupted");
    assertThat(result("1 + 1")).isEqualTo("2");
  }

  @Test
  void methodReferencesDoWhatTheyDid() {
    assertThat(
            result(
                """
                interface Twice { default List<Integer> of(List<Integer> x) { return x.stream().map(Math::negateExact).map(Math::abs).toList(); } }
                var out = new StringBuilder();
                Stream.of(3, 1, 2).sorted(Comparator.reverseOrder()).map(String::valueOf).forEach(out::append);
                out + "" + Stream.of("b", "a").map(String::toUpperCase).collect(Collectors.toCollection(TreeSet::new))
                    + IntStream.of(1, 2).mapToObj(int[]::new).mapToInt(x -> x.length).reduce(0, Integer::sum)
                    + new Twice() {}.of(List.of(-7))
                """))
        .isEqualTo("\"321[A, B]3[7]\"");
  }

  @Test
  void methodReferencesStandInNoTraceback() {
    assertThat(
            error("Stream.of(\"a\").filter(Objects::nonNull).map(Integer::valueOf).toList()")
                .traceback())
        .hasSize(3)
        .noneMatch(line -> line.contains("reference$"));
  }

  @Test
  void methodReferencesTravelUnderTheirNames() {
    assertThat(
            result(
                """
                UnaryOperator<String> strip = (UnaryOperator<String> & Serializable) String::strip;
                var written = strip.getClass().getDeclaredMethod("writeReplace");
                written.setAccessible(true);
                ((java.lang.invoke.SerializedLambda) written.invoke(strip)).getImplMethodName()
                """))
        .isEqualTo("\"strip\"");
  }

  @Test
  void whatDoesNotStopIsSaid() throws Exception {
    var ends = new CompletableFuture<Integer>();
    System.getProperties().put("amasia.test.ends", ends);
    var begun = new CompletableFuture<Output>();
    var said = new CompletableFuture<Output>();
    CompletableFuture<Void> cell =
        CompletableFuture.runAsync(() ->
            java.run(
                new Cell(
                    "cell",
                    "{ display(1); ((CompletableFuture<?>) System.getProperties().get(\"amasia.test.ends\")).join(); }"),
                output -> (begun.isDone() ? said : begun).complete(output)));
    try {
      begun.get(20, TimeUnit.SECONDS);
      java.interrupt();
      assertThat(said.get(20, TimeUnit.SECONDS))
          .isEqualTo(
              new Output.Stream(
                  Channel.ERR,
                  "the cell has not ended yet, in java.util.concurrent.CompletableFuture.join; wait, or restart to end it\n"));
    } finally {
      ends.complete(1);
      System.getProperties().remove("amasia.test.ends");
    }
    cell.get(20, TimeUnit.SECONDS);
    assertThat(result("1 + 1")).isEqualTo("2");
  }

  @Test
  void whatAStoppedCellHasOpenIsClosed() throws Exception {
    run(
        "boolean closed;\nrecord Open() implements AutoCloseable { @Override public void close() { closed = true; } }");
    interruptedOnceItShows("try (var open = new Open()) { display(1); while (true) {} }");
    assertThat(result("closed")).isEqualTo("true");
    run("closed = false");
    interruptedOnceItShows(
        "try (var open = new Open()) { display(1); Stream.generate(() -> 1).forEach(x -> {}); }");
    assertThat(result("closed")).isEqualTo("true");
  }
}
