package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.ResultType;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Reduction.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The positions and labels of extreme values.
final class ExtremePlaces {
  private ExtremePlaces() {}

  /// Positions along one dimension, or through all.
  static Dataset position(Dataset dataset, Kind kind, Over over) {
    if (over.dims().size() > 1 || over.isAll()) {
      throw new AmasiaException.Usage(
          "one position along several dimensions %s; ask for one along each: argmax(List.of(…))"
              .formatted(over.dims()));
    }
    return Reducing.reduce(dataset, Reducing.reduction(kind, over), over);
  }

  /// The position along each of `dims` of one extreme value: the first, the last dimension running
  /// fastest.
  static Map<String, DataArray> positions(
      DataArray array, Kind kind, List<String> dims, boolean skipna) {
    Over over = Over.over(dims.toArray(String[]::new)).skipna(skipna);
    Map<String, DataArray> positions = new LinkedHashMap<>();
    positions(array.variable(), kind, over)
        .forEach((dim, v) ->
            positions.put(
                dim, new DataArray(array.name().orElse(null), v, array.coords().within(v.dims()))));
    return positions;
  }

  private static Map<String, Variable> positions(Variable v, Kind kind, Over over) {
    List<String> dims = over.isAll() ? v.dims() : over.dims();
    List<String> order = new ArrayList<>(v.dims());
    dims.forEach(v::axis);
    order.removeAll(dims);
    order.addAll(dims);
    Reduction reduction = Reducing.reduction(kind, over);
    Variable through = Reducing.reduce(Layout.arrange(v, order), reduction, dims, false);
    Map<String, Variable> positions = new LinkedHashMap<>();
    long below = 1;
    for (String dim : dims.reversed()) {
      Variable rest = Arithmetic.scalar(Op.Binary.FLOOR_DIVIDE, through, below, false);
      positions.put(dim, Arithmetic.scalar(Op.Binary.MOD, rest, v.size(dim), false));
      below *= v.size(dim);
    }
    Map<String, Variable> ordered = new LinkedHashMap<>();
    dims.forEach(dim -> ordered.put(dim, positions.get(dim)));
    return ordered;
  }

  /// Labels along one dimension, which is the only one where none is named.
  static Dataset label(Dataset dataset, Kind kind, Over over, Fill none) {
    String dim = dimension(dataset, over);
    Variable labels = dataset.coords().get(dim);
    Map<String, Variable> found = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> {
          v.axis(dim);
          boolean texts = labels.dtype() == DType.STRING;
          found.put(
              name,
              texts
                  ? text(v, labels, kind, over.skipsMissing(), none.of(name))
                  : filled(label(v, labels, kind, over.skipsMissing()), v, labels, none.of(name)));
        });
    return new Dataset(found, dataset.coords().apartFrom(List.of(dim)), dataset.attrs());
  }

  private static String dimension(Dataset dataset, Over over) {
    List<String> dims = over.dims().isEmpty() ? List.copyOf(dataset.sizes().keySet()) : over.dims();
    if (dims.size() != 1) {
      throw new AmasiaException.Usage(
          "labels of extreme values along %s; name one of the dimensions".formatted(dims));
    }
    dataset.size(dims.getFirst());
    return dims.getFirst();
  }

  private static Variable label(Variable v, Variable labels, Kind kind, boolean skipsMissing) {
    String dim = labels.dims().getFirst();
    if (neverMissing(v) && labels.dtype().isInteger()) {
      return whole(v, labels, kind);
    }
    Variable best = Reducing.reduce(v, Reduction.of(kind), List.of(dim), false);
    // Compared with the extreme itself, missing values are false, and the first true one wins.
    Variable isBest = Arithmetic.binary(Op.Binary.EQUAL, v, best);
    Variable label = first(isBest, labels);
    if (skipsMissing) {
      return label;
    }
    Variable missing = first(Arithmetic.unary(Op.Unary.ISNULL, v), labels);
    Variable either = Arithmetic.binary(Op.Binary.FILLNA, missing, label);
    return either.computed(Nodes.cast(either.data(), labels.dtype())); // one is always there
  }

  /// The text at the extreme value's position; where all is missing, the empty one or `none`.
  ///
  /// @throws AmasiaException.Unsupported if `none` is no text
  private static Variable text(
      Variable v, Variable labels, Kind kind, boolean skipsMissing, @Nullable Object none) {
    String dim = labels.dims().getFirst();
    if (none != null && !(none instanceof String)) {
      throw new AmasiaException.Unsupported(
          "idxmax and idxmin along text labels '%s' with fill %s; allowed is a text. Use argmax and isel"
              .formatted(dim, none));
    }
    int n = Math.toIntExact(labels.size(dim));
    NdArray all = labels.load();
    List<String> texts = new ArrayList<>(n + 1);
    for (int i = 0; i < n; i++) {
      texts.add(all.getString(i));
    }
    texts.add(none == null ? "" : (String) none);
    Variable places = Variable.of(List.of(dim), LongStream.range(0, n).toArray());
    Variable place = label(v, places, kind, skipsMissing);
    if (place.dtype().isFloating()) {
      place = Arithmetic.scalar(Op.Binary.FILLNA, place, n, false);
    }
    Node position = Nodes.cast(place.data(), DType.INT64);
    Variable found = place.computed(Nodes.elementwise(new Op.TextAt(texts), position));
    List<String> rest = v.dims().stream().filter(d -> !d.equals(dim)).toList();
    return Layout.arrange(found, rest).withAttrs(labels.attrs());
  }

  /// The label at the extreme value's position, the only one that is not 0 in a sum: whole numbers
  /// stay exact, as no missing ones come between.
  private static Variable whole(Variable v, Variable labels, Kind kind) {
    String dim = labels.dims().getFirst();
    Kind place = kind == Kind.MIN ? Kind.ARGMIN : Kind.ARGMAX;
    Variable best = Reducing.reduce(v, Reduction.of(place), List.of(dim), false);
    long[] all = LongStream.range(0, v.size(dim)).toArray();
    Variable here = Arithmetic.binary(Op.Binary.EQUAL, Variable.of(List.of(dim), all), best);
    Variable plain = labels.withAttrs(Map.of());
    Variable chosen = Arithmetic.where(here, plain, Arithmetic.scalarBeside(plain, 0));
    return Reducing.reduce(chosen, Reduction.of(Kind.SUM), List.of(dim), false);
  }

  private static boolean neverMissing(Variable v) {
    return !v.dtype().isFloating() && !v.dtype().isTime();
  }

  /// The first label where `holds`, missing where none does.
  private static Variable first(Variable holds, Variable labels) {
    Variable found = Arithmetic.where(holds, labels.withAttrs(Map.of()), null);
    return Reducing.reduce(found, Reduction.of(Kind.FIRST), labels.dims(), false);
  }

  private static Variable filled(
      Variable label, Variable v, Variable labels, @Nullable Object none) {
    Node data = label.data();
    if (neverMissing(v)) {
      data = Nodes.cast(data, labels.dtype());
    } else if (none instanceof Number number) {
      DType both = ResultType.withScalar(labels.dtype(), number);
      data = Nodes.cast(Arithmetic.scalar(Op.Binary.FILLNA, label, none, false).data(), both);
    }
    List<String> rest = v.dims().stream().filter(d -> !labels.dims().contains(d)).toList();
    return Layout.arrange(label.computed(data), rest).withAttrs(labels.attrs());
  }
}
