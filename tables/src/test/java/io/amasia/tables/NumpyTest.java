package io.amasia.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What NumPy saved (`make.py`) is read, and what we write is read again.
class NumpyTest {
  private static final long DAY = Calendar.DAY_MICROS;

  @TempDir Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(NumpyTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void readsEachDtypeAsNumpySavedIt() {
    try (StoredDataset dataset = Formats.open(resource("numpy.npz").toString())) {
      for (String name :
          "i1 li2 bi2 li4 bi4 li8 bi8 u1 lu2 bu4 lu8 lf2 bf4 lf4 lf8 bf8".split(" ", -1)) {
        StoredArray array = Tabled.array(dataset, name);
        assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(array.dims()).containsExactly("dim_0", "dim_1", "dim_2");
        try (NdArray values = Tabled.read(dataset, name)) {
          assertThat(LongStream.range(0, 24).mapToDouble(values::getDouble).toArray())
              .as(name)
              .isEqualTo(LongStream.range(0, 24).mapToDouble(i -> 3 * i).toArray());
        }
      }
      assertThat(Tabled.read(dataset, "fortran").toDoubles())
          .isEqualTo(LongStream.range(0, 24).mapToDouble(i -> 0.5 * i).toArray());
      assertThat(Tabled.read(dataset, "scalar").toDoubles()).containsExactly(2.5);
      assertThat(Tabled.read(dataset, "none").shape()).isEqualTo(Shape.of(0, 4));
      assertThat(Tabled.array(dataset, "b1").dtype()).isEqualTo(DType.BOOL);
      assertThat(Tabled.read(dataset, "b1").getLong(2)).isEqualTo(1);
      assertThat(Tabled.read(dataset, "times").toLongs())
          .containsExactly(10957 * DAY + DAY / 2, DType.NAT, -25508 * DAY);
      assertThat(Tabled.read(dataset, "days").toLongs()).containsExactly(DAY);
      assertThat(Tabled.read(dataset, "hours").toLongs()).containsExactly(DAY / 24, -DAY / 12);
      assertThat(Tabled.read(dataset, "texts").toStrings())
          .containsExactly("a", "größe", "", "日本 x");
      assertThat(Tabled.read(dataset, "bytes").toStrings()).containsExactly("a", "bc", "", "d");
      assertThat(dataset.root().notes()).singleElement().asString().contains("complex", "<c16");
    }
    try (StoredDataset dataset = Formats.open(resource("packed.npz").toString())) {
      assertThat(Tabled.read(dataset, "a").toDoubles()).startsWith(0, 1.5).hasSize(24);
    }
  }

  @Test
  void readsAgainWhatWasWritten() {
    Path npz = folder.resolve("x.npz");
    new Tabled()
        .with("t", List.of("t"), NdArray.of(DType.DATETIME, Shape.of(3), 0, DType.NAT, DAY))
        .with("v", List.of("t", "x"), NdArray.of(Shape.of(3, 2), 1, 2, Double.NaN, 4, 5, 6.5))
        .with("name", List.of("x"), NdArray.of(Shape.of(2), List.of("größe", "")))
        .write(new NpzFormat(), npz, "");
    try (StoredDataset dataset = Formats.open(npz.toString())) {
      assertThat(Tabled.read(dataset, "t").toLongs()).containsExactly(0, DType.NAT, DAY);
      assertThat(Tabled.read(dataset, "v").toDoubles())
          .containsExactly(1, 2, Double.NaN, 4, 5, 6.5);
      assertThat(Tabled.read(dataset, "name").toStrings()).containsExactly("größe", "");
    }
    assertThat(folder.toFile().list()).containsExactly("x.npz");
  }

  @Test
  void aLargeArrayIsReadInBlocks() {
    Path npy = folder.resolve("large.npy");
    double[] numbers = new double[900_000];
    java.util.Arrays.setAll(numbers, i -> i);
    new Tabled()
        .with("v", List.of("y", "x"), NdArray.of(Shape.of(900, 1000), numbers))
        .write(new NpyFormat(), npy, "");
    try (StoredDataset dataset = Formats.open(npy.toString())) {
      assertThat(Tabled.array(dataset, "large").chunks().count()).isGreaterThan(2);
      assertThat(Tabled.read(dataset, "large").toDoubles()).isEqualTo(numbers);
    }
  }

  @Test
  void refusesWhatItCannotHoldBeforeAnythingIsWritten() {
    NdArray one = NdArray.of(Shape.of(1), 1L);
    Tabled two = new Tabled().with("a", List.of("x"), one).with("b", List.of("x"), one);
    assertThatThrownBy(() -> two.write(new NpyFormat(), folder.resolve("x.npy"), ""))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("[a, b]");
    two.write(new NpzFormat(), folder.resolve("x.npz"), "");
    assertThatThrownBy(() -> two.write(new NpzFormat(), folder.resolve("x.npz"), ""))
        .isInstanceOf(AmasiaException.Conflict.class);
    two.overwriting().write(new NpzFormat(), folder.resolve("x.npz"), "");
    assertThat(folder.toFile().list()).containsExactly("x.npz");
  }

  @RandomTest
  void damagedHeadersGiveOurErrors(long seed) throws IOException {
    byte[] file = NpyHeader.of(DType.FLOAT32, Shape.of(5, 3), 0);
    byte[] bytes = java.util.Arrays.copyOf(file, file.length + 60);
    var random = new Random(seed);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      bytes[random.nextInt(6, file.length)] = (byte) random.nextInt(20, 128);
    }
    Path path = folder.resolve("d.npy");
    Files.write(path, java.util.Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * 30));
    try (StoredDataset dataset =
            new NpyFormat().open(io.amasia.storage.Locations.of(path.toString()));
        NdArray values = Tabled.read(dataset, "d")) {
      assertThat(values.size()).isLessThanOrEqualTo(60);
    } catch (AmasiaException.Format | AmasiaException.Unsupported e) {
      assertThat(e.getMessage()).contains("d.npy").doesNotContain("null");
    }
  }
}
