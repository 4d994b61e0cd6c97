package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Wanted values are those of xarray 2026.9.
class RollingTest {
  private final Dataset all =
      DataArray.of(new double[] {3, 1, 2, 5}, "x")
          .assignCoords("x", new long[] {10, 20, 30, 40})
          .toDataset("a")
          .assign("still", DataArray.of(new double[] {7, Double.NaN}, "y"))
          .assign("text", DataArray.of(new String[] {"p", "q"}, "y"));

  @Test
  void variablesWithoutTheDimensionStayAsTheyAre() {
    Dataset places = all.rolling("x", 2).argmax();
    assertThat(places.get("a").toDoubles()).containsExactly(Double.NaN, 0, 1, 1);
    assertThat(places.variables().keySet()).containsExactly("a", "still", "text");
    assertThat(places.get("still").identical(all.get("still"))).isTrue();
    assertThat(places.get("text").identical(all.get("text"))).isTrue();
    assertThat(all.rolling("x", 2).argmin().get("a").toDoubles())
        .containsExactly(Double.NaN, 1, 0, 0);
    Dataset spans =
        all.rolling("x", 2).reduce(laid -> laid.max("window").minus(laid.min("window")));
    assertThat(spans.get("a").toDoubles()).containsExactly(Double.NaN, 2, 1, 3);
    assertThat(spans.get("still").identical(all.get("still"))).isTrue();
    Dataset none = all.select("still").withCoords(all.coords());
    assertThat(none.rolling("x", 2).argmax().identical(none)).isTrue();
  }

  @Test
  void windowsOneByOneHoldThemToo() {
    List<Dataset> windows = new ArrayList<>();
    all.rolling("x", 2).iterator().forEachRemaining(part -> windows.add(part.part()));
    assertThat(windows.getFirst().get("a").toDoubles()).containsExactly(Double.NaN);
    assertThat(windows.get(1).get("a").toDoubles()).containsExactly(3, 1);
    assertThat(windows.get(1).get("still").toDoubles()).containsExactly(7, Double.NaN);
  }
}
