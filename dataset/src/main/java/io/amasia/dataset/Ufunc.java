package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Node;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A function of one's own on blocks of labelled arrays: xarray's `apply_ufunc`, chunk by chunk.
///
/// Arrays are broadcast by name against each other, their labels must be equal. A block has the
/// dimensions all of them go along, in chunks, and then the core dimensions of its input, whole;
/// what the function gives has the same first dimensions and then the core dimensions of the
/// output. Lazy: the function runs when values are asked for, on several threads at once.
///
/// ```java
/// Ufunc.of(blocks -> spread(blocks.getFirst()), DType.FLOAT64).core("time").apply(tas);
/// ```
///
/// @param function what is done with a block
/// @param dtype the dtype of what it gives
/// @param inputCore the core dimensions of each input, in the order of the inputs; inputs beyond
///   the list have none
/// @param outputCore the core dimensions of the output with their lengths
public record Ufunc(
    BlockFunction function,
    DType dtype,
    List<List<String>> inputCore,
    Map<String, Long> outputCore) {
  public Ufunc {
    inputCore = inputCore.stream().map(List::copyOf).toList();
    outputCore = new LinkedHashMap<>(outputCore);
  }

  /// A function without core dimensions: what it gives has the shape of its blocks.
  public static Ufunc of(BlockFunction function, DType dtype) {
    return new Ufunc(function, dtype, List.of(), Map.of());
  }

  /// With the core dimensions of the next input.
  public Ufunc core(String... dims) {
    List<List<String>> more = new ArrayList<>(inputCore);
    more.add(List.of(dims));
    return new Ufunc(function, dtype, more, outputCore);
  }

  /// With a core dimension of the output.
  public Ufunc output(String dim, long length) {
    Map<String, Long> more = new LinkedHashMap<>(outputCore);
    more.put(dim, length);
    return new Ufunc(function, dtype, inputCore, more);
  }

  /// The function applied to `arrays`; name and attributes are those of the first. Coordinates
  /// along core dimensions stay where the output has the dimension in the same length.
  ///
  /// @throws AmasiaException.Label if an array lacks a core dimension
  /// @throws AmasiaException.Alignment if labels differ
  public DataArray apply(DataArray... arrays) {
    if (arrays.length == 0 || arrays.length < inputCore.size()) {
      throw new AmasiaException.Usage(
          "%d arrays for a function of %d".formatted(arrays.length, inputCore.size()));
    }
    List<Dataset> aligned =
        Alignment.align(
            Alignment.Join.EXACT, List.of(arrays).stream().map(DataArray::toTemporary).toList());
    List<Variable> inputs =
        aligned.stream().map(dataset -> dataset.variable(Dataset.TEMPORARY)).toList();
    Map<String, Long> loop = new LinkedHashMap<>();
    for (int k = 0; k < inputs.size(); k++) {
      Variable v = inputs.get(k);
      List<String> core = core(k);
      core.forEach(v::axis);
      v.dims().stream().filter(d -> !core.contains(d)).forEach(d -> loop.put(d, v.size(d)));
    }
    List<Node> nodes = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      nodes.add(laidOut(inputs.get(k), loop, core(k)));
    }
    Chunks blocks = blocks(nodes, loop.size());
    List<String> dims = new ArrayList<>(loop.keySet());
    dims.addAll(outputCore.keySet());
    Node result =
        Sweeps.mapBlocks(nodes, function, dtype, blocks, List.copyOf(outputCore.values()));
    Map<String, Variable> coords = new LinkedHashMap<>();
    Alignment.merge(aligned)
        .asMap()
        .forEach((name, v) -> {
          boolean fits =
              v.dims().stream()
                  .allMatch(
                      d -> v.size(d) == loop.getOrDefault(d, outputCore.getOrDefault(d, -1L)));
          if (fits) {
            coords.put(name, v);
          }
        });
    Variable first = inputs.getFirst();
    Variable made = Variable.of(dims, result).withAttrs(first.attrs());
    return new DataArray(arrays[0].name().orElse(null), made, new Coordinates(coords));
  }

  private List<String> core(int k) {
    return k < inputCore.size() ? inputCore.get(k) : List.of();
  }

  private static Node laidOut(Variable v, Map<String, Long> loop, List<String> core) {
    List<String> dims = new ArrayList<>(loop.keySet());
    dims.addAll(core);
    long[] sizes = new long[dims.size()];
    for (int d = 0; d < sizes.length; d++) {
      String dim = dims.get(d);
      sizes[d] = d < loop.size() ? loop.getOrDefault(dim, 1L) : v.size(dim);
    }
    return Layout.broadcast(v, dims, sizes).data();
  }

  /// The finest of the inputs' chunks along each dimension that is gone along.
  private static Chunks blocks(List<Node> nodes, int ndim) {
    List<Chunks.Cut> cuts = new ArrayList<>();
    for (int d = 0; d < ndim; d++) {
      Chunks.Cut finest = nodes.getFirst().chunks().cut(d);
      for (Node node : nodes) {
        Chunks.Cut cut = node.chunks().cut(d);
        finest = cut.count() > finest.count() ? cut : finest;
      }
      cuts.add(finest);
    }
    return new Chunks(cuts);
  }
}
