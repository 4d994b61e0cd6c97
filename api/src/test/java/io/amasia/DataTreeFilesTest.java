package io.amasia;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.dataset.DataTree;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trees of groups from files and to files.
class DataTreeFilesTest {
  @TempDir Path folder;

  private static DataTree open() throws URISyntaxException {
    var file = Objects.requireNonNull(DataTreeFilesTest.class.getResource("groups.nc"));
    return Amasia.openTree(Path.of(file.toURI()).toString());
  }

  @Test
  void groupsOfAFileInheritItsCoordinates() throws URISyntaxException {
    try (DataTree tree = open()) {
      assertThat(tree.groups()).containsExactly("/", "/forecast", "/forecast/upper", "/empty");
      var tas = tree.array("forecast/tas");
      assertThat(tas.dtype()).isEqualTo(DType.FLOAT64);
      assertThat(tas.sel("time", "2000-03-01").sel("lat", 10).toDoubles()).containsExactly(285);
      assertThat(tree.get("forecast/upper").dataset().coords().names())
          .containsExactlyInAnyOrder("time", "lat", "level");
      assertThat(tree.mean("time").array("forecast/upper/ta").toDoubles())
          .containsExactly(2, 3, 8, 9);
      assertThat(tree.isel("lat", 0).array("forecast/tas").isnull().toDoubles())
          .containsExactly(0, 1, 0);
    }
  }

  @Test
  void treesGoToNetcdfAndZarrAndBack() throws URISyntaxException {
    try (DataTree tree = open()) {
      for (String name : new String[] {"again.nc", "again.zarr"}) {
        String url = folder.resolve(name).toString();
        if (name.endsWith(".nc")) {
          tree.toNetcdf(url);
        } else {
          tree.toZarr(url);
        }
        try (DataTree back = Amasia.openTree(url)) {
          assertThat(back.isomorphic(tree)).as(name).isTrue();
          assertThat(back.equals(tree)).as(name).isTrue();
          assertThat(back.get("forecast").dataset().variables()).containsOnlyKeys("tas");
        }
      }
    }
  }

  @Test
  void aPartOfATreeIsATreeOfItsOwn() throws URISyntaxException {
    try (DataTree tree = open()) {
      DataTree upper = tree.get("forecast/upper");
      assertThat(upper.relativeTo(tree.get("empty"))).isEqualTo("../forecast/upper");
      assertThat(upper.parents()).extracting(DataTree::path).containsExactly("/forecast", "/");
      assertThat(tree.get("forecast").siblings()).containsOnlyKeys("empty");
      assertThat(tree.depth()).isEqualTo(2);
      assertThat(tree.match("*/upper").leaves())
          .extracting(DataTree::path)
          .containsExactly("/forecast/upper");
      assertThat(tree.dropNodes("forecast").groups()).containsExactly("/", "/empty");
      DataTree apart = tree.mapOverDatasets(tree.mean("time"), (all, mean) -> all.minus(mean));
      assertThat(apart.array("forecast/upper/ta").isel("level", 0).isel("lat", 0).toDoubles())
          .containsExactly(-2, 0, 2);
    }
  }
}
