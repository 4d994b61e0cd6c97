package io.amasia.cli;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.notebook.Cell;
import io.amasia.notebook.History;
import io.amasia.notebook.Interpreter;
import io.amasia.notebook.kernel.ConnectionFile;
import io.amasia.notebook.kernel.Kernel;
import io.amasia.serve.DataServer;
import io.amasia.serve.explore.Explorer;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `amasia warmup`: runs commands on files of its own, so that the launcher can train a start-up
/// cache on them: those that compute, with `--light` those that only look, or with `--interactive`
/// what cells of notebooks and lines of the shell do. The cache keeps the classes that were loaded
/// and what was learnt of the methods that ran, so these commands stand for what people run: each
/// format, a box, groups, files written.
@Command(name = "warmup", hidden = true, description = "Trains a start-up cache.")
final class WarmupCommand implements Callable<Integer> {
  /// Some megabytes: loops run long enough to be known as hot.
  private static final Shape SHAPE = Shape.of(730, 36, 72);

  private final PrintStream nowhere =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  @Option(names = "--light", description = "only what does not compute")
  boolean light;

  @Option(names = "--interactive", description = "cells and lines of Java")
  boolean interactive;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("amasia-warmup-");
    try {
      run("--help");
      run("doctor");
      for (String name : List.of("x.nc", "x.zarr")) {
        String file = folder.resolve(name).toString();
        write(file);
        run("info", file);
        run("info", file, "--json");
        if (interactive) {
          cells(file);
        } else if (!light) {
          computing(file, folder.resolve("y-" + name).toString());
        }
      }
      if (interactive) {
        kernel(folder);
      } else if (!light) {
        analysing(folder.resolve("x.zarr").toString(), folder.resolve("y").toString());
        computing(plain(folder).toString(), folder.resolve("y-plain.nc").toString());
        exploring(folder.resolve("x.zarr").toString());
      }
      return 0;
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void computing(String file, String out) {
    run("compute", file, "--isel", "time=0..2", "--mean", "time,latitude,longitude", "--json");
    run("compute", file, "--bbox", "20,30,60,70", "--area-mean", "--yearly", "mean", "--json");
    run("compute", file, "--mean", "time", "-O", "-o", out);
    run("compute", file, "--monthly", "mean", "-O", "-o", out);
    run("compute", file, "--climatology", "month:mean", "--time-weights", "none", "-O", "-o", out);
    run("stats", file, "--json");
    run("explain", file, "--mean", "time");
  }

  private static void cells(String file) {
    try (var java = new Interpreter()) {
      for (String source :
          List.of(
              "var ds = open(\"%s\");\nds".formatted(file),
              "int twice(int n) { return 2 * n; }\nIO.println(twice(21));",
              "var tas = ds.get(\"tas\");\n%time tas.mean(\"time\").compute()",
              "plot(tas.isel(\"time\", 0))",
              "1 / 0",
              "nothing(")) {
        java.run(new Cell("cell", source), _ -> {});
      }
      java.code().complete("ds.me", 5);
      java.code().meaning("ds.mean", 7);
      java.code().completeness("1 +");
    }
  }

  private static void kernel(Path folder) throws IOException {
    int[] ports = new int[5];
    for (int i = 0; i < ports.length; i++) {
      try (var socket = new ServerSocket(0)) {
        ports[i] = socket.getLocalPort();
      }
    }
    var connection =
        new ConnectionFile("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "key");
    new Kernel(connection, Version.text(), History.at(folder.resolve("history")), _ -> {}).close();
  }

  /// The file as other software leaves it: chunks of zstd alone, no consolidated metadata.
  private Path plain(Path folder) throws IOException {
    Path plain = folder.resolve("plain.zarr");
    run("convert", folder.resolve("x.zarr").toString(), plain.toString(), "--codec", "zstd:3");
    Files.writeString(
        plain.resolve("zarr.json"),
        "{\"zarr_format\": 3, \"node_type\": \"group\", \"attributes\": {}}");
    return plain;
  }

  private void analysing(String file, String out) {
    String codec = "blosc:zstd:1:shuffle";
    String netcdf = out + ".nc";
    String zarr = out + ".zarr";
    String again = out + "-2.zarr";
    run("compute", file, "--anomaly", "month", "--base", "2001..2002", "-O", "-o", zarr);
    run(
        "convert",
        file,
        again,
        "-O",
        "--chunks",
        "time=all,latitude=9,longitude=9",
        "--codec",
        codec);
    run("compute", again, "--rolling", "time=30:mean", "--max", "time", "-O", "-o", netcdf);
    run("compute", file, "--reduce", "q90:time", "-O", "-o", netcdf);
    run("compute", file, "--interp", "latitude=-80..80..2.5", "--max", "time", "-O", "-o", netcdf);
    run("compute", file, "--expr", "y = sqrt(tas ** 2)", "-v", "y", "--std", "time", "--json");
  }

  /// What the explorer's page asks for at first, and while a slider moves.
  private static void exploring(String file) throws IOException {
    var data = DataServer.builder().port(0).hearing(_ -> {}).pages(new Explorer()).open("x", file);
    try (DataServer server = data.start()) {
      List<String> asked = new ArrayList<>(List.of("", "explore/catalogue.json"));
      asked.add("explore/labels.json?data=x&dim=time");
      asked.add("explore/cells?var=tas&kind=map&w=24&h=12");
      for (int i = 0; i < 40; i++) {
        asked.add("explore/frame?var=tas&kind=map&w=24&h=12&panel=p&at.time=" + i);
        asked.add("explore/frame?var=tas&kind=map&w=24&h=12&detail=nearest&at.time=" + i);
      }
      asked.add("explore/frame?var=tas&kind=series&point=10,50");
      asked.add("explore/frame?var=tas&kind=zonal");
      for (String part : asked) {
        try (var answer = URI.create(server.url() + part).toURL().openStream()) {
          answer.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private void run(String... line) {
    Main.run(nowhere, nowhere, line);
  }

  private static void write(String file) {
    var named = Map.of("standard_name", "time");
    var time = axis("time", DType.INT64, SHAPE.size(0), "days since 2001-01-01", named);
    var latitude = axis("latitude", DType.FLOAT64, SHAPE.size(1), "degrees_north", Map.of());
    var longitude = axis("longitude", DType.FLOAT64, SHAPE.size(2), "degrees_east", Map.of());
    var dims = List.of("time", "latitude", "longitude");
    var tas =
        new Schema.Variable(
            "tas",
            dims,
            DType.FLOAT32,
            SHAPE,
            Chunks.regular(SHAPE, 73, 36, 36),
            null,
            Map.of("units", Attribute.of("K"), "standard_name", Attribute.of("air_temperature")));
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (int d = 0; d < dims.size(); d++) {
      sizes.put(dims.get(d), SHAPE.size(d));
    }
    var schema = new Schema(sizes, List.of(), Map.of(), List.of(time, latitude, longitude, tas));
    try (Sink sink = Formats.forWriting(file).create(file, schema, true)) {
      long[] days = LongStream.range(0, SHAPE.size(0)).toArray();
      try (NdArray values = NdArray.of(time.shape(), days)) {
        sink.write(time.name(), Box.all(time.shape()), values);
      }
      steps(sink, latitude, -87.5, 5);
      steps(sink, longitude, 0, 5);
      float[] field = new float[(int) SHAPE.size()];
      for (int i = 0; i < field.length; i++) {
        field[i] = 280 + i % 1009 / 64f;
      }
      try (NdArray values = NdArray.of(SHAPE, field)) {
        sink.write("tas", Box.all(SHAPE), values);
      }
      sink.commit();
    }
  }

  private static Schema.Variable axis(
      String name, DType dtype, long size, String units, Map<String, String> more) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("units", Attribute.of(units));
    more.forEach((key, value) -> attrs.put(key, Attribute.of(value)));
    Shape shape = Shape.of(size);
    return new Schema.Variable(
        name, List.of(name), dtype, shape, Chunks.single(shape), null, attrs);
  }

  private static void steps(Sink sink, Schema.Variable axis, double first, double step) {
    Shape shape = axis.shape();
    double[] places = new double[(int) shape.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = first + i * step;
    }
    try (NdArray values = NdArray.of(shape, places)) {
      sink.write(axis.name(), Box.all(shape), values);
    }
  }
}
