package io.amasia;

import static io.amasia.Amasia.chunks;
import static io.amasia.Amasia.random;
import static io.amasia.Amasia.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.ComputeFuture.Status;
import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.plan.Cancel;
import io.amasia.plan.Event;
import io.amasia.plan.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A client: what it prints, where things run while it is open, and its futures.
class ClientTest {
  private static Client quiet() {
    return Client.builder().withoutDashboard().threads(2).memoryBytes(500_000_000).start();
  }

  @Test
  void itPrintsWhatDasksPrints() {
    try (var client = Client.builder().dashboard(0).threads(2).memoryBytes(500_000_000).start()) {
      assertThat(client.toString())
          .matches(
              """
              Client
                Scheduler  local: this process
                Dashboard  http://localhost:[0-9]+/status
                Workers    1
                Cores      2
                Memory     500 MB\
              """);
      assertThat(client.toHtml()).contains("<a href=\"http://localhost:", "500 MB", "<table>");
    }
  }

  @Test
  void aBusyPortIsPassedOver() throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = Client.builder().dashboard(busy.getLocalPort()).start()) {
      assertThat(client.dashboardLink())
          .hasValueSatisfying(link ->
              assertThat(link).doesNotContain(":" + busy.getLocalPort() + "/").endsWith("/status"));
    }
  }

  @Test
  void whileItIsOpenItsSessionIsTheCurrentOneAlsoInsideOthers() throws Exception {
    Session outer = Session.builder().threads(1).build();
    Session before = Session.current();
    outer.call(() -> {
      try (var client = quiet()) {
        assertThat(Session.current()).isSameAs(client.session());
        try (var inner = Client.builder().withoutDashboard().threads(1).start()) {
          assertThat(Session.current()).isSameAs(inner.session());
        }
        assertThat(Session.current()).isSameAs(client.session());
      }
      assertThat(Session.current()).isSameAs(outer);
      return true;
    });
    assertThat(Session.current()).isSameAs(before);
  }

  @Test
  void progressLeavesComputationsToTheClient() {
    Session before = Session.current();
    var told = new AtomicReference<@Nullable Event>();
    try (var client = quiet()) {
      Amasia.progress(true);
      assertThat(Session.current()).isSameAs(client.session());
      Session.showProgress(told::set); // in place of the bar
      random(shape(40), chunks(7), 1).toDoubles();
      assertThat(told.get()).isInstanceOf(Event.ComputationFinished.class);
    } finally {
      Amasia.progress(false);
    }
    assertThat(Session.current()).isSameAs(before);
    Event last = told.get();
    random(shape(40), chunks(7), 1).toDoubles();
    assertThat(told.get()).isSameAs(last);
  }

  @Test
  void theSeedsOneLine() {
    assertThat(random(shape(1000, 1000), chunks(100, 100)).mean().compute().item())
        .isBetween(0.49, 0.51);
    double mean = random(shape(1000, 1000), chunks(100, 100), 42).mean().compute().item();
    assertThat(mean).isCloseTo(0.5000443191486055, org.assertj.core.data.Offset.offset(1e-14));
    assertThat(random(shape(40), chunks(7), 1).toDoubles())
        .isEqualTo(random(shape(40), chunks(40), 1).toDoubles());
  }

  @Test
  void chunksThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> random(shape(10, 10), chunks(10), 1))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("a length of at least 1 for each dimension");
    assertThatThrownBy(() -> random(shape(10), chunks(0), 1))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void functionsRunAndAreGathered() {
    try (var client = quiet()) {
      List<ComputeFuture<Integer>> squares = client.map(i -> i * i, List.of(1, 2, 3));
      assertThat(client.gather(squares)).containsExactly(1, 4, 9);
      assertThat(squares.getFirst().status()).isEqualTo(Status.FINISHED);
      var session = client.submit(Session::current);
      assertThat(session.result()).isSameAs(client.session());
    }
  }

  @Test
  void arraysAreComputedInTheBackground() {
    try (var client = quiet()) {
      DataArray mean = random(shape(200, 200), chunks(50, 50), 3).mean();
      assertThat(client.compute(mean).result().item()).isEqualTo(mean.item());
      assertThat(client.persist(mean.toDataset("m")).result().get("m").item())
          .isEqualTo(mean.item());
    }
  }

  @Test
  void whatAFunctionThrowsComesBack() {
    try (var client = quiet()) {
      var wrong =
          client.submit(() -> {
            throw new IllegalStateException("my own");
          });
      assertThatThrownBy(wrong::result)
          .isInstanceOf(AmasiaException.TaskFailed.class)
          .hasMessageContaining("my own");
      assertThat(wrong.status()).isEqualTo(Status.ERROR);
      var label = client.submit(() -> random(shape(2), chunks(2), 1).sel("none", 1));
      assertThatThrownBy(label::result).isInstanceOf(AmasiaException.Label.class);
    }
  }

  @Test
  void whatIsCancelledStops() throws Exception {
    var began = new CountDownLatch(1);
    var stopped = new AtomicReference<Throwable>();
    try (var client = quiet()) {
      var future =
          client.submit(() -> {
            began.countDown();
            try {
              return random(shape(400_000, 100_000), chunks(1000, 1000), 1).mean().item();
            } catch (AmasiaException.Cancelled e) {
              stopped.set(e);
              throw e;
            }
          });
      assertThat(future.status()).isEqualTo(Status.PENDING);
      began.await();
      Thread.sleep(100);
      client.cancel(List.of(future));
      assertThat(future.status()).isEqualTo(Status.CANCELLED);
      assertThatThrownBy(future::result).isInstanceOf(AmasiaException.Cancelled.class);
      for (int i = 0; i < 500 && stopped.get() == null; i++) {
        Thread.sleep(20);
      }
      assertThat(stopped.get()).isNotNull();
    }
  }

  @Test
  void othersGoOnWhenOneIsCancelled() throws Exception {
    var stop = new Cancel();
    stop.cancel();
    Session session = Session.builder().threads(1).build();
    assertThatThrownBy(() -> session.call(stop, () -> random(shape(2), chunks(2), 1).toDoubles()))
        .isInstanceOf(AmasiaException.Cancelled.class);
    assertThat(session.<double[]>call(() -> random(shape(2), chunks(2), 1).toDoubles())).hasSize(2);
  }

  @Test
  void closingStopsWhatRuns() {
    ComputeFuture<Double> future;
    try (var client = quiet()) {
      future =
          client.submit(() -> random(shape(400_000, 100_000), chunks(1000, 1000), 1).mean().item());
    }
    assertThat(future.status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void whatComesAfterItIsClosedIsRefused() {
    var client = quiet();
    client.close();
    assertThatThrownBy(() -> client.submit(() -> 1))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessage("the client of local is closed; begin work while it is open");
  }

  @Test
  void theProcessesOfAnEngineAreCounted() {
    try (var client =
        Client.builder()
            .engine("processes[2]")
            .threads(4)
            .memoryBytes(500_000_000)
            .withoutDashboard()
            .start()) {
      assertThat(client.toString())
          .contains("Workers    2", "Cores      4", "Memory     500 MB", "processes[2]");
    }
  }

  @Test
  void enginesThatAreNotInstalledAreNamed() {
    assertThatThrownBy(() -> Client.connect("nowhere://host:1"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> Client.cluster(0)).isInstanceOf(AmasiaException.Usage.class);
  }
}
