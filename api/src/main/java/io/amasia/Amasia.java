package io.amasia;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.dataset.Alignment;
import io.amasia.dataset.Between;
import io.amasia.dataset.Broadcasting;
import io.amasia.dataset.Chunking;
import io.amasia.dataset.Combination;
import io.amasia.dataset.Conditions;
import io.amasia.dataset.Conversion;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.DataTree;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Defaults;
import io.amasia.dataset.Fill;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Merging;
import io.amasia.dataset.Over;
import io.amasia.dataset.PolynomialFit;
import io.amasia.dataset.Products;
import io.amasia.dataset.Slice;
import io.amasia.dataset.Variable;
import io.amasia.dataset.Weights;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfDecoder;
import io.amasia.dataset.cf.ConcatDim;
import io.amasia.dataset.cf.ConversionOptions;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.FormatConversion;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.dataset.group.DateRange;
import io.amasia.geo.AreaWeights;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.plan.watch.ProgressBar;
import io.amasia.serve.DataServer;
import io.amasia.serve.explore.Explorer;
import io.amasia.storage.format.Attribute;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What programs import: `import static io.amasia.Amasia.*;`
///
/// Names and meaning are xarray's, in Java's spelling; all is lazy until values are asked for
/// (`load`, `compute`, `item`, `plot(x).save`, `write`). Incomplete periods are kept and months
/// count alike, as in xarray, unless weights are given: [#timeWeights], [#areaWeights].
public final class Amasia {
  private static final System.Logger LOG = System.getLogger("io.amasia");

  private Amasia() {}

  /// One file or URL, or several joined by their coordinates, as one dataset: metadata only.
  ///
  /// @param urls paths, `http(s)://`, public `s3://` or `gs://`; globs; `@list.txt`
  /// @throws AmasiaException.Format if one is missing, damaged or of no known format
  /// @throws AmasiaException.Alignment if they don't fit together
  public static Dataset open(String... urls) {
    return open(List.of(urls), options());
  }

  /// Files that lie along a dimension of their own: `open("*.nc", concat("member"))`.
  public static Dataset open(String url, ConcatDim along) {
    return open(List.of(url), options().concat(along));
  }

  /// Opened as `options` say: `open("x.nc", options().undecoded())`.
  public static Dataset open(String url, OpenOptions options) {
    return open(List.of(url), options);
  }

  /// Several, opened as `options` say.
  public static Dataset open(List<String> urls, OpenOptions options) {
    return Opening.open(urls, options);
  }

  /// All groups of one file or store as a tree: metadata only.
  ///
  /// @throws AmasiaException.Format if it is missing, damaged or of no known format
  public static DataTree openTree(String url) {
    return Opening.openTree(url, options());
  }

  /// Shows how far computations are, on standard error: a bar on a terminal, else a line now and
  /// then. Off until asked for.
  public static void progress(boolean on) {
    // The launcher says whether standard error is a terminal.
    boolean terminal = Boolean.getBoolean("amasia.terminal");
    ProgressBar.Shown shown = terminal ? ProgressBar.Shown.BAR : ProgressBar.Shown.LINES;
    Session.showProgress(on ? new ProgressBar(System.err, shown, Amasia::log) : null);
  }

  /// How files are opened: decoded by CF, the root group, joined by coordinates. What a reader
  /// should know (fills ignored, tolerances used) is logged under `io.amasia`.
  public static OpenOptions options() {
    return OpenOptions.standard().hearing(Amasia::log);
  }

  static void log(String notice) {
    LOG.log(Level.WARNING, notice);
  }

  /// A dimension along which files with equal coordinates lie; see [ConcatDim#labelledBy].
  public static ConcatDim concat(String dim) {
    return ConcatDim.along(dim);
  }

  /// From `start` to `stop`: both included by label, as Python's by position; null for an open end.
  public static Slice slice(@Nullable Object start, @Nullable Object stop) {
    return Slice.slice(start, stop);
  }

  /// From `start` to `stop`, every `step`-th position.
  public static Slice slice(@Nullable Object start, @Nullable Object stop, long step) {
    return Slice.slice(start, stop, step);
  }

  /// All labels between two, in either order, whichever way the coordinate runs.
  public static Between between(Object a, Object b) {
    return Between.between(a, b);
  }

  /// Reduction over `dims` with options: `tas.std(over("member").ddof(1))`.
  public static Over over(String... dims) {
    return Over.over(dims);
  }

  /// `x` where `condition` holds, `y` elsewhere: arrays on equal labels, or plain values.
  public static DataArray where(DataArray condition, Object x, Object y) {
    return Conditions.choose(condition, x, y);
  }

  /// The same, variable by variable, for a condition that is a dataset; `x` and `y` may be datasets
  /// of the same variables.
  public static Dataset where(Dataset condition, Object x, Object y) {
    return Conditions.chooseEach(condition, x, y);
  }

  /// Arrays joined along `dim`, an existing dimension or a new first one.
  public static DataArray concat(String dim, DataArray... arrays) {
    return DataArray.concat(dim, List.of(arrays));
  }

  /// Datasets joined along `dim`, an existing dimension or a new first one.
  public static Dataset concat(String dim, Dataset... datasets) {
    return Combination.concat(dim, List.of(datasets));
  }

  /// The variables of all in one dataset; arrays under their names. Labels are outer-joined, and
  /// variables of one name must agree where both have values.
  ///
  /// @throws AmasiaException.Alignment if they don't
  public static Dataset merge(Labelled<?>... objects) {
    return merge(Merging.Compat.NO_CONFLICTS, objects);
  }

  /// The same, with another rule for variables of one name.
  public static Dataset merge(Merging.Compat compat, Labelled<?>... objects) {
    List<Dataset> datasets = new ArrayList<>();
    for (Labelled<?> object : objects) {
      datasets.add(
          switch (object) {
            case DataArray array -> array.toDataset();
            case Dataset dataset -> dataset;
          });
    }
    return Combination.merge(datasets, compat, Alignment.Join.OUTER, Fill.MISSING);
  }

  /// What the variables of a dataset that is as a file has it, such as one opened with
  /// `options().undecoded()`, mean by their CF attributes: masked, unpacked, as times. Nothing is
  /// read.
  public static Dataset decodeCf(Dataset undecoded) {
    return decodeCf(undecoded, options());
  }

  /// The same as far as `options` say: `decodeCf(raw, options().decodeTimes(false))`.
  ///
  /// @throws AmasiaException.Usage if they say more than how values are decoded
  public static Dataset decodeCf(Dataset undecoded, OpenOptions options) {
    options.requireOnlyDecoding("a dataset that is there is decoded");
    return CfDecoder.decode(undecoded, options.decoding(), options.notices());
  }

  /// The polynomial with these `coefficients` along `degree`, as `polyfit` gives them, at `places`;
  /// times count nanoseconds since 1970-01-01.
  public static DataArray polyval(DataArray places, DataArray coefficients) {
    return PolynomialFit.of(0).at(places, coefficients);
  }

  /// Makes these hold for all that is said from now on: how operators join labels, whether
  /// attributes are kept, what summaries show. For some lines only, see [Defaults#run].
  public static void setOptions(Defaults defaults) {
    defaults.makeDefault();
  }

  /// Datasets joined along the dimensions whose labels differ. See [Combination#byCoords].
  public static Dataset combineByCoords(Dataset... datasets) {
    return Combination.byCoords(List.of(datasets));
  }

  /// Lists of datasets nested as deep as there are dimensions, joined along these.
  public static Dataset combineNested(List<?> nested, String... dims) {
    return Combination.nested(nested, dims);
  }

  /// Arrays on common labels.
  public static List<DataArray> align(Alignment.Join join, DataArray... arrays) {
    List<Dataset> given = Arrays.stream(arrays).map(DataArray::toTemporary).toList();
    List<Dataset> aligned = Alignment.align(join, given);
    List<DataArray> results = new ArrayList<>();
    for (int i = 0; i < arrays.length; i++) {
      results.add(arrays[i].fromTemporary(aligned.get(i)));
    }
    return results;
  }

  /// Arrays repeated along each other's dimensions, on the outer join of their labels.
  public static List<DataArray> broadcast(DataArray... arrays) {
    return Broadcasting.broadcast(arrays);
  }

  /// The sum of products over `dims`, or over the dimensions both have.
  public static DataArray dot(DataArray a, DataArray b, String... dims) {
    return Products.dot(List.of(a, b), dims);
  }

  /// The cross product of vectors along `dim`. See [DataArray#cross].
  public static DataArray cross(DataArray a, DataArray b, String dim) {
    return a.cross(b, dim);
  }

  /// The covariance over `dims`, or all, with ddof 1.
  public static DataArray cov(DataArray a, DataArray b, String... dims) {
    return Products.cov(a, b, dims);
  }

  /// Pearson's correlation over `dims`, or all.
  public static DataArray corr(DataArray a, DataArray b, String... dims) {
    return Products.corr(a, b, dims);
  }

  /// A client on this machine, with a dashboard: what is computed while it is open runs there. See
  /// [Client].
  public static Client client() {
    return Client.local();
  }

  /// The same where `url` says, as `--engine` does.
  ///
  /// @throws AmasiaException.Usage if the engine is not installed; says which are
  public static Client client(String url) {
    return Client.connect(url);
  }

  /// Serves what lies at `urls` over HTTP to programs of this machine, until it is closed: as Zarr
  /// for xarray and others, as pages, JSON and CSV. [DataServer#builder] asks for more.
  ///
  /// @throws AmasiaException.Format if one is missing, damaged or of no known format
  public static DataServer serve(String... urls) {
    DataServer.Builder builder = DataServer.builder().pages(new Explorer()).hearing(Amasia::log);
    for (String url : urls) {
      builder.open(url);
    }
    return builder.start();
  }

  /// Serves a dataset, which may be lazy, as `data`.
  public static DataServer serve(Dataset dataset) {
    return serve("data", dataset);
  }

  /// Serves a dataset, which may be lazy, under `name`. Its chunks are computed when somebody asks
  /// for them.
  public static DataServer serve(String name, Dataset dataset) {
    return DataServer.builder()
        .pages(new Explorer())
        .hearing(Amasia::log)
        .add(name, dataset)
        .start();
  }

  /// The sizes of an array along its dimensions.
  public static Shape shape(long... sizes) {
    return Shape.of(sizes);
  }

  /// The length of the chunks along each dimension.
  public static Shape chunks(long... lengths) {
    return Shape.of(lengths);
  }

  /// Random numbers evenly spread over [0, 1), float64, other ones each time it is called:
  /// `random(shape(1000, 1000), chunks(100, 100)).mean().compute()`. Its name says the seed.
  public static DataArray random(Shape shape, Shape chunks) {
    return random(shape, chunks, new java.security.SecureRandom().nextInt(Integer.MAX_VALUE));
  }

  /// The random numbers of `seed`: in every chunking, on every engine and machine the same, those
  /// of NumPy's `Generator(Philox(key=seed)).random(shape)`. Dimensions are `dim_0`, `dim_1`, ….
  ///
  /// @throws AmasiaException.Usage if there are not as many chunk lengths as sizes, or one is below
  ///   1
  public static DataArray random(Shape shape, Shape chunks, long seed) {
    long[] lengths = chunks.toArray();
    if (lengths.length != shape.ndim() || Arrays.stream(lengths).anyMatch(n -> n < 1)) {
      throw new AmasiaException.Usage(
          "chunks %s of an array of shape %s; give a length of at least 1 for each dimension, such as chunks(100, 100)"
              .formatted(chunks, shape));
    }
    List<String> dims = IntStream.range(0, shape.ndim()).mapToObj(d -> "dim_" + d).toList();
    Variable values = Variable.of(dims, Nodes.random(seed, Chunks.regular(shape, lengths)));
    return new DataArray("random_" + Long.toUnsignedString(seed), values, Coordinates.NONE);
  }

  /// Arrays cut into common chunks along each dimension. See [Chunking].
  public static List<DataArray> unifyChunks(DataArray... arrays) {
    return Chunking.unifyChunks(List.of(arrays));
  }

  /// Like `other`, every value `value` in its own dtype.
  public static <T extends Labelled<T>> T fullLike(T other, Object value) {
    return Conversion.fullLike(other, value);
  }

  public static <T extends Labelled<T>> T zerosLike(T other) {
    return Conversion.fullLike(other, 0);
  }

  public static <T extends Labelled<T>> T onesLike(T other) {
    return Conversion.fullLike(other, 1);
  }

  /// `periods` times of `frequency` along `time`: the first at or after `start`.
  public static Variable dateRange(String start, int periods, String frequency, Calendar calendar) {
    return DateRange.of(start, periods, frequency, calendar, "time");
  }

  /// Times of the frequency of others, from their first to their last date, in another calendar.
  /// See [DateRange#like].
  public static Variable dateRangeLike(DataArray times, Calendar calendar) {
    return DateRange.like(times.variable(), calendar);
  }

  /// The frequency of ascending times, such as `D` or `MS`; empty if they have none.
  public static Optional<String> inferFreq(DataArray times) {
    return DateRange.inferFreq(times.variable());
  }

  /// The areas of a field's cells in m²: by cell measures where a dataset is weighted, by bounds
  /// also where an array taken from one is, else on the sphere between grid points. See
  /// [AreaWeights].
  public static Weights areaWeights() {
    return AreaWeights::of;
  }

  /// The days each time stands for: by bounds of the dataset, also for an array taken from it, else
  /// by the spacing of its times: months, years or days of its calendar. Also inside `groupBy` and
  /// `resample`. See [TimeIntervals].
  public static Weights timeWeights() {
    return Amasia::daysOf;
  }

  private static DataArray daysOf(Dataset dataset) {
    String time =
        Axes.of(List.copyOf(dataset.sizes().keySet()), dataset.coords())
            .dim(Axes.Axis.T)
            .filter(dim -> dataset.has(dim) && dataset.variable(dim).dtype() == DType.DATETIME)
            .orElseThrow(() ->
                new AmasiaException.Label(
                    "no time weights: no dimension of %s has times"
                        .formatted(dataset.sizes().keySet())));
    double[] days = TimeIntervals.of(dataset, time).weights();
    Variable lengths = Variable.of(List.of(time), days).withAttr("units", Attribute.of("days"));
    return new DataArray(
        "time_weights", lengths, Coordinates.NONE.with(time, dataset.variable(time)));
  }

  /// The picture of an array: a map when it lies on the globe, else lines. Runs when it is saved.
  public static Picture plot(DataArray array) {
    String name = array.name().orElse("values");
    return plot(array.withBounds(name), name);
  }

  /// The picture of variable `name` of `dataset`, whose bounds give a map its cells.
  public static Picture plot(Dataset dataset, String name) {
    return new Picture(dataset, name);
  }

  /// A page to look at `dataset`: see [Exploration]. Nothing is computed before somebody looks.
  /// Asked again for the same dataset it is the page that is open.
  ///
  /// @throws AmasiaException.Usage if it has no numbers along a dimension
  public static Exploration explore(Dataset dataset) {
    return Exploration.of(List.of(dataset), Map.of("data", dataset));
  }

  /// A page to look at several datasets by their names, also at their differences.
  public static Exploration explore(Map<String, Dataset> datasets) {
    return Exploration.of(List.copyOf(datasets.values()), datasets);
  }

  /// A page to look at an array.
  public static Exploration explore(DataArray array) {
    String name = array.name().orElse("values");
    return Exploration.of(List.of(array), Map.of("data", array.withBounds(name)));
  }

  /// Writes what is at `from` to `to`, in the format its ending says, in the chunks and codecs of
  /// `options`; values as they are stored.
  ///
  /// @throws AmasiaException.Conflict if the target exists and `options` don't allow to replace it
  public static void convert(String from, String to, ConversionOptions options) {
    FormatConversion.convert(from, to, options, Amasia::log);
  }

  /// Computes `dataset` and writes it whole or not at all, in the format its ending says (`.nc`,
  /// `.zarr`).
  ///
  /// @throws AmasiaException.Conflict if the target exists
  public static void write(Dataset dataset, String url) {
    DatasetWriter.write(dataset, url, DatasetWriter.Options.standard());
  }

  /// Computes `datasets` together, so that what they share is read and computed once, and writes
  /// each to its own of `urls`, in the format its ending says.
  ///
  /// @throws AmasiaException.Conflict if a target exists
  public static void saveMfdataset(List<Dataset> datasets, List<String> urls) {
    DatasetWriter.writeAll(datasets, urls, DatasetWriter.Options.standard());
  }
}
