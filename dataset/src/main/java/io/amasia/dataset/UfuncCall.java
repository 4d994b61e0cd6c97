package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.plan.Node;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A [Ufunc] applied to arrays and datasets: their labels, variables and dimensions brought
/// together.
///
/// @param ufunc what is applied
/// @param objects to these
record UfuncCall(Ufunc ufunc, List<Labelled<?>> objects) {
  UfuncCall {
    objects = List.copyOf(objects);
  }

  /// The results of lone arrays, each as a dataset that [DataArray#toTemporary] could have made.
  List<Dataset> ofArrays() {
    return results(Dataset.TEMPORARY, aligned());
  }

  /// The results for each variable of the datasets among the objects.
  List<Dataset> ofDatasets() {
    List<Dataset> aligned = aligned();
    List<Map<String, Variable>> variables = new ArrayList<>();
    List<Map<String, Variable>> coords = new ArrayList<>();
    for (int k = 0; k < ufunc.outputs().size(); k++) {
      variables.add(new LinkedHashMap<>());
      coords.add(new LinkedHashMap<>());
    }
    Map<String, Attribute> attrs = Map.of();
    for (int k = objects.size() - 1; k >= 0; k--) {
      attrs = objects.get(k) instanceof Dataset first ? first.attrs() : attrs;
    }
    for (String name : names()) {
      List<Dataset> each = of(name, aligned);
      for (int k = 0; k < each.size(); k++) {
        Map<String, Variable> at = variables.get(k);
        each.get(k).variables().values().forEach(v -> at.put(name, v));
        each.get(k).coords().asMap().forEach(coords.get(k)::putIfAbsent);
      }
    }
    List<Dataset> results = new ArrayList<>();
    for (int k = 0; k < variables.size(); k++) {
      results.add(new Dataset(variables.get(k), new Coordinates(coords.get(k)), attrs));
    }
    return results;
  }

  /// The results for one variable, none where it is left out.
  private List<Dataset> of(String name, List<Dataset> aligned) {
    boolean lacks = false;
    for (int k = 0; k < aligned.size(); k++) {
      Variable v = variable(k, name, aligned.get(k));
      lacks |= !v.dims().containsAll(ufunc.core(k)) && objects.get(k) instanceof Dataset;
    }
    if (!lacks || ufunc.datasets().missingCore() == Ufunc.MissingCore.RAISE) {
      return results(name, aligned);
    }
    return switch (ufunc.datasets().missingCore()) {
      case COPY -> {
        Dataset from = aligned.get(firstWith(name));
        yield Collections.nCopies(ufunc.outputs().size(), from.select(name));
      }
      case DROP, RAISE -> List.of();
    };
  }

  private int firstWith(String name) {
    int k = 0;
    while (!(objects.get(k) instanceof Dataset dataset && dataset.variables().containsKey(name))) {
      k++;
    }
    return k;
  }

  /// The variables that results have.
  private Set<String> names() {
    List<Set<String>> all = new ArrayList<>();
    for (Labelled<?> object : objects) {
      if (object instanceof Dataset dataset) {
        all.add(dataset.variables().keySet());
      }
    }
    if (all.isEmpty()) {
      throw new AmasiaException.Usage("applyEach of arrays alone; apply takes them");
    }
    Set<String> names = new LinkedHashSet<>(all.getFirst());
    for (Set<String> own : all) {
      switch (ufunc.datasets().join()) {
        case EXACT -> requireSame(names, own);
        case INNER -> names.retainAll(own);
        case OUTER -> names.addAll(own);
        case LEFT, OVERRIDE -> {}
        case RIGHT -> names = new LinkedHashSet<>(all.getLast());
      }
    }
    return names;
  }

  private static void requireSame(Set<String> names, Set<String> own) {
    if (!names.equals(own)) {
      throw new AmasiaException.Alignment(
          "datasets of variables %s and %s; take the common ones with datasetJoin(INNER, null)"
              .formatted(names, own));
    }
  }

  private Variable variable(int k, String name, Dataset aligned) {
    String own = objects.get(k) instanceof DataArray ? Dataset.TEMPORARY : name;
    Variable there = aligned.variables().get(own);
    if (there != null) {
      return there;
    }
    Number fill = ufunc.datasets().fill();
    if (fill == null) {
      throw new AmasiaException.Usage(
          "a dataset lacks '%s'; say in datasetJoin what stands for it".formatted(name));
    }
    return Variable.of(List.of(), fill);
  }

  private List<Dataset> aligned() {
    List<Dataset> given = new ArrayList<>();
    for (Labelled<?> object : objects) {
      Dataset dataset = Broadcasting.dataset(object);
      given.add(
          dataset.withCoords(
              dataset
                  .coords()
                  .where((_, v) -> v.dims().stream().noneMatch(ufunc.excluded()::contains))));
    }
    return Alignment.align(ufunc.join(), given, ufunc.excluded(), Fill.MISSING);
  }

  /// The results for variables of one name, each with the coordinates that fit it.
  private List<Dataset> results(String name, List<Dataset> aligned) {
    List<Variable> inputs = new ArrayList<>();
    for (int k = 0; k < aligned.size(); k++) {
      inputs.add(variable(k, name, aligned.get(k)));
    }
    Map<String, Long> loop = loop(inputs);
    List<Node> nodes = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      nodes.add(laidOut(inputs.get(k), loop, ufunc.core(k)));
    }
    Chunks blocks = blocks(nodes, loop.size());
    BlocksFunction function =
        ufunc.vectorized()
            ? new VectorizedFunction(ufunc.function(), loop.size())
            : ufunc.function();
    List<Node> made = PackedOutputs.of(function, ufunc.outputs(), nodes, blocks);
    Coordinates coords = Alignment.merge(aligned);
    List<Dataset> results = new ArrayList<>();
    for (int k = 0; k < made.size(); k++) {
      Map<String, Long> sizes = new LinkedHashMap<>(loop);
      sizes.putAll(ufunc.outputs().get(k).core());
      Variable result =
          Variable.of(List.copyOf(sizes.keySet()), made.get(k)).withAttrs(attrs(inputs));
      Coordinates fitting = coords.where((_, v) -> fits(v, sizes));
      results.add(new Dataset(Map.of(name, result), fitting, Map.of()));
    }
    return results;
  }

  /// Those of the first input that is no fill.
  private static Map<String, Attribute> attrs(List<Variable> inputs) {
    return inputs.getFirst().attrs();
  }

  private static boolean fits(Variable coord, Map<String, Long> sizes) {
    return coord.dims().stream().allMatch(d -> Objects.equals(sizes.get(d), coord.size(d)));
  }

  /// The dimensions that are gone along, with their lengths.
  private Map<String, Long> loop(List<Variable> inputs) {
    Map<String, Long> loop = new LinkedHashMap<>();
    for (int k = 0; k < inputs.size(); k++) {
      Variable v = inputs.get(k);
      List<String> core = ufunc.core(k);
      core.forEach(v::axis);
      for (String dim : v.dims()) {
        if (!core.contains(dim)) {
          requireGoneAlong(dim, v.size(dim), loop.put(dim, v.size(dim)));
        }
      }
    }
    return loop;
  }

  private void requireGoneAlong(String dim, long size, @Nullable Long before) {
    if (ufunc.excluded().contains(dim) || (before != null && before != size)) {
      throw new AmasiaException.Alignment(
          "'%s' is excluded or of different lengths, so it must be a core dimension of every input that has it"
              .formatted(dim));
    }
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
