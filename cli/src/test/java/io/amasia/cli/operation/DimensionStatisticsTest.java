package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What statistics over dimensions say.
class DimensionStatisticsTest {
  private final Commands commands = new Commands();

  @ParameterizedTest
  @CsvSource({
    "--mean X;Y, true",
    "--mean Y, true",
    "--std T;Y, true",
    "--mean X, false",
    "--mean T, false",
    "--max X;Y, false",
    "--sum X;Y, false"
  })
  void meansOverLatitudesSayThatTheyDoNotWeigh(String words, boolean says) {
    Dataset maps =
        Fields.maps(
            Calendar.D360,
            Fields.months(Calendar.D360, 2000, 1, 12),
            new double[] {60, 0},
            new double[] {0, 90},
            new float[48]);
    commands.on(maps, words.replace(';', ',').split(" "));
    assertThat(commands.said.stream().anyMatch(s -> s.contains("all cells count alike")))
        .isEqualTo(says);
  }

  private static Variable levels(double... values) {
    return Variable.of(List.of("lev"), values);
  }

  private static Variable bounds(double... values) {
    return Variable.of(List.of("lev", "bnds"), new double[][] {values, values});
  }

  /// A field on hybrid levels, as CMIP6 has it: the coefficients' bounds are named by the levels'.
  private static Dataset onHybridLevels() {
    Variable lev =
        levels(1, 2)
            .withAttr("axis", Attribute.of("Z"))
            .withAttr("bounds", Attribute.of("lev_bnds"))
            .withAttr("formula_terms", Attribute.of("a: a b: b p0: p0 ps: ps"));
    Variable levBounds =
        bounds(1, 2).withAttr("formula_terms", Attribute.of("a: a_bnds b: b_bnds p0: p0 ps: ps"));
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put("ta", Variable.of(List.of("lev", "x"), new double[][] {{1, 2}, {3, 5}}));
    variables.put("ps", Variable.of(List.of("x"), new double[] {1000, 900}));
    variables.put("p0", Variable.of(List.of(), 1000.0));
    variables.put("a", levels(0.1, 0.2));
    variables.put("b", levels(0.9, 0.8));
    variables.put("lev_bnds", levBounds);
    variables.put("a_bnds", bounds(0, 0.1));
    variables.put("b_bnds", bounds(1, 0.9));
    return new Dataset(variables, Coordinates.NONE.with("lev", lev), Map.of());
  }

  @Test
  void coefficientsOfLevelsAreNoData() {
    Dataset mean = commands.on(onHybridLevels(), "--mean", "Z");
    assertThat(mean.variables()).containsOnlyKeys("ta", "ps", "p0");
    assertThat(mean.variable("ta").load().toDoubles()).containsExactly(2, 3.5);
    Dataset along = commands.on(onHybridLevels(), "--mean", "x");
    assertThat(along.variables())
        .containsOnlyKeys("ta", "ps", "p0", "a", "b", "lev_bnds", "a_bnds", "b_bnds");
    assertThat(along.variable("a_bnds").load().toDoubles()).containsExactly(0, 0.1, 0, 0.1);
  }

  /// The mean of the bounds of two levels is not that of the bounds of both.
  @Test
  void blocksOfLevelsHaveNoCoefficients() {
    Dataset blocks = commands.on(onHybridLevels(), "--coarsen", "Z=2:max");
    assertThat(blocks.variables()).containsOnlyKeys("ta", "ps", "p0", "lev_bnds");
    assertThat(blocks.coords().get("lev").attr("formula_terms")).isEmpty();
    assertThat(commands.said).anyMatch(s -> s.contains("left out 'a_bnds'"));
  }
}
