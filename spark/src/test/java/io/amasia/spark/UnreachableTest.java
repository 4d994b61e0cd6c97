package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import io.amasia.plan.EngineUrl;
import io.amasia.plan.Event;
import io.amasia.plan.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clusters that can't be used: what the user is told, and that it does not take long.
class UnreachableTest {
  @AfterEach
  void end() {
    SparkConnection.close();
  }

  private final List<String> shown = new ArrayList<>();

  private void compute(String engine) {
    Session session = TestPlans.session(engine).listener(this::show).build();
    session.compute(List.of(TestPlans.mean()));
  }

  /// As the dashboard does.
  private void show(Event event) {
    if (event instanceof Event.ComputationFinished end) {
      shown.add(end.error());
    }
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> compute("spark://no-such-host.invalid:7077"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("there is no host 'no-such-host.invalid'")
        .satisfies(e -> assertThat(shown).containsExactly(e.getMessage()));
  }

  @Test
  void aPortWhereNobodyListensIsNamed() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> compute("spark://127.0.0.1:" + port))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("no Spark master listens at spark://127.0.0.1:" + port)
        .hasMessageContaining("amasia cluster status")
        .satisfies(e -> assertThat(shown).containsExactly(e.getMessage()));
  }

  @Test
  void whoWaitsForAnAnswerThatDoesNotComeCanBeCancelled() throws Exception {
    try (var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      EngineUrl url = EngineUrl.of("spark://127.0.0.1:" + silent.getLocalPort());
      var cancel = new Cancel();
      Session session = TestPlans.session(url.toString()).cancel(cancel).build();
      CompletableFuture<?> answer =
          CompletableFuture.supplyAsync(() -> session.compute(List.of(TestPlans.mean())));
      try (var _ = silent.accept(); // whether anybody listens
          var _ = silent.accept()) { // Spark
        assertThat(SparkConnection.ifThere(url)).as("others ask meanwhile").isEmpty();
        cancel.cancel();
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
            .hasCauseInstanceOf(AmasiaException.Cancelled.class);
      }
    }
  }
}
