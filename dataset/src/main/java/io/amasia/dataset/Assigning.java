package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Variables and coordinates put into datasets: plain values, variables, and arrays, whose labels
/// are brought onto those that are there.
final class Assigning {
  private Assigning() {}

  /// `dataset` with coordinates added or replaced, all at once.
  static Dataset coords(Dataset dataset, Map<String, ?> given) {
    Map<String, Variable> changed = new LinkedHashMap<>(dataset.coords().asMap());
    Map<String, Variable> beside = new LinkedHashMap<>();
    given.forEach((name, value) -> {
      if (value instanceof DataArray array) {
        DataArray here = onto(dataset, name, array);
        changed.put(name, here.variable().asLevel(null));
        here.coords().without(List.of(name)).asMap().forEach(beside::putIfAbsent);
      } else {
        changed.put(name, variable(name, value).indexed(Variable.Indexed.BY_NAME));
      }
    });
    beside.forEach(changed::putIfAbsent);
    Map<String, Variable> variables = new LinkedHashMap<>(dataset.variables());
    variables.keySet().removeAll(given.keySet());
    return new Dataset(variables, new Coordinates(changed), dataset.attrs());
  }

  /// `dataset` with a variable added or replaced.
  static Dataset variable(Dataset dataset, String name, Object value) {
    boolean isCoord = dataset.coords().has(name);
    if (value instanceof DataArray array && !isCoord && !array.dims().equals(List.of(name))) {
      // Where coordinates conflict, those of the dataset stay.
      Coordinates own =
          array
              .coords()
              .where((key, _) -> !dataset.coords().has(key) || array.coords().isIndexed(key));
      List<Dataset> aligned =
          Alignment.align(
              Alignment.Join.LEFT, List.of(dataset, array.withCoords(own).toTemporary()));
      return dataset
          .with(name, aligned.get(1).variable(Dataset.TEMPORARY))
          .withCoords(Alignment.merge(aligned));
    }
    if (isCoord || (!(value instanceof DataArray) && labels(name, value))) {
      return coords(dataset, Map.of(name, value));
    }
    return value instanceof DataArray array
        ? coords(dataset, Map.of(name, array))
        : dataset.with(name, variable(name, value));
  }

  private static boolean labels(String name, Object value) {
    return variable(name, value).dims().equals(List.of(name));
  }

  /// `array` on the labels of `dataset`, but for those of the dimension it is to label itself.
  static DataArray onto(Dataset dataset, String name, DataArray array) {
    DataArray rest = array.withCoords(array.coords().without(List.of(name)));
    Dataset here =
        Alignment.align(Alignment.Join.LEFT, List.of(dataset, rest.toTemporary())).get(1);
    return rest.fromTemporary(here);
  }

  /// A variable of a plain value: a single one is a scalar, a 1-D array labels the dimension
  /// `name`.
  static Variable variable(String name, Object value) {
    if (value instanceof Variable variable) {
      return variable;
    }
    NdArray made = Values.of(value);
    return switch (made.shape().ndim()) {
      case 0 -> Variable.of(List.of(), made);
      case 1 -> Variable.of(List.of(name), made);
      default ->
          throw new AmasiaException.Usage(
              "'%s' of %d dimensions %s; name them: Variable.of(List.of(DIMS…), values)"
                  .formatted(name, made.shape().ndim(), made.shape()));
    };
  }

  /// `dataset` with data variables made coordinates.
  static Dataset setCoords(Dataset dataset, String... names) {
    Map<String, Variable> rest = new LinkedHashMap<>(dataset.variables());
    Coordinates more = dataset.coords();
    for (String name : names) {
      more = more.with(name, dataset.variable(name));
      rest.remove(name);
    }
    return new Dataset(rest, more, dataset.attrs());
  }

  /// `dataset` with coordinates made data variables, all that are no index if none is named.
  ///
  /// @throws AmasiaException.Usage for index coordinates
  static Dataset resetCoords(Dataset dataset, String... named) {
    Map<String, Variable> more = new LinkedHashMap<>(dataset.variables());
    String[] names =
        named.length > 0
            ? named
            : dataset.coords().names().stream()
                .filter(n -> !dataset.coords().isIndexed(n))
                .toArray(String[]::new);
    for (String name : names) {
      if (dataset.coords().isIndexed(name)) {
        throw new AmasiaException.Usage(
            "'%s' has an index, so it stays a coordinate; drop that with dropIndexes, or all with dropVars"
                .formatted(name));
      }
      more.put(name, dataset.coords().get(name));
    }
    return new Dataset(more, dataset.coords().without(List.of(names)), dataset.attrs());
  }
}
