package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.AtHand;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Pieces;
import io.amasia.plan.Plan;
import io.amasia.plan.Reduction;
import io.amasia.plan.Stage;
import io.amasia.plan.TaskGrid;
import io.amasia.plan.Traffic;
import io.amasia.plan.remote.BatchFile.Section;
import io.amasia.storage.format.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The forms of what goes to workers and comes back: other versions of this program must read them,
/// or refuse them by their number. Whoever changes one raises its version; then
/// `-Damasia.golden=rewrite` writes its file.
class TravellingFormsTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final Chunks GRID = Chunks.regular(Shape.of(6, 4), 2, 4);

  private static void assertIsGolden(String form, int version, String text) throws IOException {
    Path golden =
        Path.of("src/test/resources/io/amasia/plan/remote/%s.%d.txt".formatted(form, version));
    String mine = text.replace("\"" + StagePackage.version() + "\"", "\"0.0\"") + "\n";
    if ("rewrite".equals(System.getProperty("amasia.golden"))) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, mine);
    }
    assertThat(mine).isEqualTo(Files.readString(golden));
  }

  private static Stage stage(Plan plan, Node early, List<Stage.Output> outputs) {
    return new Stage(
        plan,
        outputs,
        new TaskGrid(GRID, List.of(1L, 1L), List.of(1, 0), List.of(1L, 1L)),
        new AtHand(Set.of(early), Map.of()),
        Set.of(),
        new Stage.Projection(0, 0, 0, 0, 0, 0, 0, 0, 0),
        List.of());
  }

  @Test
  void aStage() throws IOException {
    Node field = Nodes.random(7, GRID);
    Node early = Nodes.reduce(field, Reduction.of(Reduction.Kind.MEAN), List.of(0));
    Node anomaly =
        Nodes.elementwise(Op.Binary.SUBTRACT, field, Nodes.reshape(early, 0, 1, List.of(1L, 4L)));
    Node sum = Nodes.reduce(anomaly, Reduction.of(Reduction.Kind.SUM), List.of(0));
    Plan plan = Plan.of(new TreeMap<>(Map.of("anomaly", anomaly, "sum", sum)));
    TaskGrid tasks = new TaskGrid(GRID, List.of(1L, 1L), List.of(0, 1), List.of(1L, 1L));
    var left = Map.of(early, new Left(DIGEST, 0, tasks, List.of(0), false, 1, 1, 0, 1, false));
    List<Stage.Output> outputs =
        List.of(
            new Stage.Keep(sum),
            new Stage.Spill(anomaly, new Pieces(GRID, 0)),
            new Stage.Write(
                anomaly, "tas", new Stage.Packed(DType.INT16, -1L), new Invitingly(GRID)));
    byte[] json = new StageDocument(stage(plan, early, outputs), left, 2).write(DIGEST);
    assertIsGolden("stage", StageDocument.VERSION, new String(json, StandardCharsets.UTF_8));

    var seen = new StageDocument(stage(plan, early, outputs.subList(0, 2)), left, 2);
    assertThat(StageDocument.read(seen.write(DIGEST), plan).write(DIGEST))
        .isEqualTo(seen.write(DIGEST));
  }

  /// A sink that others may write to.
  private record Invitingly(Chunks chunks) implements Sink.Keyed {
    @Override
    public Chunks writeChunks(String name) {
      return chunks;
    }

    @Override
    public long write(String name, Box box, NdArray values) {
      return 0;
    }

    @Override
    public Optional<Invitation> invitation() {
      return Optional.of(new Invitation("zarr", "what it needs"));
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }

  @Test
  void aPackage() throws IOException {
    var sent =
        new StagePackage(
            StagePackage.version(), "/shared", "c-1", DIGEST, StagePackage.Part.FOLD, 100, 64);
    assertThat(StagePackage.ofJson(sent.toJson())).isEqualTo(sent);
    assertIsGolden("package", StagePackage.VERSION, sent.toJson());
    assertThatThrownBy(
            () -> StagePackage.ofJson(sent.toJson().replace("\"version\":1", "\"version\":9")))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("version 9")
        .hasMessageContaining("the same version of Amasia everywhere");
  }

  @Test
  void aReport() throws IOException {
    var report =
        new TaskReport(
            new TaskRange(4, 6),
            "executor 1 on node-7",
            List.of(new TaskReport.Ran(4, 900, 500, new Traffic(1, 2, 3, 4, 5))),
            new TaskReport.Use(1 << 20, 1 << 10, 700, 900),
            List.of("a value is odd"),
            new Failure(Failure.Kind.TASK_FAILED, "chunk [1, 0] is damaged", "at line 1"));
    assertThat(TaskReport.ofJson(report.toJson())).isEqualTo(report);
    assertIsGolden("report", TaskReport.VERSION, report.toJson());
    assertThatThrownBy(
            () -> TaskReport.ofJson(report.toJson().replace("\"version\":1", "\"version\":9")))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("version 9");
  }

  /// Index and foot, in hexadecimal digits.
  @Test
  void aBatch() throws IOException {
    Box box = Box.of(new long[] {2, 0}, new long[] {2, 4});
    List<Section> sections =
        List.of(
            new Section(1, 0, DType.FLOAT64, box, -1, 0, 40, 64, 0x1234),
            new Section(1, 1, null, Box.all(Shape.SCALAR), 0, 40, 16, 16, -2));
    byte[] tail = BatchFile.tail(DIGEST, sections, 56);
    assertIsGolden("batch", BatchFile.VERSION, HexFormat.of().formatHex(tail));

    int before = tail.length - BatchFile.FOOT_BYTES;
    var foot = BatchFile.foot(ByteBuffer.wrap(tail, before, BatchFile.FOOT_BYTES), DIGEST, "here");
    assertThat(foot.indexOffset()).isEqualTo(56);
    assertThat(BatchFile.index(Arrays.copyOf(tail, before), foot, "here")).isEqualTo(sections);
    tail[before + 7]++;
    assertThatThrownBy(() ->
            BatchFile.foot(ByteBuffer.wrap(tail, before, BatchFile.FOOT_BYTES), DIGEST, "here"))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("version 2");
  }
}
