package io.amasia.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.amasia.dataset.DataArray;
import io.amasia.notebook.Output.Channel;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cells show, say and leave behind.
class InterpreterTest extends CellRunner {
  @Test
  void theLastValueIsTheResult() {
    assertThat(run("1 + 1; 40 + 2"))
        .containsExactly(new Output.ExecuteResult(MimeBundle.plain("42")));
    assertThat(run("int a = 3;")).isEmpty();
    assertThat(run("a = 4")).isEmpty();
    assertThat(result("a")).isEqualTo("4");
    assertThat(result("\"text\"")).isEqualTo("\"text\"");
    assertThat(result("new double[] {1, 2}")).isEqualTo("double[2] {1.0, 2.0}");
    assertThat(run("new HashMap<String, String>().put(\"a\", \"b\")")).isEmpty();
    assertThat(run("// nothing")).isEmpty();
  }

  @Test
  void datasetsAndPicturesAreShownAsSuch() {
    var html = (Output.ExecuteResult) run("random(shape(4, 4), chunks(2, 2))").getLast();
    assertThat(html.data().data().get(MimeBundle.HTML)).contains("<div class='amasia'>");
    assertThat(html.data().plain()).contains("DataArray");
    var plan =
        (Output.ExecuteResult) run("random(shape(4, 4), chunks(2, 2)).mean().explain()").getLast();
    assertThat(plan.data().data().get(MimeBundle.HTML)).contains("<svg", "<p>reads ");
    var tree =
        (Output.ExecuteResult)
            run("DataTree.of(Map.of(\"/low/er\", random(shape(4), chunks(2)).toDataset()))")
                .getLast();
    assertThat(tree.data().data().get(MimeBundle.HTML)).contains("<b>low</b>", "<b>er</b>");
    var picture =
        (Output.ExecuteResult)
            run("new java.awt.image.BufferedImage(2, 3, java.awt.image.BufferedImage.TYPE_INT_RGB)")
                .getLast();
    assertThat(picture.data().data().get(MimeBundle.PNG)).startsWith("iVBOR");
    var own =
        (Output.ExecuteResult)
            run("record Bold(String text) { public String toHtml() { return \"<b>\" + text + \"</b>\"; } }\nnew Bold(\"x\")")
                .getLast();
    assertThat(own.data().data()).containsEntry(MimeBundle.HTML, "<b>x</b>");
  }

  @Test
  void whatIsPrintedAndShownComesInOrder() {
    List<Output> outputs =
        run(
            """
            System.out.println("ä 1");
            System.err.print("two");
            display(3, "id");
            updateDisplay(4, "id");
            IO.println(5)
            """);
    assertThat(outputs)
        .containsExactly(
            new Output.Stream(Channel.OUT, "ä 1\n"),
            new Output.Stream(Channel.ERR, "two"),
            new Output.DisplayData(MimeBundle.plain("3"), Optional.of("id")),
            new Output.UpdateDisplay(MimeBundle.plain("4"), "id"),
            new Output.Stream(Channel.OUT, "5\n"));
  }

  @Test
  void megabytesAreCut() {
    StringBuilder all = new StringBuilder();
    for (Output output :
        run("for (int i = 0; i < 300_000; i++) System.out.println(\"0123456789\");")) {
      all.append(((Output.Stream) output).text());
    }
    assertThat(all).hasSizeLessThan(CellOutput.MOST_CHARS + 200).endsWith("1,000,000 characters\n");
  }

  @Test
  void ofValuesOneAfterTheOtherSomeAreShown() {
    List<Output> outputs =
        run("for (int i = 0; i < %d; i++) { display(i); }".formatted(CellOutput.MOST_VALUES + 9));
    assertThat(outputs).hasSize(CellOutput.MOST_VALUES + 1);
    assertThat(outputs.getLast())
        .isEqualTo(
            new Output.Stream(
                Channel.ERR,
                "… the rest of what this cell shows is left out: it is more than 10,000 values\n"));
  }

  @Test
  void inPlaceOfWhatIsTooLargeToShowStandsASentence() {
    String many = "\"x\".repeat(%d)".formatted(CellOutput.MOST_CHARS_SHOWN + 1);
    assertThat(run("html(" + many + ")"))
        .singleElement(type(Output.Stream.class))
        .satisfies(
            sentence -> assertThat(sentence.text()).startsWith("… a value is not shown: it has "));
    String fits = "\"x\".repeat(%d)".formatted(CellOutput.MOST_CHARS_SHOWN / 2);
    List<Output> shown = run("for (int i = 0; i < 30; i++) html(" + fits + ");");
    assertThat(shown)
        .hasSizeBetween(5, 10)
        .last(type(Output.Stream.class))
        .satisfies(sentence ->
            assertThat(sentence.text())
                .startsWith("… the rest of what this cell shows is left out"));
    assertThat(run("updateDisplay(1, \"progress\");")).hasSize(1);
  }

  @Test
  void errorsShowTheLinesOfTheCell() {
    Output.Failure refused = error("int good = 1;\n  int x = \"a\";\n");
    assertThat(refused.traceback())
        .containsExactly(
            "incompatible types: java.lang.String cannot be converted to int",
            "  at cell %d, line 2".formatted(count),
            "  int x = \"a\";",
            "          ^^^");
    run("int ratio(int a, int b) {\n  return a / b;\n}");
    int declared = count;
    Output.Failure thrown = error("int y = 2;\nratio(y, 0)");
    assertThat(thrown.name()).isEqualTo("ArithmeticException");
    assertThat(thrown.message()).isEqualTo("/ by zero");
    assertThat(thrown.traceback())
        .containsExactly(
            "ArithmeticException: / by zero",
            "  at cell %d, line 2, in ratio".formatted(declared),
            "    return a / b;",
            "  at cell %d, line 2".formatted(count),
            "    ratio(y, 0)");
    assertThat(error("open(\"none.nc\")").traceback().getFirst())
        .contains("none.nc")
        .doesNotContain("Exception");
    assertThat(error("foo(").name()).isEqualTo("CompileError");
    assertThat(result("good")).isEqualTo("1");
  }

  @Test
  void whatFollowsAnErrorIsNotRun() {
    assertThat(run("int before = 1;\nint z = 1 / 0;\nint after = 1;").getLast())
        .isInstanceOf(Output.Failure.class);
    assertThat(java.variables()).contains("int before").doesNotContain("int after");
  }

  @Test
  void cellsDoNotEndTheProcess() {
    assertThat(error("System.exit(3)").name()).isEqualTo("ExitRefused");
    assertThat(error("Runtime.getRuntime().halt(3)").name()).isEqualTo("ExitRefused");
    assertThat(error("IntConsumer end = System::exit;\nend.accept(1)").name())
        .isEqualTo("ExitRefused");
    assertThat(
            error(
                    "class Ends { void now() { new Thread(() -> {}).start(); System.exit(0); } }\nnew Ends().now()")
                .name())
        .isEqualTo("ExitRefused");
    assertThat(error("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)").name())
        .isEqualTo("StackOverflowError");
    assertThat(
            error("var all = new ArrayList<long[]>();\nwhile (true) all.add(new long[1 << 28]);")
                .name())
        .isEqualTo("OutOfMemoryError");
    run("all = null");
    assertThat(result("6 * 7")).isEqualTo("42");
  }

  @Test
  void classesOfSeveralCellsSeeEachOther() {
    run(
        "class Base { int hidden = 1; int value() { return hidden; } protected int more() { return 1; } }");
    run(
        "class Derived extends Base { @Override int value() { return super.value() + more() + hidden; } }");
    assertThat(result("new Derived().value() + new Base().hidden")).isEqualTo("4");
    run(
        "enum Kind { A, B }\nsealed interface Form permits Round, Flat {}\nrecord Round(int r) implements Form {}\nrecord Flat() implements Form {}");
    assertThat(result("switch (Kind.B) { case A -> 1; case B -> 2; }")).isEqualTo("2");
    assertThat(
            result(
                "Form form = new Round(3);\nswitch (form) { case Round(int r) -> r; case Flat() -> 0; }"))
        .isEqualTo("3");
  }

  @Test
  void namesMayBeDeclaredAnew() {
    run("int size = 1;\nint twice() { return 2 * size; }");
    assertThat(result("twice()")).isEqualTo("2");
    run("int size = 5;");
    assertThat(result("twice()")).isEqualTo("10");
    run("int twice() { return 3 * size; }");
    assertThat(result("twice()")).isEqualTo("15");
    run("String size = \"four\";");
    assertThat(result("size.length()")).isEqualTo("4");
  }

  @Test
  void whatIsPrintedBeforeTheFirstCellIsNoCells() {
    var before = CellOutput.current();
    try (var _ = new Interpreter()) {
      assertThat(CellOutput.current()).isEqualTo(before);
    }
  }

  @Test
  void missingNamesAreSaid() {
    assertThat(run("int later() { return notYet; }"))
        .containsExactly(
            new Output.Stream(
                Channel.ERR, "later can't be used before there is variable notYet\n"));
    assertThat(error("later()").message())
        .isEqualTo("later can't be used before there is variable notYet");
  }

  @Test
  void theEngineIsAnotherForTheRestOfTheCell() {
    String engine = "io.amasia.plan.Session.current().engineName()\n";
    String local = result(engine);
    assertThat(result("%engine serial\n" + engine)).isEqualTo("\"serial\"");
    assertThat(result("%engine local\n%engine serial\n" + engine)).isEqualTo("\"serial\"");
    assertThat(result("%engine local\n" + engine)).isEqualTo(local);
  }

  @Test
  void magicsAreObeyed(@TempDir Path folder) throws Exception {
    List<Output> timed = run("int n = 20;\n%time n + 1");
    assertThat(timed.getFirst()).isEqualTo(new Output.ExecuteResult(MimeBundle.plain("21")));
    assertThat(((Output.Stream) timed.getLast()).text()).matches("wall \\S+ \\S+, CPU \\S+ \\S+\n");
    assertThat(run("%%time\nint m = 1;\nm + 1")).hasSize(2);
    assertThat(run("%%html\n<b>x</b>"))
        .containsExactly(
            new Output.DisplayData(MimeBundle.html("<b>x</b>", "<b>x</b>"), Optional.empty()));
    Path file = Files.writeString(folder.resolve("steps.jsh"), "int loaded = 7;\n");
    assertThat(run("%load " + file + "\nloaded * 2"))
        .containsExactly(new Output.ExecuteResult(MimeBundle.plain("14")));
    assertThat(error("%load " + folder.resolve("none.jsh")).message())
        .contains("none.jsh can't be read");
    assertThat(error("%magic").message()).startsWith("there is no %magic; there are:");
    assertThat(error("%engine nowhere").message()).contains("no engine 'nowhere'");
    assertThat(((Output.Stream) run("%engine serial").getLast()).text())
        .startsWith("engine serial: ");
    assertThat(result("int a =\n7\n% 4; a")).isEqualTo("3");
    assertThat(error("%maven a:b:LATEST").message()).contains("released");
    assertThat(error("%maven a:b:[1,2]").message()).contains("GROUP:ARTIFACT:VERSION");
    run("%engine local");
  }

  /// Takes seconds for its 20 cells; the profile `soak` runs a thousand.
  @Test
  void whatIsReplacedIsForgotten() {
    rerun(0);
    rerun(1);
    long before = usedBytes();
    long classes = loadedClasses();
    int cells = Integer.getInteger("amasia.cells", 20);
    for (int i = 0; i < cells; i++) {
      rerun(i);
    }
    assertThat((usedBytes() - before) / 1e6)
        .as("megabytes kept of %d", 24 * cells)
        .isLessThan(60 + cells / 50);
    // Each cell makes eight; compilers and lambdas of the JDK's own come and go.
    assertThat(loadedClasses() - classes).as("classes kept").isLessThan(60);
  }

  private static void rerun(int i) {
    List<Output> outputs =
        run(
            """
            var block = new byte[1 << 24];
            block[%d] = 1;
            int last(int more) { return block.length + more; }
            record Pair(int left, int right) {}
            var pair = new Pair(last(1), 2);
            Runnable later = () -> IO.println(pair);
            for (int k = 0; k < 3; k++) { last(k); }
            new long[1 << 20]
            """
                .formatted(i));
    assertThat(outputs).singleElement().isInstanceOf(Output.ExecuteResult.class);
  }

  private static long loadedClasses() {
    System.gc();
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  @Test
  void computationsBeyondTheBudgetAreRefused() {
    Output.Failure refused = error("random(shape(1 << 21, 1 << 21), chunks(4096, 4096)).compute()");
    assertThat(refused.name()).isEqualTo("MemoryLimit");
    assertThat(refused.traceback().getFirst()).contains("memory");
    assertThat(result("random(shape(8, 8), chunks(4, 4), 1).count().compute().item()"))
        .isEqualTo("64.0");
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void namesHaveCompletionsAndMeanings() {
    CodeAnalysis code = java.code();
    assertThat(code.complete("var ds = random(shape(1), chunks(1));\nds.mea", 44).texts())
        .contains("mean(");
    assertThat(code.complete("import java.util.List;\nString text = \"\";\ntext.isEm", 49).texts())
        .contains("isEmpty()");
    assertThat(code.complete("%ti", 3).texts()).containsExactly("%time");
    CodeAnalysis.Meaning meaning = code.meaning("\"a\".length", 5).orElseThrow();
    assertThat(meaning.signatures()).contains("int String.length()");
    assertThat(code.meaning("nothingKnown", 4)).isEmpty();
    assertThat(code.completeness("int f() {")).isEqualTo(CodeAnalysis.Completeness.INCOMPLETE);
    assertThat(code.completeness("%time int a = 1;")).isEqualTo(CodeAnalysis.Completeness.COMPLETE);
    assertThat(code.completeness("int ) a")).isEqualTo(CodeAnalysis.Completeness.INVALID);
  }

  @Test
  void theApiIsExplainedByItsSources() {
    assumeThat(DataArray.class.getResource("/META-INF/sources/io/amasia/dataset/DataArray.java"))
        .as("sources on the path")
        .isNotNull();
    CodeAnalysis code = java.code();
    assertThat(code.meaning("open", 4).orElseThrow().text()).startsWith("One file or URL");
    assertThat(code.meaning("DataArray", 9).orElseThrow().text()).contains("named dimensions");
    assertThat(code.meaning("shape(1).size", 13).orElseThrow().text()).isNotEmpty();
  }

  @Test
  void plainValuesAreThoseOfTheirClass() {
    assertThat(Mime.of(null).plain()).isEqualTo("null");
    assertThat(PlainText.of(new int[1000])).endsWith(", …}").hasSizeLessThan(1000);
    assertThat(PlainText.of("x".repeat(1_000_000))).hasSizeLessThan(101_000);
    assertThat(PlainText.of(new int[][] {{1}, {}})).isEqualTo("int[][2] {int[1] {1}, int[0] {}}");
    assertThat(PlainText.of(new boolean[100][100][100][100]))
        .startsWith("boolean[][][][100] {boolean[][][100] {boolean[][100] {boolean[100] {…}, ")
        .hasSizeLessThan(101_000);
    Object[] itself = {null};
    itself[0] = itself;
    assertThat(PlainText.of(itself)).isEqualTo("Object[1] {Object[1] {Object[1] {Object[1] {…}}}}");
  }
}
