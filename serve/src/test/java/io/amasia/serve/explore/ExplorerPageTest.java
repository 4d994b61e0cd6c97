package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.serve.DataServer;
import io.amasia.testkit.Browser;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a browser, used as people use it.
class ExplorerPageTest {
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

  private static void open(String query, int width) throws Exception {
    browser.open("about:blank", width, 900, false);
    browser.await("location.href == 'about:blank'");
    browser.open(asking.url("/" + query), width, 900, false);
    browser.await("document.body?.dataset.ready == 'true'");
    browser.await(SHOWN);
  }

  private static String eval(String expression) {
    return browser.eval(expression);
  }

  private static String search() {
    return eval("location.search");
  }

  private static String subtitle(int panel) {
    return eval("document.querySelectorAll('.view .subtitle')[%d].textContent".formatted(panel));
  }

  /// Chooses in the list that has this label.
  private static void choose(String label, String value) {
    eval(
        "(() => { const l = [...document.querySelectorAll('.view label')].find(l => l.textContent == '%s');"
                .formatted(label)
            + " const s = document.getElementById(l.htmlFor); s.value = '%s';".formatted(value)
            + " s.dispatchEvent(new Event('change')); return s.value; })()");
  }

  private static void press(String selector) {
    assertThat(eval("(document.querySelector(\"%s\").click(), 'done')".formatted(selector)))
        .isEqualTo("done");
  }

  /// Moves the pointer over a place of the first map: `down` also presses and lets go there.
  private static void pointer(double lon, double lat, boolean down) {
    String events = down ? "['pointermove','pointerdown','pointerup']" : "['pointermove']";
    eval(
        String.format(
            Locale.ROOT,
            "(() => { const m = explorer.panels[0].map, b = m.board, r = b.getBoundingClientRect(), [x, y] = m.pointOf(%f, %f);"
                + " b.setPointerCapture = () => {};"
                + " for (const name of %s) b.dispatchEvent(new PointerEvent(name, {bubbles: true, button: 0, pointerId: 1, clientX: r.left + x, clientY: r.top + y})); })()",
            lon,
            lat,
            events));
  }

  private static double shown(int time, int level, int j, int i) {
    return MadeField.value(time, level, j, i) - 273.15;
  }

  @Test
  void theFirstVariableIsShownWithoutAsking() throws Exception {
    open("", 1280);
    assertThat(eval("document.querySelector('h2').textContent")).startsWith("Temperature <of>");
    assertThat(subtitle(0)).isEqualTo("2000-01-30, 100000 Pa");
    assertThat(eval("explorer.panels[0].map.values.length")).isEqualTo("30");
    assertThat(eval("document.querySelectorAll('script:not([src]), [onclick]').length"))
        .isEqualTo("0");
  }

  @Test
  void aSliderGoesThroughTimeAndTheAddressFollows() throws Exception {
    open("?var=t", 1280);
    eval(
        "(() => { const s = document.querySelector('[data-dim=time]'); s.value = 2; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); })()");
    browser.await(
        "document.querySelector('.subtitle').textContent == '2000-03-30, 100000 Pa' && " + SHOWN);
    assertThat(search()).contains("at.time=2");
    assertThat(eval("document.querySelector('[data-dim=time]').getAttribute('aria-valuetext')"))
        .isEqualTo("2000-03-30");
    press("[aria-label='Next plev']");
    browser.await("document.querySelector('.subtitle').textContent == '2000-03-30, 50000 Pa'");
    double value = Double.parseDouble(eval("explorer.panels[0].map.values[8]"));
    assertThat(value).isCloseTo(shown(2, 1, 1, 2), org.assertj.core.api.Assertions.within(1e-4));
    eval("history.back()");
    browser.await("document.querySelector('.subtitle').textContent == '2000-03-30, 100000 Pa'");
    assertThat(search()).doesNotContain("plev=1");
    eval("history.back()");
    browser.await("document.querySelector('.subtitle').textContent == '2000-01-30, 100000 Pa'");
  }

  @Test
  void hoverTellsTheValueAndAClickTheSeriesThere() throws Exception {
    open("?var=t&at.plev=1", 1280);
    browser.await("explorer.panels[0].map?.frame !== undefined");
    pointer(60, 30, false);
    browser.await("document.querySelector('.says-now').textContent.includes('°C')");
    assertThat(eval("document.querySelector('.says-now').textContent.replace('−', '-')"))
        .startsWith("30°N 60°E: " + String.format(Locale.ROOT, "%.3f", shown(0, 1, 3, 1)));
    pointer(60, 30, true);
    browser.await("document.querySelectorAll('.view').length == 2 && " + SHOWN);
    assertThat(search()).contains("2.kind=series", "2.point=60,30", "2.at.plev=1");
    double value = Double.parseDouble(eval("explorer.panels[1].frame.values[3]"));
    assertThat(value).isCloseTo(shown(3, 1, 3, 1), org.assertj.core.api.Assertions.within(1e-4));
    // the same level in both, since they are linked
    press("[aria-label='Next plev']");
    browser.await(
        "[...document.querySelectorAll('.subtitle')].every(s => s.textContent.includes('20000 Pa'))");
    String address = search();
    open(address, 1280);
    assertThat(eval("document.querySelectorAll('.view').length")).isEqualTo("2");
    assertThat(subtitle(1)).startsWith("20000 Pa, 30°N 60°E");
  }

  @Test
  void aDraggedAreaGivesItsMeanAndCanBeLookedAtAlone() throws Exception {
    open("?var=t", 1280);
    browser.await("explorer.panels[0].map?.frame !== undefined");
    eval("explorer.panels[0].map.link.select({west: -70, south: -30, east: 70, north: 40})");
    browser.await("!document.querySelector('.area').hidden");
    press(".area button");
    browser.await("document.querySelectorAll('.view').length == 2 && " + SHOWN);
    assertThat(search()).contains("2.box=-70,-30,70,40");
    eval(
        "[...document.querySelectorAll('.area button')].find(b => b.textContent == 'Show only this').click()");
    browser.await("explorer.panels[0].frame.values.length == 9 && " + SHOWN);
  }

  @Test
  void limitsColoursUnitsProjectionAndComparisonAreChosen() throws Exception {
    open("?var=t", 1280);
    choose("Limits", "hand");
    browser.await("document.querySelector('.ends:not([hidden])') != null && " + SHOWN);
    eval(
        "(() => { const [low, high] = document.querySelectorAll('.limit'); low.value = -30; high.value = 0; high.dispatchEvent(new Event('change')); })()");
    browser.await(
        "explorer.panels[0].levels.bounds[0] == -30 && explorer.panels[0].levels.bounds.at(-1) == 0");
    choose("Colours", "magma");
    browser.await("explorer.panels[0].frame.levels.colors == 'magma' && " + SHOWN);
    choose("Units", "degF");
    browser.await("explorer.panels[0].frame.units == 'degF' && " + SHOWN);
    choose("Projection", "NorthPolarStereographic");
    browser.await("explorer.panels[0].map.link.projection.name == 'NorthPolarStereographic'");
    assertThat(search())
        .contains("limits=-30,0", "colors=magma", "units=degF", "projection=NorthPolar");
    open("?var=t&at.time=3", 1280);
    choose("Minus", "|t");
    browser.await("document.querySelectorAll('[data-dim=time]').length == 2 && " + SHOWN);
    eval(
        "(() => { const s = document.querySelectorAll('[data-dim=time]')[1]; s.value = 1; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); })()");
    browser.await(
        "document.querySelector('.subtitle').textContent == '2000-04-30, 100000 Pa minus 2000-02-30, 100000 Pa'");
    double value = Double.parseDouble(eval("explorer.panels[0].map.values[5]"));
    assertThat(value)
        .isCloseTo(
            shown(3, 0, 0, 5) - shown(1, 0, 0, 5), org.assertj.core.api.Assertions.within(1e-4));
  }

  @Test
  void everyKindOfPictureIsATabAway() throws Exception {
    open("?var=t", 1280);
    for (String kind :
        new String[] {"series", "profile", "zonal", "hovmoller", "section", "histogram", "map"}) {
      press("[data-value=" + kind + "]");
      browser.await(
          "explorer.panels[0].frame.kind == '%s' && document.querySelector('.figure canvas') != null && %s"
              .formatted(kind, SHOWN));
      assertThat(search()).contains("kind=" + kind);
    }
  }

  @Test
  void playGoesOnUntilItIsStopped() throws Exception {
    open("?var=t", 1280);
    press("[aria-label='Play along time']");
    browser.await("explorer.panels[0].at({name: 'time'}) == 3");
    browser.await("explorer.panels[0].at({name: 'time'}) == 1");
    press("[aria-label='Play along time']");
    browser.await("document.querySelector('.play').getAttribute('aria-pressed') == 'false'");
  }

  @Test
  void theCodeIsShownAndFilesAreSaved() throws Exception {
    open("?var=t&at.time=2", 1280);
    press(".show-code");
    browser.await("document.querySelectorAll('dialog[open] pre').length == 2");
    assertThat(eval("[...document.querySelectorAll('dialog pre')].at(-1).textContent"))
        .contains(".isel(\"time\", 2) // 2000-03-30", "plot(x)");
    eval("document.querySelector('dialog').close()");
    browser.await("document.querySelector('dialog') == null");
    for (String format : new String[] {"png", "svg", "csv", "gif"}) {
      press("[data-format=" + format + "]");
      browser.await(
          "document.querySelector('.says-now').textContent == 'Saved t_map.%s.'".formatted(format));
    }
  }

  @Test
  void aStateThatDoesNotFitIsToldAndCanBeLeft() throws Exception {
    browser.open(asking.url("/?var=t&at.time=77"), 1280, 900, false);
    browser.await("document.querySelector('.view')?.dataset.state == 'failed'");
    assertThat(eval("document.querySelector('.view [role=alert]').textContent"))
        .contains("there are 0 to 3");
    press("[data-value=zonal]");
    eval("document.querySelector('[data-dim=time]').dispatchEvent(new Event('change'))");
    browser.await(SHOWN);
    assertThat(eval("document.querySelector('.view [role=alert]').hidden")).isEqualTo("true");
  }

  @Test
  void thePageFitsSmallScreensAndCanBeUsedByKeyboardAndEar() throws Exception {
    for (int width : new int[] {1280, 400}) {
      open("?var=t&2.var=t&2.kind=section&3.var=t&3.kind=series", width);
      assertThat(eval("document.documentElement.scrollWidth")).isEqualTo(Integer.toString(width));
      // everything that can be used has a name
      assertThat(
              eval(
                  "[...document.querySelectorAll('button, select, input, summary, [tabindex]')].filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length)).map(e => e.outerHTML).join()"))
          .isEmpty();
    }
    assertThat(
            eval(
                "[...document.styleSheets].some(s => [...s.cssRules].some(r => r.selectorText == ':focus-visible'))"))
        .isEqualTo("true");
    eval(
        "(() => { const b = document.querySelector('.board'); for (const key of ['ArrowLeft', 'ArrowUp']) b.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); })()");
    browser.await("document.querySelector('.says-now').textContent != ''");
  }

  /// The elements with text of their own whose colour stands out too little from what lies behind
  /// them, by WCAG 2.2's [contrast ratio](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
  private static final String PALE =
      """
      (() => {
        const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = text => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = text; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
        const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, k) => sum + v * [.2126, .7152, .0722][k], 0);
        const behind = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
        const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.offsetParent;
        return [...document.querySelectorAll('body *')].filter(own).filter(e => {
          const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
          return (a + .05) / (b + .05) < 4.5;
        }).map(e => e.outerHTML.slice(0, 200)).join();
      })()\
      """;

  @Test
  void wordsStandOutInLightAndDark() throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      browser.open("about:blank", 1280, 900, dark);
      browser.await("location.href == 'about:blank'");
      browser.open(
          asking.url("/?var=t&2.var=t&2.kind=profile&3.var=t&3.at.time=77"), 1280, 900, dark);
      browser.await("document.querySelectorAll('.view[data-state=shown]').length == 2");
      browser.await("document.querySelector('[data-panel=\"3\"]').dataset.state == 'failed'");
      press(".show-code");
      browser.await("document.querySelectorAll('dialog[open] pre').length == 2");
      assertThat(eval("matchMedia('(prefers-color-scheme: dark)').matches"))
          .isEqualTo(Boolean.toString(dark));
      assertThat(eval(PALE)).isEmpty();
      assertThat(eval("document.querySelectorAll('body *').length > 100")).isEqualTo("true");
    }
  }

  /// Notes each text that is drawn on a canvas from now on, with its contrast to what lies behind.
  private static final String WATCH_TEXTS =
      """
      (() => {
        const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, k) => sum + v * [.2126, .7152, .0722][k], 0);
        const one = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = text => { one.clearRect(0, 0, 1, 1); one.fillStyle = text; one.fillRect(0, 0, 1, 1); return [...one.getImageData(0, 0, 1, 1).data]; };
        const behind = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
        const draw = CanvasRenderingContext2D.prototype.fillText;
        window.texts = [];
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
          const wide = this.measureText(text).width;
          const across = x + ({right: -.5, end: -.5, center: 0}[this.textAlign] ?? .5) * wide;
          const down = y + ({top: 5, hanging: 5, middle: 0, bottom: -5}[this.textBaseline] ?? -4);
          const at = this.getTransform().transformPoint(new DOMPoint(across, down));
          const [r, g, b, a] = this.getImageData(at.x, at.y, 1, 1).data, ground = behind(this.canvas);
          const under = [r, g, b].map((v, k) => v * a / 255 + ground[k] * (1 - a / 255));
          const [high, low] = [light(rgba(this.fillStyle)), light(under)].sort((p, q) => q - p);
          texts.push({text, contrast: (high + .05) / (low + .05), fill: this.fillStyle, under: under.join()});
          draw.call(this, text, x, y, ...rest);
        };
        document.querySelectorAll('.board, canvas').forEach(e => { const held = e.parentElement; held.style.maxWidth = held.clientWidth - 24 + 'px'; });
      })()\
      """;

  /// Numbers on axes and colour bars, and labels of meridians.
  @Test
  void textsOnPicturesStandOutInLightAndDark() throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      browser.open("about:blank", 1280, 900, dark);
      browser.await("location.href == 'about:blank'");
      browser.open(
          asking.url(
              "/?var=t&2.var=t&2.kind=profile&3.var=t&3.kind=series&4.var=t&4.kind=section&5.var=t&5.kind=histogram"),
          1280,
          900,
          dark);
      browser.await("document.querySelectorAll('.view[data-state=shown]').length == 5");
      browser.await("explorer.panels[0].map?.frame !== undefined");
      eval(WATCH_TEXTS);
      browser.await("new Set(texts.map(t => t.text)).size > 25");
      assertThat(
              eval(
                  "JSON.stringify(texts.filter(t => t.contrast < 4.5 && t.text.trim()).slice(0, 5))"))
          .isEqualTo("[]");
    }
  }

  @Test
  void anAreaIsChosenByKeysAlone() throws Exception {
    open("?var=t", 1280);
    browser.await("explorer.panels[0].map?.frame !== undefined");
    eval(
        "(() => { const {board, link} = explorer.panels[0].map; const press = key => board.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); link.point([10, 0]); press('b'); for (let i = 0; i < 15; i++) { press('ArrowRight'); press('ArrowUp'); } press('b'); })()");
    browser.await("!document.querySelector('.area').hidden");
    assertThat(
            Double.parseDouble(
                eval(
                    "explorer.panels[0].map.link.box.east - explorer.panels[0].map.link.box.west")))
        .isGreaterThan(5);
    assertThat(eval("document.querySelector('.area button').textContent"))
        .isEqualTo("Mean of this area over time");
  }
}
