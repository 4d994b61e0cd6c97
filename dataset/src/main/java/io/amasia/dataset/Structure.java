package io.amasia.dataset;

import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a dataset looks like, as maps and lists for JSON: xarray's `to_dict(data=False)`. From
/// metadata alone.
public final class Structure {
  private Structure() {}

  /// The structure of `dataset`: dimensions, coordinates, variables and attributes.
  ///
  /// @param url what it is called
  public static Map<String, Object> of(String url, Dataset dataset) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("url", url);
    line.put("dims", dataset.sizes());
    line.put("coords", variablesAsMap(dataset.coords().asMap()));
    line.put("variables", variablesAsMap(dataset.variables()));
    line.put("attrs", attributes(dataset.attrs()));
    return line;
  }

  private static Map<String, Object> variablesAsMap(Map<String, Variable> variables) {
    Map<String, Object> all = new LinkedHashMap<>();
    variables.forEach((name, variable) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("dims", variable.dims());
      one.put(
          "shape",
          IntStream.range(0, variable.ndim()).mapToObj(d -> variable.shape().size(d)).toList());
      one.put("dtype", variable.dtype().label());
      variable.calendar().ifPresent(c -> one.put("calendar", c.label()));
      one.put("chunks", chunkShape(variable));
      variable.stored().ifPresent(array -> one.put("codecs", array.codecs()));
      one.put("attrs", attributes(variable.attrs()));
      all.put(name, one);
    });
    return all;
  }

  /// The lengths of a variable's longest chunks.
  public static List<Long> chunkShape(Variable variable) {
    var chunk = variable.data().chunks().maxChunk();
    return IntStream.range(0, chunk.ndim()).mapToObj(chunk::size).toList();
  }

  private static Map<String, Object> attributes(Map<String, Attribute> attrs) {
    Map<String, Object> all = new LinkedHashMap<>();
    attrs.forEach((name, value) -> all.put(name, plain(value)));
    return all;
  }

  /// An attribute as numbers, texts and lists; infinities, for which JSON has no number, as texts.
  public static Object plain(Attribute value) {
    return switch (value) {
      case Attribute.Text text -> text.value();
      case Attribute.Texts texts -> texts.values();
      case Attribute.Numbers numbers ->
          numbers.values().size() == 1
              ? number(numbers.values().getFirst())
              : numbers.values().stream().map(Structure::number).toList();
      case Attribute.Json text -> text.text();
    };
  }

  private static Object number(Number value) {
    return Double.isInfinite(value.doubleValue()) ? value.toString() : value;
  }
}
