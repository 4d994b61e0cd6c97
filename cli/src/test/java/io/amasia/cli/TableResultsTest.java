package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.ConversionCheck;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.Encoding;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.storage.format.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What tables hold of a dataset.
class TableResultsTest {
  @TempDir Path folder;

  /// Times of every calendar, through a table and back.
  @ParameterizedTest
  @EnumSource(Calendar.class)
  void timesKeepTheirCalendar(Calendar calendar) throws IOException {
    long[] times = new long[4];
    for (int i = 0; i < times.length; i++) {
      times[i] = calendar.micros(2001, 2, 27, 12, 0, 0, 0) + i * Calendar.DAY_MICROS;
    }
    var data =
        new Dataset(
            Map.of("v", Variable.of(List.of("time"), new double[] {1, 2, Double.NaN, 4})),
            new Coordinates(Map.of("time", Variable.times(calendar, "time", times))),
            Map.of());
    Path file = folder.resolve("t.csv");
    DatasetWriter.write(data, file.toString(), DatasetWriter.Options.standard());
    boolean usual = calendar == Calendar.STANDARD || calendar == Calendar.PROLEPTIC_GREGORIAN;
    assertThat(Files.readAllLines(file).getFirst())
        .isEqualTo(usual ? "time,v" : "time [%s],v".formatted(calendar.label()));
    try (Dataset got = Opening.open(List.of(file.toString()), OpenOptions.standard())) {
      assertThat(got.variable("time").load().toLongs()).isEqualTo(times);
      assertThat(got.variable("time").calendar()).contains(usual ? Calendar.STANDARD : calendar);
      assertThat(got.variable("v").load().toDoubles()).containsExactly(1, 2, Double.NaN, 4);
    }
  }

  /// Tables have no place for units and packing: what is converted to them is decoded.
  @Test
  void aConvertedTableHoldsTimesAndUnpackedValues() throws IOException {
    var time = Variable.times(Calendar.STANDARD, "time", 0, Calendar.DAY_MICROS);
    var data =
        new Dataset(
            Map.of("v", Variable.of(List.of("time"), new double[] {1.5, Double.NaN})),
            new Coordinates(Map.of("time", time)),
            Map.of());
    Encoding packed = Encoding.none().dtype("int16").scaleFactor(0.5).addOffset(1).fillValue(-1);
    Path stored = folder.resolve("t.nc");
    DatasetWriter.write(
        data, stored.toString(), DatasetWriter.Options.standard().encoding("v", packed));
    Path table = folder.resolve("t.csv");
    assertThat(CommandRun.of("convert", stored.toString(), table.toString()).code()).isZero();
    assertThat(Files.readAllLines(table))
        .containsExactly("time,v", "1970-01-01,1.5", "1970-01-02,");
    assertThat(
            CommandRun.of("convert", stored.toString(), table.toString(), "-O", "--verify").code())
        .isEqualTo(2);
  }

  /// JSON keeps dtypes and attributes, so it can be compared with what it was made from.
  @Test
  void convertedJsonIsVerified() throws IOException {
    var time = Variable.times(Calendar.NOLEAP, "time", 0, Calendar.DAY_MICROS);
    var tas =
        Variable.of(List.of("time"), new float[] {1.5f, Float.NaN})
            .withAttrs(Map.of("units", Attribute.of("K"), "levels", Attribute.of(3)));
    var data =
        new Dataset(
            Map.of("tas", tas, "n", Variable.of(List.of("time"), new long[] {1L << 60, -1})),
            new Coordinates(
                Map.of("time", time, "name", Variable.of(List.of("time"), new String[] {"a", ""}))),
            Map.of("title", Attribute.of("t")));
    Path stored = folder.resolve("t.nc");
    DatasetWriter.write(data, stored.toString(), DatasetWriter.Options.standard());
    Path json = folder.resolve("t.json");
    assertThat(CommandRun.of("convert", stored.toString(), json.toString(), "--verify").code())
        .isZero();
    assertThat(ConversionCheck.differences(stored.toString(), json.toString())).isEmpty();
    String text = Files.readString(json).replace("1152921504606846976", "1152921504606846977");
    Files.writeString(json, text.replace("\"K\"", "\"degC\"").replace("\"title\"", "\"name\""));
    assertThat(ConversionCheck.differences(stored.toString(), json.toString()))
        .anyMatch(line -> line.contains("n: values differ, first at element 0"))
        .anyMatch(line -> line.contains("attribute units of tas"))
        .anyMatch(line -> line.contains("attribute title of the dataset"))
        .anyMatch(line -> line.contains("attribute name of the dataset is not in the source"))
        .hasSize(4);
  }
}
