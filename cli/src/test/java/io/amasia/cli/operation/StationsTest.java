package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of stations, and the cells nearest to them.
class StationsTest {
  @TempDir Path folder;
  private final Commands commands = new Commands();

  private String list(String text) throws IOException {
    Path file = folder.resolve("stations.csv");
    Files.writeString(file, text);
    return "@" + file;
  }

  private static Dataset maps() {
    float[] values = new float[2 * 3 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 5 || i == 17 ? Float.NaN : i;
    }
    return Fields.maps(
        Calendar.D360,
        Fields.months(Calendar.D360, 2000, 1, 2),
        new double[] {60, 0, -60},
        new double[] {0, 90, 180, 270},
        values);
  }

  @Test
  void stationsAreADimensionWithNamesAndDistances() throws IOException {
    Dataset result =
        commands.on(maps(), "--point", list("name,lon,lat\nA,-90,0\n\"B, the second\",91,2\n"));
    assertThat(result.variable("tas").dims()).containsExactly("time", "station");
    assertThat(Fields.values(result, "tas")).containsExactly(7, Double.NaN, 19, Double.NaN);
    assertThat(result.coords().get("station").load().getString(1)).isEqualTo("B, the second");
    assertThat(result.coords().get("lon").load().toDoubles()).containsExactly(270, 90);
    double[] km = result.coords().get("distance").load().toDoubles();
    assertThat(km[0]).isLessThan(1e-9);
    assertThat(km[1]).isBetween(248.0, 249.0);
    assertThat(commands.said)
        .contains(
            "2 stations: nearest cell centres 0.0 to 248.6 km away, the farthest from B, the second");
    Dataset mean = commands.on(maps(), "--point", list("A,-90,0\nB,0,0\n"), "--mean", "station");
    assertThat(Fields.values(mean, "tas")).containsExactly(5.5, 17.5);
  }

  @Test
  void cellsWithoutDataCanBePassedOver() throws IOException {
    String list = list("91,2\n270,0\n");
    Dataset result = commands.fillingCells().on(maps(), "--point", list);
    // North of the missing cell is nearer than east of it by two degrees.
    assertThat(Fields.values(result, "tas")).containsExactly(1, 7, 13, 19);
    Dataset one = commands.on(maps(), "--point", "91,2");
    assertThat(Fields.values(one, "tas")).containsExactly(1, 13);
  }

  @ParameterizedTest
  @CsvSource({
    "data/nemo/nemo_1m_20150101-20150201_grid-T.nc, votemper",
    "data/grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc, tas",
    "data/classic/tas_rotated_grid_EUR11.nc, tas",
    "data/scenario/A1B_north_america.nc, air_temperature"
  })
  void aListIsTheSameAsEachPoint(String file, String variable) throws IOException {
    Dataset data = Opening.open(List.of(Shared.file(file).toString()), OpenOptions.standard());
    String name = data.has(variable) ? variable : CfLinks.dataNames(data).getFirst();
    String[] places = {"-30,45", "-100,40", "10,53", "-75.5,38.2", "350,60"};
    for (Commands how : List.of(new Commands(), new Commands().fillingCells())) {
      double[] all =
          Fields.values(
              how.on(data, "-v", name, "--point", list(String.join("\n", places)), "--isel", "T=0"),
              name);
      int each = all.length / places.length;
      for (int p = 0; p < places.length; p++) {
        double[] one =
            Fields.values(how.on(data, "-v", name, "--point", places[p], "--isel", "T=0"), name);
        double[] own = new double[each];
        for (int i = 0; i < each; i++) {
          own[i] = all[i * places.length + p];
        }
        assertThat(own).as("%s at %s", file, places[p]).containsExactly(one);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13.4,52.5,Berlin\n2.3,48.9,Paris",
        "Berlin,13.4,52.5\nParis,2.3,48.9\n",
        "# from a table\nLAT;height;LON;Station\n52.5;34;13.4;Berlin\n\n48.9;35;2.3;Paris",
        "\uFEFFid\tlatitude\tlongitude\r\nBerlin\t52.5\t13.4\r\nParis\t48.9\t2.3\r\n"
      })
  void listsMayBeWrittenInManyWays(String text) throws IOException {
    var stations = (Operation.Stations) OperationOption.POINT.parse(list(text));
    assertThat(stations.places())
        .extracting(p -> p.name().orElseThrow())
        .containsExactly("Berlin", "Paris");
    assertThat(stations.places().getLast().lon()).isEqualTo(2.3);
    assertThat(stations.places().getLast().lat()).isEqualTo(48.9);
  }

  @ParameterizedTest
  @CsvSource({"'name,lon,lat\n1,13.4,52.5', 1", "'12D,13.4,52.5', 12D", "'13.4,52.5', 1"})
  void namesMayBeNumbers(String text, String name) throws IOException {
    var stations = (Operation.Stations) OperationOption.POINT.parse(list(text));
    assertThat(stations.places())
        .containsExactly(new Operation.Point(13.4, 52.5, Optional.of(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A,10,95|line 1: '95' is no latitude in degrees",
        "name,lon,lat\\nA,10,50\\nB,x,50|line 3: 'x' is no longitude in degrees",
        "name,lon,lat\\nA,10,50\\nB,20|line 3: '' is no latitude",
        "A,10,50\\nA,20,50|line 2: there is another station 'A'",
        "name,east,north\\nA,1,2|has the columns name, east, north; needed are lon and lat",
        "1,13.4,52.5|line 1: '1,13.4,52.5' may be name,lon,lat or lon,lat,name; write a first line that names",
        "13.4,52.5,34,-1|line 1: '13.4,52.5,34,-1' may be name,lon,lat",
        "name,lon,lat|lists no station",
        "''|lists no station"
      })
  void whatIsNoListIsRefused(String text, String message) throws IOException {
    String list = list(text.replace("\\n", "\n"));
    assertThatThrownBy(() -> OperationOption.POINT.parse(list))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> OperationOption.POINT.parse("@none.csv"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("there is no list of stations none.csv");
  }
}
