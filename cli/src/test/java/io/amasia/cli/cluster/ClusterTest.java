package io.amasia.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Clusters;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is refused before anything is made or started.
class ClusterTest {
  @Test
  void namesThatLeadElsewhereAreRefused() {
    for (String name : List.of("../nosuch", "", ".", "a/b")) {
      assertThatThrownBy(() -> new Cluster(name, _ -> {}))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("'" + name + "'");
    }
  }

  @Test
  void nothingIsMadeForAnUnknownName() {
    var unknown = new Cluster("no-such-cluster-of-tests", _ -> {});
    assertThatThrownBy(unknown::stop).isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> unknown.scale(1)).isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> unknown.adapt(0, 1)).isInstanceOf(AmasiaException.Usage.class);
    assertThat(Clusters.folder().resolve("no-such-cluster-of-tests")).doesNotExist();
  }

  @Test
  void aPortIsOneThatThereIs() {
    for (int port : new int[] {-1, 0, 70_000}) {
      assertThatThrownBy(() ->
              new ClusterOptions("c", 1, 1, 1L << 30, "127.0.0.1", port, List.of(), "ssh", true))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("--port");
    }
  }
}
