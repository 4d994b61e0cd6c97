package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.serve.DataServer;
import io.amasia.serve.explore.Explorer;
import io.amasia.testkit.Shared;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code that the explorer shows: run, the Java and the command give the values that were seen.
class ShownCodeTest {
  /// Names of datasets and their files.
  private static final List<List<String>> DATA =
      List.of(
          List.of("E1", "scenario/E1_north_america.nc"),
          List.of("A1B", "scenario/A1B_north_america.nc"),
          List.of("orca", "grids/orca2_votemper.nc"),
          List.of("rotated", "grids/rotated_pole.nc"),
          List.of("icon", "grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc"),
          List.of("camse", "classic/camse_unstructured_grid.nc"),
          List.of("mesh", "grids/mesh_C4_synthetic_float.nc"),
          List.of("levitus", "classic/levitus_climatology.cdf"),
          List.of("eraint", "era/eraint_uvz.nc"));

  private static final List<String> VIEWS =
      List.of(
          "data=E1&var=air_temperature&at.time=7",
          "data=E1&var=air_temperature&on.time=1990&units=K&box=-120,25,-80.5,50",
          "data=E1&var=air_temperature&kind=series&point=-100,45",
          "data=E1&var=air_temperature&kind=series&box=-110,30,-90,45&units=degF",
          "data=E1&var=air_temperature&kind=series",
          "data=E1&var=air_temperature&kind=zonal&at.time=3",
          "data=E1&var=air_temperature&kind=zonal&at.time=3&box=-110,20,-90,45",
          "data=E1&var=air_temperature&kind=hovmoller",
          "data=E1&var=air_temperature&kind=hovmoller&along=longitude&box=-110,20,-90,45",
          "data=E1&var=air_temperature&at.time=200&minus=air_temperature&minus.at.time=20",
          "data=E1&var=air_temperature&at.time=200&minus=air_temperature&minus.data=A1B",
          "data=A1B&var=air_temperature&kind=series&point=-90,30&minus=air_temperature&minus.data=E1",
          "data=orca&var=votemper",
          "data=orca&var=votemper&box=-30,30,10,60",
          "data=rotated&var=air_pressure_at_sea_level",
          "data=rotated&var=air_pressure_at_sea_level&box=-10,45,15,60",
          "data=icon&var=tas",
          "data=icon&var=tas&box=0,30,30,60",
          "data=camse&var=T850",
          "data=camse&var=T850&box=170,-60,-170,60",
          "data=mesh&var=synthetic",
          "data=mesh&var=synthetic&box=0,0,90,60",
          "data=levitus&var=TEMP&kind=section",
          "data=levitus&var=TEMP&kind=section&point=-30,20",
          "data=levitus&var=TEMP&kind=profile&point=-30,20",
          "data=levitus&var=TEMP&kind=profile&box=-60,0,-10,40",
          "data=eraint&var=u&at.level=1&at.month=1",
          "data=eraint&var=u&kind=section&along=longitude&at.month=1&point=0,40",
          "data=eraint&var=z&kind=zonal&at.level=1&minus=z&minus.at.month=1");

  private static final String HISTOGRAM =
      "data=E1&var=air_temperature&kind=histogram&at.time=9&box=-110,30,-90,45";

  @TempDir static Path folder;
  private static DataServer server;

  @BeforeAll
  static void serve() {
    var builder = DataServer.builder().port(0).hearing(_ -> {}).pages(new Explorer());
    for (List<String> one : DATA) {
      builder.open(one.getFirst(), Shared.file("data/" + one.getLast()).toString());
    }
    server = builder.start();
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  /// What the page is told.
  @SuppressWarnings("ArrayRecordComponent") // looked at by one test
  private record Seen(
      String view, double[] values, List<String> dims, String java, String command) {}

  private static String java(HttpClient client, String view) throws Exception {
    return new ObjectMapper().readTree(get(client, "code.json?" + view)).get("java").asText();
  }

  private static Seen see(HttpClient client, String view) throws Exception {
    byte[] frame = get(client, "frame?w=4000&h=4000&" + view);
    ByteBuffer buffer = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    int head = buffer.getInt();
    JsonNode header = new ObjectMapper().readTree(frame, 4, head);
    double[] values = new double[(frame.length - 4 - head) / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.getFloat(4 + head + 4 * i);
    }
    List<String> dims = new ArrayList<>();
    if (header.has("axes")) {
      header.get("axes").forEach(axis -> dims.add(axis.get("dim").asText()));
    }
    JsonNode code = new ObjectMapper().readTree(get(client, "code.json?" + view));
    return new Seen(view, values, dims, code.get("java").asText(), code.get("command").asText());
  }

  private static byte[] get(HttpClient client, String path) throws Exception {
    URI uri = URI.create(server.url() + "explore/" + path);
    var answer =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode())
        .as(path + ": " + new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return answer.body();
  }

  private static List<Seen> all() throws Exception {
    List<Seen> all = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String view : VIEWS) {
        all.add(see(client, view));
      }
    }
    return all;
  }

  @Test
  void theJavaGivesWhatIsSeen() throws Exception {
    List<Seen> all = all();
    Path program = folder.resolve("Views.java");
    Files.writeString(program, oneProgram(all));
    CommandRun run = inProcess(program);
    assertThat(run.code()).as(run.err()).isZero();
    for (int i = 0; i < all.size(); i++) {
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve(i + ".f8")))
              .order(ByteOrder.LITTLE_ENDIAN);
      double[] values = new double[bytes.remaining() / 8];
      bytes.asDoubleBuffer().get(values);
      same(all.get(i).view() + "\n" + all.get(i).java(), values, all.get(i).values());
    }
  }

  /// Maps of each kind of grid, in every projection.
  @Test
  void theJavaDrawsThePictureThatIsExported() throws Exception {
    List<String> views =
        List.of(
            "data=mesh&var=synthetic&projection=Equirectangular",
            "data=mesh&var=synthetic&projection=EqualEarth",
            "data=mesh&var=synthetic&projection=LambertConformal",
            "data=camse&var=T850&projection=NorthPolarStereographic",
            "data=mesh&var=synthetic&projection=Orthographic&map.at=20,50&map.edges=1",
            "data=eraint&var=u&on.level=200&projection=Robinson&map.at=10,50&map.zoom=3&map.coasts=0"
                + "&map.area=-5,40,20,55&map.graticule=0",
            "data=eraint&var=z&projection=SouthPolarStereographic",
            "data=orca&var=votemper");
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<Seen> all = new ArrayList<>();
      for (String view : views) {
        all.add(new Seen(view, new double[0], List.of(), java(client, view), ""));
      }
      Path program = folder.resolve("Pictures.java");
      Files.writeString(
          program, program(all, (_, i) -> "$1\"%s/%d.png\");".formatted(folder, i), ""));
      CommandRun run = inProcess(program);
      assertThat(run.code()).as(run.err()).isZero();
      for (int i = 0; i < views.size(); i++) {
        BufferedImage exported =
            ImageIO.read(
                new ByteArrayInputStream(get(client, "export?format=png&" + views.get(i))));
        BufferedImage drawn = ImageIO.read(folder.resolve(i + ".png").toFile());
        assertThat(pixels(drawn)).as(views.get(i)).isEqualTo(pixels(exported));
      }
    }
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  @Test
  void theCodeOfAHistogramCountsWhatIsSeen() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Seen seen = see(client, HISTOGRAM);
      Path program = folder.resolve("Histogram.java");
      Files.writeString(program, seen.java());
      CommandRun run = inProcess(program);
      assertThat(run.code()).as(run.err()).isZero();
      double[] counts =
          run.err()
              .lines()
              .filter(line -> line.matches("\\S+ to \\S+: [0-9]+"))
              .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*: ", "")))
              .toArray();
      assertThat(counts).containsExactly(seen.values());
      assertThat(seen.command()).endsWith("-o air_temperature_histogram.csv\n");
      double[] counted = command(seen.command()).orElseThrow().toDoubles();
      assertThat(Arrays.stream(counted).filter(v -> !Double.isNaN(v)).count())
          .isEqualTo((long) Arrays.stream(seen.values()).sum());
    }
  }

  /// The programs as methods of one, that write values instead of pictures.
  private static String oneProgram(List<Seen> all) {
    String write =
        """
        void write(io.amasia.dataset.DataArray x, int number) throws Exception {
          double[] values = x.toDoubles();
          var bytes = java.nio.ByteBuffer.allocate(8 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
          bytes.asDoubleBuffer().put(values);
          java.nio.file.Files.write(java.nio.file.Path.of("%s", number + ".f8"), bytes.array());
        }
        """
            .formatted(folder);
    return program(all, (seen, i) -> "write(" + transposed(seen.dims()) + ", " + i + ");", write);
  }

  /// The programs as methods of one, that draw as `drawing` says.
  private static String program(
      List<Seen> all, BiFunction<Seen, Integer, String> drawing, String more) {
    Set<String> imports = new LinkedHashSet<>();
    var methods = new StringBuilder();
    var calls = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      String java = all.get(i).java();
      java.lines().filter(line -> line.startsWith("import ")).forEach(imports::add);
      String body = java.substring(java.indexOf("void main()"));
      methods.append(
          body.replace("void main()", "void view" + i + "() throws Exception")
              .replaceFirst(
                  "(plot\\(x\\)[\\s\\S]*?\\.save\\()\"[^\"]*\"\\);", drawing.apply(all.get(i), i)));
      calls.append("  view%d();\n".formatted(i));
    }
    return String.join("\n", imports)
        + "\n"
        + more
        + methods
        + "\nvoid main() throws Exception {\n"
        + calls
        + "}\n";
  }

  /// The array with its dimensions as the page has them.
  private static String transposed(List<String> dims) {
    return dims.isEmpty()
        ? "x"
        : dims.stream().collect(Collectors.joining("\", \"", "x.transpose(\"", "\")"));
  }

  private static CommandRun inProcess(Path program) throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx600m",
                "--class-path",
                System.getProperty("java.class.path"),
                program.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    return new CommandRun(java.waitFor(), "", Files.readString(said));
  }

  @Test
  void theCommandGivesWhatIsSeen() throws Exception {
    int run = 0;
    for (Seen seen : all()) {
      if (!seen.command().isEmpty()) {
        DataArray result = command(seen.command()).orElseThrow();
        String[] dims = seen.dims().toArray(String[]::new);
        double[] values = (dims.length == 0 ? result : result.transpose(dims)).toDoubles();
        same(seen.view() + "\n" + seen.command(), values, seen.values());
        run++;
      }
    }
    assertThat(run).isGreaterThan(VIEWS.size() * 3 / 4);
  }

  /// Runs the lines with values as the last one's result instead of a picture.
  private static Optional<DataArray> command(String lines) {
    Optional<DataArray> result = Optional.empty();
    for (String line : lines.strip().split("\n", -1)) {
      List<String> words = words(line);
      words.removeFirst();
      words.set(0, "compute");
      String out = words.getLast();
      Path target = folder.resolve(out.matches(".*\\.(png|csv)") ? "result.nc" : out);
      words.set(words.size() - 1, target.toString());
      words.add("-O");
      words.replaceAll(word -> word.replaceFirst("^(a|b)=\\1\\.nc$", "$1=" + folder + "/$1.nc"));
      CommandRun run = CommandRun.of(words.toArray(String[]::new));
      assertThat(run.code()).as(line + ": " + run.err()).isZero();
      var dataset = Opening.open(List.of(target.toString()), OpenOptions.standard());
      int o = words.indexOf("--expr");
      String name = o > 0 ? words.get(o + 1).split(" ", -1)[0] : words.get(words.indexOf("-v") + 1);
      result = Optional.of(dataset.get(name).squeeze());
    }
    return result;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words;
  }

  private static void same(String what, double[] values, double[] seen) {
    assertThat(values.length).as(what).isEqualTo(seen.length);
    for (int i = 0; i < seen.length; i++) {
      boolean same =
          Double.isNaN(seen[i])
              ? Double.isNaN(values[i])
              : Math.abs(values[i] - seen[i]) <= 2e-6 * Math.max(1, Math.abs(seen[i]));
      assertThat(same)
          .as("%s: value %d is %s where %s was seen", what, i, values[i], seen[i])
          .isTrue();
    }
    assertThat(Arrays.stream(seen).anyMatch(v -> !Double.isNaN(v))).as(what).isTrue();
  }
}
