package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.StoredArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns one array as it is stored into a variable of values people mean: masked, unpacked, as
/// times, as far as a [Decoding] says so.
///
/// In xarray's order: unsigned, mask, scale and offset, time, bool. Each is a node of the plan, so
/// nothing is read here. What was used moves from the attributes to the encoding. Truths that were
/// stored as integers, and texts, are such in any case.
final class VariableDecoder {
  /// The units by which alone numbers become differences of times: those of xarray.
  private static final Set<String> DURATIONS =
      Set.of("days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds");

  private final List<String> dims;
  private final Node raw;
  private final Map<String, Attribute> attrs;
  private final Map<String, Attribute> encoding;
  private final Decoding decoding;
  private final Consumer<String> warn;
  private @Nullable Calendar calendar;

  private VariableDecoder(
      Variable stored, Map<String, Attribute> attrs, Decoding decoding, Consumer<String> warn) {
    this.dims = stored.dims();
    this.raw = stored.data();
    this.attrs = new LinkedHashMap<>(attrs);
    this.encoding = new LinkedHashMap<>(stored.encoding());
    this.decoding = decoding;
    this.calendar = stored.calendar().orElse(null);
    this.warn = warn;
  }

  /// The variable that `stored` with attributes `attrs` means.
  ///
  /// @param where what it is called in notices
  static Variable decode(
      Variable stored,
      Map<String, Attribute> attrs,
      Decoding decoding,
      String where,
      Notices notices) {
    var decoder =
        new VariableDecoder(
            stored, attrs, decoding, line -> notices.say("%s: %s".formatted(where, line)));
    return decoder.variable();
  }

  /// The variable as it is stored, with how it is.
  static Variable stored(StoredArray array) {
    return Variable.of(array.dims(), Nodes.read(array))
        .withAttrs(array.attrs())
        .withEncoding(storage(array));
  }

  private static Map<String, Attribute> storage(StoredArray array) {
    Map<String, Attribute> encoding = new LinkedHashMap<>();
    encoding.put("dtype", Attribute.of(array.dtype().label()));
    Chunks chunks = array.chunks();
    List<Number> lengths = chunks.cuts().stream().<Number>map(Chunks.Cut::maxLength).toList();
    encoding.put("chunks", new Attribute.Numbers(DType.INT64, lengths));
    if (!array.shards().isEmpty()) {
      List<Number> shards = array.shards().stream().<Number>map(length -> length).toList();
      encoding.put(Encoding.SHARDS, new Attribute.Numbers(DType.INT64, shards));
    }
    array
        .codecChoices()
        .ifPresent(chain -> encoding.put(Encoding.CODECS, Attribute.of(CodecChoice.text(chain))));
    encoding.put("source", Attribute.of(array.url()));
    return encoding;
  }

  private Variable variable() {
    if (raw.dtype() == DType.STRING || raw.dtype() == DType.BOOL || raw.dtype().isTime()) {
      return finish(uncoded());
    }
    if (!decoding.maskAndScale()) {
      boolean isPacked = attrs.containsKey(Encoding.SCALE) || attrs.containsKey(Encoding.OFFSET);
      return finish(isPacked ? stillPacked() : counted(raw, Unpacking.none(raw.dtype())));
    }
    Node numbers = unsigned(raw);
    Unpacking unpacking = Unpacking.of(numbers.dtype(), attrs, decoding.maskValidRange(), warn);
    move(Encoding.FILL);
    move(Encoding.MISSING);
    if (!unpacking.isPacked()) {
      return finish(counted(numbers, unpacking));
    }
    move(Encoding.SCALE);
    move(Encoding.OFFSET);
    Node unpacked = unpacking.values(numbers);
    return finish(counted(unpacked, Unpacking.none(unpacked.dtype())));
  }

  /// Texts, truths and times are what they are.
  private Node uncoded() {
    if (decoding.maskAndScale()) {
      move(Encoding.FILL);
      move(Encoding.MISSING);
    }
    move("_Encoding");
    Optional<Calendar> own = Calendar.find(String.valueOf(text("calendar")));
    if (raw.dtype() == DType.DATETIME && own.isPresent()) {
      calendar = own.get();
      move("calendar");
    }
    return raw;
  }

  private Node stillPacked() {
    String units = text("units");
    if (units != null && decoding.decodeTimes() && TimeUnits.isTime(units)) {
      warn.accept("packed numbers in '%s' are no times yet; opened as numbers".formatted(units));
    }
    return raw;
  }

  /// What `numbers` count, if their units say so: times or differences of times; else themselves.
  private Node counted(Node numbers, Unpacking unpacking) {
    TimeUnits times = timeUnits();
    if (times != null) {
      return times(numbers, unpacking, times.epochMicros(), times.unitMicros(), DType.DATETIME);
    }
    Long duration = duration();
    return duration == null
        ? unpacking.values(numbers)
        : times(numbers, unpacking, 0, duration, DType.TIMEDELTA);
  }

  private Variable finish(Node values) {
    Node data = values;
    if (data.dtype().isInteger() && "bool".equals(text("dtype"))) {
      move("dtype");
      data = Nodes.cast(data, DType.BOOL);
    }
    Variable variable = Variable.of(dims, data).withAttrs(attrs).withEncoding(encoding);
    return calendar == null ? variable : variable.withCalendar(calendar);
  }

  private Node unsigned(Node raw) {
    String says = text("_Unsigned");
    if (says == null) {
      return raw;
    }
    move("_Unsigned");
    if (!raw.dtype().isInteger()) {
      warn.accept("_Unsigned is ignored: the data are " + raw.dtype());
      return raw;
    }
    boolean wanted = says.equalsIgnoreCase("true");
    return Nodes.cast(raw, withSign(raw.dtype(), !wanted));
  }

  static DType withSign(DType dtype, boolean signed) {
    return switch (dtype) {
      case INT8, UINT8 -> signed ? DType.INT8 : DType.UINT8;
      case INT16, UINT16 -> signed ? DType.INT16 : DType.UINT16;
      case INT32, UINT32 -> signed ? DType.INT32 : DType.UINT32;
      case INT64, UINT64 -> signed ? DType.INT64 : DType.UINT64;
      default -> dtype;
    };
  }

  private @Nullable TimeUnits timeUnits() {
    String units = text("units");
    if (units == null || !decoding.decodeTimes() || !TimeUnits.isTime(units)) {
      return null;
    }
    String name = text("calendar");
    try {
      TimeUnits times = TimeUnits.parse(units, name == null ? "" : name);
      calendar = times.calendar();
      move("units");
      move("calendar");
      return times;
    } catch (AmasiaException.Unsupported e) {
      warn.accept(e.getMessage() + "; opened as numbers");
      return null;
    }
  }

  private @Nullable Long duration() {
    String units = text("units");
    String dtype = text("dtype");
    boolean isMarked = dtype != null && dtype.startsWith("timedelta64");
    if (units == null
        || !decoding.decodesTimedelta(isMarked)
        || !(isMarked || DURATIONS.contains(units))) {
      return null;
    }
    Long micros = TimeUnits.duration(units).orElse(null);
    if (micros != null) {
      move("units");
      Attribute resolution = attrs.remove("dtype");
      if (resolution != null) {
        encoding.put(Encoding.TIMEDELTA, resolution);
      }
    }
    return micros;
  }

  // Integers of up to 4 bytes are exact in double, so their fills become NaN and then NaT; longer
  // ones are compared as they are.
  private static Node times(
      Node numbers, Unpacking unpacking, long epochMicros, long unitMicros, DType result) {
    var decode = new Op.DecodeTime(epochMicros, unitMicros, result);
    if (!unpacking.masks()) {
      return Nodes.elementwise(decode, numbers);
    }
    boolean wide = numbers.dtype().isInteger() && numbers.dtype().itemSize() == 8;
    if (!wide) {
      DType floats = numbers.dtype().isFloating() ? numbers.dtype() : DType.FLOAT64;
      return Nodes.elementwise(decode, unpacking.masked(numbers, floats));
    }
    Node never = Nodes.literal(NdArray.of(result, Shape.SCALAR, DType.NAT));
    return Nodes.elementwise(
        new Op.Where(),
        unpacking.missing(numbers),
        Unpacking.repeated(never, numbers),
        Nodes.elementwise(decode, numbers));
  }

  private @Nullable String text(String name) {
    return attrs.get(name) instanceof Attribute.Text(String value) ? value : null;
  }

  private void move(String name) {
    Attribute attribute = attrs.remove(name);
    if (attribute != null) {
      encoding.put(name, attribute);
    }
  }
}
