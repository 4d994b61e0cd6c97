package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.group.BinGrouper;
import io.amasia.dataset.group.GroupBy;
import io.amasia.dataset.group.Grouper;
import io.amasia.dataset.group.Grouping;
import io.amasia.dataset.group.Resampling;
import io.amasia.dataset.group.SeasonGrouper;
import io.amasia.dataset.group.SeasonResampler;
import io.amasia.dataset.group.UniqueGrouper;
import io.amasia.dataset.group.Weighted;
import io.amasia.plan.Nodes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/// Selection, names, shape and grouping: what arrays and datasets have in common.
///
/// @param <T> the type itself
public sealed interface Labelled<T extends Labelled<T>> extends Annotating<T>, Chunked<T>
    permits Sequences, Extremes {
  /// Changed by work that is written on datasets; an array passes as a dataset of it alone.
  @Override
  T through(UnaryOperator<Dataset> work);

  /// This.
  @Override
  T self();

  Coordinates coords();

  /// Dimension lengths by name.
  Map<String, Long> sizes();

  /// The length of a dimension.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if there is no such dimension
  default long size(String dim) {
    Long size = sizes().get(dim);
    if (size == null) {
      throw new AmasiaException.Label(
          "no dimension '%s'; there are %s".formatted(dim, sizes().keySet()));
    }
    return size;
  }

  /// The bytes of the values in memory, uncompressed: of a dataset those of its coordinates too. Of
  /// texts only what tells where they are is counted.
  default long nbytes() {
    return switch (this) {
      case DataArray array -> ShownValues.bytes(array.variable());
      case Dataset dataset -> Summary.bytes(dataset);
    };
  }

  /// The indexes by the names of their coordinates: of dimensions that have labels, and those that
  /// were set; these are read at once.
  default Map<String, Index> indexes() {
    Map<String, Index> found = new LinkedHashMap<>();
    for (String dim : sizes().keySet()) {
      coords().indexesAlong(dim).forEach(name -> found.put(name, coords().get(name).index()));
    }
    return found;
  }

  /// The labels along `dim`; its positions if it has no coordinate.
  ///
  /// @throws AmasiaException.Label if there is no such dimension
  default Index getIndex(String dim) {
    long size = size(dim);
    return coords().index(dim).orElseGet(() -> positions(dim, size).index());
  }

  /// The coordinate `name`; of a dimension without coordinate, its positions.
  ///
  /// @throws AmasiaException.Label if there is neither
  default Variable labels(String name) {
    boolean bare = !coords().has(name) && sizes().containsKey(name);
    return bare ? positions(name, size(name)) : coords().get(name);
  }

  private static Variable positions(String dim, long size) {
    return Variable.of(List.of(dim), LongStream.range(0, size).toArray());
  }

  /// By position: a whole number (drops the dimension), a [Slice], positions or a mask as an array
  /// (keeps it), or a [DataArray] of positions along another dimension.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if there is no such dimension or position
  default T isel(String dim, Object indexer) {
    return isel(Map.of(dim, indexer));
  }

  /// By position along several dimensions at once: orthogonally, save that arrays with a common
  /// dimension select point by point.
  default T isel(Map<String, ?> indexers) {
    return through(dataset -> Selection.isel(dataset, indexers));
  }

  /// The same; `drop` leaves out the coordinates that became single ones.
  default T isel(Map<String, ?> indexers, boolean drop) {
    return through(dataset -> Selection.placed(Selection.isel(dataset, indexers), dataset, drop));
  }

  /// By label: a number, text or date (drops the dimension), a [Slice] with both ends included, a
  /// [Between], a list or array of labels, or a [DataArray] of labels along another dimension. A
  /// date coarser than the times, such as a year, selects all it covers.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if a label is not there; names the range and the
  ///   nearest
  default T sel(String dim, Object label) {
    return sel(Map.of(dim, label), Lookup.EXACT);
  }

  /// By label as `lookup` finds it, such as the nearest one within a tolerance.
  default T sel(String dim, Object label, Lookup lookup) {
    return sel(Map.of(dim, label), lookup);
  }

  /// By label along several dimensions at once: orthogonally, save that arrays with a common
  /// dimension select point by point.
  default T sel(Map<String, ?> labels) {
    return sel(labels, Lookup.EXACT);
  }

  /// The same, each label as `lookup` finds it.
  default T sel(Map<String, ?> labels, Lookup lookup) {
    return through(dataset -> Selection.sel(dataset, labels, lookup));
  }

  /// The same; `drop` leaves out the coordinates that became single ones.
  default T sel(Map<String, ?> labels, Lookup lookup, boolean drop) {
    return through(
        dataset -> Selection.placed(Selection.sel(dataset, labels, lookup), dataset, drop));
  }

  default T head(String dim, long n) {
    return isel(dim, Slice.slice(null, Slice.counted("head", dim, n, 0)));
  }

  default T tail(String dim, long n) {
    long last = Slice.counted("tail", dim, n, 0);
    return isel(dim, Slice.slice(last == 0 ? sizes().getOrDefault(dim, 0L) : -last, null));
  }

  /// Every `n`-th.
  default T thin(String dim, long n) {
    return isel(dim, Slice.slice(null, null, Slice.counted("thin", dim, n, 1)));
  }

  /// Variables, coordinates and dimensions renamed.
  default T rename(Map<String, String> names) {
    return through(dataset -> Reshaping.rename(dataset, names));
  }

  default T rename(String from, String to) {
    return rename(Map.of(from, to));
  }

  /// Variables and coordinates renamed, dimensions not.
  default T renameVars(Map<String, String> names) {
    return through(dataset -> Reshaping.renameVars(dataset, names));
  }

  /// Dimensions renamed, variables and coordinates not; what labelled one becomes a plain
  /// coordinate.
  default T renameDims(Map<String, String> names) {
    return through(dataset -> Reshaping.renameDims(dataset, names));
  }

  /// Dimension `dim` replaced by the coordinate `by` along it.
  default T swapDims(String dim, String by) {
    return through(dataset -> Reshaping.swapDims(dataset, dim, by));
  }

  /// Dimensions in the given order, of which each variable takes its own; `...` stands for all
  /// others, and none named reverses.
  default T transpose(String... dims) {
    return through(dataset -> Reshaping.transpose(dataset, List.of(dims)));
  }

  /// A new first dimension: of the given length if it is a whole number, else with these labels.
  default T expandDims(String dim, Object sizeOrLabels) {
    return expandDims(Map.of(dim, sizeOrLabels));
  }

  /// A new first dimension of length 1, labelled by the scalar coordinate of its name if there is
  /// one.
  default T expandDims(String dim) {
    return expandDims(dim, 1);
  }

  /// New dimensions, by name a length or labels, at the given axes of the result (negative ones
  /// from the end), or first.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if there is such a dimension already, or an axis
  ///   is out of range or comes twice
  default T expandDims(Map<String, ?> dims, int... axes) {
    return through(dataset -> Expanding.expand(dataset, dims, axes));
  }

  /// Without the given dimensions, which must have length 1; none named means all such.
  default T squeeze(String... dims) {
    return through(dataset -> Reshaping.squeeze(dataset, List.of(dims)));
  }

  /// Sorted along the dimension of the 1-D coordinate or variable `by`, missing labels last.
  default T sortby(String by) {
    return sortby(by, true);
  }

  default T sortby(String by, boolean ascending) {
    return through(dataset -> Reshaping.sortby(dataset, List.of(by), ascending));
  }

  /// Without the named coordinates (or variables of a dataset).
  ///
  /// @throws io.amasia.array.AmasiaException.Label if there is no such name
  default T dropVars(String... names) {
    return through(dataset -> {
      Collection<String> gone = List.of(names);
      gone.forEach(dataset::variable);
      Map<String, Variable> kept = new LinkedHashMap<>(dataset.variables());
      kept.keySet().removeAll(gone);
      return new Dataset(kept, dataset.coords().without(gone), dataset.attrs());
    });
  }

  /// With a coordinate added or replaced.
  ///
  /// @param values a [Variable] or [DataArray], or what [Values#of] takes: a single value becomes a
  ///   scalar coordinate, a 1-D array labels the dimension `name`
  default T assignCoords(String name, Object values) {
    return assignCoords(Map.of(name, values));
  }

  /// With coordinates added or replaced, all at once, each as [#assignCoords(String, Object)] takes
  /// it.
  default T assignCoords(Map<String, ?> coords) {
    return through(dataset -> Assigning.coords(dataset, coords));
  }

  /// With a coordinate along the given dimensions.
  default T assignCoords(String name, List<String> dims, Object values) {
    return assignCoords(name, Variable.of(dims, values));
  }

  /// In chunks of the given lengths along the named dimensions; -1 for one chunk.
  default T chunk(Map<String, Long> lengths) {
    return through(dataset -> dataset.mapVariables(v -> Reshaping.chunk(v, lengths)));
  }

  default T chunk(String dim, long length) {
    return chunk(Map.of(dim, length));
  }

  /// The values `n` positions further along `dim`; missing where nothing came from. Coordinates
  /// stay.
  default T shift(String dim, long n) {
    size(dim);
    return through(dataset -> dataset.mapVariables(v -> Reshaping.shift(v, dim, n)));
  }

  /// Cast as NumPy casts: floats to integers are truncated.
  default T astype(DType dtype) {
    return through(dataset -> dataset.mapVariables(v -> v.computed(Nodes.cast(v.data(), dtype))));
  }

  /// The same times, counted in another calendar.
  default T withCalendar(Calendar calendar) {
    return through(dataset -> dataset.mapVariables(v -> v.withCalendar(calendar)));
  }

  /// Groups by a part of time, `time.month`, `time.year`, `time.season` and so on, or by a
  /// coordinate of one or more dimensions; of a dimension without coordinate, by its positions,
  /// which label the results. `groupBy("time.season").and("time.year")` groups by both.
  default GroupBy<T> groupBy(String what) {
    return groupBy(what, UniqueGrouper.all());
  }

  /// Groups by intervals of a 1-D coordinate, or of a part of time such as `time.dayofyear`,
  /// between ascending `edges`, each with its right end; along `WHAT_bins`, `dayofyear_bins`.
  default GroupBy<T> groupByBins(String what, double... edges) {
    return groupBy(what, BinGrouper.of(edges));
  }

  /// Groups by intervals of a 1-D time between ascending dates, each with its right end.
  default GroupBy<T> groupByBins(String what, String... dates) {
    return groupBy(what, BinGrouper.ofDates(dates));
  }

  /// Groups by labels along one or more dimensions; positions without a label are left out.
  default GroupBy<T> groupBy(DataArray labels) {
    return GroupBy.by(self(), labels, UniqueGrouper.all());
  }

  /// Groups by what `grouper` makes of a coordinate or part of time: [BinGrouper], [SeasonGrouper],
  /// [UniqueGrouper].
  default GroupBy<T> groupBy(String what, Grouper grouper) {
    return new GroupBy<>(self(), Grouping.by(self(), what, grouper));
  }

  /// The same with values that are no coordinate.
  default GroupBy<T> groupBy(DataArray values, Grouper grouper) {
    return GroupBy.by(self(), values, grouper);
  }

  /// Groups of equal periods along a time: `YE`, `QS-DEC`, `ME`, `MS`, `W`, `7D`, `6h` and so on.
  default GroupBy<T> resample(String dim, String frequency) {
    return resample(dim, Resampling.of(frequency));
  }

  default GroupBy<T> resample(String dim, Resampling how) {
    return groupBy(dim, how);
  }

  /// Seasons of any months, year by year: `SeasonResampler.of("NDJFM", "AMJJASO")`.
  default GroupBy<T> resample(String dim, SeasonResampler seasons) {
    return groupBy(dim, seasons);
  }

  /// Weighted by `weights`, which must have no missing values; labels are inner-joined.
  default Weighted<T> weighted(DataArray weights) {
    return new Weighted<>(self(), weights);
  }

  /// Weighted by what depends on the field itself, such as the areas of its cells.
  default Weighted<T> weighted(Weights weights) {
    return weighted(weights.of(self()));
  }

  /// Cut to the rows and columns around a region of the earth, cells whose centre lies outside made
  /// missing: a country by name or ISO code, a continent, `land`, `ocean`, `FILE.geojson[#NAME]`.
  /// Polygons are planar in lon/lat. Reads coordinates, never the field.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if there is no such region (names the nearest),
  ///   no grid, or no cell's centre lies inside
  default T region(String name) {
    return through(dataset -> Regions.provider().cut(dataset, name));
  }
}
