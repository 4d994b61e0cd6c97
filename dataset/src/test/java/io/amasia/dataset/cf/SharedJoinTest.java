package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes.Axis;
import io.amasia.dataset.cf.Axes.Layout;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Real files opened together.
class SharedJoinTest {
  private final List<String> notices = new ArrayList<>();

  private Dataset open(String pattern, OpenOptions options) {
    String folder = Shared.file("data").toString();
    return Opening.open(List.of(folder + "/" + pattern), options.hearing(notices::add));
  }

  private Dataset open(String pattern) {
    return open(pattern, OpenOptions.standard());
  }

  @Test
  void hadgemIsOneSeriesOf360DayYears() {
    try (Dataset got = open("hadgem/*.nc")) {
      assertThat(got.sizes()).containsEntry("time", 10_800L);
      NdArray time = got.variable("time").load();
      assertThat(Calendar.D360.format(time.getLong(0))).isEqualTo("2005-12-01T12:00:00");
      assertThat(Calendar.D360.format(time.getLong(10_799))).isEqualTo("2035-11-30T12:00:00");
      assertThat(got.variable("lat_bnds").dims()).containsExactly("lat", "bnds");
      assertThat(got.variable("time_bnds").shape().toArray()).containsExactly(10_800, 2);
      TimeIntervals intervals = TimeIntervals.of(got, "time");
      assertThat(intervals.origin()).isEqualTo(TimeIntervals.Origin.BOUNDS);
      assertThat(intervals.weights()).containsOnly(1);
      assertThat(Axes.of(got.get("mrsos")).dim(Axis.T)).contains("time");
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void nemoIsJoinedByItsRealTime() {
    try (Dataset got = open("nemo/*.nc")) {
      assertThat(got.sizes()).containsEntry("time_counter", 3L);
      long[] time = got.variable("time_counter").load().toLongs();
      assertThat(Calendar.D360.format(time[0])).isEqualTo("2015-01-16T00:00:00");
      assertThat(Calendar.D360.format(time[2])).isEqualTo("2015-03-16T00:00:00");
      assertThat(got.variable("nav_lat").dims()).containsExactly("y", "x");
      assertThat(TimeIntervals.of(got, "time_counter").weights()).containsExactly(30, 30, 30);
      Axes axes = Axes.of(got.get("tos"));
      assertThat(axes.layout()).isEqualTo(Layout.CURVILINEAR);
      assertThat(axes.longitude()).contains("nav_lon");
      assertThat(axes.dim(Axis.Y)).contains("y");
      assertThat(axes.dim(Axis.T)).contains("time_counter");
    }
    assertThat(notices).singleElement().asString().contains("time_centered");
  }

  @Test
  void scenariosNeedTheirDimension() {
    assertThatThrownBy(() -> open("scenario/*.nc"))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("--concat 'scenario=@Model scenario'");
    var along = ConcatDim.along("scenario").labelledBy("@Model scenario");
    try (Dataset got = open("scenario/*.nc", OpenOptions.standard().concat(along))) {
      var tas = got.get("air_temperature");
      assertThat(tas.dims()).containsExactly("scenario", "time", "latitude", "longitude");
      assertThat(got.variable("scenario").load().getString(0)).isEqualTo("A1B");
      assertThat(got.variable("time_bnds").dims()).containsExactly("time", "bnds");
      assertThat(got.variable("latitude_longitude").ndim()).isZero();
      var mean = Nodes.reduce(tas.data(), Reduction.of(Reduction.Kind.MEAN), List.of(1, 2, 3));
      double[] means = Session.current().compute(List.of(mean)).getFirst().toDoubles();
      assertThat(means[0]).isNotEqualTo(means[1]).isBetween(270.0, 300.0);
    }
  }

  @Test
  void membersNeedTheirDimension() {
    assertThatThrownBy(() -> open("ensemble/*.nc"))
        .hasMessageContaining("--concat member=@variant_label");
    var along = ConcatDim.parse("member=@variant_label");
    try (Dataset got = open("ensemble/*.nc", OpenOptions.standard().concat(along))) {
      assertThat(got.variable("tasmax").shape().toArray()).containsExactly(5, 3713, 1, 2);
      assertThat(got.variable("member").load().getString(4)).isEqualTo("r5i1p1f1");
      assertThat(got.coords().has("height")).isTrue();
    }
  }

  @Test
  void otherModelsDoNotFit() {
    String folder = Shared.file("data").toString();
    List<String> two =
        List.of(
            folder + "/cmip6/rlds_Amon_INM-CM5-0_historical_r1i1p1f1_gr1_185001-194912.nc",
            folder + "/cmip6/tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc");
    assertThatThrownBy(() -> Opening.open(two, OpenOptions.standard()))
        .isInstanceOf(AmasiaException.Alignment.class);
  }

  @Test
  void axesOfEveryKindOfGrid() {
    assertThat(layout("grids/rotated_pole.nc", "air_pressure_at_sea_level")).isEqualTo(Layout.NONE);
    assertThat(layout("grids/orca2_votemper.nc", "votemper")).isEqualTo(Layout.CURVILINEAR);
    assertThat(layout("scenario/E1_north_america.nc", "air_temperature"))
        .isEqualTo(Layout.RECTILINEAR);
    assertThat(layout("grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc", "tas"))
        .isEqualTo(Layout.UNSTRUCTURED);
    try (Dataset got = open("grids/rotated_pole.nc")) {
      Axes axes = Axes.of(got.get("air_pressure_at_sea_level"));
      assertThat(axes.dim(Axis.X)).contains("grid_longitude");
      assertThat(CfLinks.gridMapping(got, "air_pressure_at_sea_level")).isPresent();
    }
  }

  @Test
  void openingReadsNoChunk() throws IOException {
    AtomicInteger touched = new AtomicInteger();
    int opened = 0;
    try (Stream<Path> paths = Files.walk(Shared.file("data"))) {
      for (Path path :
          paths.filter(p -> p.toString().matches(".*(?<!begin)[.](nc|cdf)")).toList()) {
        StoredDataset stored = Formats.open(path.toString());
        CfDecoder.open(counting(stored, touched), "/", Decoding.STANDARD, Notices.NONE).close();
        opened++;
      }
    }
    assertThat(opened).isGreaterThan(40);
    assertThat(touched).hasValue(0);
  }

  // The same dataset, whose arrays count each call that looks for or decodes a chunk.
  private static StoredDataset counting(StoredDataset stored, AtomicInteger touched) {
    StoredGroup root = stored.root();
    List<StoredArray> arrays =
        root.arrays().stream().map(array -> counting(array, touched)).toList();
    var counted =
        new StoredGroup(
            "", root.dims(), root.attrs(), arrays, List.of(), root.notes(), root.unlimited());
    return new StoredDataset() {
      @Override
      public String url() {
        return stored.url();
      }

      @Override
      public String format() {
        return stored.format();
      }

      @Override
      public StoredGroup root() {
        return counted;
      }

      @Override
      public void close() {
        stored.close();
      }
    };
  }

  private static StoredArray counting(StoredArray array, AtomicInteger touched) {
    return (StoredArray)
        Proxy.newProxyInstance(
            StoredArray.class.getClassLoader(),
            new Class<?>[] {StoredArray.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "equals" -> {
                  return System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                }
                case "hashCode" -> {
                  return System.identityHashCode(proxy);
                }
                case "locate", "decode" -> touched.incrementAndGet();
                default -> {}
              }
              return method.invoke(array, arguments);
            });
  }

  private Layout layout(String file, String variable) {
    try (Dataset got = open(file)) {
      return Axes.of(got.get(variable)).layout();
    }
  }
}
