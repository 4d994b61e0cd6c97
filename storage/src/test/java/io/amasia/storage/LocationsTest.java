package io.amasia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationsTest {
  @TempDir Path folder;

  @Test
  void filesFoldersAndUrlsOfFiles() throws Exception {
    Path file = Files.write(folder.resolve("my data.nc"), new byte[] {1, 2, 3, 4, 5});
    for (String url : new String[] {file.toString(), file.toUri().toString(), "file://" + file}) {
      Location location = Locations.of(url);
      assertThat(location.key()).isEqualTo("my data.nc");
      assertThat(location.store().size(location.key())).hasValue(5);
    }
    assertThat(Locations.of(folder.toString()).key()).isEmpty();
    assertThat(Locations.of("memory:a").store()).isSameAs(MemoryStore.named("a"));
  }

  @Test
  void aMissingFileNamesTheNearest() throws Exception {
    Files.write(folder.resolve("tas_2001.nc"), new byte[0]);
    Files.write(folder.resolve("something-else.txt"), new byte[0]);
    assertThatThrownBy(() -> Locations.of(folder.resolve("tas_2010.nc").toString()))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("no such file")
        .hasMessageContaining("did you mean")
        .hasMessageEndingWith("tas_2001.nc?");
    assertThatThrownBy(() -> Locations.of(folder.resolve("q").toString()))
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void zipArchivesAreEntered() throws Exception {
    Path zip =
        Files.write(
            folder.resolve("x.zarr.zip"),
            ZipStoreTest.zip(Map.of("x.zarr/zarr.json", new byte[3])));
    Location location = Locations.of(zip.toString());
    assertThat(location.key()).isEqualTo("x.zarr");
    assertThat(location.store().size(location.resolve("zarr.json"))).hasValue(3);
  }

  @Test
  void unknownKindsOfUrlAreNamed() {
    assertThatThrownBy(() -> Locations.of("ftp://x/y.nc"))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("ftp:");
    assertThatThrownBy(() -> Locations.of("s3:///y.nc")).isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> Locations.of("http://")).isInstanceOf(AmasiaException.Usage.class);
  }
}
