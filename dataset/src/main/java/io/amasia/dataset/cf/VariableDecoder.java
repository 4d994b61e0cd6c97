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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns one array as it is stored into a variable of values people mean: masked, unpacked, as
/// times.
///
/// In xarray's order: unsigned, mask, scale and offset, time, bool. Each is a node of the plan, so
/// nothing is read here. What was used moves from the attributes to the encoding.
final class VariableDecoder {
  private final List<String> dims;
  private final Node raw;
  private final Map<String, Attribute> attrs;
  private final Map<String, Attribute> encoding;
  private final Consumer<String> warn;
  private @Nullable Calendar calendar;

  private VariableDecoder(Variable stored, Map<String, Attribute> attrs, Consumer<String> warn) {
    this.dims = stored.dims();
    this.raw = stored.data();
    this.attrs = new LinkedHashMap<>(attrs);
    this.encoding = new LinkedHashMap<>(stored.encoding());
    this.calendar = stored.calendar().orElse(null);
    this.warn = warn;
  }

  /// The variable that `stored` with attributes `attrs` means.
  ///
  /// @param where what it is called in notices
  static Variable decode(
      Variable stored, Map<String, Attribute> attrs, String where, Notices notices) {
    var decoder =
        new VariableDecoder(stored, attrs, line -> notices.say("%s: %s".formatted(where, line)));
    return decoder.variable();
  }

  /// The variable as it is stored, with how it is.
  static Variable stored(StoredArray array) {
    return Variable.of(array.dims(), Nodes.read(array))
        .withAttrs(array.attrs())
        .withEncoding(storage(array));
  }

  /// The same for users, to whom a bool is a bool.
  static Variable undecoded(StoredArray array) {
    Variable stored = stored(array);
    return new VariableDecoder(stored, array.attrs(), _ -> {}).finish(stored.data());
  }

  private Variable variable() {
    if (raw.dtype() == DType.STRING || raw.dtype() == DType.BOOL || raw.dtype().isTime()) {
      move("_FillValue");
      move("missing_value");
      move("_Encoding");
      Optional<Calendar> own = Calendar.find(String.valueOf(text("calendar")));
      if (raw.dtype() == DType.DATETIME && own.isPresent()) {
        calendar = own.get();
        move("calendar");
      }
      return finish(raw);
    }
    Node whole = unsigned(raw);
    List<Number> fills = FillValues.of(whole.dtype(), attrs, warn);
    move("_FillValue");
    move("missing_value");
    Number scale = number("scale_factor");
    Number offset = number("add_offset");
    TimeUnits times = scale == null && offset == null ? timeUnits() : null;
    if (times != null) {
      return finish(times(whole, fills, times.epochMicros(), times.unitMicros(), DType.DATETIME));
    }
    Long duration = duration();
    if (duration != null && scale == null && offset == null) {
      return finish(times(whole, fills, 0, duration, DType.TIMEDELTA));
    }
    return finish(packedTimes(unpack(whole, fills, scale, offset)));
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

  private Node unpack(
      Node whole, List<Number> fills, @Nullable Number scale, @Nullable Number offset) {
    DType stored = whole.dtype();
    if (scale == null && offset == null) {
      return fills.isEmpty() ? whole : mask(whole, fills, masked(stored));
    }
    DType result = unpacked(stored, scale, offset, !fills.isEmpty());
    move("scale_factor");
    move("add_offset");
    if (result.isInteger()) {
      NdArray factor = NdArray.of(Shape.SCALAR, scale == null ? 1 : scale.longValue());
      Node repeated = Nodes.broadcast(ones(Nodes.literal(factor), whole), whole.shape());
      Node wide = Nodes.cast(whole, DType.INT64);
      return Nodes.cast(Nodes.elementwise(Op.Binary.MULTIPLY, wide, repeated), result);
    }
    Node floats = fills.isEmpty() ? whole : mask(whole, fills, result);
    return Nodes.elementwise(
        new Op.Scale(
            scale == null ? 1 : scale.doubleValue(),
            offset == null ? 0 : offset.doubleValue(),
            result),
        floats);
  }

  // A scalar with as many dimensions of length 1 as `like` has.
  private static Node ones(Node scalar, Node like) {
    return Nodes.transpose(scalar, Collections.nCopies(like.shape().ndim(), -1));
  }

  private static Node mask(Node input, List<Number> fills, DType result) {
    return Nodes.elementwise(new Op.MaskFill(fills, result), input);
  }

  /// The dtype that holds values of `stored` and NaN.
  static DType masked(DType stored) {
    return switch (stored) {
      case INT8, UINT8, INT16, UINT16 -> DType.FLOAT32;
      case INT32, UINT32, INT64, UINT64 -> DType.FLOAT64;
      default -> stored;
    };
  }

  // xarray's rule: the type of scale and offset where both are floats of one type, else double for
  // any offset; int32 needs double. Whole-number scales keep whole numbers.
  private DType unpacked(
      DType stored, @Nullable Number scale, @Nullable Number offset, boolean hasFills) {
    DType scaleType = scale == null ? null : typeOf("scale_factor");
    DType offsetType = offset == null ? null : typeOf("add_offset");
    if (scaleType != null && offsetType != null) {
      boolean same = scaleType == offsetType && scaleType.isFloating();
      return same && !(stored.isInteger() && stored.itemSize() == 4) ? scaleType : DType.FLOAT64;
    }
    if (scale == null || scaleType == null) {
      return DType.FLOAT64;
    }
    if (scaleType.isFloating()) {
      return scaleType;
    }
    return stored.isInteger() && !hasFills
        ? product(stored, scaleType, scale.longValue())
        : DType.FLOAT64;
  }

  /// The scale's own type if it holds all that `stored` may give, where xarray would wrap.
  private static DType product(DType stored, DType scaleType, long scale) {
    int bits = 8 * stored.itemSize() - (stored.isUnsigned() ? 0 : 1);
    int more = 64 - Long.numberOfLeadingZeros(Math.abs(scale));
    int room = 8 * scaleType.itemSize() - (scaleType.isUnsigned() ? 0 : 1);
    boolean fits =
        bits + more <= room && !(scaleType.isUnsigned() && !(stored.isUnsigned() && scale >= 0));
    return fits ? scaleType : DType.INT64;
  }

  private Node packedTimes(Node values) {
    TimeUnits times =
        encoding.containsKey("scale_factor") || encoding.containsKey("add_offset")
            ? timeUnits()
            : null;
    return times == null
        ? values
        : times(values, List.of(), times.epochMicros(), times.unitMicros(), DType.DATETIME);
  }

  private @Nullable TimeUnits timeUnits() {
    String units = text("units");
    if (units == null || !TimeUnits.isTime(units)) {
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
    if (units == null || dtype == null || !dtype.startsWith("timedelta64")) {
      return null;
    }
    Long micros = TimeUnits.duration(units).orElse(null);
    if (micros != null) {
      move("units");
      attrs.remove("dtype");
    }
    return micros;
  }

  // Integers of up to 4 bytes are exact in double, so their fills become NaN and then NaT; longer
  // ones are compared as they are.
  private static Node times(
      Node whole, List<Number> fills, long epochMicros, long unitMicros, DType result) {
    var decode = new Op.DecodeTime(epochMicros, unitMicros, result);
    boolean wide = whole.dtype().isInteger() && whole.dtype().itemSize() == 8;
    if (fills.isEmpty()) {
      return Nodes.elementwise(decode, whole);
    }
    if (!wide) {
      DType floats = whole.dtype().isFloating() ? whole.dtype() : DType.FLOAT64;
      return Nodes.elementwise(decode, mask(whole, fills, floats));
    }
    Node missing = Nodes.elementwise(new Op.IsIn(fills), whole);
    Node never = ones(Nodes.literal(NdArray.of(result, Shape.SCALAR, DType.NAT)), whole);
    return Nodes.elementwise(new Op.Where(), missing, never, Nodes.elementwise(decode, whole));
  }

  private @Nullable String text(String name) {
    return attrs.get(name) instanceof Attribute.Text(String value) ? value : null;
  }

  private @Nullable Number number(String name) {
    Attribute attribute = attrs.get(name);
    if (attribute instanceof Attribute.Numbers(var _, var values) && values.size() == 1) {
      return values.getFirst();
    }
    if (attribute != null) {
      warn.accept(
          "%s %s is ignored: it is not one number".formatted(name, FillValues.text(attribute)));
    }
    return null;
  }

  private DType typeOf(String name) {
    return attrs.get(name) instanceof Attribute.Numbers(var dtype, var _) ? dtype : DType.FLOAT64;
  }

  private void move(String name) {
    Attribute attribute = attrs.remove(name);
    if (attribute != null) {
      encoding.put(name, attribute);
    }
  }
}
