package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.serve.DataServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedAtTest {
  /// Relative to the folder of the process, as names never hold slashes.
  @TempDir(factory = HereFactory.class)
  Path folder;

  /// Makes `year=…` folders in the folder of the process.
  static final class HereFactory implements org.junit.jupiter.api.io.TempDirFactory {
    @Override
    public Path createTempDirectory(
        org.junit.jupiter.api.extension.AnnotatedElementContext element,
        org.junit.jupiter.api.extension.ExtensionContext context)
        throws java.io.IOException {
      return Files.createTempDirectory(Path.of(""), "year=");
    }
  }

  private static ServedAt.Named named(String input) {
    return ServedAt.Named.of(input, DataServer.builder());
  }

  @Test
  void namesStandBeforeUrls() {
    assertThat(named("t=a/b.nc")).isEqualTo(new ServedAt.Named("t", "a/b.nc"));
    assertThat(named("t=https://host/b.nc?c=d"))
        .isEqualTo(new ServedAt.Named("t", "https://host/b.nc?c=d"));
    assertThat(named("no-such=*/b_*.nc")).isEqualTo(new ServedAt.Named("no-such", "*/b_*.nc"));
  }

  @Test
  void foldersWithSuchNamesAreNone() throws Exception {
    Files.createFile(folder.resolve("tas_1.nc"));
    String glob = folder.getFileName() + "/tas_*.nc";
    assertThat(named(glob).url()).isEqualTo(glob);
    assertThat(named("year=*/tas_1.nc").url()).isEqualTo("year=*/tas_1.nc");
  }
}
