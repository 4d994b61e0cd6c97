package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What is said about values rather than done with them: attributes and encodings.
///
/// @param <T> the type itself
public interface Annotating<T extends Labelled<T>> {
  /// See [Labelled#through].
  T through(UnaryOperator<Dataset> work);

  /// See [Labelled#self].
  T self();

  /// An array's own attributes, or the global ones of a dataset.
  Map<String, Attribute> attrs();

  /// With these attributes and no others.
  T withAttrs(Map<String, Attribute> changed);

  /// With an attribute added or replaced.
  ///
  /// @param value a text, number or boolean, an array or list of texts or of numbers, or an
  ///   [Attribute]
  default T assignAttrs(String name, Object value) {
    return assignAttrs(Map.of(name, value));
  }

  /// With attributes added or replaced, each as [#assignAttrs(String, Object)] takes it.
  default T assignAttrs(Map<String, ?> given) {
    Map<String, Attribute> changed = new LinkedHashMap<>(attrs());
    given.forEach((name, value) -> changed.put(name, attribute(value)));
    return withAttrs(changed);
  }

  /// Without attributes: its own, those of its variables and of its coordinates.
  default T dropAttrs() {
    return through(dataset ->
        dataset
            .mapVariables(v -> v.withAttrs(Map.of()))
            .withCoords(dataset.coords().map(v -> v.withAttrs(Map.of())))
            .withAttrs(Map.of()));
  }

  /// Without what is known of how files stored variables and coordinates; those of times keep no
  /// units either, so that new ones are chosen when they are written.
  default T dropEncoding() {
    return through(dataset ->
        dataset
            .mapVariables(v -> v.withEncoding(Map.of()))
            .withCoords(dataset.coords().map(v -> v.withEncoding(Map.of()))));
  }

  /// What `work` makes of this: `tas.pipe(Climate::anomaly)` reads in the order things happen.
  default <R> R pipe(Function<? super T, ? extends R> work) {
    return work.apply(self());
  }

  /// The attribute that a plain value is.
  ///
  /// @throws AmasiaException.Usage for values that no attribute holds
  static Attribute attribute(Object value) {
    return switch (value) {
      case Attribute own -> own;
      case String text -> Attribute.of(text);
      case Boolean flag -> new Attribute.Numbers(DType.BOOL, List.of(flag ? 1L : 0L));
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          new Attribute.Texts(list.stream().map(String.class::cast).toList());
      case Object other -> numbers(other);
    };
  }

  private static Attribute numbers(Object value) {
    NdArray read = Values.of(value);
    if (read.shape().ndim() > 1) {
      throw new AmasiaException.Usage(
          "an attribute of shape %s; allowed are single values and lists".formatted(read.shape()));
    }
    if (read.dtype() == DType.STRING) {
      return new Attribute.Texts(read.toStrings());
    }
    List<Number> values = new ArrayList<>();
    for (long i = 0; i < read.size(); i++) {
      values.add(read.dtype().isFloating() ? (Number) read.getDouble(i) : (Number) read.getLong(i));
    }
    return new Attribute.Numbers(read.dtype(), values);
  }
}
