package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapBlocksTest {
  private static DataArray field() {
    return DataArray.of(new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}}, "y", "x")
        .named("v")
        .assignCoords("x", new int[] {10, 20, 30, 40})
        .assignCoords("y", new double[] {0, 1, 2});
  }

  private static DataArray chunked() {
    return field().chunk(Map.of("y", 2L, "x", 3L));
  }

  @Test
  void blocksComeWithTheirLabels() {
    DataArray made = chunked().mapBlocks(block -> block.plus(block.coord("x")), field());
    assertThat(made.equals(field().plus(field().coord("x")))).isTrue();
    assertThat(made.name()).contains("v");
  }

  @Test
  void labelledWorkReducesWholeDimensions() {
    DataArray lines = field().chunk(Map.of("y", 2L, "x", -1L));
    DataArray template = field().mean("x");
    DataArray made = lines.mapBlocks(block -> block.mean("x"), template);
    assertThat(made.equals(template)).isTrue();
    DataArray longer = field().pad("x", 1, 1).fillna(0.0).dropVars("x");
    DataArray padded = lines.mapBlocks(block -> block.pad("x", 1, 1).fillna(0.0), longer);
    assertThat(padded.equals(longer)).isTrue();
  }

  @Test
  void datasetsGiveSeveralVariables() {
    Dataset both = chunked().toDataset().assign("w", chunked().times(2));
    Dataset template = both.assign("sum", field());
    Dataset made =
        both.mapBlocks(block -> block.assign("sum", block.get("v").plus(block.get("w"))), template);
    assertThat(made.get("sum").toDoubles()).isEqualTo(field().times(3).toDoubles());
    assertThat(made.get("w").toDoubles()).isEqualTo(field().times(2).toDoubles());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> chunked().mapBlocks(b -> b, field().isel("x", Slice.slice(0, 2))))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("length 2 along 'x', the array 4 in 2 chunks");
    assertThatThrownBy(() -> chunked().mapBlocks(b -> b.mean("x"), field()).load())
        .isInstanceOf(AmasiaException.class)
        .hasMessageContaining("dimensions [y] for a block of which [y, x] were promised");
    assertThatThrownBy(() -> chunked().mapBlocks(b -> b.gt(2), field()).load())
        .isInstanceOf(AmasiaException.class)
        .hasMessageContaining("bool");
  }
}
