package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionSelectionTest {
  private static double[] axis(double from, double step, int n) {
    return IntStream.range(0, n).mapToDouble(i -> from + i * step).toArray();
  }

  private static Variable coord(String dim, String standardName, double[] values) {
    return Variable.of(List.of(dim), values).withAttr("standard_name", Attribute.of(standardName));
  }

  /// A field over `[time, lat, lon]` whose value is its longitude, from 0 on.
  private static Dataset field(double[] lat, double[] lon) {
    double[][][] values = new double[2][lat.length][];
    for (double[][] time : values) {
      Arrays.fill(time, lon);
    }
    return new Dataset(
        Map.of("tas", Variable.of(List.of("time", "lat", "lon"), values)),
        Coordinates.NONE
            .with("lat", coord("lat", "latitude", lat))
            .with("lon", coord("lon", "longitude", lon)),
        Map.of());
  }

  private static double[] coord(Dataset dataset, String name) {
    return dataset.variable(name).load().toDoubles();
  }

  @Test
  void aCountryIsCutOutWithPartsOfItsCells() {
    Dataset field = field(axis(-88.75, 2.5, 72), axis(1.25, 2.5, 144));
    var germany = RegionSelection.of(field, "tas", GeoRegion.of("Germany"));
    Dataset cut = germany.cut(field);
    assertThat(cut.sizes()).containsEntry("lat", 5L).containsEntry("lon", 5L);
    assertThat(coord(cut, "lon")).containsExactly(6.25, 8.75, 11.25, 13.75, 16.25);
    double area = Arrays.stream(germany.areaWeights().toDoubles()).sum() / 1e6;
    assertThat(area).isCloseTo(GeoRegion.of("Germany").areaKm2(), within(200.0));
    assertThat(germany.mask().dims()).containsExactly("lat", "lon");
    assertThat(germany.report().areaKm2()).isCloseTo(area, within(1e-6));
    assertThat(germany.report().cells()).isGreaterThan(germany.reportOfCentres().cells());
  }

  @Test
  void theSeamOfTheGridIsClosed() {
    Dataset field = field(axis(-87.5, 5, 36), axis(0, 5, 72));
    var spain = RegionSelection.of(field, "tas", GeoRegion.box(-12, 35, 12, 50));
    Dataset cut = spain.cut(field);
    assertThat(coord(cut, "lon")).containsExactly(-10, -5, 0, 5, 10);
    assertThat(Arrays.copyOf(coord(cut, "tas"), 5)).containsExactly(350, 355, 0, 5, 10);
    assertThat(cut.sizes()).containsEntry("time", 2L);
    Dataset west = field(axis(-87.5, 5, 36), axis(-180, 5, 72));
    var russia = RegionSelection.of(west, "tas", GeoRegion.of("Russia"));
    double[] lon = coord(russia.cut(west), "lon");
    assertThat(lon[0]).isEqualTo(20);
    assertThat(lon[lon.length - 1]).isEqualTo(190);
    assertThat(russia.report().areaKm2()).isCloseTo(GeoRegion.of("Russia").areaKm2(), within(1.0));
  }

  @Test
  void aBoxTakesCentresAndKeepsTheFilesLongitudes() {
    Dataset field = field(axis(87.5, -5, 36), axis(0, 5, 72));
    var box = RegionSelection.of(field, "tas", LonLatBox.of(-100, 30, -80, 50));
    Dataset cut = box.cut(field);
    assertThat(coord(cut, "lon")).containsExactly(260, 265, 270, 275, 280);
    assertThat(coord(cut, "lat")).containsExactly(47.5, 42.5, 37.5, 32.5);
    assertThat(box.report().cells()).isEqualTo(20);
    assertThat(box.mask().toDoubles()).containsOnly(1);
    var seam = RegionSelection.of(field, "tas", LonLatBox.of(350, 30, 10, 50));
    assertThat(coord(seam.cut(field), "lon")).containsExactly(350, 355, 360, 365, 370);
  }

  @Test
  void boundsAreTurnedWithTheirLongitudes() {
    double[] lon = axis(0, 90, 4);
    double[][] bounds = {{-45, 45}, {45, 135}, {135, 225}, {225, 315}};
    Dataset field =
        field(new double[] {-45, 45}, lon)
            .with("lon_bnds", Variable.of(List.of("lon", "bnds"), bounds));
    field =
        field.withCoord("lon", field.variable("lon").withAttr("bounds", Attribute.of("lon_bnds")));
    var box = RegionSelection.of(field, "tas", LonLatBox.of(-100, -90, 10, 90));
    Dataset cut = box.cut(field);
    assertThat(coord(cut, "lon")).containsExactly(-90, 0);
    assertThat(coord(cut, "lon_bnds")).containsExactly(-135, -45, -45, 45);
  }

  @Test
  void curvilinearGridsGoByTheirCentres() {
    double[][] lat = new double[20][30];
    double[][] lon = new double[20][30];
    double[][] values = new double[20][30];
    for (int j = 0; j < 20; j++) {
      for (int i = 0; i < 30; i++) {
        lat[j][i] = 40 + j * 0.5 + i * 0.1;
        lon[j][i] = 355 + i * 0.5 - j * 0.1;
      }
    }
    Dataset field =
        new Dataset(
            Map.of("tos", Variable.of(List.of("y", "x"), values)),
            Coordinates.NONE
                .with("nav_lat", Variable.of(List.of("y", "x"), lat))
                .with("nav_lon", Variable.of(List.of("y", "x"), lon)),
            Map.of());
    var france = RegionSelection.of(field, "tos", GeoRegion.of("France"));
    assertThat(france.report().meaning()).isEqualTo(RegionReport.Meaning.CENTRES);
    assertThat(france.grid().areaSource()).hasToString("corners taken midway between cell centres");
    assertThat(france.report().areaKm2()).isBetween(450_000.0, 560_000.0);
    DataArray mask = france.mask();
    assertThat(mask.dims()).containsExactly("y", "x");
    assertThat(Arrays.stream(mask.toDoubles()).sum()).isEqualTo((double) france.report().cells());
    var box = RegionSelection.of(field, "tos", LonLatBox.of(-1, 44, 2, 46));
    assertThat(box.cut(field).sizes()).containsKeys("y", "x");
  }

  @Test
  void unstructuredGridsKeepTheCellsInside() {
    double[] lat = {46, 47, 60, 46.5};
    double[] lon = {2, 363, 10, 1};
    Dataset field =
        new Dataset(
            Map.of("tas", Variable.of(List.of("cell"), new double[] {1, 2, 3, 4})),
            Coordinates.NONE
                .with("lat", coord("cell", "latitude", lat))
                .with("lon", coord("cell", "longitude", lon)),
            Map.of());
    var france = RegionSelection.of(field, "tas", GeoRegion.of("France"));
    assertThat(coord(france.cut(field), "tas")).containsExactly(1, 2, 4);
    assertThat(france.report().areaKm2()).isNaN();
    assertThatThrownBy(france::areaWeights)
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("cell_measures");
    Dataset measured =
        field
            .with("areacella", Variable.of(List.of("cell"), new double[] {5, Double.NaN, 7, 8}))
            .with(
                "tas",
                field.variable("tas").withAttr("cell_measures", Attribute.of("area: areacella")));
    assertThat(
            RegionSelection.of(measured, "tas", GeoRegion.of("France")).areaWeights().toDoubles())
        .containsExactly(5, 0, 8);
  }

  @Test
  void nothingInsideSaysWhatToDo() {
    Dataset field = field(axis(20, 5, 5), axis(0, 5, 5));
    assertThatThrownBy(() -> RegionSelection.of(field, "tas", GeoRegion.of("Chile")))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("'Chile'")
        .hasMessageContaining("latitudes from 20.0 to 40.0 (5 values)");
    var malta = RegionSelection.of(field, "tas", GeoRegion.of("Malta"));
    assertThat(malta.report().areaKm2()).isCloseTo(GeoRegion.of("Malta").areaKm2(), within(1e-6));
    assertThatThrownBy(malta::mask)
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("--area-mean");
  }

  @Test
  void areaWeightsFillTheSphereAndServeZonalMeans() {
    Dataset field = field(axis(-87.5, 5, 36), axis(0, 5, 72));
    DataArray weights = AreaWeights.of(field, "tas");
    assertThat(Arrays.stream(weights.toDoubles()).sum() / (4 * Math.PI * 6_371_000.0 * 6_371_000))
        .isCloseTo(1, within(1e-12));
    Dataset zonal =
        new Dataset(
            Map.of("u", Variable.of(List.of("lat"), new double[36])),
            Coordinates.NONE.with("lat", field.variable("lat")),
            Map.of());
    DataArray bands = AreaWeights.of(zonal, "u");
    assertThat(bands.dims()).containsExactly("lat");
    assertThat(bands.toDoubles()[0]).isCloseTo(weights.toDoubles()[0] * 72, within(1.0));
    assertThat(AreaWeights.of(field(new double[] {45}, axis(0, 5, 5)), "tas").toDoubles())
        .hasSize(5);
    assertThatThrownBy(
            () -> AreaWeights.of(new Dataset(zonal.variables(), Coordinates.NONE, Map.of()), "u"))
        .isInstanceOf(AmasiaException.Label.class);
  }
}
