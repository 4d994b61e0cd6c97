package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.plan.Cancel;
import io.amasia.plan.EngineUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SparkLogTest {
  @AfterAll
  static void end() {
    SparkConnection.close();
  }

  /// Refusals are known by nothing else.
  @Test
  void whatSparkLogsIsKeptForEveryConnection() {
    for (int connection = 0; connection < 2; connection++) {
      try (var _ = SparkConnection.use(EngineUrl.of("spark-local[1]"), new Cancel())) {
        SparkConnection.log().clear();
        LoggerFactory.getLogger("org.apache.spark.deploy.client.Any").info("told");
        LoggerFactory.getLogger("org.apache.spark.Any").warn("warned");
        LoggerFactory.getLogger("org.apache.spark.Any").info("not told");
        assertThat(SparkConnection.log().last(9)).containsExactly("told", "warned");
      }
      SparkConnection.close();
    }
  }
}
