package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Work on each text of an array, with the names of xarray's `.str`. Positions count characters
/// (code points). The texts are read at once: labels are few.
public final class TextParts {
  private final DataArray texts;

  TextParts(DataArray texts) {
    if (texts.dtype() != DType.STRING) {
      throw new AmasiaException.Usage("str() needs text, not %s".formatted(texts.dtype()));
    }
    this.texts = texts;
  }

  /// Whether the regular expression is found in the text.
  ///
  /// @throws AmasiaException.Usage if it is none
  public DataArray contains(String pattern) {
    Pattern compiled = pattern(pattern);
    return test(text -> compiled.matcher(text).find());
  }

  public DataArray startswith(String prefix) {
    return test(text -> text.startsWith(prefix));
  }

  public DataArray endswith(String suffix) {
    return test(text -> text.endsWith(suffix));
  }

  /// The number of characters.
  public DataArray len() {
    NdArray read = read();
    long[] lengths = new long[Math.toIntExact(read.size())];
    ToLongFunction<String> length = text -> text.codePointCount(0, text.length());
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = length.applyAsLong(read.getString(i));
    }
    return made(NdArray.of(read.shape(), lengths));
  }

  public DataArray upper() {
    return map(text -> text.toUpperCase(Locale.ROOT));
  }

  public DataArray lower() {
    return map(text -> text.toLowerCase(Locale.ROOT));
  }

  /// The first letter large, the others small.
  public DataArray capitalize() {
    return map(text -> {
      if (text.isEmpty()) {
        return text;
      }
      int first = text.offsetByCodePoints(0, 1);
      return text.substring(0, first).toUpperCase(Locale.ROOT)
          + text.substring(first).toLowerCase(Locale.ROOT);
    });
  }

  /// Without blanks at both ends.
  public DataArray strip() {
    return map(String::strip);
  }

  /// Each match of a regular expression replaced.
  public DataArray replace(String pattern, String by) {
    Pattern compiled = pattern(pattern);
    return map(text -> compiled.matcher(text).replaceAll(by));
  }

  /// From `start` on; negative counts from the end.
  public DataArray slice(int start) {
    return slice(start, Integer.MAX_VALUE);
  }

  /// From `start` to `stop`, which is not included; negative ones count from the end.
  public DataArray slice(int start, int stop) {
    return map(text -> {
      int n = text.codePointCount(0, text.length());
      int from = Math.clamp(start < 0 ? start + (long) n : start, 0, n);
      int to = Math.clamp(stop < 0 ? stop + (long) n : stop, from, Math.max(from, n));
      return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    });
  }

  /// Each text of `a` followed by that of `b` at the same place of all their dimensions.
  static Variable joined(Variable a, Variable b) {
    List<String> dims = Layout.union(List.of(a, b));
    long[] sizes =
        dims.stream().mapToLong(d -> a.dims().contains(d) ? a.size(d) : b.size(d)).toArray();
    List<NdArray> read =
        Computation.ahead(
            "text + text",
            List.of(
                Layout.broadcast(a, dims, sizes).data(), Layout.broadcast(b, dims, sizes).data()));
    List<String> results = new ArrayList<>();
    for (long i = 0; i < read.getFirst().size(); i++) {
      results.add(read.getFirst().getString(i) + read.get(1).getString(i));
    }
    return a.computed(dims, Nodes.literal(NdArray.of(Shape.of(sizes), results)));
  }

  private static Pattern pattern(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new AmasiaException.Usage(
          "'%s' is no regular expression: %s".formatted(pattern, e.getDescription()));
    }
  }

  private DataArray map(UnaryOperator<String> work) {
    NdArray read = read();
    List<String> results = new ArrayList<>();
    for (long i = 0; i < read.size(); i++) {
      results.add(work.apply(read.getString(i)));
    }
    return made(NdArray.of(read.shape(), results));
  }

  private DataArray test(Function<String, Boolean> holds) {
    NdArray read = read();
    List<Boolean> results = new ArrayList<>();
    for (long i = 0; i < read.size(); i++) {
      results.add(holds.apply(read.getString(i)));
    }
    return made(Values.fill(DType.BOOL, read.shape(), results));
  }

  private NdArray read() {
    return Computation.ahead("str()", List.of(texts.data())).getFirst();
  }

  private DataArray made(NdArray values) {
    return texts.withVariable(Variable.of(texts.dims(), Nodes.literal(values)));
  }
}
