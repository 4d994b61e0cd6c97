package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where in a store what is written goes: along a dimension after what its arrays have, over a
/// region of them, or into arrays beside them.
///
/// @param boxes the box of each array that is written, by path
/// @param shapes the shapes of all those arrays afterwards
/// @param before the shapes they had if what is appended is at their ends already
public record Joining(
    Map<String, Box> boxes, Map<String, Shape> shapes, Map<String, Shape> before) {
  /// An array that is there.
  public record There(List<String> dims, DType dtype, Shape shape) {}

  /// The places of the arrays of `schema` in those that are `there`.
  ///
  /// @param there by path
  /// @throws AmasiaException.Conflict if they don't fit: names both sides
  public static Joining of(Map<String, There> there, Schema schema, WriteMode mode, String url) {
    var joining = new Joining(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    schema
        .byPath()
        .forEach((path, variable) -> {
          if (mode instanceof WriteMode.Add) {
            joining.addBeside(there, path, variable, url);
          } else if (mode.concerns(variable.dims())) {
            joining.add(there, path, variable, mode, url);
          }
        });
    if (joining.boxes.isEmpty() && !(mode instanceof WriteMode.Add)) {
      throw new AmasiaException.Usage(
          "%s: none of the variables has a dimension of %s".formatted(url, mode));
    }
    if (mode instanceof WriteMode.Append(String dim)) {
      joining.requireAll(there, dim, url);
    }
    return joining;
  }

  private void add(
      Map<String, There> all, String path, Schema.Variable variable, WriteMode mode, String url) {
    There there = all.get(path);
    if (there == null) {
      throw new AmasiaException.Conflict(
          "%s has no array '%s' to join to; it has %s".formatted(url, path, all.keySet()));
    }
    if (!there.dims().equals(variable.dims())) {
      throw new AmasiaException.Conflict(
          "'%s' has dimensions %s, in %s it has %s; transpose it"
              .formatted(path, variable.dims(), url, there.dims()));
    }
    if (there.dtype() != variable.dtype()) {
      throw new AmasiaException.Conflict(
          "'%s' would be stored as %s, in %s it is %s"
              .formatted(path, variable.dtype().label(), url, there.dtype().label()));
    }
    long[] start = new long[variable.dims().size()];
    long[] shape = there.shape().toArray();
    long[] shorter = shape.clone();
    for (int d = 0; d < start.length; d++) {
      String dim = variable.dims().get(d);
      long size = variable.shape().size(d);
      switch (mode) {
        case WriteMode.Append(String along) when along.equals(dim) -> {
          start[d] = shape[d];
          shape[d] += size;
          shorter[d] = Math.max(0, shorter[d] - size);
        }
        case WriteMode.Region(Map<String, Long> starts) when starts.containsKey(dim) -> {
          start[d] = starts.get(dim);
          if (start[d] < 0 || start[d] + size > shape[d]) {
            throw new AmasiaException.Conflict(
                "'%s': region %s = %d..%d is not within 0..%d of %s; append instead"
                    .formatted(path, dim, start[d], start[d] + size, shape[d], url));
          }
        }
        case WriteMode.Append _,
            WriteMode.Region _,
            WriteMode.Add _,
            WriteMode.Create _,
            WriteMode.Overwrite _ -> {
          if (size != shape[d]) {
            throw new AmasiaException.Conflict(
                "'%s' has %d along %s, in %s it has %d".formatted(path, size, dim, url, shape[d]));
          }
        }
      }
    }
    boxes.put(path, Box.of(start, variable.shape().toArray()));
    shapes.put(path, Shape.of(shape));
    before.put(path, Shape.of(shorter));
  }

  /// A dimension has one length in a group.
  private void addBeside(
      Map<String, There> all, String path, Schema.Variable variable, String url) {
    if (all.containsKey(path)) {
      throw new AmasiaException.Conflict(
          "%s has an array '%s' already, which stays as it is; write a region of it, or leave it out"
              .formatted(url, path));
    }
    all.forEach((other, array) -> {
      for (int d = 0; folder(other).equals(folder(path)) && d < array.dims().size(); d++) {
        int own = variable.dims().indexOf(array.dims().get(d));
        if (own >= 0 && variable.shape().size(own) != array.shape().size(d)) {
          throw new AmasiaException.Conflict(
              "'%s' has %d along %s, in %s '%s' has %d"
                  .formatted(
                      path,
                      variable.shape().size(own),
                      array.dims().get(d),
                      url,
                      other,
                      array.shape().size(d)));
        }
      }
    });
    boxes.put(path, Box.all(variable.shape()));
    shapes.put(path, variable.shape());
    before.put(path, variable.shape());
  }

  /// What grows must grow together, or the arrays would differ in length.
  private void requireAll(Map<String, There> all, String dim, String url) {
    Set<String> left = new TreeSet<>();
    Set<Long> lengths = new TreeSet<>();
    for (String path : all.keySet()) {
      There array = all.get(path);
      int axis = array == null ? -1 : array.dims().indexOf(dim);
      boolean sameGroup =
          boxes.keySet().stream().anyMatch(written -> folder(written).equals(folder(path)));
      if (array != null && axis >= 0 && sameGroup) {
        if (!boxes.containsKey(path)) {
          left.add(path);
        }
        lengths.add(array.shape().size(axis));
      }
    }
    if (!left.isEmpty()) {
      throw new AmasiaException.Conflict(
          "%s also has %s along %s, which would stay shorter; append them too"
              .formatted(url, left, dim));
    }
    if (lengths.size() > 1) {
      throw new AmasiaException.Conflict(
          "the arrays of %s differ in their length along %s: %s".formatted(url, dim, lengths));
    }
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
