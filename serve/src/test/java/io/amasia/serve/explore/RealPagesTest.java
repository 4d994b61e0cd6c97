package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.geo.HorizontalGrid;
import io.amasia.geo.Places;
import io.amasia.serve.DataServer;
import io.amasia.testkit.Browser;
import io.amasia.testkit.Shared;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real files in a browser: curvilinear, rotated, unstructured and of 360 days.
class RealPagesTest {
  private static final String SHOWN =
      "[...document.querySelectorAll('.view')].every(v => v.dataset.state == 'shown')";

  @TempDir static Path folder;
  private static Browser browser;
  private static Asking asking;

  @BeforeAll
  static void start() throws Exception {
    var data = DataServer.builder().hearing(_ -> {});
    data.open("nemo", file("nemo/nemo_1m_20150101-20150201_grid-T.nc"));
    data.open("siconc", file(SICONC));
    data.open("rotated", file("grids/rotated_pole.nc"));
    data.open("icon", file(ICON));
    data.open("camse", file("classic/camse_unstructured_grid.nc"));
    data.open("mesh", file("grids/mesh_C4_synthetic_float.nc"));
    data.open("hadgem", file(HADGEM));
    asking = new Asking(data);
    browser = Browser.start(folder);
  }

  private static final String SICONC =
      "cmip6/siconc_SImon_IPSL-CM6A-LR_historical_r1i1p1f1_gn_185001-201412.nc";
  private static final String ICON = "grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc";
  private static final String HADGEM =
      "hadgem/mrsos_day_HadGEM2-ES_rcp45_r1i1p1_20051201-20151130.nc";

  private static String file(String name) {
    return Shared.file("data/" + name).toString();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (asking != null) {
      asking.close();
    }
  }

  private static void open(String query) throws Exception {
    browser.open("about:blank", 1280, 900, false);
    browser.await("location.href == 'about:blank'");
    browser.open(asking.url("/" + query), 1280, 900, false);
    browser.await("document.body?.dataset.ready == 'true'");
    browser.await(SHOWN + " && explorer.panels[0].map?.frame !== undefined");
  }

  private static double number(String expression) {
    return Double.parseDouble(browser.eval(expression));
  }

  private static DataArray array(String file, String name) {
    return Opening.open(List.of(file(file)), OpenOptions.standard()).get(name);
  }

  private static void clickAt(double lon, double lat) {
    browser.eval("explorer.panels[0].map.link.point([%s, %s])".formatted(lon, lat));
    browser.eval(
        "explorer.panels[0].map.board.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))");
  }

  @Test
  void aCurvilinearOceanIsPointedAtProjectedAndCutOut() throws Exception {
    open("?data=nemo&var=tos");
    double value = number("explorer.panels[0].map.valueAt(-30, 20)");
    assertThat(value).isBetween(20.0, 28.0);
    assertThat(browser.eval("explorer.panels[0].map.valueAt(20, 5)")).isEqualTo("NaN");
    choose("NorthPolarStereographic");
    browser.eval(
        "explorer.panels[0].map.link.select({west: -60, south: 30, east: -10, north: 60})");
    browser.await("!document.querySelector('.area').hidden");
    browser.eval(
        "[...document.querySelectorAll('.area button')].find(b => b.textContent == 'Show only this').click()");
    browser.await("location.search.includes('box=-60,30,-10,60') && " + SHOWN);
    assertThat(number("explorer.panels[0].frame.statistics.count")).isBetween(500.0, 6_000.0);
  }

  @Test
  void aSeriesOfACurvilinearCellIsAClickAway() throws Exception {
    open("?data=siconc&var=siconc&at.time=5");
    clickAt(173.5, 75);
    browser.await("document.querySelectorAll('.view').length == 2 && " + SHOWN);
    double[] expected = array(SICONC, "siconc").isel("y", 3).isel("x", 1).toDoubles();
    assertThat(number("explorer.panels[1].frame.values.length")).isEqualTo(expected.length);
    for (int t : new int[] {0, 5, 1979}) {
      assertThat(number("explorer.panels[1].frame.values[" + t + "]"))
          .isCloseTo(expected[t], within(1e-3));
    }
  }

  @Test
  void aRotatedGridLiesWhereItIsOnEarth() throws Exception {
    open("?data=rotated&var=air_pressure_at_sea_level");
    assertThat(browser.eval("explorer.panels[0].map.valueAt(100, 0)")).isEqualTo("undefined");
    assertThat(number("explorer.panels[0].map.valueAt(0, 51)")).isBetween(980.0, 1040.0);
    assertThat(browser.eval("explorer.panels[0].map.link.projection.name"))
        .isEqualTo("LambertConformal");
  }

  @Test
  void trianglesOfAnUnstructuredGridHoldTheirValues() throws Exception {
    open("?data=icon&var=tas&units=K");
    DataArray tas = array(ICON, "tas").isel("time", 0);
    double[] lon = tas.coords().get("longitude").load().toDoubles();
    double[] lat = tas.coords().get("latitude").load().toDoubles();
    double[] values = tas.toDoubles();
    for (int cell : new int[] {0, 777, 12_345}) {
      assertThat(number("explorer.panels[0].map.valueAt(%s, %s)".formatted(lon[cell], lat[cell])))
          .isCloseTo(values[cell], within(1e-3));
    }
  }

  @Test
  void cellsWithoutCornersAndFacesOfAMeshCoverTheEarthInEveryProjection() throws Exception {
    for (String query : List.of("?data=camse&var=T850", "?data=mesh&var=synthetic")) {
      open(query);
      browser.await("explorer.panels[0].map.kept != null");
      for (String name : List.of("SouthPolarStereographic", "EqualEarth", "Equirectangular")) {
        choose(name);
        assertThat(number(CLEAR)).as(query + " " + name).isLessThan(0.002);
      }
    }
    assertThat(number("explorer.panels[0].map.valueAt(11, 11)")).isEqualTo(synthetic(11, 11));
    assertThat(number("explorer.panels[0].map.valueAt(-170, -80)")).isEqualTo(synthetic(-170, -80));
  }

  /// The share of places on the map that no cell covers.
  private static final String CLEAR =
      """
      (() => {
        const {frame, index} = explorer.panels[0].map.kept;
        let clear = 0, all = 0;
        for (let y = 0, at = 0; y < frame.height; y++) for (let x = 0; x < frame.width; x++, at++) {
          if (!frame.projection.inverse(frame.west + (x + .5) * frame.perPixel, frame.north - (y + .5) * frame.perPixel)) continue;
          all++;
          if (index[at] < 0) clear++;
        }
        return clear / all;
      })()
      """;

  private static double synthetic(double lon, double lat) {
    String file = file("grids/mesh_C4_synthetic_float.nc");
    try (var data = Opening.open(List.of(file), OpenOptions.standard())) {
      HorizontalGrid grid = HorizontalGrid.of(Places.located(data), "synthetic");
      return data.get("synthetic").toDoubles()[grid.nearest(lon, lat).row()];
    }
  }

  private static void choose(String projection) throws Exception {
    browser.eval(
        "(() => { const l = [...document.querySelectorAll('.view label')].find(l => l.textContent == 'Projection'); const s = document.getElementById(l.htmlFor); s.value = '%s'; s.dispatchEvent(new Event('change')); })()"
            .formatted(projection));
    browser.await(
        SHOWN
            + " && explorer.panels[0].map.kept?.frame.projection.name == '%s'"
                .formatted(projection));
  }

  @Test
  void daysOf360AreShownAsTheyAre() throws Exception {
    open("?data=hadgem&var=mrsos&on.time=2008-02-30");
    assertThat(browser.eval("document.querySelector('.subtitle').textContent"))
        .startsWith("2008-02-30");
    browser.eval("document.querySelector(\"[aria-label='Next time']\").click()");
    browser.await(
        "document.querySelector('.subtitle').textContent.startsWith('2008-03-01') && " + SHOWN);
    clickAt(0, 20);
    browser.await("document.querySelectorAll('.view').length == 2 && " + SHOWN);
    assertThat(browser.eval("explorer.panels[1].frame.axes[0].calendar")).isEqualTo("360_day");
    assertThat(browser.eval("location.search")).contains("2.kind=series", "2.point=0,20");
  }
}
