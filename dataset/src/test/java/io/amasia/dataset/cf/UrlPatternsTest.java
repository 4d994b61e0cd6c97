package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UrlPatternsTest {
  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name : List.of("r10.nc", "r2.nc", "r1.nc", "a.txt", "odd[1].nc")) {
      Files.createFile(folder.resolve(name));
    }
    Files.createDirectories(folder.resolve("x.zarr/inner"));
    Files.createDirectories(folder.resolve("deep/er"));
    Files.createFile(folder.resolve("deep/er/z.nc"));
  }

  private List<String> names(String... given) {
    return UrlPatterns.expand(List.of(given)).stream()
        .map(url -> folder.relativize(Path.of(url)).toString())
        .toList();
  }

  @Test
  void globsComeInNaturalOrder() {
    assertThat(names(folder + "/r*.nc")).containsExactly("r1.nc", "r2.nc", "r10.nc");
  }

  @Test
  void foldersMatchAsStores() {
    assertThat(names(folder + "/*.zarr")).containsExactly("x.zarr");
  }

  @Test
  void twoStarsSearchBelow() {
    assertThat(names(folder + "/**/z.nc")).containsExactly("deep/er/z.nc");
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternIsItself() {
    assertThat(names(folder + "/odd[1].nc")).containsExactly("odd[1].nc");
  }

  @Test
  void listsAreRead() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "# members\n" + folder + "/r2.nc\n\n" + folder + "/r1*.nc\n");
    assertThat(names("@" + list)).containsExactly("r2.nc", "r1.nc", "r10.nc");
  }

  @Test
  void whatIsNamedTwiceIsTakenOnceAndSaid() {
    List<String> said = new ArrayList<>();
    List<String> given = List.of(folder + "/r1.nc", folder + "/r2.nc", folder + "/r*.nc");
    assertThat(UrlPatterns.expand(given, new Notices(said::add))).hasSize(3);
    assertThat(said)
        .containsExactly("'" + folder + "/r1.nc' and 1 more: named more than once, taken once");
    UrlPatterns.expand(List.of(folder + "/r*.nc"), new Notices(said::add));
    assertThat(said).hasSize(1);
  }

  @Test
  void urlsAreNoPatterns() {
    assertThat(UrlPatterns.expand(List.of("https://x.org/a?b=*")))
        .containsExactly("https://x.org/a?b=*");
  }

  @Test
  void nothingFoundIsSaid() {
    assertThatThrownBy(() -> UrlPatterns.expand(List.of(folder + "/no*.nc")))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("no file matches");
    assertThatThrownBy(() -> UrlPatterns.expand(List.of("@" + folder + "/none.txt")))
        .isInstanceOf(AmasiaException.Format.class);
    assertThatThrownBy(() -> UrlPatterns.expand(List.of()))
        .isInstanceOf(AmasiaException.Usage.class);
  }
}
