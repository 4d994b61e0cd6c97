package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Dataset;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An append to a netCDF file that is killed leaves the file as it was or whole, and can be made
/// again.
class KilledAppendTest {
  /// More with `-Damasia.kills=N`.
  private static final int KILLS = Integer.getInteger("amasia.kills", 2);

  private static final DatasetWriter.Options OPTIONS = DatasetWriter.Options.keepingEncodings();

  /// Days of an append.
  private static final int MORE = 3;

  @TempDir Path folder;

  /// Appends to a file without end.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      for (int first = Integer.parseInt(args[1]); ; first += MORE) {
        append(args[0], first);
        System.out.println(first);
        System.out.flush();
      }
    }
  }

  private static void append(String url, int first) {
    ZarrWritingTest.days(first, MORE).toNetcdf(url, OPTIONS.appending("time"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc4", "cdf5"})
  void leavesTheOldFileOrTheNew(String variant) throws IOException, InterruptedException {
    Path path = folder.resolve("a.nc");
    ZarrWritingTest.days(0, MORE).toNetcdf(path.toString(), OPTIONS.withVariant(variant));
    var random = new Random(variant.hashCode());
    int days = MORE;
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer = writer(path, days);
      assertThat(writer.getInputStream().read()).as("an append is done").isPositive();
      Thread.sleep(random.nextInt(60));
      writer.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      int before = days;
      days = wholeDays(path);
      assertThat(days).isGreaterThan(before);
    }
    append(path.toString(), days);
    assertThat(wholeDays(path)).isEqualTo(days + MORE);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("what the killed left is removed").containsExactly(path);
    }
  }

  private static Process writer(Path path, int first) throws IOException {
    return ChildJvm.of(
            List.of("--sun-misc-unsafe-memory-access=allow", "-Xmx256m", "-XX:TieredStopAtLevel=1"),
            Writer.class,
            path.toString(),
            Integer.toString(first))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// How many days the file has, all of which are as they were written.
  private static int wholeDays(Path path) {
    try (Dataset got = Opening.open(List.of(path.toString()), OpenOptions.standard())) {
      int days = Math.toIntExact(got.variable("time").shape().size(0));
      assertThat(days % MORE).as("no part of an append").isZero();
      Dataset whole = ZarrWritingTest.days(0, days);
      for (String name : List.of("time", "tas")) {
        assertThat(got.variable(name).load().toDoubles())
            .containsExactly(whole.variable(name).load().toDoubles());
      }
      return days;
    }
  }
}
