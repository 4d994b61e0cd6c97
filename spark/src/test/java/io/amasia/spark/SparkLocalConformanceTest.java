package io.amasia.spark;

import io.amasia.EngineConformance;
import org.junit.jupiter.api.AfterAll;

/// What every engine must do, on Spark's threads in this process: each stage is a job of Spark's as
/// on a cluster, without the seconds that executors take to start.
class SparkLocalConformanceTest extends EngineConformance {
  @AfterAll
  static void end() {
    SparkConnection.close();
  }

  @Override
  protected String engine() {
    return "spark-local[2]";
  }

  @Override
  protected boolean hasProcesses() {
    return false;
  }
}
