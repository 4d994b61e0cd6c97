package io.amasia.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {
  @TempDir Path folder;

  private void assertSays(byte[] content, String... parts) throws Exception {
    Path file = Files.write(folder.resolve("x.nc"), content);
    assertThatThrownBy(() -> Formats.open(file.toString()))
        .isInstanceOf(AmasiaException.Format.class)
        .satisfies(e ->
            assertThat(e.getMessage())
                .startsWith(file + ": ")
                .contains(parts)
                .doesNotContain("\n"));
  }

  @Test
  void filesOfOtherKindsAreExplained() throws Exception {
    assertSays(new byte[0], "empty");
    assertSays("\n<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8), "web page");
    assertSays("GRIB....".getBytes(StandardCharsets.UTF_8), "GRIB", "cdo -f nc4");
    assertSays("time,lat\n1,2\n".getBytes(StandardCharsets.UTF_8), "the text 'time,lat 1,2 '");
    assertSays(new byte[] {1, 2, (byte) 0xFF}, "the bytes 01 02 ff");
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(1);
    }
    assertSays(zipped.toByteArray(), "gunzip");
  }

  @Test
  void foldersThatAreNoDatasetAreExplained() throws Exception {
    assertThatThrownBy(() -> Formats.open(folder.toString()))
        .hasMessageContaining("nothing is in it");
    Files.write(folder.resolve("tas.nc"), new byte[1]);
    assertThatThrownBy(() -> Formats.open(folder.toString()))
        .hasMessageContaining("it holds tas.nc; give its files, such as '" + folder + "/*.nc'");
  }

  @Test
  void unknownNamesListTheKnown() {
    assertThatThrownBy(() -> Formats.forName("cube")).isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> Formats.forWriting("x.cube"))
        .hasMessageContaining("end it in .nc or .zarr");
  }
}
