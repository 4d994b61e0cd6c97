package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.serve.DataServer;
import io.amasia.testkit.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What panels of the page share, let go of and stand, and the mouse on their maps.
class ExplorerPanelsTest {
  private static final String SHOWN =
      "[...document.querySelectorAll('.view')].every(v => v.dataset.state == 'shown')";

  @TempDir static Path folder;
  private static Browser browser;
  private static Asking asking;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(folder);
    asking = new Asking(DataServer.builder().hearing(_ -> {}).add("made", MadeField.dataset()));
  }

  @AfterAll
  static void stop() {
    if (asking != null) {
      asking.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  private static void load(String query) throws Exception {
    browser.open("about:blank", 1280, 900, false);
    browser.await("location.href == 'about:blank'");
    browser.open(asking.url("/" + query), 1280, 900, false);
    browser.await("document.body?.dataset.ready == 'true'");
  }

  private static void open(String query) throws Exception {
    load(query);
    browser.await(SHOWN);
  }

  private static String eval(String expression) {
    return browser.eval(expression);
  }

  private static void press(String selector) {
    assertThat(eval("(document.querySelector(\"%s\").click(), 'done')".formatted(selector)))
        .isEqualTo("done");
  }

  private static void choose(String variable) throws InterruptedException {
    eval(
        "(() => { const s = document.querySelector('select.variable'); s.value = '%s'; s.dispatchEvent(new Event('change')); })()"
            .formatted(variable));
    browser.await(
        "explorer.panels[0].frame.name == '%s' && explorer.panels[0].map && %s"
            .formatted(variable, SHOWN));
  }

  /// Where a place of the first map is in the window.
  private static double[] at(double lon, double lat) throws InterruptedException {
    browser.await("explorer.panels[0].map?.frame !== undefined");
    String[] point =
        eval("(() => { const {map} = explorer.panels[0], r = map.board.getBoundingClientRect(), p = map.pointOf(%s, %s); return [r.left + p[0], r.top + p[1]]; })()"
                .formatted(lon, lat))
            .split(",", -1);
    return new double[] {Double.parseDouble(point[0]), Double.parseDouble(point[1])};
  }

  @Test
  void aKindOfPictureThatThereIsNotIsToldInItsPanelAlone() throws Exception {
    load("?var=t&kind=bogus&2.var=t&2.kind=zonal");
    browser.await(
        "[...document.querySelectorAll('.view')].map(v => v.dataset.state).join() == 'failed,shown'");
    assertThat(eval("document.querySelector('.view [role=alert]').textContent"))
        .startsWith("no kind of view 'bogus'; there are: map, ");
    press("[data-value=map]");
    browser.await(SHOWN);
  }

  @Test
  void whatIsNoLongerShownHearsNothing() throws Exception {
    open("?var=t&2.var=t");
    browser.await("explorer.links.size == 1");
    String watchers = "[...explorer.links.values()].map(link => link.watchers.size).join()";
    browser.await(watchers + " == '4'");
    for (String kind : new String[] {"series", "map", "series", "map"}) {
      press("[data-value=" + kind + "]");
      browser.await("explorer.panels[0].frame.kind == '%s' && %s".formatted(kind, SHOWN));
    }
    assertThat(eval(watchers)).isEqualTo("4");
    press(".close");
    assertThat(eval(watchers)).isEqualTo("2");
  }

  @Test
  void mapsGoTogetherOnlyWhileTheyAreLinked() throws Exception {
    open("?var=t&2.var=t");
    String zooms = "explorer.panels.map(panel => panel.map.link.zoomed).join()";
    browser.await("explorer.panels.every(panel => panel.map)");
    press("header input[type=checkbox]");
    eval("explorer.panels[0].map.link.zoom(2)");
    assertThat(eval(zooms)).isEqualTo("2,1");
    press("header input[type=checkbox]");
    eval("explorer.panels[0].map.link.zoom(2)");
    assertThat(eval("explorer.panels[0].map.link === explorer.panels[1].map.link"))
        .isEqualTo("true");
  }

  @Test
  void aDoubleClickZoomsAndAClickPicks() throws Exception {
    open("?var=t");
    double[] place = at(60, 30);
    browser.click(place[0], place[1], 2);
    browser.await("explorer.panels[0].map.link.zoomed == 2");
    eval("setTimeout(() => { window.rested = true; }, 600)");
    browser.await("window.rested === true");
    assertThat(eval("explorer.panels.length")).isEqualTo("1");
    browser.click(place[0], place[1], 1);
    browser.await("explorer.panels.length == 2 && " + SHOWN);
    assertThat(eval("location.search")).contains("2.kind=series", "2.point=");
    assertThat(eval("explorer.panels[1].state.point.split(',').map(Math.round)"))
        .isEqualTo("60,30");
  }

  @Test
  void aDragMovesTheMapOrSelectsAnArea() throws Exception {
    open("?var=t");
    at(0, 0);
    eval("explorer.panels[0].map.link.zoom(4)");
    browser.await("!explorer.panels[0].map.link.moving");
    double[] from = at(0, 0);
    browser.drag(from[0], from[1], from[0] - 100, from[1]);
    browser.await("!explorer.panels[0].map.link.moving");
    double[] moved = at(0, 0);
    assertThat(moved[0]).isCloseTo(from[0] - 100, org.assertj.core.api.Assertions.within(3.0));
    eval(
        "[...document.querySelectorAll('.check')].find(c => c.textContent == 'Drag selects an area').querySelector('input').click()");
    double[] corner = at(10, 8);
    browser.drag(moved[0], moved[1], corner[0], corner[1]);
    browser.await("!document.querySelector('.area').hidden");
    assertThat(
            eval(
                "['west', 'south', 'east', 'north'].map(side => Math.round(explorer.panels[0].map.link.box[side])).join()"))
        .isEqualTo("0,0,10,8");
  }

  @Test
  void howMapsAreHeldIsInTheAddress() throws Exception {
    open("?var=t&2.var=t");
    browser.await("explorer.panels.every(panel => panel.map)");
    String link = "explorer.panels[0].map.link";
    eval("%s.look({at: [10, 50], zoomed: 4}), %s.changed('view')".formatted(link, link));
    eval(link + ".select({west: 0, south: 40, east: 20, north: 55})");
    press(".check input[type=checkbox]:not(header input)");
    assertThat(eval("location.search"))
        .contains("&map.at=10,50&map.zoom=4&map.area=0,40,20,55&map.coasts=0")
        .contains("&2.map.at=10,50&2.map.zoom=4&2.map.area=0,40,20,55&2.map.coasts=0");
    String ticked =
        "[...document.querySelectorAll('.checks')].map(c => [...c.querySelectorAll('input')].map(i => Number(i.checked)).join('')).join()";
    assertThat(eval(ticked)).isEqualTo("0100,0100");
    choose("other");
    assertThat(eval(ticked)).isEqualTo("0100,0100");
    String address = eval("location.search");
    open(address);
    browser.await("explorer.panels.every(panel => panel.map)");
    assertThat(
            eval(
                "[%s.view().at.map(Math.round), %s.zoomed, %s.settings.coast, %s.box.north, document.querySelector('.area').hidden].join()"
                    .formatted(link, link, link, link)))
        .isEqualTo("10,50,4,false,55,false");
    assertThat(eval("location.search")).isEqualTo(address);
    press(".check input[type=checkbox]:not(header input)");
    eval("history.back()");
    browser.await(link + ".settings.coast === false && " + SHOWN);
    press("[data-value=zonal]");
    browser.await("explorer.panels[0].frame.kind == 'zonal' && " + SHOWN);
    press("[data-value=map]");
    browser.await("explorer.panels[0].map && " + SHOWN);
    assertThat(eval(link + ".zoomed")).isEqualTo("4");
  }

  @Test
  void aZoomThatIsNoneIsToldAndTheRestIsShown() throws Exception {
    open("?var=t&map.zoom=near&map.area=0,40,20,55");
    browser.await("document.querySelector('.says-now.bad') !== null");
    assertThat(eval("document.querySelector('.says-now').textContent"))
        .isEqualTo("map.zoom is a number from 1 to 400, not 'near'");
    assertThat(eval("location.search")).contains("map.area=0,40,20,55").doesNotContain("zoom");
  }

  @Test
  void playPauseAndPlayAgainIsOnePlay() throws Exception {
    open("?var=t");
    eval(
        "(() => { const {slider} = explorer.panels[0].steered[0]; window.waits = []; slider.ahead = () => new Promise(done => waits.push(done)); slider.play(true); slider.play(false); slider.play(true); })()");
    assertThat(eval("waits.length")).isEqualTo("2");
    eval("waits.forEach(done => done())");
    browser.await("waits.length > 2");
    eval("setTimeout(() => { window.rested = true; }, 300)");
    browser.await("window.rested === true");
    assertThat(eval("waits.length")).isEqualTo("3");
  }

  @Test
  void coastsThatCouldNotBeHadAreAskedForAgain() throws Exception {
    open("?var=t&kind=zonal");
    eval(
        "(() => { const real = window.fetch; window.fetch = (url, ...more) => { if (!String(url).includes('coast')) return real(url, ...more); window.fetch = real; return Promise.reject(new TypeError('gone')); }; })()");
    press("[data-value=map]");
    browser.await("window.fetch.name == 'fetch' && explorer.panels[0].map && " + SHOWN);
    press("[aria-label='Next time']");
    browser.await("explorer.panels[0].map.coast.length > 0");
  }

  @Test
  void animationsAreOfferedAboutWhereTheSliderIs() throws Exception {
    open("?var=t");
    eval(
        "(() => { explorer.panels[0].variable.dims.find(dim => dim.name == 'time').size = 1000; explorer.panels[0].build(); })()");
    eval("explorer.change(explorer.panels[0], {...explorer.panels[0].state, 'at.time': '900'})");
    press(".menu summary");
    browser.await(
        "document.querySelector('[data-format=gif]').textContent == 'Animation along time, 840 to 959 (GIF)'");
    open("?var=t&kind=histogram");
    assertThat(eval("[...document.querySelectorAll('[data-format]')].map(b => b.dataset.format)"))
        .isEqualTo("png,svg,csv");
  }
}
