package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    return script(urls, maps(), operations);
  }

  private static String script(List<String> urls, Dataset data, Operation... operations) {
    return EquivalentScript.of(
        EquivalentScript.Tool.CDO,
        urls,
        data,
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

  @Test
  void aSecondValueForWhatIsMissingIsSetFirst() {
    Dataset maps = maps();
    Map<String, Attribute> encoding = new LinkedHashMap<>(maps.variable("tas").encoding());
    encoding.put("_FillValue", Attribute.of(-1e30));
    encoding.put("missing_value", Attribute.of(1e20));
    Dataset two = maps.with("tas", maps.variable("tas").withEncoding(encoding));
    assertThat(script(List.of("in.nc"), two, OperationOption.MAX.parse("X")))
        .contains(" -zonmax -setctomiss,1.0E20 in.nc ");
    encoding.put("scale_factor", Attribute.of(0.1));
    Dataset packed = maps.with("tas", maps.variable("tas").withEncoding(encoding));
    assertThatThrownBy(() -> script(List.of("in.nc"), packed))
        .hasMessageContaining("CDO has no equal of two values for what is missing");
  }

  @Test
  void theShellReadsNamesOfFilesAsTheyAre() {
    assertThat(script(List.of("it's_$HOME.nc")))
        .isEqualTo("#!/bin/sh\ncdo -L -O -f nc4 -b F64 -copy 'it'\\''s_$HOME.nc' out.nc\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my data.nc", "tas_*.nc", "tas[1].nc", "-tas.nc"})
  void filesThatCdoWouldTakeForOthersAreRefused(String file) {
    assertThatThrownBy(() -> script(List.of(file)))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("CDO has no equal of the file name '" + file + "'");
  }
}
