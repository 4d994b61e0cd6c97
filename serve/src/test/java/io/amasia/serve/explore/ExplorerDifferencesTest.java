package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.serve.DataServer;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Differences of fields of two datasets: in which units, at which times, on which grids.
class ExplorerDifferencesTest {
  private final Asking asking =
      new Asking(
          DataServer.builder()
              .hearing(_ -> {})
              .add("made", MadeField.dataset())
              .add("kelvin", other("K"))
              .add("metres", other("m"))
              .add("bare", other(""))
              .add("clim", MadeField.dataset().get("t").isel("time", 0).toDataset("clim"))
              .add("ocean", curvilinear(0))
              .add("rounded", curvilinear(1e-5))
              .add("elsewhere", curvilinear(5)));

  @AfterEach
  void close() {
    asking.close();
  }

  /// The same values of a name that says nothing of temperatures, so it is shown as it is stored.
  private static Dataset other(String units) {
    DataArray t = MadeField.dataset().get("t");
    DataArray x = t.withAttrs(units.isEmpty() ? Map.of() : Map.of("units", Attribute.of(units)));
    return x.toDataset("x");
  }

  /// `v[y=2, x=3]`, whose longitudes are moved.
  private static Dataset curvilinear(double degrees) {
    List<String> dims = List.of("y", "x");
    double[] lon = {0, 10, 20, 1, 11, 21};
    for (int i = 0; i < lon.length; i++) {
      lon[i] += degrees;
    }
    Variable lons = Variable.of(dims, NdArray.of(Shape.of(2, 3), lon));
    Variable lats =
        Variable.of(dims, NdArray.of(Shape.of(2, 3), new double[] {0, 1, 2, 10, 11, 12}));
    return new Dataset(
        Map.of("v", Variable.of(dims, NdArray.of(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}))),
        new Coordinates(
            Map.of(
                "lon", lons.withAttr("units", Attribute.of("degrees_east")),
                "lat", lats.withAttr("units", Attribute.of("degrees_north")))),
        Map.of());
  }

  @Test
  void bothSidesAreInTheUnitsOfTheFirst() {
    Asking.Answer difference =
        asking.get("/explore/frame?var=t&at.time=1&minus=x&minus.data=kelvin");
    assertThat(difference.status()).as(difference.text()).isEqualTo(200);
    for (float value : difference.values()) {
      assertThat(value).isCloseTo(0, within(1e-4f));
    }
    assertThat(difference.header().get("label").asText()).isEqualTo("°C");
    for (String data : List.of("metres", "bare")) {
      Asking.Answer refused = asking.get("/explore/frame?var=t&minus=x&minus.data=" + data);
      assertThat(refused.status()).as(data).isEqualTo(400);
      assertThat(refused.text()).contains("convert");
    }
  }

  @Test
  void aFieldWithoutTimesIsSubtractedFromEachMoment() {
    Asking.Answer difference =
        asking.get("/explore/frame?var=t&at.time=2&at.plev=1&minus=clim&minus.data=clim");
    assertThat(difference.status()).as(difference.text()).isEqualTo(200);
    float[] values = difference.values();
    for (int c = 0; c < values.length; c++) {
      double expected = MadeField.value(2, 1, c / 6, c % 6) - MadeField.value(0, 1, c / 6, c % 6);
      assertThat((double) values[c]).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void whatIsSubtractedMovesWithTheFirst() {
    var catalogue =
        new Catalogue(List.of(Source.of("made", List.of(), MadeField.dataset(), () -> {})));
    ViewState s = ViewQuery.parse(Map.of("var", "t", "at.time", "1", "minus", "other"));
    var later =
        new FieldState(
            "",
            "t",
            Map.of("time", new FieldState.At.Position(3), "plev", new FieldState.At.Position(1)));
    View moved =
        View.of(
            catalogue,
            new ViewState(later, s.kind(), s.along(), s.where(), s.units(), s.look(), s.minus()));
    assertThat(moved.array().load().toDoubles()).containsOnly(0);
  }

  @Test
  void gridsOfTheSameShapeAreNotTheSame() {
    Asking.Answer refused =
        asking.get("/explore/frame?data=ocean&var=v&minus=v&minus.data=elsewhere");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("same places");
  }

  @Test
  void aGridInFewerDigitsIsTheSame() {
    String query = "?data=ocean&var=v&minus=v&minus.data=rounded";
    Asking.Answer frame = asking.get("/explore/frame" + query);
    assertThat(frame.status()).as(frame.text()).isEqualTo(200);
    assertThat(frame.values()).containsOnly(0);
    Asking.Answer cells = asking.get("/explore/cells" + query);
    assertThat(cells.header().get("kind").asText()).isEqualTo("polygons");
    assertThat(cells.values()).isEqualTo(asking.get("/explore/cells?data=ocean&var=v").values());
    assertThat(asking.get("/explore/code.json" + query).json().get("java").asText())
        .contains(".assignCoords(\"lon\", a.coords().get(\"lon\"))")
        .doesNotContain(".assignCoords(\"lat\"");
  }
}
