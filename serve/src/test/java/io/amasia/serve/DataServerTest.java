package io.amasia.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.DataTree;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.storage.format.Attribute;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Datasets of a program, lazy or in memory: what our own reader finds at their URL.
class DataServerTest {
  private static DataServer serving(String name, Dataset dataset) {
    return DataServer.builder().port(0).add(name, dataset).hearing(_ -> {}).start();
  }

  private static Dataset opened(String url) {
    return Opening.open(List.of(url), OpenOptions.standard().hearing(_ -> {}));
  }

  private static Dataset dataset(Map<String, Variable> variables, Map<String, Variable> coords) {
    return new Dataset(variables, new Coordinates(coords), Map.of("title", Attribute.of("made")));
  }

  /// Every dtype along `x`, two chunks each, with missing values where there are some.
  private static Dataset everyDType() {
    Map<String, Variable> all = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      if (dtype.isNumeric()) {
        Variable values = Variable.of(List.of("x"), new double[] {1, 0, 3, 100, 5});
        all.put(dtype.label(), values.computed(Nodes.cast(values.data(), dtype)));
      }
    }
    all.put("gaps", Variable.of(List.of("x"), new double[] {Double.NaN, 1, 2, Double.NaN, 1e300}));
    all.put("flag", Variable.of(List.of("x"), new boolean[] {true, false, true, true, false}));
    all.put("text", Variable.of(List.of("x"), new String[] {"a", "", "é", "<&>", "z z"}));
    all.put("nothing", Variable.of(List.of("none"), new double[0]));
    all.put("scalar", Variable.of(List.of(), 42.5));
    all.put(
        "when",
        Variable.times(Calendar.D360, "x", new long[] {0, DType.NAT, 1, 86_400_000_000L, 7}));
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put(
        "time", Variable.times(Calendar.D360, "time", "2000-02-28", "2000-02-29", "2000-02-30"));
    all.put("tas", Variable.of(List.of("time"), new float[] {280.5f, 281.25f, Float.NaN}));
    return dataset(all, coords).chunk(Map.of("x", 2L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zarr", "zarr2"})
  void everyDTypeIsServed(String store) {
    Dataset source = everyDType();
    try (DataServer server = serving("all", source);
        Dataset found = opened(server.zarr("all").replaceFirst("zarr$", store))) {
      assertThat(found.equals(source)).isTrue();
      assertThat(found.variable("time").calendar()).contains(Calendar.D360);
      assertThat(found.variable("uint8").dtype()).isEqualTo(DType.UINT8);
      assertThat(found.sizes()).containsEntry("none", 0L);
    }
  }

  @Test
  void groupsAreServed() {
    Dataset root = dataset(Map.of("a", Variable.of(List.of("x"), new double[] {1, 2})), Map.of());
    Dataset child = dataset(Map.of("b", Variable.of(List.of("y"), new int[] {3, 4, 5})), Map.of());
    DataTree tree = DataTree.of(Map.of("/", root, "/forecast/hourly", child));
    try (DataServer server = DataServer.builder().port(0).add("tree", tree).start();
        DataTree found = Opening.openTree(server.zarr("tree"), OpenOptions.standard())) {
      assertThat(found.array("forecast/hourly/b").toDoubles()).containsExactly(3, 4, 5);
      assertThat(server.catalog().find("tree").orElseThrow().groups())
          .contains("", "forecast/hourly");
      String url = server.zarr("tree").replaceFirst("zarr$", "");
      assertThat(Asked.get(url + "info?group=forecast/hourly").text()).contains("\"y\":3");
      assertThat(Asked.get(url + "values?group=forecast/hourly&isel.y=1").text()).contains("4");
      assertThat(Asked.get(url + "?group=forecast/hourly").text()).contains("hourly");
      assertThat(Asked.get(url + "info?group=nowhere").status()).isEqualTo(400);
    }
  }

  /// More values than fit, in chunks of 40 steps of which one fits.
  @Test
  void aChunkOfALazyResultReadsOnlyWhatItNeeds() {
    Chunks chunks = Chunks.regular(Shape.of(40, 500, 500), 1, 500, 500);
    Variable large = Variable.of(List.of("t", "y", "x"), Nodes.random(7, chunks));
    Dataset lazy =
        dataset(Map.of("r", large), Map.of())
            .map(array -> array.times(2).plus(1))
            .coarsen(Map.of("y", 10, "x", 10))
            .mean();
    Session session = Session.builder().memoryBytes(24 << 20).threads(2).build();
    session.run(() -> {
      try (DataServer server = serving("lazy", lazy);
          Dataset found = opened(server.zarr("lazy"))) {
        double[] values = found.get("r").isel("t", 39).compute().toDoubles();
        assertThat(values).isEqualTo(lazy.get("r").isel("t", 39).compute().toDoubles());
      }
    });
  }

  @Test
  void aChunkThatCannotFitIsRefusedAndTheServerStaysUp() {
    Chunks chunks = Chunks.regular(Shape.of(4_000, 4_000), 4_000, 1);
    Dataset lazy =
        dataset(
            Map.of(
                "sorted",
                Variable.of(List.of("t", "x"), Nodes.argSort(Nodes.random(7, chunks), 1))),
            Map.of());
    Session session = Session.builder().memoryBytes(4 << 20).threads(2).build();
    session.run(() -> {
      try (DataServer server = serving("lazy", lazy)) {
        Asked asked = Asked.get(server.zarr("lazy") + "/sorted/c/0/0");
        assertThat(asked.status()).as(asked.text()).isEqualTo(413);
        assertThat(asked.text()).contains("\"status\":413").doesNotContain("at io.amasia");
        assertThat(Asked.get(server.url() + "health").text()).contains("ok");
      }
    });
  }

  @Test
  void severalClientsAtOnceFindTheSame() throws Exception {
    Chunks chunks = Chunks.regular(Shape.of(64, 128, 128), 1, 128, 128);
    Variable values = Variable.of(List.of("t", "y", "x"), Nodes.random(3, chunks));
    Dataset source = dataset(Map.of("r", values), Map.of());
    double[] expected = source.get("r").compute().toDoubles();
    try (DataServer server = serving("r", source);
        ExecutorService clients = Executors.newFixedThreadPool(4)) {
      List<Future<double[]>> found = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        found.add(
            clients.submit(() -> {
              try (Dataset one = opened(server.zarr("r"))) {
                return one.get("r").compute().toDoubles();
              }
            }));
      }
      for (Future<double[]> one : found) {
        assertThat(one.get()).isEqualTo(expected);
      }
    }
  }

  /// The tasks hold most of the memory that the server would wait for.
  @Test
  @Timeout(30)
  void aTaskReadsFromAServerOfItsOwnSession() throws Exception {
    Chunks chunks = Chunks.regular(Shape.of(1_250_000), 1_250_000);
    Variable large = Variable.of(List.of("x"), Nodes.random(3, chunks));
    Session session = Session.builder().memoryBytes(34 << 20).threads(1).build();
    session.run(() -> {
      try (DataServer server = serving("r", dataset(Map.of("r", large), Map.of()))) {
        DataArray given = new DataArray("given", large, Coordinates.NONE);
        DataArray read = given.mapBlocks(_ -> opened(server.zarr("r")).get("r").compute(), given);
        double[] found = read.compute().toDoubles();
        assertThat(found).isEqualTo(given.compute().toDoubles());
      }
    });
  }

  /// Where the system tells of connections.
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsComputedForAClientThatGoesAwayStops() throws Exception {
    Chunks chunks = Chunks.regular(Shape.of(200, 250_000), 1, 250_000);
    Variable random = Variable.of(List.of("t", "x"), Nodes.random(3, chunks));
    DataArray given = new DataArray("r", random, Coordinates.NONE);
    DataArray slow =
        given.mapBlocks(
            block -> {
              BLOCKS.incrementAndGet();
              LockSupport.parkNanos(50_000_000);
              return block;
            },
            given);
    Session.builder()
        .threads(2)
        .build()
        .call(() -> {
          try (DataServer server = serving("slow", slow.mean("x").toDataset())) {
            URI url = URI.create(server.zarr("slow") + "/r/c/0");
            try (var client = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
              String head = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(url.getPath());
              client.getOutputStream().write(head.getBytes(UTF_8));
              awaitBlocks(before -> before > 0);
            }
            awaitBlocks(before -> {
              LockSupport.parkNanos(300_000_000);
              return BLOCKS.get() == before;
            });
            assertThat(BLOCKS.get()).isBetween(1, 150);
            assertThat(Asked.get(server.url() + "health").status()).isEqualTo(200);
          }
          return null;
        });
  }

  private static final AtomicInteger BLOCKS = new AtomicInteger();

  private static void awaitBlocks(IntPredicate until) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!until.test(BLOCKS.get()) && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void valuesInMemoryThatAreTooManyToLookAtHaveTags() {
    NdArray large = NdArray.allocate(DType.FLOAT64, Shape.of(3 << 20));
    large.data().fill((byte) 1);
    Dataset source =
        dataset(Map.of("v", Variable.of(List.of("x"), Nodes.literal(large))), Map.of());
    try (DataServer server = serving("v", source)) {
      String url = server.zarr("v") + "/v/c/0";
      String tag = Asked.get(url).header("ETag").orElseThrow();
      assertThat(Asked.get(url, "If-None-Match", tag).status()).isEqualTo(304);
    }
  }

  @Test
  void namesAreOfFiles() {
    var builder = DataServer.builder();
    assertThat(builder.nameOf("/data/tas_day.nc")).isEqualTo("tas_day");
    assertThat(builder.nameOf("https://host/a%20b/era 5.zarr/?x=1")).isEqualTo("era_5");
    assertThat(builder.nameOf("../tas_*.nc")).isEqualTo("tas");
    assertThat(builder.nameOf("/")).isEqualTo("data");
    builder.add("tas", dataset(Map.of(), Map.of()));
    assertThat(builder.nameOf("tas.nc")).isEqualTo("tas-2");
  }

  @Test
  void whatCannotBeServedIsRefused() {
    Dataset some = dataset(Map.of(), Map.of());
    var builder = DataServer.builder().port(0);
    assertThatThrownBy(builder::start).isInstanceOf(AmasiaException.Usage.class);
    for (String name : List.of("", "a/b", "..", "a b", ".hidden", "a?b", "<b>")) {
      assertThatThrownBy(() -> builder.add(name, some))
          .as(name)
          .isInstanceOf(AmasiaException.Usage.class);
    }
    assertThatThrownBy(() -> builder.add("a", some).add("a", some).start())
        .hasMessageContaining("two datasets are called 'a'");
    assertThatThrownBy(() -> DataServer.builder().open("/nowhere/at/all.nc"))
        .isInstanceOf(AmasiaException.Format.class);
    assertThatThrownBy(
            () -> DataServer.builder().add("a", some).cors(List.of("maps.example")).start())
        .hasMessageContaining("is no origin");
  }

  @Test
  void aStartThatFailsLeavesNothingRunning() throws Exception {
    InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
    List<Computing> begun = new ArrayList<>();
    var builder =
        DataServer.builder()
            .port(0)
            .address(elsewhere)
            .add("x", DataArray.of(new double[] {1, 2}, "x").named("x").toDataset())
            .pages((_, _, work) -> begun.add(work));
    assertThatThrownBy(builder::start).isInstanceOf(AmasiaException.Conflict.class);
    assertThatThrownBy(() -> begun.getFirst().inTurn(() -> 1))
        .isInstanceOf(AmasiaException.Cancelled.class);
  }
}
