package io.amasia.serve;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.geo.Choice;
import io.amasia.geo.Selections;
import io.amasia.storage.Leftovers;
import io.amasia.web.Request;
import io.amasia.web.Response;
import io.amasia.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Values of a dataset as CSV or JSON, chosen as on the command line:
/// `/datasets/NAME/values?var=tas&time=1961..1990&lat=47.4&nearest.lon=8.5&format=csv`.
///
/// `DIM=` chooses by label as `--sel` does, `isel.DIM=` by position, `nearest.DIM=` the nearest
/// label; they apply in the order written. What is sent is the file that `amasia compute -o` would
/// write.
final class ValueRoutes {
  private static final Set<String> RESERVED = Set.of("var", "group", "format", "token");

  /// What a value takes as text, about.
  private static final int VALUE_BYTES = 24;

  private final Catalog catalog;
  private final Computing work;
  private final long mostValues;

  ValueRoutes(Catalog catalog, Computing work, long mostValues) {
    this.catalog = catalog;
    this.work = work;
    this.mostValues = mostValues;
  }

  void addTo(Router router) {
    router.get("/datasets/{dataset}/values", InfoRoutes.about(catalog, work, this::answer));
  }

  private Response answer(Request request, Served served) {
    served.check();
    String format = request.parameter("format").orElse("json");
    if (!format.equals("json") && !format.equals("csv")) {
      throw new AmasiaException.Usage("format is json or csv, not '" + format + "'");
    }
    Dataset chosen = chosen(request, InfoRoutes.group(request, served));
    long values = requireSmall(chosen, served, format.equals("csv"));
    work.takeRoom(values * VALUE_BYTES);
    byte[] bytes = work.inTurn(() -> file(chosen, format));
    return Response.of(
        format.equals("csv") ? "text/csv; charset=utf-8" : "application/json", bytes);
  }

  private static Dataset chosen(Request request, Dataset data) {
    List<String> names =
        request
            .parameter("var")
            .map(text -> List.of(text.split(",", -1)))
            .orElseGet(() -> CfLinks.dataNames(data));
    Dataset chosen = Selections.variables(data, names);
    for (Map.Entry<String, String> entry : request.query().entrySet()) {
      if (!RESERVED.contains(entry.getKey())) {
        chosen = chosen(chosen, entry.getKey(), entry.getValue());
      }
    }
    // without the bounds and cell areas that selections along longitudes look at
    return chosen.select(
        names.stream().filter(chosen.variables()::containsKey).toArray(String[]::new));
  }

  private static Dataset chosen(Dataset data, String key, String value) {
    try {
      return select(data, key, value);
    } catch (AmasiaException.Label e) {
      // advice as it is followed here
      throw new AmasiaException.Label(
          String.valueOf(e.getMessage()).replaceAll("--(sel|isel|nearest) ", "$1."));
    }
  }

  private static Dataset select(Dataset data, String key, String value) {
    int dot = key.indexOf('.');
    boolean isPlain = data.sizes().containsKey(key) || dot < 0;
    String dim = isPlain ? key : key.substring(dot + 1);
    return switch (isPlain ? "sel" : key.substring(0, dot)) {
      case "sel" -> Selections.sel(data, dim, Choice.parse(value), _ -> {});
      case "isel" -> Selections.isel(data, dim, Choice.parse(value));
      case "nearest" -> Selections.nearest(data, dim, value);
      default ->
          throw new AmasiaException.Usage(
              "'%s' is no parameter; there are: var, format, group, DIM, sel.DIM, isel.DIM, nearest.DIM"
                  .formatted(key));
    };
  }

  /// In a table each value has a row with its labels, and each variable stands in all rows.
  private long requireSmall(Dataset data, Served served, boolean isTable) {
    long rows = 1;
    for (long size : data.sizes().values()) {
      rows = product(rows, size);
    }
    long values =
        isTable
            ? product(rows, data.sizes().size() + (long) data.variables().size())
            : data.variables().values().stream().mapToLong(v -> v.shape().size()).sum();
    if (values > mostValues) {
      throw new AmasiaException.MemoryLimit(
          "the answer would have %,d values; at most %,d are given at a time: narrow the selection (time=1961..1990, isel.time=0..9, var=NAME), or open %szarr"
              .formatted(values, mostValues, InfoRoutes.path(served)));
    }
    return values;
  }

  private static long product(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private byte[] file(Dataset data, String format) {
    try {
      Path folder = Files.createTempDirectory(work.session().scratch(), "amasia-values-");
      try {
        Path file = folder.resolve("values." + format);
        DatasetWriter.write(data, file.toString(), DatasetWriter.Options.standard());
        return Files.readAllBytes(file);
      } finally {
        Leftovers.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
