package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Defaults;
import io.amasia.dataset.Variable;
import io.amasia.plan.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private final Map<String, StoredFixture> files = new LinkedHashMap<>();
  private final List<String> notices = new ArrayList<>();

  private StoredFixture file(String url) {
    var made = new StoredFixture(url);
    files.put(url, made);
    return made;
  }

  private StoredFixture stored(String url) {
    return Objects.requireNonNull(files.get(url), url);
  }

  private Dataset open(OpenOptions options) {
    return Opening.openAll(
        List.copyOf(files.keySet()), options.hearing(notices::add), this::stored);
  }

  private Dataset open() {
    return open(OpenOptions.standard());
  }

  private StoredFixture month(String url, double start, double... values) {
    double[] time = new double[values.length];
    double[][] bounds = new double[values.length][];
    float[][] data = new float[values.length][];
    for (int i = 0; i < time.length; i++) {
      time[i] = start + 30 * i + 15;
      bounds[i] = new double[] {start + 30 * i, start + 30 * i + 30};
      data[i] = new float[] {(float) values[i], (float) values[i] + 1};
    }
    return file(url)
        .with(
            "time",
            List.of("time"),
            time,
            "units",
            "days since 2000-01-01",
            "calendar",
            "360_day",
            "bounds",
            "time_bnds")
        .with("time_bnds", List.of("time", "nv"), bounds)
        .with("lat", List.of("lat"), new double[] {10, 20}, "bounds", "lat_bnds")
        .with("lat_bnds", List.of("lat", "nv"), new double[][] {{5, 15}, {15, 25}})
        .with("mask", List.of("lat"), new byte[] {0, 1})
        .with("tas", List.of("time", "lat"), data, "units", "K");
  }

  @Test
  void filesFollowEachOtherInTime() {
    month("b.nc", 60, 3);
    month("a.nc", 0, 1, 2);
    Dataset got = open();
    assertThat(got.sizes()).containsEntry("time", 3L).containsEntry("lat", 2L);
    assertThat(got.variable("tas").load().toDoubles()).containsExactly(1, 2, 2, 3, 3, 4);
    assertThat(got.variable("mask").dims()).containsExactly("lat");
    assertThat(got.variable("lat_bnds").dims()).containsExactly("lat", "nv");
    assertThat(got.variable("time_bnds").shape().toArray()).containsExactly(3, 2);
    Variable time = got.variable("time");
    assertThat(time.isLoaded()).isTrue();
    assertThat(Calendar.D360.format(time.load().getLong(2))).isEqualTo("2000-03-16T00:00:00");
    got.close();
    files.values().forEach(f -> assertThat(f.closed).hasValue(1));
  }

  @Test
  void dataIsNotReadToJoin() {
    month("a.nc", 0, 1);
    month("b.nc", 30, 2);
    open();
    // time and lat of each file, nothing else
    files.values().forEach(f -> assertThat(f.decoded).hasValue(2));
  }

  @Test
  void overlappingTimesAreAnError() {
    month("a.nc", 0, 1, 2);
    month("b.nc", 30, 3);
    assertThatThrownBy(this::open)
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("'time' has 2000-02-16T00:00:00 in two files")
        .hasMessageContaining("a.nc")
        .hasMessageContaining("b.nc");
    files.values().forEach(f -> assertThat(f.closed).hasValue(1));
  }

  @Test
  void coordinatesWithinToleranceAreTheFirsts() {
    float[] one = {1, 2};
    String units = "days since 2000-01-01";
    file("a.nc")
        .with("time", List.of("time"), new double[] {1}, "units", units)
        .with("lat", List.of("lat"), new double[] {10, 20})
        .with("tas", List.of("time", "lat"), new float[][] {one});
    file("b.nc")
        .with("time", List.of("time"), new double[] {2}, "units", units)
        .with("lat", List.of("lat"), new double[] {10.0005, 20})
        .with("tas", List.of("time", "lat"), new float[][] {one});
    Dataset got = open();
    assertThat(got.variable("lat").load().toDoubles()).containsExactly(10, 20);
    assertThat(notices).singleElement().asString().contains("'lat'").contains("a.nc");
  }

  @Test
  void otherGridsAreAnErrorWithBothSides() {
    String units = "days since 2000-01-01";
    file("a.nc")
        .with("time", List.of("time"), new double[] {1}, "units", units)
        .with("lat", List.of("lat"), new double[] {10, 20})
        .with("tas", List.of("time", "lat"), new float[1][2]);
    file("b.nc")
        .with("time", List.of("time"), new double[] {2}, "units", units)
        .with("lat", List.of("lat"), new double[] {10, 15, 20})
        .with("tas", List.of("time", "lat"), new float[1][3]);
    assertThatThrownBy(this::open)
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("a.nc: 2 values 10 … 20, step 10.0")
        .hasMessageContaining("b.nc: 3 values 10 … 20, step 5.0");
  }

  @Test
  void unitsAndEpochsOfTimesMayDiffer() {
    file("a.nc")
        .with("time", List.of("time"), new double[] {31}, "units", "days since 2000-01-01")
        .with("tas", List.of("time"), new float[] {1}, "units", "K");
    file("b.nc")
        .with("time", List.of("time"), new int[] {0}, "units", "hours since 2000-01-15")
        .with("tas", List.of("time"), new float[] {2}, "units", "degC");
    Dataset got = open();
    assertThat(Calendar.STANDARD.format(got.variable("time").load().getLong(0)))
        .isEqualTo("2000-01-15T00:00:00");
    // sorted: b.nc comes first, so its units stand
    assertThat(got.variable("tas").attr("units")).contains("degC");
    assertThat(got.variable("tas").load().toDoubles()[1]).isCloseTo(-272.15, within());
    assertThat(notices).singleElement().asString().contains("converted to 'degC'");
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-4);
  }

  @Test
  void otherCalendarsAreAnError() {
    file("a.nc")
        .with("time", List.of("time"), new double[] {1}, "units", "days since 2000-01-01")
        .with("tas", List.of("time"), new float[] {1});
    file("b.nc")
        .with(
            "time",
            List.of("time"),
            new double[] {2},
            "units",
            "days since 2000-01-01",
            "calendar",
            "noleap")
        .with("tas", List.of("time"), new float[] {2});
    assertThatThrownBy(this::open).hasMessageContaining("calendar of 'time' is standard");
  }

  private void scenarios() {
    for (String scenario : List.of("A1B", "E1")) {
      file(scenario + ".nc")
          .with("lat", List.of("lat"), new double[] {10, 20}, "bounds", "lat_bnds")
          .with("lat_bnds", List.of("lat", "nv"), new double[2][2])
          .with(
              "tas",
              List.of("lat"),
              new float[] {scenario.length(), 0},
              "Model scenario",
              scenario);
    }
  }

  @Test
  void equalCoordinatesNeedTheLineThatIsPrinted() {
    scenarios();
    assertThatThrownBy(this::open)
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("--concat 'scenario=@Model scenario'")
        .hasMessageContaining("concat(\"scenario\").labelledBy(\"@Model scenario\")");
  }

  @Test
  void concatMakesANewDimension() {
    scenarios();
    var along = ConcatDim.parse("scenario=@Model scenario");
    Dataset got = open(OpenOptions.standard().concat(along));
    assertThat(got.variable("tas").dims()).containsExactly("scenario", "lat");
    assertThat(got.variable("tas").load().toDoubles()).containsExactly(3, 0, 2, 0);
    assertThat(got.variable("lat_bnds").dims()).containsExactly("lat", "nv");
    assertThat(got.variable("scenario").load().getString(1)).isEqualTo("E1");
  }

  @Test
  void scalarCoordinatesThatDifferLieAlongTheNewDimension() {
    for (int run = 1; run <= 2; run++) {
      file("run" + run + ".nc")
          .with("lat", List.of("lat"), new double[] {10, 20})
          .with("run", List.of(), 10 * run)
          .with("height", List.of(), 2.0)
          .with("tas", List.of("lat"), new float[] {run, 0}, "coordinates", "run height");
    }
    Dataset got = open(OpenOptions.standard().concat(ConcatDim.parse("case=a,b")));
    assertThat(got.coords().get("run").dims()).containsExactly("case");
    assertThat(got.coords().get("run").load().toLongs()).containsExactly(10, 20);
    assertThat(got.coords().get("height").dims()).isEmpty();
  }

  @Test
  void labelsMayBeGivenOrComeFromTheFiles() {
    scenarios();
    Dataset numbered = open(OpenOptions.standard().concat(ConcatDim.parse("member=3,5")));
    assertThat(numbered.variable("member").load().toLongs()).containsExactly(3, 5);
    Dataset named = open(OpenOptions.standard().concat(ConcatDim.parse("member=@file")));
    assertThat(named.variable("member").load().getString(0)).isEqualTo("A1B");
    Dataset bare = open(OpenOptions.standard().concat(ConcatDim.along("member")));
    assertThat(bare.coords().has("member")).isFalse();
    assertThatThrownBy(() -> open(OpenOptions.standard().concat(ConcatDim.parse("m=a,a"))))
        .isInstanceOf(AmasiaException.Label.class);
    assertThatThrownBy(() -> open(OpenOptions.standard().concat(ConcatDim.parse("m=a"))))
        .isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> open(OpenOptions.standard().concat(ConcatDim.parse("m=@none"))))
        .hasMessageContaining("no attribute 'none'");
  }

  @Test
  void otherVariablesOnTheSameGridStandSideBySide() {
    file("tas.nc")
        .with("lat", List.of("lat"), new double[] {10, 20})
        .with("tas", List.of("lat"), new float[] {1, 2});
    file("pr.nc")
        .with("lat", List.of("lat"), new double[] {10, 20})
        .with("pr", List.of("lat"), new float[] {3, 4});
    Dataset got = open();
    assertThat(got.variables().keySet()).containsExactly("tas", "pr");
  }

  @Test
  void timeThatIsNotTheDimensionsCoordinateIsTaken() {
    for (int month = 1; month <= 2; month++) {
      file("nemo" + month + ".nc")
          .with("time_counter", List.of("time_counter"), new double[] {1}, "axis", "T")
          .with(
              "time_centered",
              List.of("time_counter"),
              new double[] {30.0 * month},
              "standard_name",
              "time",
              "units",
              "days since 2000-01-01",
              "calendar",
              "360_day")
          .with(
              "tos", List.of("time_counter"), new float[] {month}, "coordinates", "time_centered");
    }
    Dataset got = open();
    assertThat(got.sizes()).containsEntry("time_counter", 2L);
    assertThat(got.variable("time_counter").calendar()).contains(Calendar.D360);
    assertThat(notices).singleElement().asString().contains("time_centered");
  }

  @Test
  void strictComparesWhatIsTakenFromTheFirst() {
    month("a.nc", 0, 1);
    file("b.nc")
        .with(
            "time",
            List.of("time"),
            new double[] {45},
            "units",
            "days since 2000-01-01",
            "calendar",
            "360_day",
            "bounds",
            "time_bnds")
        .with("time_bnds", List.of("time", "nv"), new double[][] {{30, 60}})
        .with("lat", List.of("lat"), new double[] {10, 20}, "bounds", "lat_bnds")
        .with("lat_bnds", List.of("lat", "nv"), new double[][] {{5, 15}, {15, 25}})
        .with("mask", List.of("lat"), new byte[] {1, 1})
        .with("tas", List.of("time", "lat"), new float[][] {{1, 2}}, "units", "K");
    open();
    assertThatThrownBy(() -> open(OpenOptions.standard().compatStrict()))
        .hasMessageContaining("'mask' differs between");
  }

  @Test
  void manyFilesOpenAtOnce() {
    for (int i = 0; i < 300; i++) {
      month("f" + i + ".nc", 30 * i, i);
    }
    Dataset got = open();
    assertThat(got.sizes()).containsEntry("time", 300L);
    files.values().forEach(f -> assertThat(f.decoded).hasValue(2));
  }

  @Test
  void aBadFileClosesTheOthers() {
    month("a.nc", 0, 1);
    month("b.nc", 30, 1);
    assertThatThrownBy(() ->
            Opening.openAll(
                List.of("a.nc", "bad.nc", "b.nc"),
                OpenOptions.standard(),
                url -> {
                  if (url.equals("bad.nc")) {
                    throw new AmasiaException.Format("bad.nc is damaged");
                  }
                  return stored(url);
                }))
        .hasMessage("bad.nc is damaged");
    files.values().forEach(f -> assertThat(f.closed).hasValue(1));
  }

  @Test
  void filesArePreparedWhereTheyAreOpened() throws Exception {
    month("a.nc", 0, 1);
    month("b.nc", 30, 2);
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    Defaults plain = Defaults.standard().keepAttrs(false);
    try (Session session = Session.builder().engine("serial").build()) {
      OpenOptions options =
          OpenOptions.standard()
              .preprocess(dataset -> {
                seen.add(Session.current());
                seen.add(Defaults.current());
                return dataset;
              });
      session.call(() -> plain.call(() -> open(options)));
      assertThat(seen).containsExactlyInAnyOrder(session, plain, session, plain);
    }
  }

  @Test
  void treesRefuseWhatTheyWouldNotHeed() {
    for (OpenOptions options :
        List.of(
            OpenOptions.standard().preprocess(dataset -> dataset.dropAttrs()),
            OpenOptions.standard().undecoded().group("/a"),
            OpenOptions.standard().compatStrict())) {
      assertThatThrownBy(() -> Opening.openTree("none.nc", options))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("allowed are undecoded");
    }
  }

  private Dataset openWith(OpenOptions.Errors errors, OpenOptions options, String... more) {
    List<String> urls = new ArrayList<>(files.keySet());
    Collections.addAll(urls, more);
    return Opening.openAll(
        urls,
        options.errors(errors).hearing(notices::add),
        url -> {
          if (url.startsWith("bad")) {
            throw new AmasiaException.Format("'%s' is damaged".formatted(url));
          }
          return stored(url);
        });
  }

  @Test
  void filesThatCannotBeOpenedAreLeftOutIfAsked() {
    month("a.nc", 0, 1, 2);
    month("b.nc", 60, 3);
    OpenOptions options = OpenOptions.standard();
    assertThatThrownBy(() -> openWith(OpenOptions.Errors.RAISE, options, "bad.nc"))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("'bad.nc' is damaged");
    assertThat(notices).isEmpty();
    assertThat(openWith(OpenOptions.Errors.WARN, options, "bad.nc").size("time")).isEqualTo(3);
    assertThat(notices)
        .containsExactly("'bad.nc' can't be opened and is left out: 'bad.nc' is damaged");
    notices.clear();
    assertThat(openWith(OpenOptions.Errors.IGNORE, options, "bad.nc").size("time")).isEqualTo(3);
    assertThat(notices).isEmpty();
  }

  @Test
  void oneFileThatIsLeftIsTheDataset() {
    month("a.nc", 0, 1, 2);
    Dataset left = openWith(OpenOptions.Errors.IGNORE, OpenOptions.standard(), "bad.nc");
    assertThat(left.size("time")).isEqualTo(2);
  }

  @Test
  void labelsGivenStayWithTheirFiles() {
    month("a.nc", 0, 1);
    month("c.nc", 0, 3);
    OpenOptions options =
        OpenOptions.standard().concat(ConcatDim.along("run").labelled(List.of("p", "q", "r")));
    Dataset left = openWith(OpenOptions.Errors.WARN, options, "bad.nc");
    assertThat(left.coords().get("run").load().toStrings()).containsExactly("p", "q");
  }

  @Test
  void noFileLeftAndErrorsOfPreprocessAreErrors() {
    assertThatThrownBy(
            () -> openWith(OpenOptions.Errors.IGNORE, OpenOptions.standard(), "bad1.nc", "bad2.nc"))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("none of the 2 files can be opened");
    month("a.nc", 0, 1, 2);
    month("b.nc", 60, 3);
    OpenOptions options = OpenOptions.standard().preprocess(dataset -> dataset.select("none"));
    assertThatThrownBy(() -> openWith(OpenOptions.Errors.IGNORE, options))
        .isInstanceOf(AmasiaException.Label.class);
  }
}
