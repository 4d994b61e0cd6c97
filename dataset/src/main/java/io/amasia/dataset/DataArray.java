package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.cf.UnitConversion;
import io.amasia.dataset.group.GroupBy;
import io.amasia.plan.Explanation;
import io.amasia.plan.Node;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction.Kind;
import io.amasia.plan.Session;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An array with named dimensions, coordinates and attributes; lazy until its values are asked for.
///
/// Immutable and thread-safe; each method gives a new array. Names and meaning are xarray's.
public final class DataArray
    implements Sequences<DataArray>,
        Relabelling<DataArray>,
        Rearranging<DataArray>,
        Elementwise<DataArray>,
        Reductions<DataArray>,
        Extremes<DataArray>,
        Storing {
  private final @Nullable String name;
  private final Variable variable;
  private final Coordinates coords;
  private final Accessors.Made accessors = new Accessors.Made();

  /// The array `variable` with `coords`, all of whose dimensions it must have.
  ///
  /// @throws AmasiaException.Alignment if a coordinate's length differs from its dimension's
  public DataArray(@Nullable String name, Variable variable, Coordinates coords) {
    this.name = name;
    this.variable = variable;
    this.coords = coords;
    DimensionSizes.check(variable, coords);
  }

  /// An unnamed array without coordinates.
  ///
  /// @param values what [Values#of] takes
  public static DataArray of(Object values, String... dims) {
    return new DataArray(null, Variable.of(List.of(dims), values), Coordinates.NONE);
  }

  /// The array of a map with `dims` and `data` (lists in lists, or an array), and `coords`, `attrs`
  /// and `name` if it has them, as [#toDict] gives it.
  ///
  /// @throws AmasiaException.Usage if something else is in it, or lists are of unequal length
  public static DataArray fromDict(Map<String, ?> dict) {
    return PlainValues.array(dict);
  }

  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  public Variable variable() {
    return variable;
  }

  @Override
  public Coordinates coords() {
    return coords;
  }

  /// The coordinate `coord` as an array, with the coordinates along its own dimensions.
  ///
  /// @throws AmasiaException.Label if there is none
  public DataArray coord(String coord) {
    Variable found = coords.get(coord).asLevel(null);
    return new DataArray(coord, found, coords.within(found.dims()));
  }

  /// The lazy values.
  public Node data() {
    return variable.data();
  }

  /// Dimension names, slowest first.
  public List<String> dims() {
    return variable.dims();
  }

  /// Dimension lengths by name, in order.
  @Override
  public Map<String, Long> sizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    dims().forEach(dim -> sizes.put(dim, variable.size(dim)));
    return sizes;
  }

  public DType dtype() {
    return variable.dtype();
  }

  public Shape shape() {
    return variable.shape();
  }

  public int ndim() {
    return variable.ndim();
  }

  /// How the file stored the values that these were read from; empty for what was computed.
  public Map<String, Attribute> encoding() {
    return variable.encoding();
  }

  @Override
  public Map<String, Attribute> attrs() {
    return variable.attrs();
  }

  public DataArray named(@Nullable String changed) {
    return new DataArray(changed, variable, coords);
  }

  /// This with other values of the same shape: dims, coordinates, attributes and name stay.
  ///
  /// @param values what [Values#of] takes
  public DataArray copy(Object values) {
    Variable other = Variable.of(dims(), values);
    if (!other.shape().equals(shape())) {
      throw new AmasiaException.Usage(
          "values of shape %s in place of %s along %s".formatted(other.shape(), shape(), dims()));
    }
    return withVariable(variable.computed(other.data()).withAttrs(attrs()));
  }

  public DataArray withVariable(Variable changed) {
    return new DataArray(name, changed, coords);
  }

  public DataArray withCoords(Coordinates changed) {
    return new DataArray(name, variable, changed);
  }

  @Override
  public DataArray withAttrs(Map<String, Attribute> changed) {
    return withVariable(variable.withAttrs(changed));
  }

  public DataArray withAttr(String key, Attribute value) {
    return withVariable(variable.withAttr(key, value));
  }

  public DataArray withAttr(String key, String value) {
    return withAttr(key, Attribute.of(value));
  }

  /// The values, computed unless they are in memory already. Closing them is optional: memory that
  /// is no longer reachable is given back.
  public NdArray load() {
    return variable.load();
  }

  /// All values as doubles in C order; times as microseconds, bool as 0 or 1.
  public double[] toDoubles() {
    return load().toDoubles();
  }

  /// The one value of an array of size 1, as a double.
  ///
  /// @throws AmasiaException.Usage if it has another size
  public double item() {
    if (shape().size() != 1) {
      throw new AmasiaException.Usage(
          "item() needs a single value; the array has shape %s: select or reduce %s first"
              .formatted(shape(), dims()));
    }
    return load().getDouble(0);
  }

  /// What computing the values would do: the plan, what rules changed, the stages with their tasks,
  /// bytes and memory, and one sentence. Reads and computes nothing.
  public Explanation explain() {
    return Session.current().explain(Map.of(name().orElse("values"), data()));
  }

  /// In other units, lazily; integers become float64. Temperatures marked as differences convert
  /// without offset.
  ///
  /// @throws AmasiaException.Usage if there are no units, or they can't be converted
  public DataArray toUnits(String units) {
    return UnitConversion.toUnits(this, units);
  }

  /// This array with values and coordinates in memory, computed together.
  public DataArray compute() {
    return fromTemporary(toTemporary().compute());
  }

  /// A dataset of this array under its name.
  ///
  /// @throws AmasiaException.Usage if it has none
  public Dataset toDataset() {
    if (name == null) {
      throw new AmasiaException.Usage(
          "an array without a name as a dataset; say toDataset(\"name\"), or name it first");
    }
    return toDataset(name);
  }

  /// A dataset of this array as variable `key`, with the bounds that its coordinates carry as
  /// variables of the names their attributes say: what weights and maps are made from.
  public Dataset withBounds(String key) {
    Dataset dataset = toDataset(key);
    for (Variable coord : coords.asMap().values()) {
      var edges = coord.bounds();
      var said = coord.attr("bounds").or(() -> coord.attr("climatology"));
      if (edges.isPresent() && said.isPresent() && !dataset.has(said.get().strip())) {
        dataset = dataset.with(said.get().strip(), edges.get());
      }
    }
    return dataset;
  }

  /// A dataset of this array as variable `key`.
  public Dataset toDataset(String key) {
    return new Dataset(Map.of(key, variable), coords.without(List.of(key)), Map.of());
  }

  /// Arrays joined along `dim`, an existing dimension or a new first one; the name is the first's.
  /// See [Combination#concat(String, List)].
  public static DataArray concat(String dim, List<DataArray> arrays) {
    return Concat.along(dim).ofArrays(arrays);
  }

  /// The position along each of `dims` of the greatest value, for [#isel(Map)]; `...` for all.
  public Map<String, DataArray> argmax(List<String> dims) {
    return argmax(dims, true);
  }

  /// The same; without `skipna` the first missing value is the greatest one.
  public Map<String, DataArray> argmax(List<String> dims, boolean skipna) {
    return ExtremePlaces.positions(this, Kind.ARGMAX, dims, skipna);
  }

  /// The position along each of `dims` of the least value, for [#isel(Map)]; `...` for all.
  public Map<String, DataArray> argmin(List<String> dims) {
    return argmin(dims, true);
  }

  /// The same; without `skipna` the first missing value is the least one.
  public Map<String, DataArray> argmin(List<String> dims, boolean skipna) {
    return ExtremePlaces.positions(this, Kind.ARGMIN, dims, skipna);
  }

  /// The label along the dimension of the greatest value, under the name of the dimension.
  @Override
  public DataArray idxmax(Over over, Fill none) {
    return Extremes.super.idxmax(over, none).named(labelled(over));
  }

  @Override
  public DataArray idxmin(Over over, Fill none) {
    return Extremes.super.idxmin(over, none).named(labelled(over));
  }

  private String labelled(Over over) {
    return over.dims().isEmpty() ? dims().getFirst() : over.dims().getFirst();
  }

  /// The parts of times: year, month, season and so on.
  ///
  /// @throws AmasiaException.Usage if these are no times
  public TimeParts dt() {
    return new TimeParts(this);
  }

  /// Work on each text: `contains`, `upper`, `len` and so on.
  ///
  /// @throws AmasiaException.Usage if these are no texts
  public TextParts str() {
    return new TextParts(this);
  }

  /// The sum of the products with `other` over `dims`, or over the dimensions both have. See
  /// [Products#dot].
  public DataArray dot(DataArray other, String... dims) {
    return Products.dot(List.of(this, other), dims);
  }

  /// The cross product with the vectors of `other` along `dim`, of 2 or 3 components; of two in a
  /// plane the component that stands on it, without the dimension. Labels must be equal, but that
  /// components that one lacks are 0; without labels a third component is.
  ///
  /// @throws AmasiaException.Usage if one has no such vectors
  public DataArray cross(DataArray other, String dim) {
    return CrossProduct.of(this, other, dim);
  }

  /// What `work` makes of each chunk with its coordinates, computed when it is asked for: as
  /// `template`, whose values are not looked at, says by its dimensions, coordinates and dtype.
  /// Dimensions that the template has in another length or not at all are whole in each block.
  ///
  /// @throws AmasiaException.Alignment if the template has another length of a dimension that is
  ///   cut into several chunks here
  public DataArray mapBlocks(BlockWork<DataArray> work, DataArray template) {
    String own = name;
    BlockWork<Dataset> lifted =
        block ->
            work.apply(new DataArray(own, block.variable(Dataset.TEMPORARY), block.coords()))
                .toTemporary();
    return template.fromTemporary(
        LabelledBlocks.map(toTemporary(), lifted, template.toTemporary()));
  }

  /// A dataset of the parts along `dim`, each under its label.
  ///
  /// @throws AmasiaException.Label if the dimension has no labels
  public Dataset toDatasetAlong(String dim) {
    return Conversion.split(this, dim);
  }

  /// A dataset of the parts along stacked dimension `dim`, one variable for each label of its first
  /// level: what [Dataset#toStackedArray(String, String...)] is made of. A part of length 1 loses
  /// the dimension.
  ///
  /// @throws AmasiaException.Label if the dimension is not stacked
  public Dataset toUnstackedDataset(String dim) {
    return StackedVariables.split(this, dim, null);
  }

  /// The same by another level.
  public Dataset toUnstackedDataset(String dim, String level) {
    return StackedVariables.split(this, dim, level);
  }

  /// Coordinates made variables of a dataset, beside this array.
  public Dataset resetCoords(String... names) {
    return toDataset().resetCoords(names);
  }

  @Override
  public DataArray self() {
    return this;
  }

  @Override
  public DataArray through(UnaryOperator<Dataset> work) {
    return fromTemporary(work.apply(toTemporary()));
  }

  /// The name is kept if both have it; with a plain number, and when gaps are filled, it stays.
  @Override
  public DataArray binary(Op.Binary op, Object other) {
    if (other instanceof GroupBy<?> groups) {
      return groups.reversed(op, this);
    }
    if (other instanceof Dataset) {
      throw new AmasiaException.Usage("an array with a dataset; put the dataset first");
    }
    DataArray result = through(dataset -> dataset.binary(op, other));
    boolean renamed =
        op != Op.Binary.FILLNA
            && other instanceof DataArray that
            && !Objects.equals(name, that.name);
    return renamed ? result.named(null) : result;
  }

  @Override
  public DataArray reduce(Kind kind, Over over) {
    return through(dataset -> dataset.reduce(kind, over));
  }

  @Override
  public DataArray quantile(double q, Over over) {
    return through(dataset -> dataset.quantile(q, over));
  }

  @Override
  public DataArray quantile(double[] q, Over over) {
    return through(dataset -> dataset.quantile(q, over));
  }

  /// Same dimensions, coordinates and values; names and attributes don't count, and missing equals
  /// missing.
  @SuppressWarnings("NonOverridingEquals") // xarray's word; identity stays that of objects
  public boolean equals(DataArray other) {
    return Comparison.all(toTemporary(), other.toTemporary(), Comparison::equals);
  }

  /// Equal, with equal name and attributes.
  public boolean identical(DataArray other) {
    return Objects.equals(name, other.name)
        && Comparison.identical(toTemporary(), other.toTemporary());
  }

  /// Equal after broadcasting against each other.
  public boolean broadcastEquals(DataArray other) {
    return Comparison.all(toTemporary(), other.toTemporary(), Comparison::broadcastEquals);
  }

  /// A dataset of this array alone. Work is written once, on datasets, and arrays pass through it.
  public Dataset toTemporary() {
    return new Dataset(Map.of(Dataset.TEMPORARY, variable), coords, Map.of());
  }

  /// The array of a dataset that [#toTemporary] made and an operation changed.
  public DataArray fromTemporary(Dataset dataset) {
    return new DataArray(name, dataset.variable(Dataset.TEMPORARY), dataset.coords());
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

  /// This array as HTML, with its chunks drawn. No data are read for it but the labels of
  /// dimensions.
  public String toHtml() {
    return SummaryHtml.of(this);
  }
}
