package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Stage;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a variable into what a file stores, the reverse of [VariableDecoder]: times become numbers
/// in their units, bool becomes `int8` with `dtype = "bool"`, NaN becomes the fill value, values
/// are packed where the encoding says so. In xarray's order: time, scale and offset, fill, dtype,
/// bool.
final class VariableEncoder {
  /// Larger arrays of times (not coordinates) are written as microseconds, without being loaded.
  static final long LOADED_TIMES = 1L << 22;

  private final Variable variable;
  private final Encoding encoding;
  private final boolean filled;
  private final Map<String, Attribute> attrs;

  /// Fills that the attributes say, as those of values that were opened undecoded do, where the
  /// encoding says none.
  private final Map<String, Attribute> stated = new LinkedHashMap<>();

  private Stage.@Nullable Packed packed;

  private VariableEncoder(Variable variable, Encoding encoding, boolean filled) {
    this.variable = variable;
    this.encoding = encoding;
    this.filled = filled;
    this.attrs = new LinkedHashMap<>(variable.attrs());
    boolean encoded =
        encoding.get(Encoding.FILL) != null
            || encoding.get(Encoding.MISSING) != null
            || encoding.deniesFill();
    for (String name : List.of(Encoding.FILL, Encoding.MISSING)) {
      Attribute said = attrs.remove(name);
      if (said != null && !encoded) {
        stated.put(name, said);
      }
    }
  }

  /// A variable as it is stored.
  ///
  /// @param packed the integers that `node`, whole float64 values, becomes; null for what it is
  record Stored(Node node, Stage.@Nullable Packed packed, Map<String, Attribute> attrs) {
    DType dtype() {
      return packed == null ? node.dtype() : packed.dtype();
    }
  }

  /// How `variable` is stored.
  ///
  /// @param times how times are counted where more than this variable decides, else null
  /// @param filled whether floats without a fill value get NaN as theirs: data, not coordinates
  /// @throws io.amasia.array.AmasiaException.Usage if its dtype can't be stored as the encoding
  ///   says
  static Stored encode(
      Variable variable, Encoding encoding, @Nullable TimeEncoder times, boolean filled) {
    var encoder = new VariableEncoder(variable, encoding, filled);
    Node node = encoder.node(times);
    if (variable.dtype().isNumeric() || variable.dtype().isTime()) {
      encoder.noteStated(encoder.packed == null ? node.dtype() : encoder.packed.dtype());
    }
    return new Stored(node, encoder.packed, encoder.attrs);
  }

  private Node node(@Nullable TimeEncoder times) {
    return switch (variable.dtype()) {
      case DATETIME -> times(times);
      case TIMEDELTA -> differences();
      case BOOL -> {
        attrs.put("dtype", Attribute.of("bool"));
        yield Nodes.cast(variable.data(), DType.INT8);
      }
      case FLOAT16, FLOAT32, FLOAT64 -> {
        DType wanted = encoding.dtype().orElse(variable.dtype());
        yield wanted.isInteger()
            ? integers(wanted)
            : floats(wanted.isFloating() ? wanted : variable.dtype());
      }
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> {
        DType wanted = encoding.dtype().orElse(variable.dtype());
        yield encoding.isPacking() ? packed(wanted) : plain(wanted);
      }
      case STRING -> variable.data();
    };
  }

  /// The fills that the attributes say stay there, in the dtype they are compared with: the values
  /// that they stand for are in place already.
  private void noteStated(DType dtype) {
    stated.forEach((name, value) -> {
      List<Number> held = FillValues.of(dtype, Map.of(name, value), _ -> {});
      if (!held.isEmpty()) {
        attrs.put(name, new Attribute.Numbers(dtype, held));
      } else if (dtype.isFloating()) {
        attrs.put(name, new Attribute.Numbers(dtype, List.of(Double.NaN)));
      }
    });
  }

  private Node times(@Nullable TimeEncoder shared) {
    if (shared == null && variable.shape().size() > LOADED_TIMES) {
      attrs.put("units", Attribute.of("microseconds since 1970-01-01 00:00:00"));
      attrs.put("calendar", Attribute.of(variable.calendar().orElseThrow().label()));
      return Nodes.cast(variable.data(), DType.INT64);
    }
    long[] values = variable.load().toLongs();
    TimeEncoder encoder =
        shared != null
            ? shared
            : TimeEncoder.of(variable.withEncoding(encoding.asMap()), values, new long[0]);
    return encoder.encode(variable.shape(), values, encoding, attrs);
  }

  private Node differences() {
    Optional<String> units = TimeEncoder.unitsOfDifferences(encoding);
    if (units.isPresent() && variable.shape().size() <= LOADED_TIMES) {
      long[] values = variable.load().toLongs();
      return TimeEncoder.ofDifferences(units.get(), values)
          .encode(variable.shape(), values, encoding, attrs);
    }
    attrs.put("dtype", Attribute.of(DType.TIMEDELTA.label()));
    attrs.put("units", Attribute.of("microseconds"));
    attrs.put(Encoding.FILL, new Attribute.Numbers(DType.INT64, List.of(DType.NAT)));
    return Nodes.cast(variable.data(), DType.INT64);
  }

  /// Data say how they spell missing, as their source did; coordinates and bounds must not be
  /// missing, so CF gives them no fill.
  private Node floats(DType dtype) {
    boolean isScaled = encoding.dtype().filter(DType::isFloating).isPresent();
    Node data = Nodes.cast(isScaled ? unscaled(variable.data()) : variable.data(), dtype);
    Map<String, Attribute> fills = FillValues.spelt(dtype, encoding.missing());
    if (FillValues.of(dtype, fills, _ -> {}).isEmpty()) {
      // where scaled floats have a fill, xarray reads them in their own dtype, not in that of the
      // scale
      boolean isPlain = !attrs.containsKey(Encoding.SCALE) && !attrs.containsKey(Encoding.OFFSET);
      if (filled && isPlain && stated.isEmpty() && !encoding.deniesFill()) {
        attrs.put(Encoding.FILL, new Attribute.Numbers(dtype, List.of(Double.NaN)));
      }
      return data;
    }
    attrs.putAll(fills);
    Number fill = FillValues.written(fills);
    return fill == null || Double.isNaN(fill.doubleValue()) ? data : fillNa(data, fill);
  }

  private static Node fillNa(Node data, Number fill) {
    Node value = Nodes.literal(Values.fill(data.dtype(), Shape.SCALAR, List.of(fill)));
    return Nodes.elementwise(Op.Binary.FILLNA, data, Unpacking.repeated(value, data));
  }

  /// What is stored of `values` by the scale and offset that the encoding says, if any: `scale ×
  /// stored + offset = value`.
  private Node unscaled(Node values) {
    Attribute scale = encoding.get(Encoding.SCALE);
    Attribute offset = encoding.get(Encoding.OFFSET);
    if (scale == null && offset == null) {
      return values;
    }
    Node data = Nodes.cast(values, DType.FLOAT64);
    if (offset != null) {
      data =
          Nodes.elementwise(Op.Binary.SUBTRACT, data, Unpacking.repeated(scalar(offset, 0), data));
      attrs.put(Encoding.OFFSET, offset);
    }
    if (scale != null) {
      data = Nodes.elementwise(Op.Binary.DIVIDE, data, Unpacking.repeated(scalar(scale, 1), data));
      attrs.put(Encoding.SCALE, scale);
    }
    return data;
  }

  /// Values as whole numbers, rounded half to even as xarray and netCDF tools do.
  private Node integers(DType said) {
    DType target = signed(said);
    Node data = unscaled(Nodes.cast(variable.data(), DType.FLOAT64));
    Map<String, Attribute> fills =
        FillValues.spelt(target, stated.isEmpty() ? encoding.missing() : stated);
    attrs.putAll(fills);
    Number fill = FillValues.written(fills);
    packed = new Stage.Packed(target, fill == null ? null : fill.longValue());
    return encoding.rounds() ? Nodes.elementwise(Op.Unary.ROUND, data) : data;
  }

  /// Integers by a whole scale, as they were unpacked: those of 8 bytes have more digits than a
  /// float64, and are divided as they are. What is no multiple of the scale is rounded.
  private Node packed(DType said) {
    DType own = variable.dtype();
    if (!(encoding.get(Encoding.SCALE) instanceof Attribute.Numbers(var dtype, var values))
        || !dtype.isInteger()
        || values.size() != 1
        || encoding.get(Encoding.OFFSET) != null
        || own != DType.INT64
        || signed(said) != own
        || !FillValues.spelt(own, encoding.missing()).isEmpty()) {
      return integers(said);
    }
    Node rounded = Nodes.cast(integers(said), own);
    packed = null;
    Node data = variable.data();
    long by = values.getFirst().longValue();
    Node divisor = Unpacking.repeated(Nodes.literal(NdArray.of(Shape.SCALAR, by)), data);
    Node zero = Unpacking.repeated(Nodes.literal(NdArray.of(Shape.SCALAR, 0L)), data);
    Node rest = Nodes.elementwise(Op.Binary.MOD, data, divisor);
    return Nodes.elementwise(
        new Op.Where(),
        Nodes.elementwise(Op.Binary.EQUAL, rest, zero),
        Nodes.elementwise(Op.Binary.FLOOR_DIVIDE, data, divisor),
        rounded);
  }

  /// The dtype that values have after `_Unsigned`: files have had unsigned types of their own
  /// since.
  private DType signed(DType said) {
    return encoding.get("_Unsigned") instanceof Attribute.Text(String text)
        ? VariableDecoder.withSign(said, !text.equalsIgnoreCase("true"))
        : said;
  }

  private static Node scalar(Attribute attribute, double otherwise) {
    double value =
        attribute instanceof Attribute.Numbers(var _, var values) && values.size() == 1
            ? values.getFirst().doubleValue()
            : otherwise;
    return Nodes.literal(NdArray.of(Shape.SCALAR, value));
  }

  /// Integers as they are. Those that equal a fill are missing to readers, as is said.
  private Node plain(DType said) {
    Node data = recast(said);
    DType dtype = packed == null ? data.dtype() : packed.dtype();
    attrs.putAll(FillValues.spelt(dtype, encoding.missing()));
    return data;
  }

  /// Integers stored as another dtype: wider ones as they are, narrower ones checked.
  private Node recast(DType said) {
    DType own = variable.dtype();
    DType wanted = signed(said);
    if (wanted == own || !wanted.isNumeric()) {
      return variable.data();
    }
    if (wanted.isFloating()) {
      return Nodes.cast(variable.data(), wanted);
    }
    boolean wider =
        wanted.itemSize() > own.itemSize() && (own.isUnsigned() || !wanted.isUnsigned());
    if (wider || (own.itemSize() == 8 && wanted.itemSize() == 8)) {
      return wider ? Nodes.cast(variable.data(), wanted) : variable.data();
    }
    packed = new Stage.Packed(wanted, null);
    return Nodes.cast(variable.data(), DType.FLOAT64);
  }
}
