package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.array.Shape;
import io.amasia.dataset.cf.Encoding;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Operation;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.StoredArray;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An array with named dimensions and attributes, lazy until its values are asked for.
///
/// Immutable and thread-safe. The encoding says how a file stored it (`units` and `calendar` of a
/// time, packing, chunks); it has no part in arithmetic or comparison.
public final class Variable implements Unlabelled {
  private final List<String> dims;
  private final Node data;
  private final Map<String, Attribute> attrs;
  private final Map<String, Attribute> encoding;
  private final @Nullable Calendar calendar;
  private final @Nullable Variable level;
  private final @Nullable Variable bounds;
  private final Indexed indexed;
  private volatile @Nullable Index index;

  /// Whether a 1-D coordinate has an index: as its name says, or as it was told to.
  enum Indexed {
    /// If it has its dimension's name.
    BY_NAME,
    /// Whatever its name.
    ALWAYS,
    /// Not even under its dimension's name.
    NEVER
  }

  private Variable(
      List<String> dims,
      Node data,
      Map<String, Attribute> attrs,
      Map<String, Attribute> encoding,
      @Nullable Calendar calendar,
      @Nullable Variable level,
      @Nullable Variable bounds,
      Indexed indexed) {
    this.bounds = bounds;
    this.indexed = dims.size() == 1 ? indexed : Indexed.BY_NAME;
    this.dims = List.copyOf(dims);
    this.data = data;
    this.attrs = Collections.unmodifiableMap(new LinkedHashMap<>(attrs));
    this.encoding = Collections.unmodifiableMap(new LinkedHashMap<>(encoding));
    this.calendar = data.dtype() == DType.DATETIME ? calendar : null;
    this.level = dims.size() == 1 && level != null && data.dtype() == level.dtype() ? level : null;
    if (dims.size() != data.shape().ndim() || new HashSet<>(dims).size() != dims.size()) {
      throw new AmasiaException.Usage(
          "dimensions %s do not name the %d axes of shape %s, each once"
              .formatted(dims, data.shape().ndim(), data.shape()));
    }
  }

  /// A variable of `data`, a dimension name for each of its axes, without attributes.
  public static Variable of(List<String> dims, Node data) {
    return new Variable(
        dims, data, Map.of(), Map.of(), defaultCalendar(data), null, null, Indexed.BY_NAME);
  }

  /// A variable of values at hand.
  ///
  /// @param values what [Values#of] takes: arrays of primitives or texts, nested for more
  ///   dimensions, an [NdArray], or a single value
  public static Variable of(List<String> dims, Object values) {
    return of(dims, Nodes.literal(Values.of(values)));
  }

  /// Times along `dim`, written as ISO dates of `calendar`, such as `2000-02-30`.
  ///
  /// @throws AmasiaException.Label if one is no date of the calendar
  public static Variable times(Calendar calendar, String dim, String... dates) {
    long[] micros = new long[dates.length];
    for (int i = 0; i < dates.length; i++) {
      micros[i] =
          dates[i].equals("NaT") ? DType.NAT : PartialDate.parse(dates[i], calendar).start();
    }
    return times(calendar, dim, micros);
  }

  /// Times along `dim` from microseconds since 1970-01-01T00:00:00 of `calendar`.
  public static Variable times(Calendar calendar, String dim, long... micros) {
    NdArray values = NdArray.of(DType.DATETIME, Shape.of(micros.length), micros);
    return of(List.of(dim), Nodes.literal(values)).withCalendar(calendar);
  }

  private static @Nullable Calendar defaultCalendar(Node data) {
    return data.dtype() == DType.DATETIME ? Calendar.STANDARD : null;
  }

  /// Dimension names, slowest first.
  public List<String> dims() {
    return dims;
  }

  /// The lazy values.
  public Node data() {
    return data;
  }

  public Map<String, Attribute> attrs() {
    return attrs;
  }

  /// The text of the attribute `name`, if it is there and is text.
  public Optional<String> attr(String name) {
    return attrs.get(name) instanceof Attribute.Text(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// How a file stored it: `units`, `calendar`, `scale_factor`, `_FillValue` and the like.
  public Map<String, Attribute> encoding() {
    return encoding;
  }

  /// The calendar of times; empty for every other dtype.
  public Optional<Calendar> calendar() {
    return Optional.ofNullable(calendar);
  }

  public DType dtype() {
    return data.dtype();
  }

  public Shape shape() {
    return data.shape();
  }

  public int ndim() {
    return dims.size();
  }

  /// The length of dimension `dim`.
  ///
  /// @throws AmasiaException.Label if it has no such dimension
  public long size(String dim) {
    return shape().size(axis(dim));
  }

  /// The position of dimension `dim`.
  ///
  /// @throws AmasiaException.Label if it has no such dimension
  public int axis(String dim) {
    int axis = dims.indexOf(dim);
    if (axis < 0) {
      throw new AmasiaException.Label("no dimension '" + dim + "'; there are " + dims);
    }
    return axis;
  }

  public Variable withDims(List<String> names) {
    return new Variable(names, data, attrs, encoding, calendar, level, null, indexed);
  }

  /// These dimensions and attributes around values of the same ndim that were computed from these.
  /// How a file packed its own values says nothing of them, so it is forgotten; [#sameValues] keeps
  /// it. Times of times are counted as those were.
  public Variable computed(Node values) {
    return computed(dims, values);
  }

  /// These attributes around other dimensions and values that were computed from these, as
  /// [#computed(Node)].
  public Variable computed(List<String> names, Node values) {
    Variable changed = sameValues(names, values);
    boolean counted = values.dtype().isTime() && values.dtype() == dtype();
    return counted ? changed : changed.withEncoding(Encoding.of(changed).withoutPacking().asMap());
  }

  /// These dimensions, attributes and encoding around some of the same values, or all of them in
  /// another order or other chunks: the packing that a file had them in fits still.
  public Variable sameValues(Node values) {
    return sameValues(dims, values);
  }

  /// These attributes and this encoding around other dimensions of the same values, as
  /// [#sameValues(Node)].
  public Variable sameValues(List<String> names, Node values) {
    Calendar kept = calendar != null ? calendar : defaultCalendar(values);
    return new Variable(names, values, attrs, encoding, kept, level, null, indexed);
  }

  /// These attributes around the values of `parts`, which were joined to `values`: their packing is
  /// kept if it is the same in all of them.
  public Variable joined(List<String> names, Node values, List<Variable> parts) {
    var own = Encoding.of(this).packing();
    boolean same = parts.stream().allMatch(part -> Encoding.of(part).packing().equals(own));
    return same ? sameValues(names, values) : computed(names, values);
  }

  public Variable withAttrs(Map<String, Attribute> changed) {
    return sharingIndex(
        new Variable(dims, data, changed, encoding, calendar, level, bounds, indexed));
  }

  public Variable withAttr(String name, Attribute value) {
    Map<String, Attribute> changed = new LinkedHashMap<>(attrs);
    changed.put(name, value);
    return withAttrs(changed);
  }

  public Variable withEncoding(Map<String, Attribute> changed) {
    return sharingIndex(new Variable(dims, data, attrs, changed, calendar, level, bounds, indexed));
  }

  private Variable sharingIndex(Variable same) {
    same.index = index;
    return same;
  }

  /// The same times, counted in another calendar; no effect on other dtypes.
  public Variable withCalendar(Calendar changed) {
    return new Variable(dims, data, attrs, encoding, changed, level, null, indexed);
  }

  /// The distinct labels of which this coordinate is one level of its dimension's multi-index, in
  /// their order; empty for every other variable.
  public Optional<Variable> level() {
    return Optional.ofNullable(level);
  }

  /// This as a level of a multi-index, of the given distinct labels; null for a plain variable,
  /// which has an index if its name says so.
  Variable asLevel(@Nullable Variable labels) {
    return sharingIndex(
        new Variable(dims, data, attrs, encoding, calendar, labels, bounds, Indexed.BY_NAME));
  }

  /// Whether this has an index as the coordinate `name`.
  boolean isIndexed(String name) {
    return switch (indexed) {
      case BY_NAME -> dims.equals(List.of(name));
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  /// This coordinate with an index or without one, whatever its name.
  Variable indexed(Indexed changed) {
    return sharingIndex(
        new Variable(dims, data, attrs, encoding, calendar, level, bounds, changed));
  }

  /// The bounds of this coordinate, `[dim, vertices]`, if it was taken from a dataset that has
  /// them. Selections take them along; whatever else changes the values forgets them.
  public Optional<Variable> bounds() {
    return Optional.ofNullable(bounds);
  }

  /// This coordinate with bounds that go along with it.
  Variable withBounds(@Nullable Variable edges) {
    return sharingIndex(new Variable(dims, data, attrs, encoding, calendar, level, edges, indexed));
  }

  /// The same with its values in memory.
  Variable holding(NdArray values) {
    Node literal = Nodes.literal(values);
    return new Variable(dims, literal, attrs, encoding, calendar, level, bounds, indexed);
  }

  /// Whether the values are in memory already.
  public boolean isLoaded() {
    return data.operation() instanceof Operation.Literal;
  }

  /// The values, computed unless they are in memory already.
  ///
  /// @throws AmasiaException.MemoryLimit if they don't fit the budget
  public NdArray load() {
    if (data.operation() instanceof Operation.Literal(NdArray values)) {
      return values;
    }
    return Computation.run(List.of(data)).getFirst();
  }

  /// This variable with its values in memory.
  public Variable compute() {
    return isLoaded() ? this : holding(load());
  }

  /// The labels of this 1-D variable for look-ups; loaded on first use, then kept.
  ///
  /// @throws AmasiaException.Usage if it is not 1-D
  /// @throws AmasiaException.MemoryLimit if it has more labels than an index may hold
  public Index index() {
    Index made = index;
    if (made == null) {
      made = Index.of(this);
      index = made;
    }
    return made;
  }

  /// The stored array that this decodes, if it is decoded from one; a result of several has the one
  /// that is found first.
  public Optional<StoredArray> stored() {
    Deque<Node> open = new ArrayDeque<>(List.of(data));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.operation() instanceof Operation.Read(StoredArray array)) {
        return Optional.of(array);
      }
      open.addAll(node.inputs());
    }
    return Optional.empty();
  }

  /// The index, if it was asked for before; never loads.
  Optional<Index> loadedIndex() {
    return Optional.ofNullable(index);
  }

  @Override
  public String toString() {
    return dtype() + " " + dims + " " + shape();
  }
}
