package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a variable that was read is stored, to compare with what is said about how it is to be: what
/// means the same is no difference, such as `days since 2000-1-1` and `days since 2000-01-01`.
///
/// @param dtype of the stored values, as readers see them
/// @param shape of the array
/// @param encoding as the file has it, with `none` for the codecs of values in one piece
record StoredAs(DType dtype, Shape shape, Encoding encoding) {
  /// Two that differ, in words: `dtype int16` and `float32`.
  record Difference(String given, String has) {}

  /// How `variable` is stored where it was read from.
  static StoredAs of(Variable variable) {
    var encoding = Encoding.of(variable);
    DType stored = encoding.dtype().orElse(variable.dtype());
    boolean isPlain = variable.stored().filter(array -> array.codecs().equals("none")).isPresent();
    return new StoredAs(
        variable.dtype() == DType.BOOL ? DType.BOOL : signed(stored, encoding),
        variable.shape(),
        isPlain ? encoding.codecs("none") : encoding);
  }

  private static DType signed(DType stored, Encoding encoding) {
    return encoding.get("_Unsigned") instanceof Attribute.Text(String says)
        ? VariableDecoder.withSign(stored, !says.equalsIgnoreCase("true"))
        : stored;
  }

  /// The first entry of `said` that is another here.
  Optional<Difference> differenceTo(Encoding said) {
    for (Map.Entry<String, Attribute> entry : said.asMap().entrySet()) {
      String key = entry.getKey();
      if (!isSame(key, entry.getValue(), said)) {
        String given =
            said.deniesFill() && key.equals(Encoding.FILL)
                ? "no " + key
                : key + " " + FillValues.text(entry.getValue());
        Attribute has = encoding.get(key);
        return Optional.of(new Difference(given, has == null ? "none" : FillValues.text(has)));
      }
    }
    return Optional.empty();
  }

  private boolean isSame(String key, Attribute given, Encoding said) {
    Attribute has = encoding.get(key);
    return switch (key) {
      case Encoding.DTYPE ->
          said.dtype().equals(encoding.dtype()) || said.dtype().equals(Optional.of(dtype));
      case Encoding.FILL -> isSameFill(given, said);
      case Encoding.SCALE -> number(given, 1) == number(has, 1);
      case Encoding.OFFSET -> number(given, 0) == number(has, 0);
      case Encoding.CHUNKS -> isSameChunks(said.chunks().orElseThrow());
      case Encoding.SHARDS -> said.shards().map(this::whole).equals(encoding.shards());
      case Encoding.CODECS -> encoding.codecs().filter(have -> suits(said, have)).isPresent();
      case "units" -> given.equals(has) || isSameCount(given, has);
      case "calendar" -> calendar(given).equals(calendar(has));
      default -> true;
    };
  }

  private boolean isSameFill(Attribute given, Encoding said) {
    Attribute has = encoding.get(Encoding.FILL);
    if (said.deniesFill() || has == null) {
      return said.deniesFill() && has == null;
    }
    List<String> ignored = new ArrayList<>();
    return FillValues.of(dtype, Map.of(Encoding.FILL, given), ignored::add)
            .equals(FillValues.of(dtype, Map.of(Encoding.FILL, has), _ -> {}))
        && ignored.isEmpty();
  }

  private static double number(@Nullable Attribute attribute, double otherwise) {
    return attribute instanceof Attribute.Numbers(var _, var values) && values.size() == 1
        ? values.getFirst().doubleValue()
        : otherwise;
  }

  /// Of a chunk that holds all of a dimension nobody can tell how much longer it may become.
  private boolean isSameChunks(List<Long> given) {
    List<Long> have = encoding.chunks().orElse(List.of());
    if (have.size() != given.size()) {
      return false;
    }
    List<Long> whole = whole(given);
    for (int d = 0; d < have.size(); d++) {
      long size = shape.size(d);
      if (Math.min(whole.get(d), size) != Math.min(have.get(d), size)) {
        return false;
      }
    }
    return true;
  }

  /// Lengths with those of whole dimensions for -1.
  private List<Long> whole(List<Long> lengths) {
    List<Long> whole = new ArrayList<>(lengths);
    for (int d = 0; d < Math.min(lengths.size(), shape.ndim()); d++) {
      if (lengths.get(d) == -1) {
        whole.set(d, shape.size(d));
      }
    }
    return whole;
  }

  /// Whether `have` are the codecs said, with those settings that are.
  private static boolean suits(Encoding said, List<CodecChoice> have) {
    List<CodecChoice> wanted = said.codecs().orElseThrow();
    if (wanted.size() != have.size()) {
      return false;
    }
    for (int i = 0; i < have.size(); i++) {
      if (!wanted.get(i).isMetBy(have.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSameCount(Attribute given, @Nullable Attribute has) {
    if (!(given instanceof Attribute.Text(String one))
        || !(has instanceof Attribute.Text(String other))) {
      return false;
    }
    if (!TimeUnits.isTime(one)) {
      return TimeUnits.duration(one).isPresent()
          && TimeUnits.duration(one).equals(TimeUnits.duration(other));
    }
    String name = encoding.get("calendar") instanceof Attribute.Text(String text) ? text : "";
    try {
      return Objects.equals(TimeUnits.parse(one, name), TimeUnits.parse(other, name));
    } catch (AmasiaException.Unsupported _) {
      return false;
    }
  }

  /// The calendar of an attribute; times without one are of the standard calendar.
  private static Optional<Calendar> calendar(@Nullable Attribute attribute) {
    return attribute instanceof Attribute.Text(String name)
        ? Calendar.find(name)
        : Optional.of(Calendar.STANDARD);
  }
}
