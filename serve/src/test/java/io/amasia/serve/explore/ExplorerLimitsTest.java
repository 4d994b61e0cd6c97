package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.serve.DataServer;
import io.amasia.storage.format.Attribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The explorer at its limits: many cells, many values, many requests, files that go.
class ExplorerLimitsTest {
  @TempDir Path folder;

  private static Asking asking(Dataset dataset) {
    return new Asking(DataServer.builder().hearing(_ -> {}).add("x", dataset));
  }

  private static Variable coord(String dim, int size, double step, String units) {
    double[] values = IntStream.range(0, size).mapToDouble(i -> step * i).toArray();
    return Variable.of(List.of(dim), values).withAttr("units", Attribute.of(units));
  }

  @Test
  void everyCellOfAGridWithoutRowsIsShownAndCounted() {
    int cells = 150_001; // so many that no corners are made up for them
    var random = Nodes.random(1, Chunks.regular(Shape.of(cells), 50_000));
    Dataset mesh =
        new Dataset(
            Map.of("x", Variable.of(List.of("cell"), random)),
            new Coordinates(
                Map.of(
                    "lat", coord("cell", cells, 5e-4, "degrees_north"),
                    "lon", coord("cell", cells, 2e-3, "degrees_east"))),
            Map.of());
    try (var asking = asking(mesh)) {
      Asking.Answer frame = asking.get("/explore/frame?var=x");
      assertThat(frame.status()).as(frame.text()).isEqualTo(200);
      assertThat(frame.values()).hasSize(cells);
      Asking.Answer places = asking.get("/explore/cells?var=x");
      assertThat(places.header().get("count").asInt()).isEqualTo(cells);
      double counted = 0;
      for (float count : asking.get("/explore/frame?var=x&kind=histogram&limits=-1,2").values()) {
        counted += count;
      }
      assertThat(counted).isEqualTo(cells);
    }
  }

  @Test
  void aHistogramOfSomeValuesSaysSo() {
    var random = Nodes.random(1, Chunks.regular(Shape.of(2_100, 4), 2_100, 4));
    Dataset tall =
        new Dataset(
            Map.of("x", Variable.of(List.of("lat", "lon"), random)),
            new Coordinates(
                Map.of(
                    "lat", coord("lat", 2_100, 0.04, "degrees_north"),
                    "lon", coord("lon", 4, 90, "degrees_east"))),
            Map.of());
    try (var asking = asking(tall)) {
      String query = "?var=x&kind=histogram";
      assertThat(asking.get("/explore/export" + query + "&format=svg").text())
          .contains("one of 2 values counted");
      assertThat(asking.get("/explore/code.json" + query).json().get("java").asText())
          .contains("// Counts every value; on the page one of 2 values counted.\n    double[]");
    }
  }

  @Test
  void histogramsThatAreExportedAtOnceDoNotWaitForEachOther() throws Exception {
    Session session = Session.builder().threads(2).build();
    try (var asking = session.call(() -> asking(MadeField.dataset()))) {
      List<CompletableFuture<Asking.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String query = "?var=t&kind=histogram&format=svg&at.plev=1&at.time=" + i % 4;
        answers.add(CompletableFuture.supplyAsync(() -> asking.get("/explore/export" + query)));
      }
      for (var answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aFileThatVanishesIsSaid() throws Exception {
    Path file = folder.resolve("made.nc");
    DatasetWriter.write(MadeField.dataset(), file.toString(), DatasetWriter.Options.standard());
    try (var asking = new Asking(DataServer.builder().open("made", file.toString()))) {
      assertThat(asking.get("/explore/frame?var=t").status()).isEqualTo(200);
      Files.move(file, folder.resolve("away.nc"));
      Thread.sleep(1_050);
      Asking.Answer gone = asking.get("/explore/frame?var=t&at.time=1");
      assertThat(gone.status()).isEqualTo(503);
      assertThat(gone.text()).contains("made.nc is gone or has changed");
    }
  }

  @Test
  void chunksThatAreRewrittenAreSeen() throws Exception {
    Path first = folder.resolve("first.zarr");
    Path second = folder.resolve("second.zarr");
    Dataset made = MadeField.dataset();
    Dataset warmer = made.with("t", made.get("t").plus(1).variable());
    DatasetWriter.write(made, first.toString(), DatasetWriter.Options.standard());
    DatasetWriter.write(warmer, second.toString(), DatasetWriter.Options.standard());
    try (var asking = new Asking(DataServer.builder().open("made", first.toString()))) {
      String query = "/explore/frame?var=t&at.time=1";
      float before = asking.get(query).values()[3];
      assertThat(asking.get(query).values()[3]).isEqualTo(before);
      Path chunks = second.resolve("t/c");
      try (var files = Files.walk(chunks)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = first.resolve("t/c").resolve(chunks.relativize(file));
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      assertThat(asking.get(query).values()[3]).isEqualTo(before + 1);
    }
  }

  @Test
  void datasetsWithoutAnythingToDrawAreServedAllTheSame() {
    var texts = DataArray.of(new String[] {"a", "b"}, "x").named("names").toDataset();
    try (var asking = new Asking(DataServer.builder().add("texts", texts).hearing(_ -> {}))) {
      assertThat(asking.get("/explore").text()).contains("nothing to look at", "/datasets/");
      assertThat(asking.get("/").text()).contains("/datasets/texts/");
      assertThat(asking.get("/datasets/texts/values?var=names&format=csv").text()).contains("b");
      assertThat(asking.get("/datasets/texts/zarr/zarr.json").status()).isEqualTo(200);
    }
  }
}
