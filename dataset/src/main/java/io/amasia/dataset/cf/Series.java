package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files in order, made one: along a dimension they have, or along a new one.
final class Series {
  private final List<OpenedFile> files;
  private final String dim;
  private final OpenOptions options;

  Series(List<OpenedFile> files, String dim, OpenOptions options) {
    this.files = List.copyOf(files);
    this.dim = dim;
    this.options = options;
  }

  private Dataset first() {
    return files.getFirst().dataset();
  }

  /// The files joined along a dimension of theirs: variables that have it are put one after the
  /// other, all else is the first file's.
  Dataset dataset() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    first().variables().forEach((name, v) -> variables.put(name, joined(name, v)));
    Map<String, Variable> coords = new LinkedHashMap<>();
    first().coords().asMap().forEach((name, v) -> coords.put(name, joined(name, v)));
    if (first().coords().hasLabels(dim)) {
      coords.computeIfPresent(dim, (_, joined) -> loaded(joined));
    }
    return new Dataset(variables, new Coordinates(coords), first().attrs());
  }

  // The labels are in memory, file by file: one literal saves reading them again.
  private Variable loaded(Variable joined) {
    List<Node> parts = new ArrayList<>();
    for (OpenedFile file : files) {
      Labelling labels = file.labels().get(dim);
      if (labels == null) {
        return joined;
      }
      parts.add(Nodes.literal(labels.values()));
    }
    NdArray values = Session.current().compute(List.of(Nodes.concat(0, parts))).getFirst();
    return joined.sameValues(Nodes.literal(values));
  }

  private Variable joined(String name, Variable pattern) {
    if (!pattern.dims().contains(dim)) {
      return shared(name, pattern);
    }
    List<Node> parts = new ArrayList<>();
    List<Variable> owns = new ArrayList<>();
    for (OpenedFile file : files) {
      Variable own = find(file, name);
      owns.add(own);
      if (!own.dims().equals(pattern.dims())) {
        throw new AmasiaException.Alignment(
            "'%s' has dimensions %s in '%s' but %s in '%s'"
                .formatted(name, pattern.dims(), files.getFirst().url(), own.dims(), file.url()));
      }
      parts.add(inUnits(name, own, pattern, file));
    }
    Node values = Nodes.concat(pattern.axis(dim), sameDType(name, parts));
    return pattern.joined(pattern.dims(), values, owns);
  }

  /// The files stacked along a new dimension: the main variables get it as their first, and scalar
  /// coordinates that differ get it alone; all else is the first file's.
  Dataset stacked(Optional<Variable> labels) {
    var main = files.getFirst().mainVariables();
    Map<String, Variable> variables = new LinkedHashMap<>();
    first()
        .variables()
        .forEach((name, v) ->
            variables.put(name, main.contains(name) ? stacked(name, v) : shared(name, v)));
    Map<String, Variable> coords = new LinkedHashMap<>(first().coords().asMap());
    coords.replaceAll((name, v) -> v.ndim() == 0 && !name.equals(dim) ? scalar(name, v) : v);
    coords.remove(dim);
    labels.ifPresent(label -> coords.put(dim, label));
    return new Dataset(variables, new Coordinates(coords), first().attrs());
  }

  // The first file's scenario or run would be said of all the others.
  private Variable scalar(String name, Variable pattern) {
    List<Node> parts = new ArrayList<>();
    for (OpenedFile file : files) {
      Variable own = file.dataset().coords().find(name).orElse(null);
      if (own == null || own.ndim() != 0 || own.dtype() != pattern.dtype()) {
        return pattern;
      }
      parts.add(Nodes.transpose(inUnits(name, own, pattern, file), List.of(-1)));
    }
    NdArray values = Session.current().compute(List.of(Nodes.concat(0, parts))).getFirst();
    Variable along = pattern.sameValues(List.of(dim), Nodes.literal(values));
    for (int i = 1; i < files.size(); i++) {
      if (!same(values, 0, values, i)) {
        return along;
      }
    }
    return pattern;
  }

  private Variable stacked(String name, Variable pattern) {
    List<Integer> order = new ArrayList<>(List.of(-1));
    for (int d = 0; d < pattern.ndim(); d++) {
      order.add(d);
    }
    List<Node> parts = new ArrayList<>();
    List<Variable> owns = new ArrayList<>();
    for (OpenedFile file : files) {
      Variable own = find(file, name);
      owns.add(own);
      if (!own.dims().equals(pattern.dims()) || !own.shape().equals(pattern.shape())) {
        throw new AmasiaException.Alignment(
            "'%s' is %s %s in '%s' but %s %s in '%s'"
                .formatted(
                    name,
                    pattern.dims(),
                    pattern.shape(),
                    files.getFirst().url(),
                    own.dims(),
                    own.shape(),
                    file.url()));
      }
      parts.add(Nodes.transpose(inUnits(name, own, pattern, file), order));
    }
    List<String> dims = new ArrayList<>(List.of(dim));
    dims.addAll(pattern.dims());
    return pattern.joined(dims, Nodes.concat(0, sameDType(name, parts)), owns);
  }

  private Variable find(OpenedFile file, String name) {
    if (!file.dataset().has(name)) {
      throw new AmasiaException.Alignment(
          "variable '%s' of '%s' is not in '%s'"
              .formatted(name, files.getFirst().url(), file.url()));
    }
    return file.dataset().variable(name);
  }

  // The first file's attributes stand, so the others' values must be in its units.
  private Node inUnits(String name, Variable own, Variable pattern, OpenedFile file) {
    String wanted = pattern.attr("units").orElse("");
    String given = own.attr("units").orElse("");
    boolean same = wanted.equals(given) || wanted.isEmpty() || given.isEmpty();
    if (same || !own.dtype().isNumeric()) {
      return own.data();
    }
    Unit.Conversion change;
    try {
      change = Units.convert(given, wanted, UnitConversion.quantity(name, own));
    } catch (AmasiaException.Usage e) {
      throw new AmasiaException.Alignment(
          "units of '%s' are '%s' in '%s' but '%s' in '%s': %s"
              .formatted(name, wanted, files.getFirst().url(), given, file.url(), e.getMessage()));
    }
    if (change.isIdentity()) {
      return own.data();
    }
    options
        .notices()
        .say("'%s' is in '%s' in some files: converted to '%s'".formatted(name, given, wanted));
    return UnitConversion.apply(own.data(), change);
  }

  private List<Node> sameDType(String name, List<Node> parts) {
    DType common = parts.getFirst().dtype();
    for (Node part : parts) {
      if (part.dtype() != common) {
        if (!part.dtype().isNumeric() || !common.isNumeric()) {
          throw new AmasiaException.Alignment(
              "'%s' is %s in some files but %s in others".formatted(name, common, part.dtype()));
        }
        boolean small = bits(part.dtype()) && bits(common);
        common = small ? DType.FLOAT32 : DType.FLOAT64;
      }
    }
    DType result = common;
    return parts.stream().map(part -> Nodes.cast(part, result)).toList();
  }

  // Whether float32 holds every value.
  private static boolean bits(DType dtype) {
    return dtype == DType.FLOAT32 || dtype == DType.FLOAT16 || dtype.itemSize() <= 2;
  }

  private Variable shared(String name, Variable pattern) {
    if (options.strict()) {
      for (OpenedFile file : files) {
        requireEqual(name, pattern, file);
      }
    }
    return pattern;
  }

  private void requireEqual(String name, Variable pattern, OpenedFile file) {
    Variable own = find(file, name);
    String where =
        "'%s' differs between '%s' and '%s'".formatted(name, files.getFirst().url(), file.url());
    Map<String, Attribute> attrs = own.attrs();
    if (!attrs.equals(pattern.attrs())) {
      throw new AmasiaException.Alignment(where + " in its attributes (compat strict)");
    }
    boolean labelled = file.labels().containsKey(name);
    if (!labelled && !equalValues(pattern, own)) {
      throw new AmasiaException.Alignment(where + " in its values (compat strict)");
    }
  }

  private static boolean equalValues(Variable a, Variable b) {
    if (!a.shape().equals(b.shape()) || a.dtype() != b.dtype()) {
      return false;
    }
    NdArray x = a.load();
    NdArray y = b.load();
    for (long i = 0; i < x.size(); i++) {
      if (!same(x, i, y, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(NdArray x, long i, NdArray y, long j) {
    if (x.dtype() == DType.STRING) {
      return x.getString(i).equals(y.getString(j));
    }
    return x.dtype().isFloating()
        ? Double.compare(x.getDouble(i), y.getDouble(j)) == 0
        : x.getLong(i) == y.getLong(j);
  }
}
