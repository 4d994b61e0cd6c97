package io.amasia.cli;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `amasia warmup`: runs commands on files of its own, so that the launcher can train a start-up
/// cache on them: with the vector module those that compute, without it the light ones.
@Command(name = "warmup", hidden = true, description = "Trains the start-up cache.")
final class WarmupCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("amasia-warmup-");
    try {
      var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      Main.run(nowhere, nowhere, "--help");
      Main.run(nowhere, nowhere, "doctor");
      for (String name : List.of("x.nc", "x.zarr")) {
        String file = folder.resolve(name).toString();
        write(file);
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
          computing(nowhere, folder, file);
        } else {
          Main.run(nowhere, nowhere, "info", file);
          Main.run(nowhere, nowhere, "info", file, "--json");
        }
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

  private static void computing(PrintStream nowhere, Path folder, String file) {
    Main.run(nowhere, nowhere, "compute", file, "--mean", "time", "--json");
    Main.run(nowhere, nowhere, "compute", file, "--isel", "time=0..2", "--mean", "time");
    String monthly = folder.resolve("monthly.nc").toString();
    Main.run(
        nowhere,
        nowhere,
        "compute",
        file,
        "--monthly",
        "mean",
        "--partial",
        "keep",
        "--min-coverage",
        "0",
        "-O",
        "-o",
        monthly);
    Main.run(nowhere, nowhere, "stats", file, "--json");
    Main.run(nowhere, nowhere, "explain", file, "--mean", "time");
  }

  private static void write(String file) {
    Shape shape = Shape.of(4);
    var time =
        new Schema.Variable(
            "time",
            List.of("time"),
            DType.FLOAT64,
            shape,
            Chunks.single(shape),
            null,
            Map.of("units", Attribute.of("days since 2000-01-01")));
    var value =
        new Schema.Variable(
            "tas",
            List.of("time"),
            DType.FLOAT32,
            shape,
            Chunks.single(shape),
            null,
            Map.of("units", Attribute.of("K")));
    var schema = new Schema(Map.of("time", 4L), List.of(), Map.of(), List.of(time, value));
    try (Sink sink = Formats.forWriting(file).create(file, schema, true);
        NdArray times = NdArray.of(shape, 0.0, 1.0, 2.0, 3.0);
        NdArray values = NdArray.of(shape, 1f, 2f, 3f, 4f)) {
      sink.write("time", Box.all(shape), times);
      sink.write("tas", Box.all(shape), values);
      sink.commit();
    }
  }
}
