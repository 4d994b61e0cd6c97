package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Folding;
import io.amasia.dataset.Index;
import io.amasia.dataset.Labels;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import io.amasia.plan.Nodes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A group for each distinct label, sorted; missing labels are in no group. Along `NAME`.
///
/// @param labels the labels to group by, in this order, and no others; null for all there are
public record UniqueGrouper(@Nullable NdArray labels) implements Grouper {
  /// By all labels there are.
  public static UniqueGrouper all() {
    return new UniqueGrouper(null);
  }

  /// By these labels, in this order; positions with others are in no group, labels that are nowhere
  /// give missing values.
  ///
  /// @param labels what [Values#of] takes, of values that the dtype grouped by holds
  public static UniqueGrouper of(Object labels) {
    return new UniqueGrouper(Values.of(labels));
  }

  @Override
  public Grouping group(String name, Variable along) {
    if (along.ndim() == 0) {
      throw new AmasiaException.Usage("groupBy '%s', which is a single value".formatted(name));
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    along.dims().forEach(d -> sizes.put(d, along.size(d)));
    Variable flat = sizes.size() == 1 ? along : Folding.merge(along, sizes, "stacked");
    Variable unique = labels == null ? distinct(name, flat) : given(name, labels, along);
    Labels wanted = unique.index().labels();
    Map<Object, Integer> ranks = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      ranks.putIfAbsent(wanted.key(i), i);
    }
    Labels read = flat.index().labels();
    int[] codes =
        IntStream.range(0, read.size())
            .map(i -> read.isMissing(i) ? -1 : ranks.getOrDefault(read.key(i), -1))
            .toArray();
    return new Grouping(along.dims(), name, unique, new Groups(codes, wanted.size()));
  }

  private static Variable given(String name, NdArray labels, Variable along) {
    NdArray typed = cast(labels, along.dtype());
    requireSame(labels, typed, name);
    return Variable.of(List.of(name), Nodes.literal(typed)).withAttrs(along.attrs());
  }

  private static NdArray cast(NdArray values, DType dtype) {
    List<String> dims = List.of("label");
    return Variable.of(dims, Nodes.cast(Nodes.literal(values), dtype)).load();
  }

  /// Numbers must be the same after the cast; narrower floats are rounded ones.
  private static void requireSame(NdArray labels, NdArray typed, String name) {
    boolean whole = labels.dtype().isInteger() || typed.dtype().isInteger();
    if (!whole || labels.dtype() == typed.dtype()) {
      return;
    }
    NdArray back = cast(typed, labels.dtype());
    for (long i = 0; i < labels.size(); i++) {
      boolean floating = labels.dtype().isFloating();
      Number label = floating ? (Number) labels.getDouble(i) : (Number) labels.getLong(i);
      Number held = floating ? (Number) back.getDouble(i) : (Number) back.getLong(i);
      if (label.longValue() != held.longValue() || label.doubleValue() != held.doubleValue()) {
        throw new AmasiaException.Usage(
            "label %s to group by '%s', which has dtype %s and never that value; leave it out"
                .formatted(label, name, typed.dtype()));
      }
    }
  }

  private static Variable distinct(String name, Variable along) {
    Index index = along.index();
    String dim = along.dims().getFirst();
    // Labels of the dimension itself that run one way stay in their order, as in xarray.
    boolean asIs =
        name.equals(dim) && index.isUnique() && (index.isAscending() || index.isDescending());
    long[] positions =
        asIs
            ? IntStream.range(0, index.size()).asLongStream().toArray()
            : index.labels().sortedDistinct().stream().mapToLong(Integer::longValue).toArray();
    Variable unique =
        Layout.take(
            along.sameValues(Nodes.literal(index.values())), dim, Reindexing.range(positions));
    return unique.withDims(List.of(name));
  }
}
