package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Ufunc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several datasets written by one computation.
class SeveralTargetsTest {
  @TempDir Path folder;

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private static Dataset opened(String url) {
    return Opening.open(List.of(url), OpenOptions.standard());
  }

  @Test
  void whatTargetsShareIsComputedOnce() {
    var calls = new AtomicInteger();
    DataArray a = DataArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}, "y", "x").named("a");
    DataArray shared =
        Ufunc.of(
                blocks -> {
                  calls.incrementAndGet();
                  return blocks.getFirst();
                },
                DType.FLOAT64)
            .apply(a);
    Dataset sums = shared.sum("x").toDataset("a");
    Dataset means = shared.mean("x").toDataset("a");
    List<String> urls = List.of(in("sum.nc"), in("mean.zarr"));
    DatasetWriter.writeAll(List.of(sums, means), urls, DatasetWriter.Options.standard());
    assertThat(calls.get()).isEqualTo(1);
    assertThat(opened(urls.get(0)).get("a").toDoubles()).containsExactly(6, 15);
    assertThat(opened(urls.get(1)).get("a").toDoubles()).containsExactly(2, 5);
    DatasetWriter.Options again = DatasetWriter.Options.standard();
    List<String> one = List.of(in("new.nc"), in("mean.zarr"));
    assertThatThrownBy(() -> DatasetWriter.writeAll(List.of(sums, means), one, again))
        .isInstanceOf(AmasiaException.Conflict.class);
    assertThat(Files.exists(folder.resolve("new.nc"))).isFalse();
  }

  @Test
  void eachHasANameOfItsOwn() {
    Dataset one = DataArray.of(new double[] {1}, "x").toDataset("a");
    var options = DatasetWriter.Options.standard();
    assertThatThrownBy(() -> DatasetWriter.writeAll(List.of(one, one), List.of("a.nc"), options))
        .isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(
            () -> DatasetWriter.writeAll(List.of(one, one), List.of("a.nc", "a.nc"), options))
        .isInstanceOf(AmasiaException.Usage.class);
  }
}
