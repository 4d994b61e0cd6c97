package io.amasia.storage.format;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a dataset to be written looks like: everything but the values.
///
/// @param dims dimension lengths, in order
/// @param unlimited the dimensions that may grow later
/// @param attrs global attributes
/// @param variables the arrays, coordinates included, as they are to be stored (already encoded)
/// @param groups child groups by name, in order
public record Schema(
    Map<String, Long> dims,
    List<String> unlimited,
    Map<String, Attribute> attrs,
    List<Variable> variables,
    Map<String, Schema> groups) {

  /// A dataset without child groups.
  public Schema(
      Map<String, Long> dims,
      List<String> unlimited,
      Map<String, Attribute> attrs,
      List<Variable> variables) {
    this(dims, unlimited, attrs, variables, Map.of());
  }

  /// An array to be written.
  ///
  /// @param fill the value of unwritten parts, one element of `dtype`, or null for the format's
  ///   default
  /// @param chunks the wanted chunk grid; formats without chunks ignore it
  /// @param shards the shape of the shards that chunks are put into, for formats that have them;
  ///   empty for none
  /// @param codecs what chunks are encoded with, in this order, or null for the format's default
  public record Variable(
      String name,
      List<String> dims,
      DType dtype,
      Shape shape,
      Chunks chunks,
      List<Long> shards,
      @Nullable List<CodecChoice> codecs,
      @Nullable NdArray fill,
      Map<String, Attribute> attrs) {
    /// A variable without shards, in the format's default codecs.
    public Variable(
        String name,
        List<String> dims,
        DType dtype,
        Shape shape,
        Chunks chunks,
        @Nullable NdArray fill,
        Map<String, Attribute> attrs) {
      this(name, dims, dtype, shape, chunks, List.of(), null, fill, attrs);
    }

    public Variable withShape(Shape changed, Chunks inChunks) {
      return new Variable(name, dims, dtype, changed, inChunks, shards, codecs, fill, attrs);
    }

    /// The same in single chunks.
    public Variable withoutShards() {
      return new Variable(name, dims, dtype, shape, chunks, List.of(), codecs, fill, attrs);
    }

    public Variable withCodecs(@Nullable List<CodecChoice> changed) {
      return new Variable(name, dims, dtype, shape, chunks, shards, changed, fill, attrs);
    }
  }

  public Schema withUnlimited(List<String> changed) {
    return new Schema(dims, changed, attrs, variables, groups);
  }

  /// The same with each variable, also of groups, as `change` makes it.
  public Schema withVariables(UnaryOperator<Variable> change) {
    Map<String, Schema> inner = new LinkedHashMap<>();
    groups.forEach((name, group) -> inner.put(name, group.withVariables(change)));
    return new Schema(dims, unlimited, attrs, variables.stream().map(change).toList(), inner);
  }

  /// All variables by their path from here, such as `forecast/tas`, groups after variables.
  public Map<String, Variable> byPath() {
    Map<String, Variable> all = new LinkedHashMap<>();
    variables.forEach(variable -> all.put(variable.name(), variable));
    groups.forEach((group, schema) ->
        schema.byPath().forEach((path, variable) -> all.put(group + "/" + path, variable)));
    return all;
  }

  /// All it says, in words that are the same in every process.
  String words() {
    var words = new StringBuilder();
    words.append(new TreeMap<>(dims)).append(unlimited).append(new TreeMap<>(attrs)).append('\n');
    for (Variable v : variables) {
      words.append(v.name).append(v.dims).append(v.dtype).append(v.shape).append(v.chunks);
      words.append(v.shards).append(v.codecs).append(new TreeMap<>(v.attrs));
      words.append(v.fill == null ? "" : fill(v.fill)).append('\n');
    }
    new TreeMap<>(groups)
        .forEach(
            (name, group) -> words.append(name).append(" {\n").append(group.words()).append("}\n"));
    return words.toString();
  }

  private static String fill(NdArray fill) {
    return fill.dtype() == DType.STRING
        ? fill.getString(0)
        : HexFormat.of()
            .formatHex(
                fill.data().asSlice(0, fill.dtype().itemSize()).toArray(ValueLayout.JAVA_BYTE));
  }
}
