package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.Calendar;
import io.amasia.geo.NaturalEarth;
import io.amasia.plan.watch.PageParts;
import io.amasia.plan.watch.Report;
import io.amasia.plot.interactive.PlotScripts;
import io.amasia.testkit.Browser;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts of live plots in a browser, against the Java that draws pictures.
class PlotScriptsTest {
  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    String scripts =
        PlotScripts.parts().stream()
            .filter(name -> name.endsWith(".js"))
            .map(name -> PageParts.script(PlotScripts.class, name))
            .collect(Collectors.joining("\n"));
    Path page = folder.resolve("scripts.html");
    Files.writeString(
        page,
        """
        <!doctype html><meta charset="utf-8"><style>%s%s</style><main></main><script>'use strict';
        %s
        %s
        const tables = readColorMaps(`%s`);
        </script>
        """
            .formatted(
                PageParts.text(Report.class, "page.css"),
                PageParts.text(PlotScripts.class, "plots.css"),
                PageParts.script(Report.class, "words.js"),
                scripts,
                PlotScripts.colorMaps()));
    browser = Browser.start(folder);
    browser.open(page.toUri().toString(), 1280, 800, false);
    browser.await("typeof tables === 'object'");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static double[] numbers(String expression) {
    String text = browser.eval("(" + expression + ").join(' ')");
    return Arrays.stream(text.split("[ ,]", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static void assertSame(String javaScript, Projection projection, double shift) {
    double[] places = {-170, 6, -15, 72, 0, 40, 10, 48, 33.3, 51, 120, 80, 179, 30};
    for (int i = 0; i < places.length; i += 2) {
      Point2D expected = projection.forward(places[i], places[i + 1]);
      double[] got = numbers(javaScript + ".forward(%s, %s)".formatted(places[i], places[i + 1]));
      assertThat(got[0]).isCloseTo(expected.getX() - shift, within(1e-9));
      assertThat(got[1]).isCloseTo(expected.getY(), within(1e-9));
    }
  }

  @Test
  void projectionsAreThoseOfPictures() {
    assertThat(browser.eval("projectionNames.map(([name]) => name).join()"))
        .isEqualTo(String.join(",", MapExtent.NAMES));
    for (WorldShape shape : WorldShape.values()) {
      assertSame("projection('%s', {lon: 11})".formatted(shape.title()), new World(shape, 11), 0);
    }
    Point2D side = new Orthographic(10, 20).forward(33, 51);
    assertThat(numbers("projection('Orthographic', {lon: 10, lat: 20}).forward(33, 51)"))
        .containsExactly(new double[] {side.getX(), side.getY()}, within(1e-9));
    assertSame(
        "projection('Equirectangular', {lon: 30, lat: 40})",
        new Projection.Equirectangular(10, 50, 30, 50),
        30 * Math.cos(Math.toRadians(40)));
    assertSame(
        "projection('LambertConformal', {lon: 10, south: 30, north: 70})",
        new LambertConformal(-10, 30, 30, 70),
        0);
    Point2D cap = new Projection.PolarStereographic(false, -40).forward(70, -55);
    assertThat(numbers("projection('SouthPolarStereographic').forward(70, -55)"))
        .containsExactly(new double[] {cap.getX(), cap.getY()}, within(1e-9));
  }

  @Test
  void everyProjectionComesBackToThePlace() {
    String worst =
        """
        projectionNames.map(([name]) => {
          const p = projection(name, {lon: 10, lat: 20});
          let worst = 0, shown = 0;
          for (let lon = -170; lon < 180; lon += 7) {
            for (let lat = -81; lat < 82; lat += 3) {
              const q = p.forward(lon, lat), back = q && p.inverse(...q);
              if (!back || name === 'LambertConformal' && lat < 0) continue;
              shown++;
              worst = Math.max(worst, Math.abs(wrapLongitude(back[0] - lon)), Math.abs(back[1] - lat));
            }
          }
          return shown > 400 ? worst : 99;
        })\
        """;
    assertThat(numbers(worst))
        .hasSize(10)
        .satisfies(all -> assertThat(Arrays.stream(all).max().orElseThrow()).isLessThan(1e-6));
  }

  @Test
  void levelsAndColorsAreThoseOfPictures() {
    for (double[] range : List.of(new double[] {-3.2, 31.7}, new double[] {0, 1e-5})) {
      Levels levels = Levels.of(range, false);
      double[] expected = new double[levels.count()];
      Arrays.setAll(expected, levels::bound);
      assertThat(numbers("boundsOf(%s, %s)".formatted(range[0], range[1])))
          .containsExactly(expected, within(1e-9));
    }
    for (double t : new double[] {0, 0.123, 0.5, 0.99, 1}) {
      Color color = ColorMap.of("RdBu_r").at(t);
      assertThat(numbers("mixed(tables.RdBu_r, %s)".formatted(t)))
          .containsExactly(color.getRed(), color.getGreen(), color.getBlue());
    }
  }

  @Test
  void outliersDoNotSqueezeTheColors() {
    double[] values =
        DoubleStream.concat(DoubleStream.iterate(0, i -> i < 500, i -> i + 1), DoubleStream.of(1e6))
            .toArray();
    double[] limits =
        numbers("limitsOf(spreadOf([...Array(500).keys(), 1e6, NaN]), 'auto', false)");
    Levels levels = Levels.of(values, false);
    assertThat(levels.bound(0)).isLessThanOrEqualTo(limits[0]);
    assertThat(levels.bound(levels.count() - 1)).isGreaterThanOrEqualTo(limits[1]);
    assertThat(numbers("limitsOf(spreadOf([-1, 2, 5]), 'symmetric', false)"))
        .containsExactly(-5, 5);
  }

  @Test
  void datesAreMarkedInTheirCalendar() {
    assertThat(browser.eval("timeTicks(1999.95, 2000.3, 6, '360_day').map(t => t.text)"))
        .isEqualTo("Jan 2000,Feb,Mar,Apr");
    assertThat(browser.eval("timeTicks(1850, 2100, 6, 'noleap').map(t => t.text)"))
        .isEqualTo("1850,1900,1950,2000,2050,2100");
    assertThat(numbers("[decimalYear(2000, 2, 1, '360_day'), decimalYear(2001, 2, 1, 'noleap')]"))
        .containsExactly(new double[] {2000 + 60 / 360.0, 2001 + 59 / 365.0}, within(1e-12));
  }

  @Test
  void cellsAreFoundAcrossTheSeam() {
    String grid = "{kind: 'grid', lonEdges: [350, 355, 360, 365, 370], latEdges: [10, 0, -10]}";
    assertThat(
            numbers("[2, 357, -7, 12].map(lon => finder(%s.lonEdges, true)(lon))".formatted(grid)))
        .containsExactly(2, 1, 0, -1);
    assertThat(numbers("[9, -9, 11].map(lat => finder(%s.latEdges, false)(lat))".formatted(grid)))
        .containsExactly(0, 1, -1);
    assertThat(
            numbers("cellsWithin(%s, {west: 356, south: -20, east: 4, north: 0})".formatted(grid)))
        .containsExactly(5, 6);
    double whole = 4 * Math.PI * (20 / 360.0) * Math.sin(Math.toRadians(10));
    assertThat(
            numbers(
                "[[0,1,2,3,4,5,6,7].reduce((sum, c) => sum + areaOf(%s, c), 0)]".formatted(grid)))
        .containsExactly(new double[] {whole}, within(1e-12));
  }

  @Test
  void polygonsThatCrossTheSeamArePaintedOnBothSides() {
    String index =
        """
        [...cellIndex({kind: 'polygons', corners: 4, lon: [170, 190, 190, 170], lat: [-10, -10, 10, 10]},
          {projection: projection('Equirectangular'), west: -180, north: 90, perPixel: 10, width: 36, height: 18})]
          .flatMap((cell, i) => cell < 0 ? [] : [i])\
        """;
    assertThat(numbers(index)).containsExactly(8 * 36, 8 * 36 + 35, 9 * 36, 9 * 36 + 35);
  }

  @Test
  void coastlinesArriveWhole() {
    int lines = NaturalEarth.at(NaturalEarth.Scale.SMALL_110M).coastlines().size();
    String packed = PlotScripts.coastlines(-180, -90, 180, 90);
    assertThat(numbers("[unpackLines('%s').length]".formatted(packed))).containsExactly(lines);
    assertThat(PlotScripts.coastlines(5, 45, 12, 50).length()).isBetween(1_000, 200_000);
  }

  @Test
  void datesAreWrittenAsTheCalendarHasThem() {
    for (Calendar calendar : Calendar.values()) {
      StringBuilder decimals = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        // Every eleven years or so from 1560, at all times of the year and of the day.
        long micros =
            calendar.micros(1560, 1, 1, 0, 0, 0, 0)
                + i * 347_000_040L * 1_000_000
                + i * 60_000_000L;
        decimals.append(i == 0 ? "" : ",").append(PlotOptions.decimalYear(calendar, micros));
        String text = calendar.format(micros).replace('T', ' ').replaceFirst(":\\d\\d$", "");
        expected.append(i == 0 ? "" : ",").append(text.replaceFirst(" 00:00$", ""));
      }
      assertThat(
              browser.eval(
                  "[%s].map(at => dateText(at, '%s'))".formatted(decimals, calendar.label())))
          .as(calendar.label())
          .isEqualTo(expected.toString());
    }
    long after = Calendar.STANDARD.micros(1582, 10, 16, 6, 0, 0, 0);
    assertThat(
            browser.eval(
                "dateText(%s, 'standard')"
                    .formatted(PlotOptions.decimalYear(Calendar.STANDARD, after))))
        .isEqualTo("1582-10-16 06:00");
  }
}
