package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.CodecChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Encodings that are given for what is joined to something that is there.
class TargetEncodingsTest {
  private static final DatasetWriter.Options OPTIONS = DatasetWriter.Options.standard();
  private static final Encoding NONE = Encoding.none();

  @TempDir Path folder;

  private String there(String name) {
    String url = folder.resolve(name).toString();
    var packed = ZarrWritingTest.packed();
    DatasetWriter.write(
        ZarrWritingTest.days(0, 6),
        url,
        name.endsWith(".nc") ? packed.withUnlimited("time") : packed);
    return url;
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of("tas", NONE.dtype("float32"), "dtype 'float32'", "'int16'"),
        Arguments.of("tas", NONE.scaleFactor(0.2), "scale_factor 0.2", "0.1"),
        Arguments.of("tas", NONE.addOffset(3), "add_offset 3.0", "none"),
        Arguments.of("tas", NONE.fillValue(-1), "_FillValue -1", "-32768"),
        Arguments.of("tas", NONE.noFillValue(), "no _FillValue", "-32768"),
        Arguments.of("tas", NONE.chunks(2, 2), "chunks [2, 2]", "[4, 2]"),
        Arguments.of("tas", NONE.shards(4, 2), "shards [4, 2]", "none"),
        Arguments.of("tas", NONE.codecs("shuffle,zlib:5"), "codecs 'shuffle,zlib:5'", "4"),
        Arguments.of("time", NONE.units("hours since 1999-01-01"), "hours since", "days since"),
        Arguments.of("time", NONE.calendar("360_day"), "calendar '360_day'", "noleap"),
        Arguments.of("x", NONE.units("days since 1999-01-01"), "units", "none"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void othersThanTheTargetHasAreRefused(String name, Encoding given, String said, String has) {
    String url = there("x.zarr");
    Dataset more = ZarrWritingTest.days(6, 2);
    assertThatThrownBy(() -> more.toZarr(url, OPTIONS.appending("time").encoding(name, given)))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("'%s'".formatted(name))
        .hasMessageContaining(said)
        .hasMessageContaining(has);
    Dataset part = ZarrWritingTest.days(2, 2);
    assertThatThrownBy(() -> part.toZarr(url, OPTIONS.region("time").encoding(name, given)))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining(said);
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
      assertThat(got.sizes()).containsEntry("time", 6L);
    }
  }

  @Test
  void thoseOfAFileToo() {
    String url = there("x.nc");
    assertThatThrownBy(() ->
            ZarrWritingTest.days(6, 2)
                .toNetcdf(url, OPTIONS.appending("time").encoding("tas", NONE.dtype("float32"))))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("float32")
        .hasMessageContaining("int16");
  }

  @Test
  void theSameInOtherWordsAreTaken() {
    String url = there("x.zarr");
    var same =
        OPTIONS
            .appending("time")
            .encoding(
                "tas",
                NONE.dtype("int16")
                    .scaleFactor(0.1)
                    .addOffset(0)
                    .fillValue(-32768)
                    .chunks(4, 2)
                    .codecs("shuffle,zlib"))
            .encoding("time", NONE.units("days since 1999-1-1 00:00").calendar("365_day"))
            .encoding("x", NONE.chunks(-1));
    ZarrWritingTest.days(6, 2).toZarr(url, same);
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
      assertThat(got.sizes()).containsEntry("time", 8L);
    }
  }

  @Test
  void otherCodecsForAllDataAreRefused() {
    String url = there("x.zarr");
    var coded = OPTIONS.appending("time").withCodecs(CodecChoice.chain("zstd:3"));
    assertThatThrownBy(() -> ZarrWritingTest.days(6, 2).toZarr(url, coded))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("zstd:3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shuffle,deflate:4 | shuffle,zlib:4 | time",
        "shuffle,zlib:4 | shuffle,deflate:4 | ",
        "none | none | time",
        "none | none | ",
        "zstd:3 | zstd | "
      })
  void theCodecsThatAFileIsWrittenWithAreTaken(String first, String then, String unlimited) {
    String url = folder.resolve("x.nc").toString();
    var options = OPTIONS.withCodecs(CodecChoice.chain(first));
    withProjection(0, 6)
        .toNetcdf(url, unlimited == null ? options : options.withUnlimited(unlimited));
    String before = codecs(url);
    withProjection(6, 2)
        .toNetcdf(url, OPTIONS.appending("time").withCodecs(CodecChoice.chain(then)));
    assertThat(codecs(url)).isEqualTo(before);
    var others = OPTIONS.appending("time").withCodecs(CodecChoice.chain("deflate:9"));
    assertThatThrownBy(() -> withProjection(8, 2).toNetcdf(url, others))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("codecs 'deflate:9'");
  }

  /// With one value, which netCDF stores without codecs.
  private static Dataset withProjection(int first, int days) {
    return ZarrWritingTest.days(first, days).with("crs", Variable.of(List.of(), 0.0));
  }

  private static String codecs(String url) {
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
      return got.variable("tas").stored().orElseThrow().codecs();
    }
  }

  @Test
  void anEncodingOfWhatIsNotWrittenIsRefused() {
    String url = there("x.zarr");
    var given = OPTIONS.appending("time").encoding("pr", NONE.dtype("int16"));
    assertThatThrownBy(() -> ZarrWritingTest.days(6, 2).toZarr(url, given))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("'pr'");
  }
}
