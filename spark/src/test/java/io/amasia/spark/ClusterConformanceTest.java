package io.amasia.spark;

import io.amasia.EngineConformance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
}
