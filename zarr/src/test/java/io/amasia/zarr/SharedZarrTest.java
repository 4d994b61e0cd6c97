package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.storage.FileStore;
import io.amasia.storage.Location;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Files of other implementations read as those read them (`make_expected.py`).
class SharedZarrTest {
  @TestFactory
  Stream<DynamicTest> readsEachArrayAsOtherImplementationsDo() throws IOException {
    JsonNode expected;
    try (InputStream in = SharedZarrTest.class.getResourceAsStream("expected.json")) {
      expected = JsonObject.MAPPER.readTree(in);
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      tests.add(DynamicTest.dynamicTest(entry.getKey(), () -> check(entry)));
    }
    return tests.stream();
  }

  private static void check(Map.Entry<String, JsonNode> entry) {
    try (StoredDataset dataset = open("data/zarr/" + entry.getKey())) {
      assertThat(dataset.root().notes()).isEmpty();
      assertThat(dataset.root().arrays()).hasSize(1);
      Expected.check(dataset.root().arrays().getFirst(), entry.getValue());
    }
  }

  private static StoredDataset open(String shared) {
    Path path = Shared.file(shared);
    return new ZarrFormat().open(new Location(FileStore.folder(path), "", path.toString()));
  }

  @Test
  void opensXarrayStoresWithTheirDimensionsAndAttributes() {
    try (StoredDataset v3 = open("data/zarr/xarray/e1_v3.zarr");
        StoredDataset sharded = open("data/zarr/xarray/e1_v3_sharded.zarr");
        StoredDataset v2 = open("data/zarr/xarray/e1_v2_packed.zarr")) {
      assertThat(v3.format()).isEqualTo("zarr3");
      assertThat(v2.format()).isEqualTo("zarr2");
      for (StoredDataset dataset : List.of(v3, sharded, v2)) {
        assertThat(dataset.root().arrays())
            .extracting(StoredArray::name)
            .containsExactly("air_temperature", "latitude", "longitude", "time");
        assertThat(dataset.root().dims())
            .isEqualTo(Map.of("time", 240L, "latitude", 37L, "longitude", 49L));
        StoredArray air = dataset.root().arrays().getFirst();
        assertThat(air.dims()).containsExactly("time", "latitude", "longitude");
        assertThat(air.attrs())
            .containsKeys("units", "_FillValue")
            .doesNotContainKey("_ARRAY_DIMENSIONS");
      }
      assertThat(sharded.root().arrays().getFirst().codecs()).startsWith("sharding[");
    }
  }

  @Test
  void xarrayStoresHoldTheValuesOfTheNetcdfFileTheyWereMadeOf() {
    double[] packed = values("e1_v2_packed.zarr");
    double[] plain = values("e1_v3.zarr");
    double[] sharded = values("e1_v3_sharded.zarr");
    assertThat(sharded).isEqualTo(plain);
    double sum = 0;
    for (int i = 0; i < plain.length; i++) {
      assertThat(packed[i] * 0.01 + 280).isCloseTo(plain[i], within(0.00501));
      sum += plain[i];
    }
    // netCDF4-python:
    // Dataset('scenario/E1_north_america.nc')['air_temperature'][:].astype('f8').sum()
    assertThat(sum).isCloseTo(NETCDF_SUM, within(1e-4));
  }

  private static final double NETCDF_SUM = 124459895.60345459;

  private static double[] values(String store) {
    try (StoredDataset dataset = open("data/zarr/xarray/" + store)) {
      StoredArray air = dataset.root().arrays().getFirst();
      try (NdArray all = ArrayReader.read(air, Box.all(air.shape()))) {
        return all.toDoubles();
      }
    }
  }

  @Test
  void opensAnyPathOfAHierarchy() {
    try (StoredDataset root = open("data/zarr/v2_sample");
        StoredDataset sub = open("data/zarr/v2_sample/subgroup")) {
      assertThat(root.root().arrays())
          .extracting(StoredArray::path)
          .containsExactly("/bool", "/double");
      assertThat(root.root().groups().getFirst().arrays().getFirst().path())
          .isEqualTo("/subgroup/array");
      assertThat(sub.root().arrays().getFirst().path()).isEqualTo("/array");
      assertThat(sub.root().dims().keySet()).containsExactly("dim_0", "dim_1", "dim_2");
    }
  }
}
