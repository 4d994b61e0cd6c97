package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.serve.DataServer;
import io.amasia.testkit.Shared;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Real files of every grid and calendar, by every kind of picture that they are offered as.
class RealFilesTest {
  private static final List<String> FILES =
      List.of(
          "grids/orca2_votemper.nc",
          "grids/rotated_pole.nc",
          "grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc",
          "grids/mesh_C4_synthetic_float.nc",
          "grids/hybrid_height.nc",
          "grids/ostia_monthly.nc",
          "scenario/E1_north_america.nc",
          "era/eraint_uvz.nc",
          "cmip6/cl_Amon_CESM2_amip_r1i1p1f1_gn_195001-201412.nc",
          "classic/camse_unstructured_grid.nc",
          "classic/tas_rotated_grid_EUR11.nc",
          "classic/levitus_climatology.cdf",
          "cordex/tas_ANT-44_ECMWF-ERAINT_evaluation_r1i1p1_DMI-HIRHAM5_v1_day_20060101.nc");

  @TestFactory
  List<DynamicTest> everyKindOfEveryVariableIsShown() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : FILES) {
      tests.add(DynamicTest.dynamicTest(file, () -> look(Shared.file("data/" + file).toString())));
    }
    return tests;
  }

  @Test
  void cellsOfACurvilinearGridReachToTheCornersThatItsFileTells() {
    String file = "data/cmip6/siconc_SImon_IPSL-CM6A-LR_historical_r1i1p1f1_gn_185001-201412.nc";
    try (var asking = new Asking(DataServer.builder().open("data", Shared.file(file).toString()))) {
      float[] corners = asking.get("/explore/cells?var=siconc").values();
      assertThat(corners).hasSize(2 * 16 * 4);
      assertThat(java.util.Arrays.copyOfRange(corners, 16, 24))
          .containsExactly(72, 73, 73, 72, 172, 173, 173, 172);
    }
  }

  private static void look(String file) {
    try (var asking = new Asking(DataServer.builder().open("data", file))) {
      JsonNode variables =
          asking.get("/explore/catalogue.json").json().get("datasets").get(0).get("variables");
      assertThat(variables).isNotEmpty();
      for (int v = 0; v < Math.min(3, variables.size()); v++) {
        for (JsonNode kind : variables.get(v).get("kinds")) {
          String query =
              "?var=%s&kind=%s".formatted(variables.get(v).get("name").asText(), kind.asText());
          var frame = asking.get("/explore/frame" + query);
          if (frame.status() != 200 && frame.text().contains("point=LON,LAT")) {
            query += "&point=10,50";
            frame = asking.get("/explore/frame" + query);
          }
          assertThat(frame.status()).as(query + ": " + frame.text()).isEqualTo(200);
          assertThat(frame.values()).as(query).isNotEmpty();
          if (kind.asText().equals("map")) {
            var cells = asking.get("/explore/cells" + query);
            assertThat(cells.status()).as(query + ": " + cells.text()).isEqualTo(200);
            assertThat(cells.header().get("id")).isEqualTo(frame.header().get("cells"));
          }
          assertThat(asking.get("/explore/code.json" + query).status()).isEqualTo(200);
        }
      }
    }
  }
}
