package io.amasia.zarr;

import io.amasia.array.Chunks;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.util.Map;

/// A process that writes, slowly enough to be killed at any moment of it: see [KillTest].
final class KilledWriter {
  static final long ROWS = 60;
  static final long MORE = 30;

  private KilledWriter() {}

  /// What is written in each mode; of the same work each time, so that it can be taken up.
  static WriteRequest request(String mode, String url) {
    Schema schema = ZarrJoinTest.schema(mode.equals("append") ? MORE : ROWS, 4, 7, false);
    WriteMode how =
        switch (mode) {
          case "new" -> new WriteMode.Create();
          case "overwrite" -> new WriteMode.Overwrite();
          case "append" -> new WriteMode.Append("t");
          case "add" -> new WriteMode.Add();
          default -> new WriteMode.Region(Map.of("t", MORE));
        };
    Schema part =
        switch (mode) {
          case "region" -> ZarrJoinTest.schema(MORE, 4, 7, false);
          case "add" -> ZarrJoinTest.only("v", schema);
          default -> schema;
        };
    return ZarrJoinTest.request(url, part, how, false).resuming("work");
  }

  /// The row that the first of what is written is.
  static long first(String mode) {
    return mode.equals("append") ? ROWS : mode.equals("region") ? MORE : 0;
  }

  static void write(WriteRequest request, long first, long pauseMillis) {
    try (var sink = ZarrSink.create(request)) {
      for (Schema.Variable variable : request.schema().variables()) {
        Chunks chunks = sink.writeChunks(variable.name());
        Boxes.forEach(
            chunks.gridShape(),
            index -> {
              pause(pauseMillis);
              ZarrJoinTest.write(sink, variable, chunks.box(index), first, 1);
            });
      }
      sink.commit();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes in the mode `args[0]` to the URL `args[1]`; says `ready` before and `done` after.
  public static void main(String[] args) {
    // the classes are loaded before the moments that count
    write(request("new", "memory:warm"), 0, 0);
    System.out.println("ready");
    write(request(args[0], args[1]), first(args[0]), 8);
    System.out.println("done");
  }
}
