package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatienceTest {
  /// Those that were killed are replaced: only executors that never come are hopeless.
  @Test
  void executorsThatWorkedDoNotCountAsDeadAtOnce() {
    String worked = "Executor updated: app-1/0 is now EXITED (Command exited with code 137)";
    String never = "Executor updated: app-1/11 is now EXITED (Command exited with code 1)";
    assertThat(
            Patience.endedAtOnce(
                List.of(worked, never, "who is now EXITED"), Set.of("0", "1")::contains))
        .containsExactly(never, "who is now EXITED");
  }
}
