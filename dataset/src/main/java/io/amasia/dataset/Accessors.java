package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Words of one's own on arrays, datasets and trees: xarray's `register_dataarray_accessor` and its
/// like. Thread-safe.
///
/// ```java
/// record Snow(DataArray depth) {
///   DataArray melted() { return depth.diff("time").clip(null, 0).negate(); }
/// }
/// Accessors.register(DataArray.class, Snow.class, Snow::new);
/// depth.accessor(Snow.class).melted();
/// ```
public final class Accessors {
  private static final Map<Key, Function<Object, Object>> MADE = new ConcurrentHashMap<>();

  private record Key(Class<?> of, Class<?> accessor) {}

  private Accessors() {}

  /// Lets `made` make the accessor of each object that is asked for it; at most one an object.
  ///
  /// @param of what it is on: `DataArray`, `Dataset` or `DataTree`
  /// @throws AmasiaException.Conflict if there is such an accessor already
  public static <T, A> void register(
      Class<T> of, Class<A> accessor, Function<? super T, ? extends A> made) {
    if (of != DataArray.class && of != Dataset.class && of != DataTree.class) {
      throw new AmasiaException.Usage(
          "an accessor on %s; allowed are DataArray, Dataset and DataTree".formatted(of.getName()));
    }
    Function<Object, Object> cast = object -> made.apply(of.cast(object));
    if (MADE.putIfAbsent(new Key(of, accessor), cast) != null) {
      throw new AmasiaException.Conflict(
          "%s has an accessor %s already".formatted(of.getSimpleName(), accessor.getName()));
    }
  }

  /// The accessors that one object has made so far.
  static final class Made {
    private final Map<Class<?>, Object> made = new LinkedHashMap<>();

    synchronized <A> A get(Object object, Class<A> accessor) {
      Object there = made.get(accessor);
      if (there == null) {
        Function<Object, Object> maker = MADE.get(new Key(object.getClass(), accessor));
        if (maker == null) {
          throw new AmasiaException.Usage(
              "no accessor %s on %s; there are %s. Say Accessors.register(…) first"
                  .formatted(
                      accessor.getSimpleName(), object.getClass().getSimpleName(), all(object)));
        }
        there = maker.apply(object);
        made.put(accessor, there);
      }
      return accessor.cast(there);
    }

    private static List<String> all(Object object) {
      return MADE.keySet().stream()
          .filter(key -> key.of == object.getClass())
          .map(key -> key.accessor.getSimpleName())
          .sorted()
          .toList();
    }
  }
}
