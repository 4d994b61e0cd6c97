package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.array.Shape;
import io.amasia.cli.operation.ResultNames;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.Encoding;
import io.amasia.geo.Places;
import io.amasia.plan.Explanation;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.plan.Sizes;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import io.amasia.plot.interactive.InteractivePlot;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a result to every target that was asked for, or prints it.
final class Outputs {
  /// Results up to this many values are printed whole.
  private static final long PRINTED = 400;

  private Outputs() {}

  /// What was asked for.
  ///
  /// @param chunks the chunk length of each dimension for which one was said
  record Request(
      List<String> targets,
      DatasetWriter.Options writing,
      Map<String, Long> chunks,
      boolean json,
      PlotOptions picture) {
    Request {
      targets = List.copyOf(targets);
      chunks = Map.copyOf(chunks);
    }

    /// How to write `result`: variables with a dimension whose chunks were said get them, and keep
    /// along the others the chunks they are computed in.
    private DatasetWriter.Options writing(Dataset result) {
      DatasetWriter.Options options = writing;
      for (Map.Entry<String, Variable> entry : result.variables().entrySet()) {
        Variable variable = entry.getValue();
        if (variable.dims().stream().noneMatch(chunks::containsKey)) {
          continue;
        }
        long[] lengths = new long[variable.ndim()];
        for (int d = 0; d < lengths.length; d++) {
          long computed = Math.max(1, variable.data().chunks().cut(d).maxLength());
          lengths[d] = chunks.getOrDefault(variable.dims().get(d), computed);
        }
        options = options.encoding(entry.getKey(), Encoding.none().chunks(lengths));
      }
      return options;
    }
  }

  static void write(Work work, Dataset result, Request request) throws IOException {
    for (String target : request.targets()) {
      ending(target);
    }
    boolean small = bytes(result) <= work.session().memoryBytes() / 4;
    boolean several = request.targets().size() > 1;
    boolean streams = request.targets().stream().allMatch(t -> ending(t) == Ending.DATASET);
    // What is wanted more than once, or whole, is computed once if it fits.
    Dataset ready =
        small && (several || !streams || request.targets().isEmpty()) ? result.compute() : result;
    if (!small && !streams) {
      throw new AmasiaException.MemoryLimit(
          "the result has %s, too much to print or draw; write it to .nc or .zarr, or reduce it further"
              .formatted(Sizes.text(bytes(result))));
    }
    for (String target : request.targets()) {
      one(work, ready, target, request);
    }
    if (request.json()) {
      work.console().print(DataText.json(ready));
    } else if (request.targets().isEmpty()) {
      work.console().print(size(result) <= PRINTED ? DataText.table(ready) : ready.toString());
    }
  }

  /// What writing `result` to the first dataset that was asked for would do; without one, what
  /// computing it would.
  static Explanation explain(Dataset result, Request request) throws IOException {
    for (String target : request.targets()) {
      if (ending(target) == Ending.DATASET && !request.writing().mode().joins()) {
        Dataset ordered = ordered(result, target);
        return DatasetWriter.explain(ordered, target, request.writing(ordered));
      }
    }
    Map<String, Node> roots = new LinkedHashMap<>();
    result.variables().forEach((name, variable) -> roots.put(name, variable.data()));
    return Session.current().explain(roots);
  }

  private static Dataset ordered(Dataset result, String target) {
    boolean netcdf = target.toLowerCase(Locale.ROOT).matches(".*\\.(nc.?|cdf)");
    return netcdf ? timeFirst(result) : result;
  }

  /// Fails before anything is computed if a target's folder is not there.
  ///
  /// @throws AmasiaException.Usage that names it
  static void requireFolders(List<String> targets) {
    for (String target : targets) {
      ending(target);
      Path folder = target.contains("://") ? null : Path.of(target).toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        throw new AmasiaException.Usage(
            "can't write '%s': there is no folder %s; make it first".formatted(target, folder));
      }
    }
  }

  /// `data` with time as the first dimension of every variable, without which CDO and others of its
  /// kind skip them in netCDF files. Values stay lazy.
  private static Dataset timeFirst(Dataset data) {
    Dataset changed = data;
    for (String dim : data.sizes().keySet()) {
      if (data.coords().find(dim).flatMap(Variable::calendar).isEmpty()) {
        continue;
      }
      for (Map.Entry<String, Variable> entry : data.variables().entrySet()) {
        Variable variable = entry.getValue();
        int axis = variable.dims().indexOf(dim);
        if (axis > 0) {
          List<Integer> order = new ArrayList<>(List.of(axis));
          for (int d = 0; d < variable.ndim(); d++) {
            if (d != axis) {
              order.add(d);
            }
          }
          List<String> dims = order.stream().map(variable.dims()::get).toList();
          changed =
              changed.with(
                  entry.getKey(),
                  variable.sameValues(dims, Nodes.transpose(variable.data(), order)));
        }
      }
    }
    return changed;
  }

  private enum Ending {
    DATASET,
    PICTURE,
    PAGE
  }

  private static Ending ending(String target) {
    String name = target.toLowerCase(Locale.ROOT);
    String bare = name.endsWith(".csv.gz") ? name.substring(0, name.length() - 3) : name;
    String last = bare.substring(bare.lastIndexOf('.') + 1);
    return switch (last) {
      case "nc", "nc4", "cdf", "nc3", "zarr", "csv", "tsv", "json", "npy", "npz" -> Ending.DATASET;
      case "png", "svg", "pdf" -> Ending.PICTURE;
      case "html" -> Ending.PAGE;
      default ->
          throw new AmasiaException.Usage(
              "can't tell what to write from '%s'; end it in .nc, .zarr, .csv, .json, .npy, .npz, .png, .svg, .pdf or .html"
                  .formatted(target));
    };
  }

  private static void one(Work work, Dataset result, String target, Request request)
      throws IOException {
    switch (ending(target)) {
      case DATASET -> {
        Dataset ordered = ordered(result, target);
        DatasetWriter.write(ordered, target, request.writing(ordered));
      }
      case PICTURE -> {
        Dataset located = Places.located(result);
        Plot.of(located, ResultNames.only(located, "a picture"), request.picture()).save(target);
      }
      case PAGE -> {
        Dataset located = Places.located(result);
        InteractivePlot.of(located, ResultNames.only(located, "a page"), request.picture())
            .save(target);
      }
    }
    if (work.console().verbose() || !request.json()) {
      work.console().say("wrote " + target);
    }
  }

  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /// Text appears whole or not at all.
  static void text(String target, Content content) throws IOException {
    Path file = Path.of(target);
    Path partial =
        file.resolveSibling(file.getFileName() + ".partial-" + ProcessHandle.current().pid());
    try {
      try (Writer out = Files.newBufferedWriter(partial)) {
        content.writeTo(out);
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (RuntimeException e) {
      Files.deleteIfExists(partial);
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(partial);
      throw new AmasiaException.Format("can't write " + target + ": " + e, e);
    }
  }

  private static long bytes(Dataset data) {
    long total = 0;
    for (Variable variable : data.variables().values()) {
      Shape shape = variable.shape();
      total = Math.addExact(total, Math.multiplyExact(shape.size(), variable.dtype().itemSize()));
    }
    return total;
  }

  private static long size(Dataset data) {
    return ResultNames.all(data).stream()
        .mapToLong(name -> data.variable(name).shape().size())
        .sum();
  }
}
