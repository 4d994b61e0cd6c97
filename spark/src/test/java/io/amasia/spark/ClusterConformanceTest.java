package io.amasia.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.Amasia;
import io.amasia.EngineConformance;
import io.amasia.array.Shape;
import io.amasia.cli.Main;
import io.amasia.dataset.DataArray;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What every engine must do, on a cluster of two workers that `amasia cluster start` began.
class ClusterConformanceTest extends EngineConformance {
  private static final TestCluster CLUSTER = new TestCluster();
  private static String url = "";

  @BeforeAll
  static void start() {
    url = CLUSTER.start();
  }

  @AfterAll
  static void end() {
    SparkConnection.close();
    CLUSTER.close();
  }

  /// A connection keeps the executors that another client needs.
  @Override
  protected void anotherClientComes() {
    SparkConnection.close();
  }

  @Override
  protected List<String> clientFlags() {
    return Stream.concat(
            super.clientFlags().stream(),
            Stream.of(
                "-XX:TieredStopAtLevel=1",
                "-Dspark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
                "-Damasia.home=" + System.getProperty("amasia.home")))
        .toList();
  }

  @Override
  protected String engine() {
    return url;
  }

  private static final String PROGRAM =
      """
      import static io.amasia.Amasia.random;

      import io.amasia.array.Shape;
      import io.amasia.dataset.DataArray;
      import java.io.Serializable;
      import java.nio.file.Files;
      import java.nio.file.Path;

      record Law(double offset, long client) implements Serializable {
        DataArray of(DataArray block) {
          return block.times(block).plus(offset).times(Where.factor(client));
        }
      }

      final class Where {
        static double factor(long client) {
          return ProcessHandle.current().pid() == client ? 1 : 10;
        }
      }

      void main(String[] arguments) throws Exception {
        var field = random(Shape.of(100, 80), Shape.of(10, 80), 3);
        var law = new Law(0.5, ProcessHandle.current().pid());
        double mean = field.mapBlocks(block -> law.of(block), field).mean().item();
        Files.writeString(Path.of(arguments[0]), Double.toString(mean));
      }
      """;

  @Test
  void theClassesOfAProgramOfOneFileGoToTheWorkers() throws IOException {
    anotherClientComes();
    Path program = Files.writeString(work.resolve("Program.java"), PROGRAM);
    Path mean = work.resolve("mean.txt");
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    String[] line = {"run", program.toString(), mean.toString(), "--engine", engine()};
    assertThat(Main.run(nowhere, nowhere, line)).isZero();
    DataArray field = Amasia.random(Shape.of(100, 80), Shape.of(10, 80), 3);
    double wanted = field.times(field).plus(0.5).times(10).mean().item();
    assertThat(mean).hasContent(Double.toString(wanted));
  }
}
