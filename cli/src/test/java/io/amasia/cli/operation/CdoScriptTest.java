package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Chains of CDO's operators on small data.
class CdoScriptTest {
  private static Dataset maps() {
    Dataset one =
        Fields.maps(
            Calendar.D360,
            Fields.months(Calendar.D360, 2000, 1, 2),
            new double[] {60, 0},
            new double[] {0, 90},
            new float[8]);
    return one.with("ts", one.variable("tas"));
  }

  private static String script(List<String> urls, Operation... operations) {
    return EquivalentScript.of(
        EquivalentScript.Tool.CDO,
        urls,
        maps(),
        List.of(operations),
        Meaning.standard(_ -> {}),
        Optional.empty());
  }

  @Test
  void otherVariablesStayWhereUnitsChange() {
    assertThat(script(List.of("in.nc"), OperationOption.UNITS.parse("tas=degC,ts=mK")))
        .contains(" '-aexpr,tas=tas*1.0+-273.15' ", " '-aexpr,ts=ts*1000.0+0.0' ")
        .doesNotContain("-expr,");
  }
}
