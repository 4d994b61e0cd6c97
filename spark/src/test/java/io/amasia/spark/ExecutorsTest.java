package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map$;

class ExecutorsTest {
  private final List<String> told = new ArrayList<>();

  private Executors goneBy(String reason) {
    var executors = new Executors();
    executors.hear(told::add);
    var info = new ExecutorInfo("node-1", 2, Map$.MODULE$.empty());
    executors.onExecutorAdded(new SparkListenerExecutorAdded(1, "7", info));
    assertThat(executors.alive()).hasSize(1);
    executors.onExecutorRemoved(new SparkListenerExecutorRemoved(2, "7", reason));
    return executors;
  }

  @Test
  void whoEndsByItselfIsTold() {
    assertThat(goneBy("worker lost: node-1 was shut down, idle as it was").alive()).isEmpty();
    assertThat(told)
        .containsExactly(
            "executor 7 on node-1 was lost: worker lost: node-1 was shut down, idle as it was");
  }

  /// What Spark says of executors that it sends away since they have nothing to do.
  @Test
  void whoIsSentAwayIsNot() {
    assertThat(goneBy("Executor killed by driver.").wasThere("7")).isTrue();
    assertThat(told).isEmpty();
  }
}
