package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Datasets in a tree of groups, such as the groups of a netCDF-4 or Zarr store; with the names and
/// meaning of xarray's `DataTree`.
///
/// A node inherits the dimension coordinates of the nodes above it, with which its own dimensions
/// must agree. Immutable: each method gives a new tree, or another node of this one.
public final class DataTree
    implements AutoCloseable, Reductions<DataTree>, Operators<DataTree>, TreeSelection, TreeWalk {
  private final Branch root;
  private final List<String> path;
  private final Branch node;
  private final Accessors.Made accessors = new Accessors.Made();

  private DataTree(Branch root, List<String> path) {
    this.root = root;
    this.path = List.copyOf(path);
    Branch at = root;
    for (String name : path) {
      at = Objects.requireNonNull(at.children().get(name));
    }
    node = at;
  }

  /// A tree of datasets by their paths, `/` for the root; groups between them are made.
  ///
  /// @throws AmasiaException.Alignment if a node does not fit the coordinates above it
  public static DataTree of(Map<String, Dataset> datasets) {
    Branch root = Branch.EMPTY;
    for (var entry : datasets.entrySet()) {
      root = root.put(parts(entry.getKey()), entry.getValue());
    }
    root.check(Coordinates.NONE, "/");
    return new DataTree(root, List.of());
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1)).stream()
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .toList();
  }

  /// The name of this node; empty for the root.
  public String name() {
    return path.isEmpty() ? "" : path.getLast();
  }

  /// The path of this node, such as `/forecast/surface`.
  @Override
  public String path() {
    return "/" + String.join("/", path);
  }

  /// The root of the tree.
  public DataTree root() {
    return new DataTree(root, List.of());
  }

  /// The node above; empty for the root.
  @Override
  public Optional<DataTree> parent() {
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(new DataTree(root, path.subList(0, path.size() - 1)));
  }

  /// The nodes below by name.
  @Override
  public Map<String, DataTree> children() {
    Map<String, DataTree> children = new LinkedHashMap<>();
    node.children().keySet().forEach(name -> children.put(name, child(name)));
    return children;
  }

  private DataTree child(String name) {
    List<String> below = new ArrayList<>(path);
    below.add(name);
    return new DataTree(root, below);
  }

  /// The node at `path`: from the root if it begins with `/`, else from here; `..` goes up.
  ///
  /// @throws AmasiaException.Label if there is none
  public DataTree get(String at) {
    DataTree found = at.startsWith("/") ? root() : this;
    for (String part : parts(at)) {
      DataTree from = found;
      if (part.equals("..")) {
        found =
            from.parent()
                .orElseThrow(() -> new AmasiaException.Label("nothing above the root: " + at));
      } else if (from.node.children().containsKey(part)) {
        found = from.child(part);
      } else {
        throw new AmasiaException.Label(
            "no group '%s' in %s; there are %s"
                .formatted(part, from.path(), from.node.children().keySet()));
      }
    }
    return found;
  }

  /// The variable at `path`, such as `forecast/tas`.
  ///
  /// @throws AmasiaException.Label if there is none
  public DataArray array(String at) {
    int slash = at.lastIndexOf('/');
    DataTree holder = slash < 0 ? this : get(slash == 0 ? "/" : at.substring(0, slash));
    return holder.dataset().get(at.substring(slash + 1));
  }

  /// The variables of this node, with inherited coordinates.
  public Dataset dataset() {
    Coordinates coords = Coordinates.NONE;
    Branch at = root;
    for (String name : path) {
      coords = Branch.inherited(coords, at.data());
      at = Objects.requireNonNull(at.children().get(name));
    }
    for (var own : node.data().coords().asMap().entrySet()) {
      coords = coords.with(own.getKey(), own.getValue());
    }
    return node.data().withCoords(coords);
  }

  /// The tree with the dataset of the node at `path` added or replaced.
  ///
  /// @throws AmasiaException.Alignment if it does not fit the coordinates above it
  public DataTree assign(String at, Dataset dataset) {
    List<String> whole = new ArrayList<>(at.startsWith("/") ? List.of() : path);
    whole.addAll(parts(at));
    Branch changed = root.put(whole, dataset);
    changed.check(Coordinates.NONE, "/");
    return new DataTree(changed, path);
  }

  /// The tree without the children of this node of these names.
  ///
  /// @throws AmasiaException.Label if there is no such child
  public DataTree dropNodes(String... names) {
    Map<String, Dataset> kept = new LinkedHashMap<>();
    List<String> gone = Arrays.stream(names).map(name -> get(name).path()).toList();
    for (DataTree one : root().subtree()) {
      if (gone.stream().noneMatch(g -> one.path().equals(g) || one.path().startsWith(g + "/"))) {
        kept.put(one.path(), one.node.data());
      }
    }
    return new DataTree(of(kept).root, path);
  }

  /// The datasets of this node and those below it by their paths from here, inherited coordinates
  /// once, with the first node: what [#of] makes a tree of.
  public Map<String, Dataset> toMap() {
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    subtree().forEach(one -> datasets.put(one.relative(this), one.node.data()));
    datasets.put("/", dataset());
    return datasets;
  }

  /// Computes the groups from here down, together, and writes them to a new netCDF-4 file.
  ///
  /// @throws AmasiaException.Conflict if something is there
  public void toNetcdf(String url) {
    write(url, DatasetWriter.Options.keepingEncodings().withVariant("nc4"));
  }

  /// Computes the groups from here down, together, and writes them to a new Zarr store.
  ///
  /// @throws AmasiaException.Conflict if something is there
  public void toZarr(String url) {
    write(url, DatasetWriter.Options.keepingEncodings());
  }

  /// Computes the groups from here down, together, and writes them to `url`, in the format its
  /// ending says. Inherited coordinates are written where they are, not again below.
  public void write(String url, DatasetWriter.Options options) {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    toMap().forEach((at, dataset) -> groups.put(at.substring(1), dataset));
    DatasetWriter.write(groups, url, options);
  }

  /// A tree of this node and those below it that pass `test`, with the groups that lead to them,
  /// empty. Inherited coordinates stay.
  public DataTree filter(Predicate<DataTree> test) {
    Map<String, Dataset> kept = new LinkedHashMap<>();
    for (DataTree one : subtree()) {
      if (test.test(one)) {
        kept.put(one.relative(this), one.below(one.nearest(kept, this)));
      }
    }
    return of(kept);
  }

  /// The coordinates that the nearest node above, up to `top`, hands down, of those that are
  /// `kept`.
  private Coordinates nearest(Map<String, Dataset> kept, DataTree top) {
    return parents().stream()
        .limit(path.size() - top.path.size())
        .filter(above -> kept.containsKey(above.relative(top)))
        .findFirst()
        .map(above -> Branch.inherited(Coordinates.NONE, above.dataset()))
        .orElse(Coordinates.NONE);
  }

  /// The data of this node with all coordinates that it has here and `above` does not hand down.
  private Dataset below(Coordinates above) {
    Dataset whole = dataset();
    return whole.withCoords(
        whole.coords().where((name, _) -> node.data().coords().has(name) || !above.has(name)));
  }

  private String relative(DataTree above) {
    return "/" + String.join("/", path.subList(above.path.size(), path.size()));
  }

  /// A tree of this node and those below it, each dataset changed by `work`. Nodes without
  /// variables and coordinates stay as they are; inherited coordinates that come back are not
  /// repeated.
  public DataTree mapOverDatasets(UnaryOperator<Dataset> work) {
    Map<String, Dataset> results = new LinkedHashMap<>();
    subtree().forEach(one -> results.put(one.relative(this), one.changed(this, work)));
    return of(results);
  }

  /// A tree of the datasets of this node and those below it, each with the one at its place in
  /// `other`, which must have the same groups: an anomaly of a whole tree.
  ///
  /// @throws AmasiaException.Alignment if the groups differ
  public DataTree mapOverDatasets(DataTree other, BinaryOperator<Dataset> work) {
    Map<String, Dataset> results = new LinkedHashMap<>();
    for (List<DataTree> pair : groupSubtrees(this, other).values()) {
      DataTree one = pair.getFirst();
      Dataset theirs = pair.getLast().dataset();
      results.put(one.relative(this), one.changed(this, own -> work.apply(own, theirs)));
    }
    return of(results);
  }

  /// What `work` makes of this node in a tree from `top` down; a node that has nothing stays so.
  private Dataset changed(DataTree top, UnaryOperator<Dataset> work) {
    boolean isTop = path.size() == top.path.size();
    boolean idle = !hasData() && (!isTop || dataset().coords().names().isEmpty());
    return idle ? node.data() : without(work.apply(dataset()), top);
  }

  /// `result` without the coordinates that the nodes above, up to `top`, give anyhow.
  private Dataset without(Dataset result, DataTree top) {
    boolean isTop = path.size() == top.path.size();
    Coordinates own =
        result
            .coords()
            .where((name, _) ->
                isTop || node.data().coords().has(name) || !dataset().coords().has(name));
    return result.withCoords(own);
  }

  /// Every node reduced over those of the dimensions that it has.
  ///
  /// @throws AmasiaException.Label if no node has one of them
  @Override
  public DataTree reduce(Reduction.Kind kind, Over over) {
    return reduced(over, (dataset, own) -> dataset.reduce(kind, own));
  }

  @Override
  public DataTree quantile(double q, Over over) {
    return reduced(over, (dataset, own) -> dataset.quantile(q, own));
  }

  @Override
  public DataTree quantile(double[] q, Over over) {
    return reduced(over, (dataset, own) -> dataset.quantile(q, own));
  }

  /// `work` on every node, over the dimensions that it has; nodes without any stay.
  private DataTree reduced(Over over, BiFunction<Dataset, Over, Dataset> work) {
    if (over.dims().isEmpty() || over.isAll()) {
      return mapOverDatasets(dataset -> work.apply(dataset, over));
    }
    TreeSelection.requireSomewhere(this, over.dims());
    return mapOverDatasets(dataset -> {
      List<String> own = over.dims().stream().filter(dataset.sizes()::containsKey).toList();
      return own.isEmpty() ? dataset : work.apply(dataset, over.withDims(own));
    });
  }

  /// Running sums of every node along those of the dimensions that it has: see [Sequences#cumsum].
  public DataTree cumsum(String... dims) {
    return cumsum(Over.over(dims));
  }

  public DataTree cumsum(Over over) {
    return reduced(over, Dataset::cumsum);
  }

  /// Running products of every node along those of the dimensions that it has.
  public DataTree cumprod(String... dims) {
    return cumprod(Over.over(dims));
  }

  public DataTree cumprod(Over over) {
    return reduced(over, Dataset::cumprod);
  }

  /// Every dataset with `other`: of a tree of the same groups that in its place, anything else
  /// whole.
  ///
  /// @throws AmasiaException.Alignment if a tree has other groups
  @Override
  public DataTree binary(Op.Binary op, Object other) {
    return other instanceof DataTree tree
        ? mapOverDatasets(tree, (own, theirs) -> own.binary(op, theirs))
        : mapOverDatasets(dataset -> dataset.binary(op, other));
  }

  @Override
  public DataTree reversed(Op.Binary op, Number number) {
    return mapOverDatasets(dataset -> dataset.reversed(op, number));
  }

  @Override
  public DataTree unary(Op.Unary op) {
    return mapOverDatasets(dataset -> dataset.unary(op));
  }

  @Override
  public DataTree round(int decimals) {
    return mapOverDatasets(dataset -> dataset.round(decimals));
  }

  /// Whether both have the same groups from here down.
  public boolean isomorphic(DataTree other) {
    return relativeGroups().equals(other.relativeGroups());
  }

  private List<String> relativeGroups() {
    return subtree().stream().map(n -> n.relative(this)).sorted().toList();
  }

  /// Same groups with equal datasets; attributes don't count.
  @SuppressWarnings("NonOverridingEquals") // xarray's word; identity stays that of objects
  public boolean equals(DataTree other) {
    return isomorphic(other)
        && subtree().stream()
            .allMatch(n -> n.dataset().equals(other.get(n.relative(this).substring(1)).dataset()));
  }

  /// Equal, with equal attributes.
  public boolean identical(DataTree other) {
    return isomorphic(other)
        && subtree().stream()
            .allMatch(
                n -> n.dataset().identical(other.get(n.relative(this).substring(1)).dataset()));
  }

  /// This tree with all values in memory.
  public DataTree compute() {
    return mapOverDatasets(Dataset::compute);
  }

  /// The same; see [Dataset#persist].
  public DataTree persist() {
    return compute();
  }

  /// With lazy values of all nodes cut into chunks of these lengths along the dimensions they have.
  public DataTree chunk(Map<String, Long> lengths) {
    return mapOverDatasets(dataset -> dataset.chunk(lengths));
  }

  /// The bytes that all values of this node and those below it take.
  public long nbytes() {
    return subtree().stream().mapToLong(one -> one.node.data().nbytes()).sum();
  }

  /// Whether this node has variables or coordinates of its own.
  public boolean hasData() {
    return !node.data().variables().isEmpty() || !node.data().coords().names().isEmpty();
  }

  /// Whether this node has neither data nor children.
  public boolean isEmpty() {
    return !hasData() && node.children().isEmpty();
  }

  /// The nodes of trees with the same groups, side by side: for each path from the given nodes the
  /// node of each tree.
  ///
  /// @throws AmasiaException.Alignment if one tree has other groups
  public static Map<String, List<DataTree>> groupSubtrees(DataTree... trees) {
    Map<String, List<DataTree>> groups = new LinkedHashMap<>();
    if (trees.length == 0) {
      return groups;
    }
    for (DataTree other : trees) {
      if (!trees[0].isomorphic(other)) {
        throw new AmasiaException.Alignment(
            "trees of groups %s and %s"
                .formatted(trees[0].relativeGroups(), other.relativeGroups()));
      }
    }
    for (DataTree one : trees[0].subtree()) {
      String way = one.relativeTo(trees[0]);
      groups.put(way, Arrays.stream(trees).map(tree -> tree.get(way)).toList());
    }
    return groups;
  }

  /// Closes the file it was opened from.
  @Override
  public void close() {
    root().subtree().forEach(one -> one.node.data().close());
  }

  /// Words of one's own on this: what [Accessors#register] was told of, made once and kept.
  ///
  /// @throws AmasiaException.Usage if no such accessor is registered
  public <A> A accessor(Class<A> type) {
    return accessors.get(this, type);
  }

  /// The variables of this node alone.
  Dataset own() {
    return node.data();
  }

  /// This tree as HTML: groups within groups that open and close. No data are read for it but the
  /// labels of dimensions.
  public String toHtml() {
    return SummaryHtml.of(this);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (DataTree one : subtree()) {
      text.append("Group: ").append(one.path()).append('\n');
      text.append(one.node.data().toString().indent(4));
    }
    return text.toString().stripTrailing();
  }
}
