package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a variable is to be stored. What it leaves open is the writer's choice.
///
/// The names and meanings are those of xarray's `encoding`; [Variable#encoding] holds the same, as
/// a file had it. Immutable.
///
/// ```java
/// Encoding.none().dtype("int16").scaleFactor(0.01).addOffset(273.15).fillValue(-32768)
///     .chunks(1, 180, 360).codecs("shuffle,zstd:3")
/// ```
public final class Encoding {
  private static final Encoding NONE = new Encoding(Map.of());

  static final String DTYPE = "dtype";
  static final String FILL = "_FillValue";
  static final String MISSING = "missing_value";
  static final String SCALE = "scale_factor";
  static final String OFFSET = "add_offset";
  static final String CHUNKS = "chunks";
  static final String SHARDS = "shards";
  static final String CODECS = "codecs";

  /// The dtype that the file says differences of times are read as, such as `timedelta64[ns]`.
  static final String TIMEDELTA = "timedelta64";

  /// Those dimensions of a variable that may grow in its file, by xarray's name.
  static final String UNLIMITED = "unlimited_dims";

  /// That floats must be whole numbers already to become integers; never a variable's own.
  private static final String EXACT = "exact";

  private static final Attribute NO_FILL = new Attribute.Texts(List.of());

  private final Map<String, Attribute> values;

  private Encoding(Map<String, Attribute> values) {
    this.values = Map.copyOf(values);
  }

  /// All is left open.
  public static Encoding none() {
    return NONE;
  }

  /// What the file that `variable` was read from had, as far as it suits `variable` still.
  public static Encoding of(Variable variable) {
    return new Encoding(variable.encoding());
  }

  private Encoding with(String name, Attribute value) {
    Map<String, Attribute> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Encoding(changed);
  }

  /// This, and where it leaves something open, `other`.
  public Encoding orElse(Encoding other) {
    Map<String, Attribute> all = new LinkedHashMap<>(other.values);
    if (values.containsKey(FILL)) {
      all.remove(MISSING);
    }
    all.putAll(values);
    return new Encoding(all);
  }

  /// The dtype of the stored values, such as `int16`.
  ///
  /// @throws AmasiaException.Usage if there is no such dtype
  public Encoding dtype(String label) {
    boolean known = Arrays.stream(DType.values()).anyMatch(d -> d.label().equals(label));
    if (!known) {
      throw new AmasiaException.Usage(
          "no dtype '%s'; there are %s"
              .formatted(label, Arrays.stream(DType.values()).map(DType::label).toList()));
    }
    return with(DTYPE, Attribute.of(label));
  }

  /// Stored values are multiplied by this when read.
  public Encoding scaleFactor(double scale) {
    if (!Double.isFinite(scale) || scale == 0) {
      throw new AmasiaException.Usage("scale_factor must be a number other than 0, not " + scale);
    }
    return with(SCALE, Attribute.of(scale));
  }

  /// This is added to stored values, after scaling, when read.
  public Encoding addOffset(double offset) {
    if (!Double.isFinite(offset)) {
      throw new AmasiaException.Usage("add_offset must be a finite number, not " + offset);
    }
    return with(OFFSET, Attribute.of(offset));
  }

  /// The stored value that means missing. Whole numbers that are stored as they are, and equal it,
  /// are missing when read.
  public Encoding fillValue(double fill) {
    return with(FILL, Attribute.of(fill));
  }

  /// No stored value means missing.
  public Encoding noFillValue() {
    return with(FILL, NO_FILL);
  }

  /// Times are stored as counts in these units, such as `days since 1850-01-01`.
  public Encoding units(String units) {
    return with("units", Attribute.of(units));
  }

  /// The calendar times are counted in, by its CF name.
  public Encoding calendar(String calendar) {
    return with("calendar", Attribute.of(calendar));
  }

  /// The shape of chunks, a length a dimension; -1 for all of it.
  public Encoding chunks(long... lengths) {
    return with(CHUNKS, lengths(CHUNKS, lengths));
  }

  /// The shape of shards, each made of whole chunks; -1 for all of the dimension.
  public Encoding shards(long... lengths) {
    return with(SHARDS, lengths(SHARDS, lengths));
  }

  private static Attribute lengths(String what, long... lengths) {
    List<Number> list = new ArrayList<>();
    for (long length : lengths) {
      if (length < 1 && length != -1) {
        throw new AmasiaException.Usage(
            "%s %s: a length is at least 1, or -1 for the whole dimension"
                .formatted(what, Arrays.toString(lengths)));
      }
      list.add(length);
    }
    return new Attribute.Numbers(DType.INT64, list);
  }

  /// The codecs of chunks in the order of encoding, such as `shuffle,zstd:3`, `blosc:lz4:5` or
  /// `none`; see [CodecChoice].
  public Encoding codecs(String chain) {
    return with(CODECS, Attribute.of(CodecChoice.text(CodecChoice.chain(chain))));
  }

  /// Whether values become integers by scale and offset.
  boolean isPacking() {
    return (values.containsKey(SCALE) || values.containsKey(OFFSET))
        && dtype().map(DType::isInteger).orElse(false);
  }

  /// The dtype of stored values, if said.
  public Optional<DType> dtype() {
    return values.get(DTYPE) instanceof Attribute.Text(String label)
        ? Arrays.stream(DType.values()).filter(d -> d.label().equals(label)).findFirst()
        : Optional.empty();
  }

  /// The chunk lengths, if said; -1 for a whole dimension.
  public Optional<List<Long>> chunks() {
    return lengths(values.get(CHUNKS));
  }

  /// The shard lengths, if said; -1 for a whole dimension.
  public Optional<List<Long>> shards() {
    return lengths(values.get(SHARDS));
  }

  private static Optional<List<Long>> lengths(@Nullable Attribute attribute) {
    return attribute instanceof Attribute.Numbers(var _, var numbers)
        ? Optional.of(numbers.stream().map(Number::longValue).toList())
        : Optional.empty();
  }

  /// The codecs, if said.
  public Optional<List<CodecChoice>> codecs() {
    return values.get(CODECS) instanceof Attribute.Text(String chain)
        ? Optional.of(CodecChoice.chain(chain))
        : Optional.empty();
  }

  /// Whether it is said that nothing means missing.
  boolean deniesFill() {
    return NO_FILL.equals(values.get(FILL));
  }

  /// What is said of missing values, as attributes of a file; nothing if it is said that none are.
  Map<String, Attribute> missing() {
    Map<String, Attribute> said = new LinkedHashMap<>(values);
    said.keySet().retainAll(List.of(FILL, MISSING));
    return deniesFill() ? Map.of() : said;
  }

  /// The entry `name` as a file would have it, or null.
  @Nullable Attribute get(String name) {
    Attribute value = values.get(name);
    return NO_FILL.equals(value) ? null : value;
  }

  /// All entries, as [Variable#encoding] has them.
  public Map<String, Attribute> asMap() {
    return values;
  }

  /// Of this only what values become, not how they lie.
  Encoding onlyValues() {
    Map<String, Attribute> kept = new LinkedHashMap<>(values);
    kept.keySet().removeAll(List.of(CHUNKS, SHARDS, CODECS, "source", "coordinates"));
    return new Encoding(kept);
  }

  /// Of this only the codecs.
  Encoding onlyCodecs() {
    Map<String, Attribute> kept = new LinkedHashMap<>(values);
    kept.keySet().retainAll(List.of(CODECS));
    return new Encoding(kept);
  }

  /// This, but floats that would be rounded to become unpacked integers are refused.
  Encoding exactly() {
    return with(EXACT, Attribute.of("true"));
  }

  /// Whether floats are rounded to become integers.
  boolean rounds() {
    return isPacking() || !values.containsKey(EXACT);
  }

  /// Of this only how missing values are spelt, or, of times, in which units they are counted.
  Encoding onlyMissingAndTime() {
    boolean time = values.containsKey("units");
    Map<String, Attribute> kept = new LinkedHashMap<>(time ? values : withoutPacking().values);
    kept.keySet()
        .retainAll(time ? List.of("units", "calendar", TIMEDELTA) : List.of(FILL, MISSING));
    return new Encoding(kept);
  }

  /// This without what it says of missing values.
  Encoding withoutFill() {
    Map<String, Attribute> kept = new LinkedHashMap<>(values);
    kept.keySet().removeAll(List.of(FILL, MISSING));
    return new Encoding(kept);
  }

  /// The entries by which stored numbers become values; all but how they are laid out.
  public Map<String, Attribute> packing() {
    Map<String, Attribute> own = new LinkedHashMap<>(values);
    own.keySet().retainAll(List.of(DTYPE, SCALE, OFFSET, "_Unsigned", FILL, MISSING));
    return own;
  }

  /// This for numbers that are stored as they are, and count no times. A fill that was a packed
  /// number, or a small one, could be one of them, and goes too.
  public Encoding withoutPacking() {
    Map<String, Attribute> kept = new LinkedHashMap<>(values);
    boolean packed =
        values.containsKey(SCALE)
            || values.containsKey(OFFSET)
            || dtype().filter(DType::isInteger).isPresent();
    kept.keySet().removeAll(List.of(DTYPE, SCALE, OFFSET, "_Unsigned", "units", "calendar"));
    if (packed || isSmall(values.get(FILL)) || isSmall(values.get(MISSING))) {
      kept.keySet().removeAll(List.of(FILL, MISSING));
    }
    return new Encoding(kept);
  }

  // Fills that data do not reach begin with -999.
  private static boolean isSmall(@Nullable Attribute fill) {
    return fill instanceof Attribute.Numbers(var _, var numbers)
        && numbers.stream().anyMatch(n -> Math.abs(n.doubleValue()) < 999);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoding that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Encoding" + values;
  }
}
