package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What results name is there.
class ResultTiesTest {
  private final Commands commands = new Commands();

  private static Dataset maps() {
    Dataset maps =
        Fields.maps(
            Calendar.D360,
            Fields.months(Calendar.D360, 2000, 1, 12),
            new double[] {30, 0},
            new double[] {0, 200},
            new float[48]);
    Variable tas =
        maps.variable("tas")
            .withAttr("grid_mapping", Attribute.of("crs"))
            .withAttr("cell_measures", Attribute.of("area: cells"))
            .withAttr("ancillary_variables", Attribute.of("gone quality"));
    Variable crs =
        Variable.of(List.of(), Nodes.literal(NdArray.of(Shape.SCALAR, 0.0)))
            .withAttr("grid_mapping_name", Attribute.of("latitude_longitude"));
    Variable lon = maps.coords().get("lon").withAttr("bounds", Attribute.of("lon_bnds"));
    return maps.with("tas", tas)
        .with("crs", crs)
        .with("cells", Variable.of(List.of("lat", "lon"), new double[][] {{1, 1}, {2, 2}}))
        .with(
            "lon_bnds", Variable.of(List.of("lon", "bnds"), new double[][] {{359, 1}, {199, 201}}))
        .withCoord("lon", lon);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rolling T=3:mean", "--coarsen T=2:max", "--mean T", "--isel T=0"})
  void windowsOfTimeKeepProjectionAndAreas(String words) {
    Dataset result = commands.on(maps(), words.split(" "));
    assertThat(result.variables()).containsKeys("crs", "cells");
    assertThat(result.variable("tas").attr("grid_mapping")).contains("crs");
    assertThat(result.variable("tas").attr("cell_measures")).contains("area: cells");
  }

  @Test
  void windowsOfCellsKeepTheProjectionOnly() {
    Dataset result = commands.on(maps(), "--coarsen", "X=2:mean");
    assertThat(result.variables()).containsKey("crs").doesNotContainKey("cells");
    assertThat(result.variable("tas").attr("cell_measures")).isEmpty();
    assertThat(Arrays.asList(100.0, -1.0, 201.0))
        .containsExactly(
            result.coords().get("lon").load().getDouble(0),
            result.variable("lon_bnds").load().getDouble(0),
            result.variable("lon_bnds").load().getDouble(1));
  }

  @Test
  void whatIsGoneIsNamedNoLonger() {
    Dataset noBounds = maps().dropVars("lon_bnds", "crs").with("quality", maps().variable("cells"));
    Dataset result = commands.on(noBounds, "--isel", "T=0");
    assertThat(result.coords().get("lon").attr("bounds")).isEmpty();
    assertThat(result.variable("tas").attr("grid_mapping")).isEmpty();
    assertThat(result.variable("tas").attr("ancillary_variables")).contains("quality");
    assertThat(commands.on(maps(), "--isel", "T=0").variable("tas").attr("ancillary_variables"))
        .isEmpty();
  }

  @Test
  void reducedDimensionsHaveTheirStandardNames() {
    Dataset result = commands.on(maps(), "--mean", "X", "--max", "T");
    assertThat(result.variable("tas").attr("cell_methods"))
        .contains("longitude: mean time: maximum");
  }

  @Test
  void aFormulaWithoutItsTermsIsNone() {
    Variable lat =
        maps().coords().get("lat").withAttr("formula_terms", Attribute.of("a: cells b: crs"));
    Dataset data = maps().withCoord("lat", lat);
    assertThat(commands.on(data, "--isel", "T=0").coords().get("lat").attr("formula_terms"))
        .isPresent();
    Dataset expression = commands.on(data.dropVars("crs"), "--isel", "T=0");
    assertThat(expression.coords().get("lat").attr("formula_terms")).isEmpty();
  }
}
