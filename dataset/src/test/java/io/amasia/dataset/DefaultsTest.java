package io.amasia.dataset;

import static io.amasia.dataset.Over.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The wanted values are those of xarray 2026.9 under `set_options`.
class DefaultsTest {
  private static final DataArray A =
      DataArray.of(new double[] {1, 2, 3}, "x")
          .assignCoords("x", new long[] {1, 2, 3})
          .named("a")
          .withAttr("units", "K");
  private static final DataArray B =
      DataArray.of(new double[] {10, 20}, "x").assignCoords("x", new long[] {2, 4});

  @Test
  void operatorsJoinLabelsAsTheDefaultsSay() throws Exception {
    assertThat(A.plus(B).toDoubles()).containsExactly(12);
    DataArray outer = joined(Alignment.Join.OUTER);
    assertThat(outer.toDoubles()).containsExactly(Double.NaN, 12, Double.NaN, Double.NaN);
    assertThat(joined(Alignment.Join.LEFT).toDoubles()).containsExactly(Double.NaN, 12, Double.NaN);
    assertThat(joined(Alignment.Join.RIGHT).toDoubles()).containsExactly(12, Double.NaN);
    assertThatThrownBy(() -> joined(Alignment.Join.EXACT))
        .isInstanceOf(AmasiaException.Alignment.class);
    assertThat(A.plus(B).toDoubles()).containsExactly(12);
  }

  private static DataArray joined(Alignment.Join join) throws Exception {
    return Defaults.standard().arithmeticJoin(join).call(() -> A.plus(B));
  }

  @Test
  void attributesGoIfNoneAreKept() throws Exception {
    Defaults none = Defaults.standard().keepAttrs(false);
    assertThat(none.call(() -> A.plus(1)).attrs()).isEmpty();
    assertThat(none.call(A::negate).attrs()).isEmpty();
    assertThat(none.call(() -> A.mean("x")).attrs()).isEmpty();
    assertThat(none.call(() -> A.round(1)).attrs()).isEmpty();
    assertThat(none.call(() -> A.clip(1, 2)).attrs()).isEmpty();
    assertThat(none.call(() -> A.subtractFrom(1)).attrs()).isEmpty();
    assertThat(none.call(() -> A.divideInto(1)).attrs()).isEmpty();
    assertThat(none.call(() -> Ufuncs.positive(A)).attrs()).isEmpty();
    assertThat(none.call(() -> Ufuncs.reciprocal(A)).attrs()).isEmpty();
    assertThat(none.call(() -> A.mean(over("x").keepAttrs(true))).attrs()).containsKey("units");
    assertThat(none.call(() -> A.fillna(0)).attrs()).containsKey("units");
    assertThat(A.plus(1).attrs()).containsKey("units");
    assertThat(A.round(1).attrs()).containsKey("units");
    assertThat(A.clip(1, 2).attrs()).containsKey("units");
  }

  @Test
  void whatOneSaysForTheProcessHoldsUntilOneSaysElse() {
    Defaults.standard().displayMaxRows(1).makeDefault();
    try {
      assertThat(Defaults.current().displayMaxRows()).isEqualTo(1);
    } finally {
      Defaults.standard().makeDefault();
    }
  }

  @Test
  void summariesAreAsLongAndWideAsSaid() throws Exception {
    Dataset many =
        new Dataset(
                Map.of(),
                Coordinates.NONE.with("x", Variable.of(List.of("x"), new double[50])),
                Map.of())
            .assign("a", 1.0)
            .assign("b", 2.0)
            .assign("c", 3.0)
            .assign("d", 4.0)
            .assignAttrs("title", "t");
    String text = Defaults.standard().displayMaxRows(3).displayWidth(50).call(many::toString);
    assertThat(text).contains("a  ()", "b  ()", "    …\n", "d  ()").doesNotContain("c  ()");
    assertThat(text.lines()).allMatch(line -> line.length() <= 60);
    Defaults closed =
        Defaults.standard()
            .displayExpandAttrs(false)
            .displayExpandCoords(false)
            .displayExpandDataVars(false);
    assertThat(closed.call(many::toString))
        .contains("Coordinates: (1)", "Data variables: (4)", "Attributes: (1)")
        .doesNotContain("title");
    assertThat(closed.call(many::toHtml)).contains("<details><summary>Data variables");
    assertThatThrownBy(() -> Defaults.standard().displayMaxRows(0))
        .isInstanceOf(AmasiaException.Usage.class);
  }
}
