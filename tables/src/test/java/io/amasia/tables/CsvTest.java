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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  private static final long DAY = Calendar.DAY_MICROS;

  @TempDir Path folder;

  private StoredDataset table(String text) throws IOException {
    Path path = folder.resolve("t.csv");
    Files.writeString(path, text);
    return Formats.open(path.toString());
  }

  @Test
  void theLongFormBecomesAGridAgain() throws IOException {
    Path path = folder.resolve("x.csv");
    new Tabled()
        .with("time", List.of("time"), NdArray.of(DType.DATETIME, Shape.of(2), DAY, 2 * DAY + 1))
        .with("lat", List.of("lat"), NdArray.of(Shape.of(3), 10.5, 20, 30))
        .with("height", List.of(), NdArray.of(Shape.SCALAR, 2.0))
        .with(
            "v",
            List.of("time", "lat"),
            NdArray.of(Shape.of(2, 3), 0.1f, Float.NaN, 3, 4, 1e30f, -0.5f))
        .with(
            "name",
            List.of("time", "lat"),
            NdArray.of(Shape.of(2, 3), List.of("a", "b,c", "d\"e", "", "g\nh", "ü")))
        .coordinates("height")
        .write(new CsvFormat(), path, "");
    assertThat(Files.readString(path))
        .isEqualTo(
            """
            height,time,lat,v,name
            2,1970-01-02,10.5,0.1,a
            2,1970-01-02,20,,"b,c"
            2,1970-01-02,30,3,"d""e"
            2,1970-01-03T00:00:00.000001,10.5,4,
            2,1970-01-03T00:00:00.000001,20,1.0E30,"g
            h"
            2,1970-01-03T00:00:00.000001,30,-0.5,ü
            """);
    try (StoredDataset dataset = Formats.open(path.toString())) {
      assertThat(dataset.root().dims()).isEqualTo(Map.of("time", 2L, "lat", 3L));
      assertThat(Tabled.read(dataset, "time").toLongs()).containsExactly(DAY, 2 * DAY + 1);
      assertThat(Tabled.read(dataset, "lat").toDoubles()).containsExactly(10.5, 20, 30);
      assertThat(Tabled.read(dataset, "height").shape()).isEqualTo(Shape.SCALAR);
      assertThat(dataset.root().attrs()).containsKey("coordinates");
      assertThat(Tabled.read(dataset, "v").toDoubles())
          .containsExactly(0.1, Double.NaN, 3, 4, 1e30, -0.5);
      assertThat(Tabled.read(dataset, "name").toStrings())
          .containsExactly("a", "b,c", "d\"e", "", "g\nh", "ü");
    }
    assertThat(folder.toFile().list()).containsExactly("x.csv");
  }

  @Test
  void theWideFormHasTheLastDimensionAcross() throws IOException {
    Path path = folder.resolve("x.csv");
    new Tabled()
        .with("lat", List.of("lat"), NdArray.of(Shape.of(2), 10.5, 20))
        .with("v", List.of("t", "lat"), NdArray.of(Shape.of(3, 2), 1L, 2L, 3L, 4L, 5L, 6L))
        .write(new CsvFormat(), path, "csv-wide");
    assertThat(Files.readString(path)).isEqualTo("t,10.5,20\n0,1,2\n1,3,4\n2,5,6\n");
    Tabled two =
        new Tabled()
            .with("a", List.of("t"), NdArray.of(Shape.of(1), 1L))
            .with("b", List.of("t"), NdArray.of(Shape.of(1), 1L));
    assertThatThrownBy(() -> two.write(new CsvFormat(), folder.resolve("y.csv"), "csv-wide"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("one variable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|-2|INT64",
        "1|NA|FLOAT64",
        "1|2.5|FLOAT64",
        "1e3|inf|FLOAT64",
        "true|False|BOOL",
        "true|NA|STRING",
        "2000-01-01|2000-02-30|STRING",
        "2000-02-29|2000-01-01 12:30|DATETIME",
        "2000-01-01T00:00:00Z|NaT|DATETIME",
        "1|x|STRING",
        "1d|2f|STRING",
        "0x10|1|STRING",
        "9223372036854775807|1|INT64",
        "9223372036854775808|1|UINT64",
        "9223372036854775808|-1|STRING",
        "18446744073709551616|1|STRING",
        "P1DT0.5S|-PT1H|TIMEDELTA",
        "P1D|NaT|TIMEDELTA",
        "P1D|P|STRING",
        "NA|nan|FLOAT64",
        "007|1|INT64",
      })
  void columnsGetTheNarrowestTypeThatFitsAll(String a, String b, DType expected)
      throws IOException {
    try (StoredDataset dataset = table("k,v\nx," + a + "\ny," + b + "\n")) {
      assertThat(Tabled.array(dataset, "v").dtype()).isEqualTo(expected);
      assertThat(Tabled.read(dataset, "v").size()).isEqualTo(2);
    }
  }

  @Test
  void otherTablesCountTheirRows() throws IOException {
    try (StoredDataset dataset =
        table("\ufeff# made by hand\n# twice\nx;y;y;\n1;2,5;a;\n1;3,5;b;\n2;2;;\n\n")) {
      assertThat(dataset.root().dims()).isEqualTo(Map.of("row", 3L));
      assertThat(dataset.root().arrays())
          .extracting(StoredArray::name)
          .doesNotHaveDuplicates()
          .hasSize(4);
      assertThat(Tabled.read(dataset, "x").toLongs()).containsExactly(1, 1, 2);
      assertThat(Tabled.read(dataset, "y").toStrings()).containsExactly("2,5", "3,5", "2");
      assertThat(Tabled.read(dataset, "y_2").toStrings()).containsExactly("a", "b", "");
    }
    try (StoredDataset dataset = table("a,b\n")) {
      assertThat(dataset.root().dims()).isEqualTo(Map.of("row", 0L));
    }
    try (StoredDataset dataset = table("k,v\np,1\nq,2\np,3\n")) {
      assertThat(dataset.root().dims()).isEqualTo(Map.of("row", 3L));
    }
  }

  @Test
  void wrongTablesAreRefusedInOneLine() {
    assertThatThrownBy(() -> table("a,b\n1,2\n1,2,3\n"))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContainingAll("t.csv", "row 2", "3 cells", "2");
    assertThatThrownBy(() -> table("a,b\n1,2\n1\n")).hasMessageContaining("row 2");
    assertThatThrownBy(() -> table("a,b\n1,\"open\n"))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("t.csv");
    assertThatThrownBy(() -> table("\n\n")).isInstanceOf(AmasiaException.Format.class);
  }

  @Test
  void otherCharactersAndCompressedTablesAreRead() throws IOException {
    Path latin = folder.resolve("l.csv");
    Files.write(latin, "k,v\nä,1\nö,2\n".getBytes(StandardCharsets.ISO_8859_1));
    try (StoredDataset dataset = Formats.open(latin.toString())) {
      assertThat(Tabled.read(dataset, "k").toStrings()).containsExactly("ä", "ö");
    }
    Path packed = folder.resolve("p.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("k,v\na,1\nb,2\n".getBytes(StandardCharsets.UTF_8));
    }
    try (StoredDataset dataset = Formats.open(packed.toString())) {
      assertThat(Tabled.read(dataset, "v").toLongs()).containsExactly(1, 2);
    }
  }

  @Test
  void aLongTableIsReadInBlocks() throws IOException {
    var text = new StringBuilder("id,v,t\n");
    long n = 250_000;
    for (long i = 0; i < n; i++) {
      text.append(i % 7 == 0 ? "\"a\nb\"" : "plain \"text\"").append(",").append(i).append(",x\n");
    }
    try (StoredDataset dataset = table(text.toString())) {
      assertThat(dataset.root().dims()).isEqualTo(Map.of("row", n));
      assertThat(Tabled.array(dataset, "v").chunks().count()).isGreaterThan(1);
      try (NdArray values = Tabled.read(dataset, "v")) {
        for (long i = 0; i < n; i++) {
          if (values.getLong(i) != i) {
            assertThat(values.getLong(i)).isEqualTo(i);
          }
        }
      }
      assertThat(Tabled.read(dataset, "id").getString(n - 3)).isEqualTo("plain \"text\"");
    }
  }

  @RandomTest
  void gridsOfAnyShapeAreFound(long seed) throws IOException {
    var random = new Random(seed);
    int ndim = 1 + random.nextInt(4);
    int[] sizes = random.ints(ndim, 2, 5).toArray();
    var text = new StringBuilder("const");
    long n = 1;
    for (int d = 0; d < ndim; d++) {
      text.append(",d").append(d);
      n *= sizes[d];
    }
    text.append(",v\n");
    boolean spoilt = random.nextInt(4) == 0 && n > 4;
    for (long i = 0; i < n; i++) {
      text.append("7");
      long rest = i;
      long step = n;
      for (int size : sizes) {
        step /= size;
        text.append(",").append(rest / step * 2 + (spoilt && i == n - 2 ? 100 : 0));
        rest %= step;
      }
      text.append(",").append(i % 3).append("\n");
    }
    try (StoredDataset dataset = table(text.toString())) {
      if (spoilt && ndim > 1) {
        assertThat(dataset.root().dims()).containsOnlyKeys("row");
      } else {
        assertThat(dataset.root().dims().values())
            .containsExactly(
                java.util.Arrays.stream(sizes).mapToObj(Long::valueOf).toArray(Long[]::new));
        assertThat(Tabled.read(dataset, "const").shape()).isEqualTo(Shape.SCALAR);
      }
      try (NdArray values = Tabled.read(dataset, "v")) {
        for (long i = 0; i < n; i++) {
          assertThat(values.getLong(i)).isEqualTo(i % 3);
        }
      }
    }
  }

  @RandomTest
  void anyTextGivesATableOrOurError(long seed) throws IOException {
    var random = new Random(seed);
    String letters = "a1,;\"\n\r\t #-.é";
    var text = new StringBuilder();
    for (int i = 0; i < random.nextInt(200); i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    try (StoredDataset dataset = table(text.toString())) {
      dataset
          .root()
          .arrays()
          .forEach(a -> assertThat(Tabled.read(dataset, a.name()).shape()).isEqualTo(a.shape()));
    } catch (AmasiaException.Format e) {
      assertThat(e.getMessage()).contains("t.csv");
    }
  }
}
