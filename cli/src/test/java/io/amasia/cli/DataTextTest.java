package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataTextTest {
  @Test
  void aGridMappingIsNoPartOfATable() {
    Attribute kind = new Attribute.Text("latitude_longitude");
    Variable mapping =
        Variable.of(List.of(), -2147483647).withAttrs(Map.of("grid_mapping_name", kind));
    var data =
        DataArray.of(new double[] {1, 2}, "x")
            .named("tas")
            .toDataset()
            .withCoord("crs", mapping)
            .withCoord("height", Variable.of(List.of(), 2.0));
    assertThat(DataText.table(data))
        .contains("tas", "height 2")
        .doesNotContain("crs", "2147483647");
  }
}
