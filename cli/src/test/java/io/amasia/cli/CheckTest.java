package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.Shared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `check` finds in files that do not fit together, and that it finds nothing in good ones.
class CheckTest {
  private static final Calendar CALENDAR = Calendar.NOLEAP;

  @TempDir Path folder;

  @Test
  void filesThatContinueEachOtherAreGood() {
    CommandRun run = check(file("a", 2000, 0, 12), file("b", 2001, 0, 12));
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains("2 files read, 0 wrong, 1 note").contains("2001-12-16");
    assertThat(run.out()).contains("times count in");
    assertThat(check(file("alone", 2000, 0, 12)).out()).contains("0 wrong, 0 notes", "good");
  }

  @Test
  void missingMonthsBetweenAndWithinFiles() {
    CommandRun run = check(file("a", 2000, 0, 11), file("b", 2001, 0, 12));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("wrong: b.nc: 1 time is missing between 2000-11-16 and 2001-01-16");
  }

  @Test
  void overlapsAreNamedWithBothFiles() {
    CommandRun run = check(file("a", 2000, 0, 12), file("b", 2000, 6, 12), file("c", 2001, 6, 3));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("b.nc begins at 2000-07-16, but a.nc ends at 2000-12-16 (6 common times)");
  }

  @Test
  void repeatedAndUnorderedTimes() {
    List<Long> times = months(2000, 0, 6);
    times.add(3, times.get(2));
    CommandRun twice = check(write("twice", times, "K", 0, CALENDAR));
    assertThat(twice.out()).contains("1 times are there twice, the first at 2000-03-16");
    List<Long> back = months(2000, 0, 6);
    java.util.Collections.swap(back, 1, 4);
    assertThat(check(write("back", back, "K", 0, CALENDAR)).out()).contains("times go back");
  }

  @Test
  void unitsAndCalendarsThatChange() {
    CommandRun run =
        check(
            write("kelvin", months(2000, 0, 12), "K", 0, CALENDAR),
            write("celsius", months(2001, 0, 12), "degC", 0, CALENDAR));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("tas is in 'K' in kelvin.nc, 'degC' in celsius.nc");
    CommandRun calendars =
        check(
            write("one", months(2000, 0, 12), "K", 0, CALENDAR),
            write("other", months(2001, 0, 12), "K", 0, Calendar.D360));
    assertThat(calendars.out()).contains("calendars 'noleap' in one.nc, '360_day' in other.nc");
  }

  @Test
  void gridsThatNearlyMatchAreANoteAndOthersAreWrong() {
    CommandRun near =
        check(
            write("a", months(2000, 0, 12), "K", 0, CALENDAR),
            write("b", months(2001, 0, 12), "K", 1e-5, CALENDAR));
    assertThat(near.code()).as(near.out()).isZero();
    assertThat(near.out()).contains("note: b.nc: 'lat' nearly matches that of a.nc");
    CommandRun far =
        check(
            write("a", months(2000, 0, 12), "K", 0, CALENDAR),
            write("b", months(2001, 0, 12), "K", 0.5, CALENDAR));
    assertThat(far.code()).isEqualTo(1);
    assertThat(far.out())
        .contains(
            "runs from 0.5 to 20.5, that of a.nc from 0.0 to 20.0; they differ by 0.050 of a step");
  }

  @Test
  void aCoordinateThatOnlySomeFilesHaveIsWrong() {
    String full = file("full", 2001, 0, 12);
    String bare = folder.resolve("bare.nc").toString();
    try (Dataset dataset = Opening.open(List.of(file("a", 2000, 0, 12)), OpenOptions.standard())) {
      dataset.dropVars("lat").toNetcdf(bare);
    }
    assertThat(check(full, bare).out()).contains("wrong: bare.nc: no coordinate 'lat'");
    CommandRun run = check(bare, full);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("wrong: full.nc: coordinate 'lat', which bare.nc lacks, would be left out");
  }

  @Test
  void unitsOfCoordinatesMayBeSpelledOtherwise() {
    String other =
        changed(
            "other",
            ds -> ds.withCoord("lat", lat(ds).withAttr("units", Attribute.of("degreesN"))));
    String first =
        changed(
            "first",
            ds -> ds.withCoord("lat", lat(ds).withAttr("units", Attribute.of("degrees_north"))),
            0);
    CommandRun run = check(first, other);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).doesNotContain("is in 'degreesN'");
  }

  @Test
  void labelsThatAreNoneAreWrong() {
    String beyond =
        changed(
            "beyond",
            ds ->
                ds.withCoord(
                    "lat",
                    latitudes(80, 90, 100).withAttr("units", Attribute.of("degrees_north"))));
    assertThat(check(beyond).out()).contains("'lat' are latitudes, but reach 100.0");
    assertThat(check(changed("gap", ds -> ds.withCoord("lat", latitudes(0, Double.NaN, 20)))).out())
        .contains("'lat' has missing labels");
    CommandRun zigzag = check(changed("zigzag", ds -> ds.withCoord("lat", latitudes(0, 20, 10))));
    assertThat(zigzag.code()).isZero();
    assertThat(zigzag.out())
        .contains("note: zigzag.nc: 'lat' goes up and down: files can't be joined along it");
  }

  @Test
  void singleLabelsThatChangeAreANote() {
    String two = changed("two", ds -> ds.withCoord("height", height(2)), 0);
    String ten = changed("ten", ds -> ds.withCoord("height", height(10)));
    CommandRun run = check(two, ten);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("note: ten.nc: 'height' is 10.0 m, that of two.nc 2.0 m, which stands for all");
  }

  @Test
  void textsAndLengthsThatDifferAreWrong() {
    String texts = changed("texts", ds -> ds.withCoord("lat", names("a", "b", "c")), 0);
    String others = changed("others", ds -> ds.withCoord("lat", names("a", "x", "c")));
    assertThat(check(texts, others).out())
        .contains("'lat' has labels a, x, c, that of texts.nc a, b, c");
    String bare = changed("bare", ds -> ds.dropVars("lat"), 0);
    String shorter = changed("shorter", ds -> ds.dropVars("lat").isel("lat", List.of(0L, 1L)));
    assertThat(check(bare, shorter).out())
        .contains("wrong: shorter.nc: dimension 'lat' has length 2, that of bare.nc 3");
  }

  @Test
  void timesThatAreNoDatesAndFilesNamedTwiceAreWrong() {
    Variable months =
        Variable.of(List.of("time"), new double[] {0, 1.5})
            .withAttr("units", Attribute.of("months since 2000-01-01"));
    Dataset data =
        new Dataset(
            Map.of("tas", Variable.of(List.of("time"), new double[2])),
            new Coordinates(Map.of("time", months)),
            Map.of());
    String file = folder.resolve("months.nc").toString();
    data.toNetcdf(file);
    CommandRun run = check(file);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("of which no dates can be made");
    String twice = file("twice", 2000, 0, 12);
    assertThat(check(twice, twice).out()).contains("wrong: twice.nc: is named twice");
  }

  @Test
  void whatIsMeasuredMayNotChangeUnsaid() {
    String mean = changed("mean", ds -> method(ds, "time: mean"), 0);
    String most = changed("most", ds -> method(ds, "time: maximum"));
    assertThat(check(mean, most).out())
        .contains("note: mean.nc and 1 more: tas is 'time: mean' in mean.nc, 'time: maximum' in");
  }

  private static Dataset method(Dataset ds, String method) {
    return ds.with("tas", ds.variable("tas").withAttr("cell_methods", Attribute.of(method)));
  }

  private static Variable lat(Dataset ds) {
    return ds.coords().get("lat");
  }

  private static Variable latitudes(double... labels) {
    return Variable.of(List.of("lat"), labels);
  }

  private static Variable names(String... labels) {
    return Variable.of(List.of("lat"), List.of(labels));
  }

  private static Variable height(double metres) {
    return Variable.of(List.of(), Nodes.literal(NdArray.of(Shape.SCALAR, metres)))
        .withAttr("units", Attribute.of("m"));
  }

  private String changed(String name, UnaryOperator<Dataset> change) {
    return changed(name, change, 12);
  }

  /// A file like the others, from month `first` of 2000 on.
  private String changed(String name, UnaryOperator<Dataset> change, int first) {
    String target = folder.resolve(name + ".nc").toString();
    try (Dataset data =
        Opening.open(List.of(file("plain", 2000, first, 12)), OpenOptions.standard())) {
      change.apply(data).toNetcdf(target);
    }
    return target;
  }

  @Test
  void membersHaveEqualTimes() {
    CommandRun run = check(file("m1", 2000, 0, 12), file("m2", 2000, 0, 12));
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("--concat member");
  }

  @Test
  void realFilesWithFillsOfAnotherTypeAndStampsAtEnds() {
    String era = Shared.file("data/era/eraint_uvz.nc").toString();
    assertThat(CommandRun.of("check", era).out())
        .contains("z is int16 but its fill value NaN is float64");
    String cesm =
        Shared.file("data/cmip6/tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc")
            .toString();
    CommandRun run = CommandRun.of("check", cesm, "--json");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("\"kind\":\"stamps-at-ends\"")
        .contains("\"calendar\":\"noleap\"");
  }

  @Test
  void anUnreadableFileIsWrongAndTheOthersAreStillShown() throws java.io.IOException {
    Path broken = folder.resolve("broken.nc");
    java.nio.file.Files.writeString(broken, "CDF\u0001 no");
    CommandRun run = check(file("a", 2000, 0, 12), broken.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("wrong: broken.nc:").contains("a.nc");
  }

  private static CommandRun check(String... files) {
    List<String> words = new ArrayList<>(List.of("check"));
    words.addAll(List.of(files));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private String file(String name, int year, int month, int count) {
    return write(name, months(year, month, count), "K", 0, CALENDAR);
  }

  private static List<Long> months(int year, int month, int count) {
    List<Long> times = new ArrayList<>();
    for (int i = month; i < month + count; i++) {
      times.add(CALENDAR.micros(year + i / 12, i % 12 + 1, 16, 0, 0, 0, 0));
    }
    return times;
  }

  private String write(
      String name, List<Long> times, String units, double shift, Calendar calendar) {
    long[] micros = times.stream().mapToLong(Long::longValue).toArray();
    if (calendar != CALENDAR) {
      for (int i = 0; i < micros.length; i++) {
        var f = CALENDAR.fields(micros[i]);
        micros[i] = calendar.micros(f.year(), f.month(), f.day(), 0, 0, 0, 0);
      }
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put("time", Variable.times(calendar, "time", micros));
    coords.put("lat", Variable.of(List.of("lat"), new double[] {shift, 10 + shift, 20 + shift}));
    Variable tas =
        Variable.of(List.of("time"), new double[micros.length])
            .withAttrs(Map.of("units", Attribute.of(units)));
    Variable orog = Variable.of(List.of("lat"), new double[3]);
    Path file = folder.resolve(name + ".nc");
    DatasetWriter.write(
        new Dataset(Map.of("tas", tas, "orog", orog), new Coordinates(coords), Map.of()),
        file.toString(),
        DatasetWriter.Options.standard().overwriting());
    return file.toString();
  }
}
