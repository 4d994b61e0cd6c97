package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Sweeps;
import io.amasia.plan.TaskScope;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One variable of what labelled work makes of blocks: xarray's `map_blocks`.
///
/// @param work on a block
/// @param parts what the blocks are, in order
/// @param labels the coordinates of at most one dimension, whole
/// @param loop the dimensions that are cut
/// @param name of the variable of the result
/// @param dims of the result, `loop` first
record LabelledBlocks(
    BlockWork<Dataset> work,
    List<Part> parts,
    List<Label> labels,
    List<String> loop,
    String name,
    List<String> dims)
    implements BlockFunction {

  /// A variable or coordinate of several dimensions.
  ///
  /// @param own its dimensions; it was repeated along those of the loop it lacks
  record Part(
      String name,
      boolean isCoord,
      List<String> own,
      List<String> dims,
      @Nullable Calendar calendar)
      implements Serializable {
    Variable of(NdArray block) {
      Variable v = Variable.of(dims, block);
      for (String dim : dims) {
        if (!own.contains(dim)) {
          v = Layout.drop(Layout.take(v, dim, Indexer.Range.of(0, 1)), dim);
        }
      }
      return dated(Layout.arrange(v, own), calendar);
    }
  }

  /// A coordinate in memory, as plain values that travel.
  ///
  /// @param dim its dimension; empty for a scalar
  record Label(
      String name, String dim, DType dtype, ArrayList<Object> values, @Nullable Calendar calendar)
      implements Serializable {
    static Label of(String name, Variable v) {
      NdArray read = v.load();
      ArrayList<Object> values = new ArrayList<>();
      for (long i = 0; i < read.size(); i++) {
        values.add(
            read.dtype() == DType.STRING
                ? read.getString(i)
                : read.dtype().isFloating()
                    ? (Object) read.getDouble(i)
                    : (Object) read.getLong(i));
      }
      String dim = v.ndim() == 0 ? "" : v.dims().getFirst();
      return new Label(name, dim, v.dtype(), values, v.calendar().orElse(null));
    }

    Variable within(List<String> loop, Box place) {
      Shape shape = dim.isEmpty() ? Shape.of() : Shape.of(values.size());
      Variable all =
          Variable.of(dim.isEmpty() ? List.of() : List.of(dim), Values.fill(dtype, shape, values));
      int d = loop.indexOf(dim);
      Variable here =
          d < 0 ? all : Layout.take(all, dim, Indexer.Range.of(place.start(d), place.length(d)));
      return dated(here, calendar);
    }
  }

  private static Variable dated(Variable v, @Nullable Calendar calendar) {
    return calendar == null ? v : v.withCalendar(calendar);
  }

  /// The variables of `template` as `work` makes them of the blocks of `dataset`. It runs for each
  /// variable of the template by itself.
  ///
  /// @throws AmasiaException.Alignment if a dimension of the template has another length here, and
  ///   the chunks along it are more than one
  static Dataset map(Dataset dataset, BlockWork<Dataset> work, Dataset template) {
    List<String> loop = loop(dataset, template);
    List<Chunks.Cut> cuts = loop.stream().map(dim -> finest(dataset, dim)).toList();
    Map<String, Variable> given = new LinkedHashMap<>(dataset.variables());
    List<Label> labels = new ArrayList<>();
    dataset
        .coords()
        .asMap()
        .forEach((name, v) -> {
          if (v.ndim() < 2) {
            labels.add(Label.of(name, v));
          } else {
            given.put(name, v);
          }
        });
    List<Part> parts = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    given.forEach((name, v) -> {
      List<String> dims = new ArrayList<>(loop);
      v.dims().stream().filter(d -> !loop.contains(d)).forEach(dims::add);
      long[] sizes = dims.stream().mapToLong(dataset::size).toArray();
      parts.add(
          new Part(name, dataset.coords().has(name), v.dims(), dims, v.calendar().orElse(null)));
      nodes.add(Layout.broadcast(v, dims, sizes).data());
    });
    Map<String, Variable> results = new LinkedHashMap<>();
    template
        .variables()
        .forEach((name, v) -> {
          List<String> dims = new ArrayList<>(loop);
          v.dims().stream().filter(d -> !loop.contains(d)).forEach(dims::add);
          List<Long> core = dims.stream().skip(loop.size()).map(v::size).toList();
          var function = new LabelledBlocks(work, parts, labels, loop, name, dims);
          Node made = Sweeps.mapBlocks(nodes, function, v.dtype(), new Chunks(cuts), core);
          List<Integer> order = v.dims().stream().map(dims::indexOf).toList();
          results.put(name, v.computed(Nodes.transpose(made, order)));
        });
    return new Dataset(results, template.coords(), template.attrs());
  }

  /// The dimensions that all variables of the template have in common with the dataset.
  private static List<String> loop(Dataset dataset, Dataset template) {
    if (dataset.variables().isEmpty() || template.variables().isEmpty()) {
      throw new AmasiaException.Usage(
          "mapBlocks of variables %s to a template of %s; both need some"
              .formatted(dataset.variables().keySet(), template.variables().keySet()));
    }
    List<String> loop = new ArrayList<>();
    for (String dim : template.variables().values().iterator().next().dims()) {
      boolean everywhere =
          template.variables().values().stream().allMatch(v -> v.dims().contains(dim));
      if (everywhere && dataset.sizes().containsKey(dim)) {
        if (dataset.size(dim) == template.size(dim)) {
          loop.add(dim);
        } else if (finest(dataset, dim).count() > 1) {
          throw new AmasiaException.Alignment(
              "the template has length %d along '%s', the array %d in %d chunks; make it one chunk with chunk(\"%s\", -1)"
                  .formatted(
                      template.size(dim),
                      dim,
                      dataset.size(dim),
                      finest(dataset, dim).count(),
                      dim));
        }
      }
    }
    return loop;
  }

  private static Chunks.Cut finest(Dataset dataset, String dim) {
    Chunks.Cut finest = null;
    for (Variable v : dataset.variables().values()) {
      if (v.dims().contains(dim)) {
        Chunks.Cut cut = v.data().chunks().cut(v.axis(dim));
        finest = finest == null || cut.count() > finest.count() ? cut : finest;
      }
    }
    return finest == null ? new Chunks.Regular(dataset.size(dim), dataset.size(dim)) : finest;
  }

  @Override
  public NdArray apply(List<NdArray> blocks) {
    throw new IllegalStateException("labelled blocks have a place");
  }

  @Override
  public NdArray apply(List<NdArray> blocks, Box place) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Variable> coords = new LinkedHashMap<>();
    labels.forEach(label -> coords.put(label.name(), label.within(loop, place)));
    for (int k = 0; k < blocks.size(); k++) {
      Part part = parts.get(k);
      (part.isCoord() ? coords : variables).put(part.name(), part.of(blocks.get(k)));
    }
    var block = new Dataset(variables, new Coordinates(coords), Map.of());
    return TaskScope.onValuesAtHand(() -> {
      Variable made = work.apply(block).variable(name);
      if (!new HashSet<>(made.dims()).equals(new HashSet<>(dims))) {
        throw new AmasiaException.Usage(
            "the function gave dimensions %s for a block of which %s were promised"
                .formatted(made.dims(), dims));
      }
      return Layout.arrange(made, dims).load();
    });
  }
}
