package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.group.GroupBy;
import io.amasia.plan.Explanation;
import io.amasia.plan.Node;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Named variables on shared dimensions and coordinates; lazy until values are asked for.
///
/// Immutable and thread-safe. A dataset that was opened from files closes them on [#close]; what is
/// derived from it and still lazy then fails, what was computed stays.
public final class Dataset
    implements AutoCloseable,
        Sequences<Dataset>,
        Relabelling<Dataset>,
        Rearranging<Dataset>,
        Elementwise<Dataset>,
        Reductions<Dataset>,
        Extremes<Dataset>,
        Storing {
  /// The variable name under which a lone array passes through work on datasets.
  public static final String TEMPORARY = "<this array>";

  private final Map<String, Variable> variables;
  private final Coordinates coords;
  private final Map<String, Attribute> attrs;
  private final Map<String, Long> sizes;
  private final @Nullable Source source;
  private final Accessors.Made accessors = new Accessors.Made();

  /// What an opened dataset was read from.
  private record Source(String name, Runnable close) {}

  private Dataset(
      Map<String, Variable> variables,
      Coordinates coords,
      Map<String, Attribute> attrs,
      @Nullable Source source) {
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    this.coords = coords;
    this.attrs = Collections.unmodifiableMap(new LinkedHashMap<>(attrs));
    this.sizes = Collections.unmodifiableMap(DimensionSizes.of(this.variables, coords));
    this.source = source;
  }

  /// A dataset of data `variables` (without the coordinates), `coords` and global `attrs`.
  ///
  /// @throws AmasiaException.Alignment if two of them differ in the length of a dimension
  public Dataset(
      Map<String, Variable> variables, Coordinates coords, Map<String, Attribute> attrs) {
    this(variables, coords, attrs, null);
  }

  /// The dataset of a map as [#toDict] gives it, or of a map of variables by their names, each a
  /// map with `dims` and `data`.
  ///
  /// @throws AmasiaException.Usage if something else is in it, or lists are of unequal length
  public static Dataset fromDict(Map<String, ?> dict) {
    return PlainValues.dataset(dict);
  }

  /// This dataset, closing which runs `close` once; `name` (a file or URL) is for messages.
  public Dataset closing(String name, Runnable close) {
    return new Dataset(variables, coords, attrs, new Source(name, new Once(close)));
  }

  /// The data variables, without the coordinates, in order.
  public Map<String, Variable> variables() {
    return variables;
  }

  /// The data variable or coordinate `name`.
  ///
  /// @throws AmasiaException.Label if there is none
  public Variable variable(String name) {
    return Optional.ofNullable(variables.get(name))
        .or(() -> coords.find(name))
        .orElseThrow(() ->
            new AmasiaException.Label(
                "no variable '%s'; there are %s, and coordinates %s"
                    .formatted(name, variables.keySet(), coords.names())));
  }

  /// The dtype of each variable.
  public Map<String, DType> dtypes() {
    Map<String, DType> dtypes = new LinkedHashMap<>();
    variables.forEach((name, v) -> dtypes.put(name, v.dtype()));
    return dtypes;
  }

  /// The variable or coordinate `name` with the coordinates along its dimensions.
  ///
  /// @throws AmasiaException.Label if there is none
  public DataArray get(String name) {
    Variable found = variable(name).asLevel(null);
    Map<String, Variable> own = new LinkedHashMap<>();
    coords
        .within(found.dims())
        .asMap()
        .forEach((key, v) -> own.put(key, CfLinks.bounds(this, key).map(v::withBounds).orElse(v)));
    return new DataArray(name, found, new Coordinates(own));
  }

  public boolean has(String name) {
    return variables.containsKey(name) || coords.has(name);
  }

  @Override
  public Coordinates coords() {
    return coords;
  }

  /// Global attributes.
  @Override
  public Map<String, Attribute> attrs() {
    return attrs;
  }

  /// Dimension lengths by name.
  @Override
  public Map<String, Long> sizes() {
    return sizes;
  }

  @Override
  public Dataset withAttrs(Map<String, Attribute> changed) {
    return new Dataset(variables, coords, changed, source);
  }

  /// This dataset with a data variable added or replaced.
  public Dataset with(String name, Variable variable) {
    Map<String, Variable> changed = new LinkedHashMap<>(variables);
    changed.put(name, variable);
    return new Dataset(changed, coords, attrs, source);
  }

  public Dataset withCoords(Coordinates changed) {
    return new Dataset(variables, changed, attrs, source);
  }

  public Dataset withCoord(String name, Variable variable) {
    return withCoords(coords.with(name, variable));
  }

  /// A dataset of these, made of what this one was opened from, which closing it closes.
  public Dataset holding(
      Map<String, Variable> variables, Coordinates coords, Map<String, Attribute> attrs) {
    return new Dataset(variables, coords, attrs, source);
  }

  /// Every data variable changed by `work`.
  public Dataset mapVariables(UnaryOperator<Variable> work) {
    Map<String, Variable> changed = new LinkedHashMap<>();
    variables.forEach((name, variable) -> changed.put(name, work.apply(variable)));
    return new Dataset(changed, coords, attrs, source);
  }

  /// What `work` makes of each chunk with its coordinates, as `template` says; see
  /// [DataArray#mapBlocks]. It runs for each variable of the template by itself.
  public Dataset mapBlocks(BlockWork<Dataset> work, Dataset template) {
    return LabelledBlocks.map(this, work, template);
  }

  /// Every data variable changed by `work`, as an array with its coordinates.
  public Dataset map(UnaryOperator<DataArray> work) {
    Map<String, Variable> changed = new LinkedHashMap<>();
    Map<String, Variable> found = new LinkedHashMap<>();
    for (String name : variables.keySet()) {
      DataArray result = work.apply(get(name));
      changed.put(name, result.variable());
      result.coords().asMap().forEach(found::putIfAbsent);
    }
    Map<String, Variable> ordered = new LinkedHashMap<>();
    coords.asMap().keySet().stream()
        .filter(found::containsKey)
        .forEach(name -> ordered.put(name, found.get(name)));
    found.forEach(ordered::putIfAbsent);
    return new Dataset(changed, new Coordinates(ordered), attrs);
  }

  /// A dataset of the named variables and the coordinates along their dimensions.
  ///
  /// @throws AmasiaException.Label if there is no such variable
  public Dataset select(String... names) {
    Map<String, Variable> chosen = new LinkedHashMap<>();
    for (String name : names) {
      chosen.put(name, variable(name));
    }
    Coordinates along = coords.within(Layout.union(chosen.values()));
    Coordinates kept = coords.where((name, _) -> along.has(name) || chosen.containsKey(name));
    chosen.keySet().removeAll(kept.names());
    return new Dataset(chosen, kept, attrs, source);
  }

  /// This dataset with a variable added or replaced: a coordinate where there is one of the name or
  /// the value labels the dimension of the name.
  ///
  /// @param value a [DataArray], which is brought onto the labels that are here, a [Variable], or a
  ///   plain value: a single one, or labels
  public Dataset assign(String name, Object value) {
    return Assigning.variable(this, name, value);
  }

  /// This dataset with several variables added or replaced, each as [#assign(String, Object)] does
  /// it.
  public Dataset assign(Map<String, ?> values) {
    Dataset result = this;
    for (var one : values.entrySet()) {
      result = result.assign(one.getKey(), one.getValue());
    }
    return result;
  }

  /// This dataset with a data variable made of what it has.
  public Dataset assign(String name, Function<Dataset, DataArray> made) {
    return assign(name, made.apply(this));
  }

  /// This dataset and others as one, on the union of their labels; values that some lack may be
  /// filled by others.
  ///
  /// @throws AmasiaException.Conflict if a variable of two of them differs
  public Dataset merge(Dataset... others) {
    List<Dataset> all = new ArrayList<>(List.of(this));
    all.addAll(List.of(others));
    return Merging.merge(all, Merging.Compat.NO_CONFLICTS, Alignment.Join.OUTER, Fill.MISSING);
  }

  /// Without the variables and coordinates that have one of these dimensions.
  ///
  /// @throws AmasiaException.Label if there is no such dimension
  public Dataset dropDims(String... dims) {
    Map<String, Variable> kept = new LinkedHashMap<>(variables);
    for (String dim : dims) {
      size(dim);
      kept.values().removeIf(v -> v.dims().contains(dim));
    }
    return new Dataset(kept, coords.apartFrom(List.of(dims)), attrs, source);
  }

  /// The variables as one array along a new first dimension `variable` of their names.
  public DataArray toDataArray() {
    return Conversion.join(this, "variable");
  }

  /// The variables as one array along a new first dimension of their names.
  public DataArray toDataArray(String dim) {
    return Conversion.join(this, dim);
  }

  /// The variables side by side in one array without repeating any: along `dim`, which stacks all
  /// dimensions but `sampleDims`, under the names of the variables as level `variable`. Labels of a
  /// dimension are missing for variables that lack it.
  ///
  /// @throws AmasiaException.Usage if a variable lacks a sample dimension
  /// @throws AmasiaException.Unsupported if labels that would be missing are text
  public DataArray toStackedArray(String dim, String... sampleDims) {
    return StackedVariables.join(this, dim, List.of(sampleDims), "variable");
  }

  /// The same with another name for the level of names.
  public DataArray toStackedArray(String dim, List<String> sampleDims, String variableDim) {
    return StackedVariables.join(this, dim, sampleDims, variableDim);
  }

  /// The variables and coordinates whose attribute `name` has this value, or passes this test: a
  /// `Predicate<Optional<Attribute>>`.
  public Dataset filterByAttrs(String name, Object value) {
    return filterByAttrs(Map.of(name, value));
  }

  /// Those of which all of this holds, each as [#filterByAttrs(String, Object)] takes it.
  public Dataset filterByAttrs(Map<String, ?> wanted) {
    return AttributeFilter.choose(this, wanted);
  }

  /// Data variables made coordinates.
  public Dataset setCoords(String... names) {
    return Assigning.setCoords(this, names);
  }

  /// Coordinates made data variables, all that are no index if none is named; index coordinates
  /// can't be.
  public Dataset resetCoords(String... names) {
    return Assigning.resetCoords(this, names);
  }

  @Override
  public Dataset self() {
    return this;
  }

  @Override
  public Dataset through(UnaryOperator<Dataset> work) {
    return work.apply(this);
  }

  @Override
  public Dataset binary(Op.Binary op, Object other) {
    if (other instanceof GroupBy<?> groups) {
      return groups.reversed(op, this);
    }
    if (op == Op.Binary.FILLNA && other instanceof Map<?, ?> values) {
      return Arithmetic.fillna(this, values);
    }
    if (op == Op.Binary.FILLNA) {
      return Arithmetic.binary(op, this, other, Alignment.Join.LEFT);
    }
    Alignment.Join join = Defaults.current().arithmeticJoin();
    return Defaults.kept(Arithmetic.binary(op, this, other, join));
  }

  @Override
  public Dataset reduce(Reduction.Kind kind, Over over) {
    return Reducing.reduce(this, Reducing.reduction(kind, over), over);
  }

  @Override
  public Dataset quantile(double q, Over over) {
    return Reducing.quantile(this, q, over);
  }

  @Override
  public Dataset quantile(double[] q, Over over) {
    return Reducing.quantile(this, q, over);
  }

  /// Same variables, coordinates and values; attributes don't count, and missing equals missing.
  @SuppressWarnings("NonOverridingEquals") // xarray's word; identity stays that of objects
  public boolean equals(Dataset other) {
    return Comparison.all(this, other, Comparison::equals);
  }

  /// Equal, with equal attributes.
  public boolean identical(Dataset other) {
    return attrs.equals(other.attrs) && Comparison.identical(this, other);
  }

  /// Equal after broadcasting against each other.
  public boolean broadcastEquals(Dataset other) {
    return Comparison.all(this, other, Comparison::broadcastEquals);
  }

  /// Words of one's own on this: what [Accessors#register] was told of, made once and kept.
  ///
  /// @throws AmasiaException.Usage if no such accessor is registered
  public <A> A accessor(Class<A> type) {
    return accessors.get(this, type);
  }

  @Override
  public String toString() {
    return Summary.of(this);
  }

  /// What the dataset holds, in the words of `ncdump -h`: dimensions, variables, attributes.
  public String info() {
    return Summary.info(this);
  }

  /// This dataset as HTML: sections that open and close, chunks drawn. No data are read for it but
  /// the labels of dimensions.
  public String toHtml() {
    return SummaryHtml.of(this);
  }

  /// What computing all data variables together would do. Reads and computes nothing.
  public Explanation explain() {
    Map<String, Node> nodes = new LinkedHashMap<>();
    variables.forEach((name, variable) -> nodes.put(name, variable.data()));
    return Session.current().explain(nodes);
  }

  /// This dataset with all values in memory, computed together so that what they share is read
  /// once.
  public Dataset compute() {
    return Computation.compute(this);
  }

  /// Closes the files it was opened from; does nothing for others, and the second time.
  @Override
  public void close() {
    if (source != null) {
      Computation.markClosed(Computation.nodes(this), source.name);
      source.close.run();
    }
  }
}
