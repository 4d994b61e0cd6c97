package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import io.amasia.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writers killed at random moments leave what was there whole, and the same work taken up again
/// ends equal. Ten kills; `-Damasia.kills=200` makes more.
class KillTest {
  private static final List<String> MODES = List.of("new", "overwrite", "append", "region", "add");

  @TempDir Path folder;

  @Test
  void killedWritersLeaveTheOldOrTheNewAndCanBeTakenUp() throws Exception {
    int kills = Integer.getInteger("amasia.kills", 10);
    var random = new Random(Long.getLong("amasia.seed", 1));
    for (int i = 0; i < kills; i++) {
      String mode = MODES.get(i % MODES.size());
      Path home = Files.createDirectory(folder.resolve("kill" + i));
      Path target = home.resolve("x.zarr");
      if (!mode.equals("new")) {
        Schema old = ZarrJoinTest.schema(KilledWriter.ROWS, 4, 7, false);
        old = mode.equals("add") ? ZarrJoinTest.only("name", old) : old;
        put(ZarrJoinTest.request(target.toString(), old, new WriteMode.Create(), false));
      }
      kill(mode, target, random.nextInt(500));
      boolean joins = mode.equals("append") || mode.equals("region");
      // killed after all was there, but before its log was removed: not to be appended again
      boolean isLogged = names(home).stream().anyMatch(name -> name.endsWith(".log"));
      if (!isFinished(mode, target, i) || (joins && isLogged)) {
        KilledWriter.write(
            KilledWriter.request(mode, target.toString()), KilledWriter.first(mode), 0);
        assertThat(strays(target)).as("kill %d of %s", i, mode).isEmpty();
      }
      assertThat(matches(target, mode, true)).as("kill %d of %s, taken up", i, mode).isTrue();
      // of a writer killed after it published, its log may be left, for the next to remove
      assertThat(names(home)).contains("x.zarr").hasSizeLessThanOrEqualTo(3);
    }
  }

  private static void put(WriteRequest request) {
    try (var sink = ZarrSink.create(request)) {
      for (Schema.Variable variable : request.schema().variables()) {
        var chunks = sink.writeChunks(variable.name());
        Boxes.forEach(
            chunks.gridShape(),
            index -> ZarrJoinTest.write(sink, variable, chunks.box(index), 0, 0));
      }
      sink.commit();
    }
  }

  private static void kill(String mode, Path target, int millis)
      throws IOException, InterruptedException {
    Process writer =
        ChildJvm.of(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                KilledWriter.class,
                mode,
                target.toString())
            .redirectErrorStream(true)
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      var said = new StringBuilder();
      for (String line = out.readLine();
          line != null && !line.equals("ready");
          line = out.readLine()) {
        said.append(line).append('\n');
      }
      Thread.sleep(millis);
      assertThat(said.toString()).doesNotContain("Exception");
      writer.destroyForcibly();
      writer.waitFor();
    }
  }

  private static List<String> strays(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(target)) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(name -> name.contains(".partial-"))
          .toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).toList();
    }
  }

  /// Whether all was written before the kill; if not, all is as it was, or readers refuse it.
  private static boolean isFinished(String mode, Path target, int i) {
    if (mode.equals("new") && !Files.exists(target)) {
      return false;
    }
    try {
      boolean finished = matches(target, mode, true);
      boolean isOld = !mode.equals("new") && matches(target, mode, false);
      assertThat(finished || isOld).as("kill %d of %s", i, mode).isTrue();
      return finished;
    } catch (AmasiaException.Conflict e) {
      assertThat(mode).isEqualTo("region");
      assertThat(e).hasMessageContaining("is being written");
      return false;
    }
  }

  /// Whether the target is what it was, or what it is when all is written.
  private static boolean matches(Path target, String mode, boolean after) {
    if (mode.equals("add") && !ZarrJoinTest.has(target.toString(), "v")) {
      return !after;
    }
    double[] values = ZarrJoinTest.read(target.toString(), "v");
    long rows = KilledWriter.ROWS + (after && mode.equals("append") ? KilledWriter.MORE : 0);
    if (values.length != rows * 4) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      long t = i / 4;
      boolean changed =
          after
              && switch (mode) {
                case "append" -> t >= KilledWriter.ROWS;
                case "region" -> t >= KilledWriter.MORE;
                default -> true;
              };
      if (values[i] != ZarrJoinTest.value(t, i % 4, changed ? 1 : 0)) {
        return false;
      }
    }
    return true;
  }
}
