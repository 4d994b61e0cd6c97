package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpolationTest {
  @Test
  void whatIsPickedAtAMissingLabelIsMissing() {
    Map<String, Variable> picked =
        Map.of(
            "flag", Variable.of(List.of("x"), new boolean[] {true, false}),
            "text", Variable.of(List.of("x"), new String[] {"a", "b"}),
            "day", Variable.times(Calendar.STANDARD, "x", "2000-01-01", "2000-01-02"));
    Dataset points =
        new Dataset(
            picked,
            Coordinates.NONE.with("x", Variable.of(List.of("x"), new double[] {0, 1})),
            Map.of());
    Dataset found = points.interp("x", new double[] {Double.NaN, 0.9});
    assertThat(found.get("flag").toDoubles()).containsExactly(Double.NaN, 0);
    assertThat(found.get("text").load().getString(0)).isEmpty();
    assertThat(found.get("text").load().getString(1)).isEqualTo("b");
    assertThat(found.get("day").load().getLong(0)).isEqualTo(DType.NAT);
  }

  @Test
  void theLastWordOnWhatIsOutsideHolds() {
    DataArray line =
        DataArray.of(new double[] {1, 2, 3}, "x").assignCoords("x", new double[] {1, 2, 3});
    Map<String, double[]> wanted = Map.of("x", new double[] {-1, 1.5, 5});
    Interpolation zero = Interpolation.of("linear").filling(0, -1);
    assertThat(line.interp(wanted, zero).toDoubles()).containsExactly(0, 1.5, -1);
    assertThat(line.interp(wanted, zero.extrapolating()).toDoubles()).containsExactly(-1, 1.5, 5);
    assertThat(line.interp(wanted, zero.extrapolating().filling(9, 9)).toDoubles())
        .containsExactly(9, 1.5, 9);
  }

  @Test
  void aCurveThroughALineGivesTheValueAtOnePlace() {
    DataArray line =
        DataArray.of(new double[] {1, 4, 9, 16}, "x").assignCoords("x", new double[] {1, 2, 3, 4});
    for (String method : List.of("pchip", "akima", "krogh", "cubic", "linear", "nearest")) {
      assertThat(line.interp("x", 3, method).item()).as(method).isEqualTo(9);
      assertThat(line.chunk("x", 2).interp("x", 3, method).item()).as(method).isEqualTo(9);
    }
  }
}
