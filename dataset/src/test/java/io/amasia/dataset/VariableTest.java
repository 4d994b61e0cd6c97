package io.amasia.dataset;

import static io.amasia.dataset.Over.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What variables do by the names of their dimensions.
class VariableTest {
  private static final Variable FIELD =
      Variable.of(List.of("y", "x"), new double[][] {{1, 2, Double.NaN}, {4, 5, 6}})
          .withAttr("units", Attribute.of("K"));
  private static final Variable ROW = Variable.of(List.of("x"), new int[] {10, 20, 30});

  private static double[] values(Variable v) {
    return v.load().toDoubles();
  }

  @Test
  void positionsAreTakenByName() {
    assertThat(values(FIELD.isel("x", 1))).containsExactly(2, 5);
    Map<String, Object> both = Map.of("x", new int[] {2, 0}, "y", -1);
    assertThat(values(FIELD.isel(both))).containsExactly(6, 4);
    Variable points = Variable.of(List.of("p"), new long[] {0, 1});
    Variable taken = FIELD.isel(Map.of("x", points, "y", points));
    assertThat(taken.dims()).containsExactly("p");
    assertThat(values(taken)).containsExactly(1, 5);
  }

  @Test
  void dimensionsMeetByName() {
    Variable sum = ROW.plus(FIELD.transpose());
    assertThat(sum.dims()).containsExactly("x", "y");
    assertThat(values(sum)).containsExactly(11, 14, 22, 25, Double.NaN, 36);
    assertThat(ROW.times(2).dtype()).isEqualTo(DType.INT32);
    assertThat(values(ROW.subtractFrom(1))).containsExactly(-9, -19, -29);
    assertThatThrownBy(() -> FIELD.plus(ROW.isel("x", new int[] {0, 1})))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("x");
    assertThatThrownBy(() -> FIELD.plus(DataArray.of(1.0)))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void reductionsSkipWhatIsMissingAndKeepUnits() {
    Variable mean = FIELD.mean("y");
    assertThat(values(mean)).containsExactly(2.5, 3.5, 6);
    assertThat(mean.attr("units")).contains("K");
    assertThat(values(FIELD.sum(over("x").skipna(false)))).containsExactly(Double.NaN, 15);
    assertThat(FIELD.quantile(new double[] {0, 1}, "x").dims()).containsExactly("quantile", "y");
  }

  @Test
  void missingEqualsMissingAndOnlyIdenticalOnesHaveTheSameAttributes() {
    Variable plain = FIELD.withAttrs(Map.of());
    assertThat(FIELD.equals(plain)).isTrue();
    assertThat(FIELD.identical(plain)).isFalse();
    assertThat(FIELD.equals(FIELD.transpose())).isFalse();
    assertThat(ROW.broadcastEquals(ROW.through(a -> a.expandDims("y", 2)))).isTrue();
  }

  @Test
  void variablesJoinAlongOneOrANewDimension() {
    Variable twice = Unlabelled.concat("x", List.of(ROW, ROW));
    assertThat(values(twice)).containsExactly(10, 20, 30, 10, 20, 30);
    assertThat(Unlabelled.concat("m", List.of(ROW, ROW)).dims()).containsExactly("m", "x");
  }

  @Test
  void anythingElseIsWhatABareArrayDoes() {
    assertThat(values(ROW.through(a -> a.shift("x", 1)))).containsExactly(Double.NaN, 10, 20);
  }
}
