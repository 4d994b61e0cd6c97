package io.amasia;

import static io.amasia.Amasia.open;
import static io.amasia.Amasia.serve;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServeTest {
  @Test
  void aLazyResultIsServedAndOpenedByItsUrl() {
    var x = Variable.of(List.of("x"), new double[] {10, 20, 30});
    var given =
        new Dataset(
            Map.of("v", Variable.of(List.of("x"), new double[] {1, 2, 4})),
            new Coordinates(Map.of("x", x)),
            Map.of());
    Dataset twice = given.with("v", given.get("v").times(2).named("v").variable());
    try (var server = serve(twice);
        var found = open(server.zarr("data"))) {
      assertThat(found.get("v").load().toDoubles()).containsExactly(2, 4, 8);
      assertThat(found.get("x").load().toDoubles()).containsExactly(10, 20, 30);
    }
  }
}
