package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.plan.Cancel;
import io.amasia.plan.EngineUrl;
import io.amasia.plan.remote.Failure;
import io.amasia.plan.remote.StagePackage;
import io.amasia.plan.remote.TaskRange;
import io.amasia.plan.remote.TaskReport;
import io.amasia.plan.remote.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What executors say of work that they can't do as it is: of another version, or in a folder that
/// they don't see. It comes back over Spark as an error of its kind.
class RefusedPackageTest {
  @TempDir Path work;

  @AfterAll
  static void end() {
    SparkConnection.close();
  }

  private Failure refused(String version) {
    Queue<TaskReport> reports = new ConcurrentLinkedQueue<>();
    var stage =
        new StagePackage(
            version,
            work.resolve("elsewhere").toString(),
            "computation",
            "0".repeat(64),
            StagePackage.Part.PROBE,
            1,
            0);
    try (var workers = new SparkWorkers(EngineUrl.of("spark-local[2]"), 64 << 20)) {
      workers.run(stage, List.of(new TaskRange(0, 1)), listener(reports), new Cancel());
    }
    assertThat(reports).hasSize(1);
    assertThat(work).isEmptyDirectory();
    return Objects.requireNonNull(reports.element().failure());
  }

  private static Workers.Listener listener(Queue<TaskReport> reports) {
    return new Workers.Listener() {
      @Override
      public void started(TaskRange range, String worker) {}

      @Override
      public void finished(TaskReport report) {
        reports.add(report);
      }

      @Override
      public void lost(TaskRange range, String worker) {}

      @Override
      public void notice(String text) {}
    };
  }

  @Test
  void anotherVersion() {
    Failure refused = refused("0.0-other");
    assertThat(refused.kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
    assertThat(refused.message())
        .contains("the plan was made by 0.0-other", "put the same version everywhere");
  }

  @Test
  void aWorkDirectoryThatIsNotSeen() {
    assertThat(refused(StagePackage.version()).message())
        .contains("this process does not see the work directory", "--work-dir");
  }
}
