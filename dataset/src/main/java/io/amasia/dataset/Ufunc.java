package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.plan.BlockFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A function of one's own on blocks of labelled arrays: xarray's `apply_ufunc`, chunk by chunk.
///
/// Arrays are broadcast by name against each other; their labels must be equal unless a join says
/// otherwise. A block has the dimensions all of them go along, in chunks, and then the core
/// dimensions of its input, whole; what the function gives has the same first dimensions and then
/// the core dimensions of the output. A vectorized function sees the core dimensions alone and is
/// called for each place along the others. Lazy: the function runs when values are asked for, on
/// several threads at once; once for all outputs of a dtype.
///
/// ```java
/// Ufunc.of(blocks -> spread(blocks.getFirst()), DType.FLOAT64).core("time").apply(tas);
/// ```
///
/// @param function what is done with a block
/// @param outputs what it gives, in order
/// @param inputCore the core dimensions of each input, in the order of the inputs; inputs beyond
///   the list have none
/// @param vectorized whether the function sees core dimensions alone
/// @param join what becomes of labels that differ
/// @param excluded core dimensions whose lengths and labels may differ between inputs and outputs
/// @param datasets what becomes of variables that not all datasets have
public record Ufunc(
    BlocksFunction function,
    List<UfuncOutput> outputs,
    List<List<String>> inputCore,
    boolean vectorized,
    Alignment.Join join,
    Set<String> excluded,
    DatasetRules datasets) {
  /// What becomes of the variables of datasets.
  ///
  /// @param join which variables the result has, where datasets have different ones
  /// @param fill what stands for a variable that a dataset lacks; needed where the join keeps such
  /// @param missingCore what becomes of variables that lack a core dimension
  public record DatasetRules(Alignment.Join join, @Nullable Number fill, MissingCore missingCore) {}

  /// What becomes of variables of datasets that lack a core dimension.
  public enum MissingCore {
    RAISE,
    /// They pass unchanged, from the first dataset.
    COPY,
    DROP
  }

  public Ufunc {
    inputCore = inputCore.stream().map(List::copyOf).toList();
    outputs = List.copyOf(outputs);
    excluded = Set.copyOf(excluded);
  }

  /// A function of one result, without core dimensions: what it gives has the shape of its blocks.
  public static Ufunc of(BlockFunction function, DType dtype) {
    return several(blocks -> List.of(function.apply(blocks)), dtype);
  }

  /// A function of several results.
  public static Ufunc several(BlocksFunction function, DType... dtypes) {
    return new Ufunc(
        function,
        Arrays.stream(dtypes).map(dtype -> new UfuncOutput(dtype, Map.of())).toList(),
        List.of(),
        false,
        Alignment.Join.EXACT,
        Set.of(),
        new DatasetRules(Alignment.Join.EXACT, null, MissingCore.RAISE));
  }

  /// With the core dimensions of the next input.
  public Ufunc core(String... dims) {
    List<List<String>> more = new ArrayList<>(inputCore);
    more.add(List.of(dims));
    return new Ufunc(function, outputs, more, vectorized, join, excluded, datasets);
  }

  /// With a core dimension of the first output.
  public Ufunc output(String dim, long length) {
    return output(0, dim, length);
  }

  /// With a core dimension of output `k`.
  public Ufunc output(int k, String dim, long length) {
    List<UfuncOutput> changed = new ArrayList<>(outputs);
    changed.set(k, outputs.get(k).with(dim, length));
    return new Ufunc(function, changed, inputCore, vectorized, join, excluded, datasets);
  }

  /// Called for each place along the dimensions that are no core dimensions, of arrays of these
  /// alone.
  public Ufunc vectorize() {
    return new Ufunc(function, outputs, inputCore, true, join, excluded, datasets);
  }

  /// With inputs of different labels brought onto common ones.
  public Ufunc join(Alignment.Join how) {
    return new Ufunc(function, outputs, inputCore, vectorized, how, excluded, datasets);
  }

  /// With core dimensions whose lengths and labels may differ; their coordinates go.
  public Ufunc exclude(String... dims) {
    Set<String> more = new TreeSet<>(excluded);
    more.addAll(List.of(dims));
    return new Ufunc(function, outputs, inputCore, vectorized, join, more, datasets);
  }

  /// With the variables that `how` keeps where datasets have different ones; `fill`, a plain
  /// number, stands for one that is not there.
  public Ufunc datasetJoin(Alignment.Join how, @Nullable Number fill) {
    var rules = new DatasetRules(how, fill, datasets.missingCore);
    return new Ufunc(function, outputs, inputCore, vectorized, join, excluded, rules);
  }

  /// With another rule for variables that lack a core dimension.
  public Ufunc onMissingCoreDim(MissingCore what) {
    var rules = new DatasetRules(datasets.join, datasets.fill, what);
    return new Ufunc(function, outputs, inputCore, vectorized, join, excluded, rules);
  }

  /// The one result of the function applied to `arrays`; name and attributes are those of the
  /// first. Coordinates along core dimensions stay where the output has the dimension in the same
  /// length.
  ///
  /// @throws AmasiaException.Label if an array lacks a core dimension
  /// @throws AmasiaException.Alignment if labels differ
  public DataArray apply(DataArray... arrays) {
    return single(applyAll(arrays));
  }

  /// All results of the function applied to `arrays`.
  public List<DataArray> applyAll(DataArray... arrays) {
    requireInputs(arrays.length);
    List<DataArray> results = new ArrayList<>();
    for (Dataset result : new UfuncCall(this, List.of(arrays)).ofArrays()) {
      results.add(arrays[0].fromTemporary(result));
    }
    return results;
  }

  /// The one result of the function applied to each variable of datasets, with arrays going along.
  ///
  /// @param objects datasets and arrays, at least one a dataset
  public Dataset applyEach(Labelled<?>... objects) {
    return single(applyEachAll(objects));
  }

  /// All results of the function applied to each variable of datasets.
  public List<Dataset> applyEachAll(Labelled<?>... objects) {
    requireInputs(objects.length);
    return new UfuncCall(this, List.of(objects)).ofDatasets();
  }

  private <R> R single(List<R> results) {
    if (results.size() != 1) {
      throw new AmasiaException.Usage(
          "a function of %d results; take them with applyAll or applyEachAll"
              .formatted(results.size()));
    }
    return results.getFirst();
  }

  private void requireInputs(int given) {
    if (given == 0 || given < inputCore.size()) {
      throw new AmasiaException.Usage(
          "%d arrays for a function of %d".formatted(given, inputCore.size()));
    }
  }

  /// The core dimensions of input `k`.
  List<String> core(int k) {
    return k < inputCore.size() ? inputCore.get(k) : List.of();
  }
}
