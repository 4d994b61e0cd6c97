package io.amasia.plot.interactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Slice;
import io.amasia.dataset.Variable;
import io.amasia.plot.Look;
import io.amasia.plot.MapLook;
import io.amasia.plot.PlotOptions;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.Accessibility;
import io.amasia.testkit.Browser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Interactive plots in a browser: what their readers see and do, against the values.
///
/// `-Damasia.pictures=DIR` writes pictures of the pages, dark and light, wide and narrow.
class InteractivePlotTest {
  private static final String LONG_NAME =
      "near-surface </script><img src=x onerror=hacked()> & \"air\"";

  @TempDir static Path folder;
  private static Browser browser;

  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(folder);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /// `tas[time 3, member 2, lat 18, lon 36]` = 1000 · time + 500 · member + cell, one cell missing.
  private static Dataset field(String second) {
    double[] values =
        IntStream.range(0, 3 * 2 * 648).mapToDouble(InteractivePlotTest::value).toArray();
    Variable tas =
        Variable.of(
                List.of("time", second, "lat", "lon"), NdArray.of(Shape.of(3, 2, 18, 36), values))
            .withAttrs(Map.of("units", Attribute.of("m"), "long_name", Attribute.of(LONG_NAME)));
    Variable time =
        Variable.times(
            Calendar.D360,
            "time",
            "2000-01-30T00:00:00",
            "2000-02-30T00:00:00",
            "2000-03-30T00:00:00");
    var coords =
        new Coordinates(
            Map.of(
                "time",
                time,
                second,
                Variable.of(List.of(second), List.of("one", "two")),
                "lat",
                degrees("lat", 18, 85, -10, "degrees_north"),
                "lon",
                degrees("lon", 36, 5, 10, "degrees_east")));
    return new DataArray("tas", tas, coords).toDataset();
  }

  private static double value(int i) {
    int cell = i % 648;
    return cell == 600 ? Double.NaN : 1000 * (i / 1296) + 500 * (i / 648 % 2) + cell;
  }

  private static Variable degrees(String dim, int n, double first, double step, String units) {
    double[] values = IntStream.range(0, n).mapToDouble(i -> first + i * step).toArray();
    return Variable.of(List.of(dim), values).withAttr("units", Attribute.of(units));
  }

  private PlotOptions options() {
    return new PlotOptions(Optional.empty(), "", false, Optional.empty(), Look.BY_DATA, said::add);
  }

  private InteractivePlot plot(Dataset data) {
    return InteractivePlot.of(data, "tas", options());
  }

  private static void open(InteractivePlot plot, String name) throws Exception {
    Path file = folder.resolve(name + ".html");
    plot.save(file.toString());
    String pictures = System.getProperty("amasia.pictures");
    for (int width : pictures == null ? new int[] {} : new int[] {1280, 400}) {
      for (boolean dark : new boolean[] {false, true}) {
        show(file, width, dark);
        browser.picture(
            Path.of(pictures, "%s-%d%s.png".formatted(name, width, dark ? "-dark" : "")));
      }
    }
    show(file, 1280, false);
    browser.eval("URL.createObjectURL = blob => (window.saved = blob, 'blob:none')");
  }

  private static void show(Path file, int width, boolean dark) throws Exception {
    browser.open("about:blank", width, 900, dark);
    browser.await("document.body.dataset.ready === undefined");
    browser.open(file.toUri().toString(), width, 900, dark);
    browser.await("document.body?.dataset.ready === 'true'");
    browser.await(
        "[...document.querySelectorAll('.board canvas')].every(canvas => canvas.height > 60)");
  }

  private static String says() {
    return browser.eval("document.querySelector('.says').textContent");
  }

  private static void press(String keys) {
    for (String key : keys.split(" ", -1)) {
      browser.eval(
          "document.querySelector('.board').dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))"
              .formatted(key));
    }
  }

  private static void slide(int slider, int to) {
    browser.eval(
        "(n => { n.value = %d; n.dispatchEvent(new Event('input')); })(document.querySelectorAll('input[type=range]')[%d])"
            .formatted(to, slider));
  }

  private static String saved(String button) throws Exception {
    browser.eval("(window.saved = null, window.text = null)");
    browser.eval(
        "[...document.querySelectorAll('button')].find(b => b.textContent === '%s').click()"
            .formatted(button));
    browser.await("window.saved !== null");
    browser.eval("saved.text().then(text => { window.text = text; })");
    browser.await("window.text !== null");
    return browser.eval("window.text");
  }

  /// The value of the cell that the words under a map say the cursor is in.
  private static double expected(String said) {
    Matcher at = Pattern.compile("^([\\d.]+)°([EW]?), ([\\d.]+)°([NS]?): ").matcher(said);
    assertThat(at.find()).as(said).isTrue();
    double lon = Double.parseDouble(at.group(1)) * (at.group(2).equals("W") ? -1 : 1);
    double lat = Double.parseDouble(at.group(3)) * (at.group(4).equals("S") ? -1 : 1);
    int row = (int) Math.floor((90 - lat) / 10);
    return row * 36 + Math.floorMod((int) Math.floor(lon / 10), 36);
  }

  @Test
  void theValueUnderTheCursorIsThatOfItsCell() throws Exception {
    open(plot(field("scenario")), "map");
    press("ArrowRight ArrowRight ArrowUp ArrowUp ArrowUp");
    double cell = expected(says());
    assertThat(says()).endsWith(": %.0f m".formatted(cell));
    slide(0, 2);
    slide(1, 1);
    assertThat(says()).endsWith(": %.0f m".formatted(cell + 2500));
    assertThat(browser.eval("document.querySelector('.slider output').textContent"))
        .isEqualTo("2000-03-30 (3/3)");
  }

  @Test
  void aChosenPlaceIsFollowedAlongTheSlider() throws Exception {
    open(plot(field("scenario")), "followed");
    press("ArrowRight ArrowUp Enter");
    double cell = expected(says());
    slide(0, 1);
    browser.await("document.querySelectorAll('.chart .board').length === 2");
    browser.await("document.querySelectorAll('.says')[1].textContent !== ''");
    assertThat(browser.eval("document.querySelectorAll('.says')[1].textContent"))
        .isEqualTo("2000-02-30: %.0f".formatted(cell + 1000));
  }

  @Test
  void hostileTextStaysText() throws Exception {
    open(plot(field("scenario")), "hostile");
    assertThat(browser.eval("document.querySelector('h1').textContent"))
        .isEqualTo("Near" + LONG_NAME.substring(4));
    assertThat(browser.eval("document.images.length")).isEqualTo("0");
    assertThat(browser.eval("document.title")).contains("</script>");
  }

  @Test
  void aNotebookGetsTheSameDocumentInAFrame() throws Exception {
    InteractivePlot plot = plot(field("scenario"));
    browser.open("about:blank", 800, 600, false);
    browser.await("document.body !== null");
    String html = plot.toHtml();
    browser.eval(
        "(document.body.innerHTML = new TextDecoder().decode(Uint8Array.from(atob('%s'), c => c.charCodeAt(0))), 1)"
            .formatted(Base64.getEncoder().encodeToString(html.getBytes(StandardCharsets.UTF_8))));
    assertThat(browser.eval("document.querySelector('iframe').sandbox.value"))
        .isEqualTo("allow-scripts allow-downloads");
    assertThat(
            browser.eval(
                "JSON.parse(new DOMParser().parseFromString(document.querySelector('iframe').srcdoc, 'text/html').getElementById('data').textContent).kind"))
        .isEqualTo("map");
  }

  @Test
  void mapsSideBySideShareTheirCursor() throws Exception {
    open(plot(field("scenario")).col("scenario"), "facets");
    assertThat(browser.eval("document.querySelectorAll('.grid .board').length")).isEqualTo("2");
    press("ArrowRight ArrowUp");
    double cell = expected(says());
    assertThat(says()).endsWith(": one: %.0f m; two: %.0f m".formatted(cell, cell + 500));
    assertThatThrownBy(() -> plot(field("scenario")).col("lat").document())
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("[time, scenario]");
    assertThatThrownBy(() -> plot(field("scenario")).lines("time").col("time").document())
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("no lines along 'time'");
  }

  @Test
  void aPageBeginsWithTheViewThatIsAskedFor() throws Exception {
    var look = Look.BY_DATA.withMap(MapLook.WHOLE.at(10, 20, 3).withEdges(true));
    var options = PlotOptions.standard().with(look);
    open(InteractivePlot.of(field("scenario"), "tas", options), "held");
    assertThat(
            browser.eval(
                "[...document.querySelectorAll('.switch')].map(b => b.getAttribute('aria-pressed')).join()"))
        .endsWith(",true,true,true");
  }

  @Test
  void everyProjectionAndLookIsDrawnWithoutError() throws Exception {
    open(plot(field("scenario")), "looks");
    browser.eval(
        "(window.failed = '', window.onerror = text => { failed = text; }, document.querySelector('details').open = true)");
    browser.eval(
        """
        [...document.querySelectorAll('select')].forEach(select => [...select.options].forEach(option => {
          select.value = option.value;
          select.dispatchEvent(new Event('change'));
        }))\
        """);
    browser.eval("document.querySelectorAll('.switch').forEach(b => b.click())");
    browser.await("new Promise(r => requestAnimationFrame(r)) && true");
    assertThat(browser.eval("window.failed")).isEmpty();
    assertThat(saved("SVG")).startsWith("<svg").contains("<image");
  }

  @Test
  void whatIsShownIsSaved() throws Exception {
    open(plot(field("scenario")), "saved");
    slide(0, 1);
    List<String> rows = saved("CSV").lines().toList();
    assertThat(rows).hasSize(649).startsWith("lon,lat,tas", "5,85,1000", "15,85,1001");
    assertThat(rows.get(601)).isEqualTo("245,-75,");
    String svg = saved("SVG");
    assertThat(svg).contains("<path", "href=\"data:image/png", "&lt;/script>", "2000-02-30");
    assertThat(
            browser.eval(
                "new DOMParser().parseFromString(window.text, 'image/svg+xml').querySelector('parsererror') === null"))
        .isEqualTo("true");
    saved("PNG");
    assertThat(Integer.parseInt(browser.eval("saved.size"))).isGreaterThan(10_000);
  }

  @Test
  void pagesAreForAll() throws Exception {
    Dataset data = field("scenario");
    Dataset both = data.with("twice", data.get("tas").times(2).named("twice").variable());
    Map<String, InteractivePlot> pages =
        Map.of(
            "facets", plot(data).col("scenario"),
            "lines", plot(data.isel("lat", 3L).isel("lon", Slice.slice(0, 3))),
            "histogram", plot(data).histogram(7),
            "scatter", InteractivePlot.of(both, "tas", options()).against("twice"));
    for (var page : pages.entrySet()) {
      Path file = folder.resolve(page.getKey() + "-for-all.html");
      page.getValue().save(file.toString());
      Accessibility.check(browser, page.getKey(), (width, dark) -> show(file, width, dark));
    }
  }

  @Test
  void linesOfAnEnsembleShowMeanAndRange() throws Exception {
    Dataset data = field("member").isel("lat", 3L).isel("lon", Slice.slice(0, 3));
    open(plot(data), "lines");
    press("ArrowRight");
    assertThat(says())
        .isEqualTo(
            "2000-01-30: lon 5 °E 358 (108 to 608); lon 15 °E 359 (109 to 609); lon 25 °E 360 (110 to 610)");
    browser.eval("document.querySelector('.legend button').click()");
    browser.await("document.querySelector('.legend button').ariaPressed === 'false'");
    press("ArrowRight");
    assertThat(says()).startsWith("2000-02-30: lon 15").doesNotContain("lon 5 ");
    assertThat(saved("CSV")).startsWith("time,lon 5");
    assertThat(said).contains("lines are means over 'member', shading is its range, n = 2");
  }

  @Test
  void aHistogramCountsEveryValue() throws Exception {
    open(plot(field("scenario")).histogram(7), "histogram");
    List<String> rows = saved("CSV").lines().skip(1).toList();
    assertThat(rows).hasSize(7);
    double[] all =
        IntStream.range(0, 3888)
            .mapToDouble(InteractivePlotTest::value)
            .filter(v -> !Double.isNaN(v))
            .toArray();
    for (String row : rows) {
      double[] cells = Arrays.stream(row.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      boolean last = row.equals(rows.getLast());
      long expected =
          Arrays.stream(all).filter(v -> v >= cells[0] && (v < cells[1] || last)).count();
      assertThat((long) cells[2]).isEqualTo(expected);
    }
    assertThat(browser.eval("document.querySelector('.notes').textContent"))
        .contains("3882 values, 6 missing");
  }

  @Test
  void dotsStandOverTheOtherVariable() throws Exception {
    Dataset data = field("scenario");
    DataArray twice = data.get("tas").times(2).named("twice");
    open(
        InteractivePlot.of(data.with("twice", twice.variable()), "tas", options()).against("twice"),
        "scatter");
    assertThat(saved("CSV")).startsWith("twice,tas\n0,0\n2,1\n4,2\n");
    press("ArrowRight ArrowRight ArrowRight");
    assertThat(says()).isEqualTo("twice 4: 2");
    press("ArrowLeft");
    assertThat(says()).isEqualTo("twice 2: 1");
    assertThatThrownBy(() ->
            InteractivePlot.of(
                    data.with("less", data.get("tas").isel("time", 0L).variable()),
                    "tas",
                    options())
                .against("less")
                .document())
        .hasMessageContaining("needs the same dimensions");
  }

  @Test
  void sectionsArePlanesOfColors() throws Exception {
    open(plot(field("scenario").isel("lon", 0L).isel("time", Slice.slice(0, 1))), "few");
    assertThat(browser.eval("document.querySelectorAll('.legend li').length")).isEqualTo("2");
    double[] values = IntStream.range(0, 648).mapToDouble(i -> i).toArray();
    double[] depths = IntStream.range(0, 18).mapToDouble(i -> 10 * i).toArray();
    var section =
        new DataArray(
                "tas",
                Variable.of(List.of("depth", "x"), NdArray.of(Shape.of(18, 36), values)),
                new Coordinates(
                    Map.of(
                        "depth",
                        Variable.of(List.of("depth"), depths)
                            .withAttrs(
                                Map.of(
                                    "units",
                                    Attribute.of("m"),
                                    "positive",
                                    Attribute.of("down"))))))
            .toDataset();
    open(plot(section), "plane");
    press("ArrowRight ArrowRight");
    assertThat(says()).isEqualTo("20, 90 m: 344");
    assertThat(saved("CSV")).startsWith("depth,x,tas\n0 m,0,0\n");
    assertThat(saved("SVG")).contains("<image");
  }

  @Test
  void stationsAreDots() {
    double[] numbers = IntStream.range(0, 30).mapToDouble(i -> i * 3 - 40).toArray();
    Variable lat =
        Variable.of(List.of("station"), numbers).withAttr("units", Attribute.of("degrees_north"));
    Variable lon =
        Variable.of(List.of("station"), numbers).withAttr("units", Attribute.of("degrees_east"));
    Variable id =
        Variable.of(List.of("station"), numbers).withAttr("cf_role", Attribute.of("timeseries_id"));
    var stations =
        new DataArray(
                "tas",
                Variable.of(List.of("station"), numbers),
                new Coordinates(Map.of("latitude", lat, "longitude", lon, "id", id)))
            .toDataset();
    assertThat(plot(stations).document()).contains("\"kind\":\"points\"");
  }

  /// Presses the pointer at one place of a board, moves it, and lets it go; parts of its size.
  private static void drag(int board, double[] from, double[] to, boolean shift) {
    browser.eval(
        """
        (() => {
          const board = document.querySelectorAll('.board')[%d], box = board.getBoundingClientRect();
          board.setPointerCapture = () => {};
          const send = (type, x, y) => board.dispatchEvent(new PointerEvent(type, {button: 0, pointerId: 1, shiftKey: %s, bubbles: true,
            clientX: box.left + x * box.width, clientY: box.top + y * box.height}));
          send('pointerdown', %s, %s);
          send('pointermove', %s, %s);
          send('pointermove', %s, %s);
          send('pointerup', %s, %s);
        })()\
        """
            .formatted(
                board,
                shift,
                from[0],
                from[1],
                (from[0] + to[0]) / 2,
                (from[1] + to[1]) / 2,
                to[0],
                to[1],
                to[0],
                to[1]));
  }

  @Test
  void theMeanOfAnAreaIsWeightedByItsCells() throws Exception {
    open(plot(field("scenario")), "area");
    browser.eval(
        "(select => { select.value = 'Equirectangular'; select.dispatchEvent(new Event('change')); })([...document.querySelectorAll('select')].at(-1))");
    browser.await("document.querySelector('.board').clientHeight > 450");
    drag(0, new double[] {0.5, 0.2}, new double[] {0.7, 0.6}, true);
    Matcher box =
        Pattern.compile(
                "mean of ([\\d.]+)°(E?W?) to ([\\d.]+)°E, ([\\d.]+)°(S?)N? to ([\\d.]+)°N \\((\\d+) cells\\): ([\\d.]+) m")
            .matcher(says());
    assertThat(box.find()).as(says()).isTrue();
    double west = Double.parseDouble(box.group(1)) * (box.group(2).equals("W") ? -1 : 1);
    double south = Double.parseDouble(box.group(4)) * (box.group(5).equals("S") ? -1 : 1);
    double sum = 0;
    double weight = 0;
    int cells = 0;
    for (int cell = 0; cell < 648; cell++) {
      double lon = cell % 36 * 10 + 5;
      double lat = 85 - cell / 36 * 10;
      double turned = lon > 180 ? lon - 360 : lon;
      if (turned >= west
          && turned <= Double.parseDouble(box.group(3))
          && lat >= south
          && lat <= Double.parseDouble(box.group(6))) {
        double area = Math.sin(Math.toRadians(lat + 5)) - Math.sin(Math.toRadians(lat - 5));
        sum += area * cell;
        weight += area;
        cells++;
      }
    }
    assertThat(Integer.parseInt(box.group(7))).isEqualTo(cells).isGreaterThan(20);
    assertThat(Double.parseDouble(box.group(8))).isCloseTo(sum / weight, within(0.01));
  }

  /// Waits until what was asked for is on the screen.
  private static void drawn() throws Exception {
    browser.eval(
        "(window.drawn = false, requestAnimationFrame(() => setTimeout(() => { drawn = true; }, 30)))");
    browser.await("window.drawn");
  }

  @Test
  void draggingMovesAllMapsTogether() throws Exception {
    open(plot(field("scenario")).col("scenario"), "moved");
    browser.eval(
        "[...document.querySelectorAll('button')].find(b => b.textContent === '+').click()");
    drawn();
    press("ArrowRight");
    String before = says();
    drag(1, new double[] {0.5, 0.5}, new double[] {0.7, 0.5}, false);
    browser.eval(
        "document.querySelector('.board').dispatchEvent(new PointerEvent('pointerleave'))");
    drawn();
    press("ArrowRight");
    assertThat(before).matches("[\\d.]+°E.*");
    assertThat(says()).as("the middle lies further west").matches("[\\d.]+°W.*");
  }

  @Test
  void draggingOverAChartLooksAtAPartOfAll() throws Exception {
    Dataset data = field("member").isel("lat", 3L).isel("lon", Slice.slice(0, 2));
    open(plot(data).col("lon"), "zoomed");
    drag(0, new double[] {0.6, 0.4}, new double[] {0.9, 0.6}, false);
    browser.eval(
        "document.querySelector('.board').dispatchEvent(new PointerEvent('pointerleave'))");
    browser.eval(
        "document.querySelectorAll('.board')[1].dispatchEvent(new PointerEvent('pointermove', {clientX: document.querySelectorAll('.board')[1].getBoundingClientRect().right - 20, clientY: 300}))");
    assertThat(
            browser.eval(
                "[...document.querySelectorAll('.says')].map(n => n.textContent).join('|')"))
        .isEqualTo("2000-03-30: 2358 (2108 to 2608)|2000-03-30: 2359 (2109 to 2609)");
  }

  @Test
  void wordsAreReadableInLightAndDark() throws Exception {
    Path file = folder.resolve("contrast.html");
    plot(field("scenario")).save(file.toString());
    for (boolean dark : new boolean[] {false, true}) {
      show(file, 400, dark);
      String low =
          """
          [...document.querySelectorAll('h1, p, label, output, button, summary, select')].filter(node => {
            const light = css => css.match(/[\\d.]+/g).slice(0, 3).map(v => (v /= 255, v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4))
              .reduce((sum, v, k) => sum + v * [.2126, .7152, .0722][k], 0);
            let ground = node;
            while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
            const [a, b] = [getComputedStyle(node).color, getComputedStyle(ground).backgroundColor].map(light).sort((x, y) => y - x);
            return (a + .05) / (b + .05) < 4.5;
          }).map(node => node.outerHTML)\
          """;
      assertThat(browser.eval(low)).isEmpty();
      assertThat(browser.eval("document.documentElement.scrollWidth <= 400")).isEqualTo("true");
    }
  }
}
