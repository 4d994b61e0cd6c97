package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Arrays and datasets as maps and lists of plain values, in the form of xarray's `to_dict`.
///
/// A variable is a map of `dims`, `attrs` and `data`, beside which `dtype`, `shape` and, of times,
/// `calendar` say what lists don't: so what is made of a map again has the same values, dtypes and
/// labels. Numbers in attributes come back as `int64` and `float64`, and what is known of files is
/// lost. An array has `coords` and `name` too, a dataset `coords`, `attrs`, `dims` and `data_vars`.
///
/// Values are `Boolean`, `Long` (`BigInteger` for `uint64`), `Double`, `String`, dates in ISO 8601
/// as texts in their calendar, and `Duration`; a missing time is null. A null under a dtype of
/// floats is taken as NaN.
final class PlainValues {
  private PlainValues() {}

  static Map<String, Object> of(DataArray array, boolean data) {
    DataArray whole = data ? array.compute() : array;
    Map<String, Object> dict = of(whole.variable(), data);
    dict.put("coords", all(whole.coords().asMap(), data));
    array.name().ifPresent(name -> dict.put("name", name));
    return dict;
  }

  static Map<String, Object> of(Dataset dataset, boolean data) {
    Dataset whole = data ? dataset.compute() : dataset;
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("coords", all(whole.coords().asMap(), data));
    dict.put("attrs", attrs(whole.attrs()));
    dict.put("dims", new LinkedHashMap<>(whole.sizes()));
    dict.put("data_vars", all(whole.variables(), data));
    return dict;
  }

  private static Map<String, Object> all(Map<String, Variable> variables, boolean data) {
    Map<String, Object> dict = new LinkedHashMap<>();
    variables.forEach((name, v) -> dict.put(name, of(v, data)));
    return dict;
  }

  private static Map<String, Object> of(Variable v, boolean data) {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("dims", v.dims());
    dict.put("attrs", attrs(v.attrs()));
    if (data) {
      dict.put("data", nested(v, v.load(), 0, 0));
    }
    dict.put("dtype", v.dtype().label());
    dict.put("shape", Arrays.stream(v.shape().toArray()).boxed().toList());
    v.calendar().ifPresent(calendar -> dict.put("calendar", calendar.label()));
    return dict;
  }

  private static Map<String, Object> attrs(Map<String, Attribute> attrs) {
    Map<String, Object> dict = new LinkedHashMap<>();
    attrs.forEach((name, value) ->
        dict.put(
            name,
            switch (value) {
              case Attribute.Text(String text) -> text;
              case Attribute.Texts(List<String> texts) -> texts;
              case Attribute.Numbers numbers ->
                  numbers.isScalar() ? numbers.values().getFirst() : numbers.values();
              case Attribute.Json(String text) -> text;
            }));
    return dict;
  }

  /// The values from position `from` on that lie along the dimensions from `d` on.
  private static @Nullable Object nested(Variable v, NdArray values, int d, long from) {
    if (d == v.ndim()) {
      return value(v, values, from);
    }
    long step = 1;
    for (int rest = d + 1; rest < v.ndim(); rest++) {
      step *= v.shape().size(rest);
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (long i = 0; i < v.shape().size(d); i++) {
      list.add(nested(v, values, d + 1, from + i * step));
    }
    return list;
  }

  private static @Nullable Object value(Variable v, NdArray values, long i) {
    return switch (v.dtype()) {
      case BOOL -> values.getLong(i) != 0;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> values.getLong(i);
      case UINT64 -> new BigInteger(Long.toUnsignedString(values.getLong(i)));
      case FLOAT16, FLOAT32, FLOAT64 -> values.getDouble(i);
      case STRING -> values.getString(i);
      case DATETIME ->
          values.getLong(i) == DType.NAT
              ? null
              : v.calendar().orElse(Calendar.STANDARD).format(values.getLong(i));
      case TIMEDELTA ->
          values.getLong(i) == DType.NAT
              ? null
              : Duration.ofSeconds(
                  Math.floorDiv(values.getLong(i), 1_000_000L),
                  1000 * Math.floorMod(values.getLong(i), 1_000_000L));
    };
  }

  static DataArray array(Map<String, ?> dict) {
    Object name = dict.get("name");
    return new DataArray(
        name == null ? null : name.toString(),
        variable("the array", dict),
        new Coordinates(variables(dict, "coords")));
  }

  static Dataset dataset(Map<String, ?> dict) {
    boolean bare = !dict.containsKey("data_vars");
    Map<String, Variable> variables = bare ? variables(dict) : variables(dict, "data_vars");
    Map<String, Variable> coords =
        bare ? new LinkedHashMap<>() : new LinkedHashMap<>(variables(dict, "coords"));
    for (String name : List.copyOf(variables.keySet())) {
      Variable v = Objects.requireNonNull(variables.get(name));
      if (v.dims().equals(List.of(name))) {
        coords.put(name, v);
        variables.remove(name);
      }
    }
    return new Dataset(variables, new Coordinates(coords), Map.of())
        .assignAttrs(bare ? Map.of() : map("attrs", dict.get("attrs")));
  }

  private static Map<String, Variable> variables(Map<String, ?> dict, String key) {
    return variables(map(key, dict.get(key)));
  }

  private static Map<String, Variable> variables(Map<String, ?> dict) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    dict.forEach((name, one) -> variables.put(name, variable(name, map(name, one))));
    return variables;
  }

  private static Variable variable(String name, Map<String, ?> dict) {
    Object data = dict.get("data"); // null for a single time that is missing
    Object dims = dict.get("dims");
    if (!dict.containsKey("data") || dims == null) {
      throw new AmasiaException.Usage(
          "'%s' as a map with %s; needed are dims and data, allowed are attrs, dtype, calendar too"
              .formatted(name, dict.keySet()));
    }
    List<String> names =
        dims instanceof List<?> several
            ? several.stream().map(String::valueOf).toList()
            : List.of(dims.toString());
    Calendar calendar = calendar(name, dict.get("calendar"));
    Variable v = Variable.of(names, values(name, dict, data, names.size(), calendar));
    Variable timed = v.dtype() == DType.DATETIME ? v.withCalendar(calendar) : v;
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    map("attrs", dict.get("attrs"))
        .forEach((key, one) -> attrs.put(key, Annotating.attribute(one)));
    return timed.withAttrs(attrs);
  }

  private static Calendar calendar(String name, @Nullable Object label) {
    return label == null
        ? Calendar.STANDARD
        : Calendar.find(label.toString())
            .orElseThrow(() ->
                new AmasiaException.Usage(
                    "'%s' has times of calendar '%s'; allowed are %s"
                        .formatted(
                            name,
                            label,
                            Arrays.stream(Calendar.values()).map(Calendar::label).toList())));
  }

  private static NdArray values(
      String name, Map<String, ?> dict, @Nullable Object data, int ndim, Calendar calendar) {
    if (data != null && !(data instanceof List<?>) && dict.get("dtype") == null) {
      return Values.of(data);
    }
    Shape shape = shape(data, ndim);
    if (shape.size() == 0 && dict.get("shape") instanceof List<?> told) {
      shape = Shape.of(told.stream().mapToLong(one -> ((Number) one).longValue()).toArray());
    }
    List<@Nullable Object> flat = new ArrayList<>();
    flatten(name, data, shape, 0, flat);
    DType as =
        dict.get("dtype") == null ? natural(name, flat) : DType.of(dict.get("dtype").toString());
    return Values.fill(
        as, shape, flat.stream().map(one -> stored(name, one, as, calendar)).toList());
  }

  /// Of lists in lists; how long those in an empty list would be, nothing tells.
  private static Shape shape(@Nullable Object data, int ndim) {
    long[] sizes = new long[ndim];
    Object at = data;
    for (int d = 0; d < ndim && at instanceof List<?> list && !list.isEmpty(); d++) {
      sizes[d] = list.size();
      at = list.getFirst();
    }
    return Shape.of(sizes);
  }

  private static void flatten(
      String name, @Nullable Object data, Shape shape, int d, List<@Nullable Object> flat) {
    if (d == shape.ndim()) {
      flat.add(data);
      return;
    }
    if (!(data instanceof List<?> list) || list.size() != shape.size(d)) {
      throw new AmasiaException.Usage(
          "'%s' has %s where a list of %d is needed along dimension %d"
              .formatted(
                  name,
                  data instanceof List<?> other ? "a list of " + other.size() : "'" + data + "'",
                  shape.size(d),
                  d));
    }
    list.forEach(one -> flatten(name, one, shape, d + 1, flat));
  }

  private static DType natural(String name, List<@Nullable Object> flat) {
    if (flat.stream().allMatch(Boolean.class::isInstance) && !flat.isEmpty()) {
      return DType.BOOL;
    } else if (flat.stream().allMatch(String.class::isInstance) && !flat.isEmpty()) {
      return DType.STRING;
    } else if (flat.stream().anyMatch(Duration.class::isInstance)) {
      return DType.TIMEDELTA;
    } else if (!flat.stream().allMatch(one -> one instanceof Number)) {
      throw new AmasiaException.Usage(
          "'%s' mixes kinds of values; allowed are numbers, truths, texts or durations"
              .formatted(name));
    }
    boolean whole = flat.stream().allMatch(one -> !(one instanceof Double || one instanceof Float));
    return whole && !flat.isEmpty() ? DType.INT64 : DType.FLOAT64;
  }

  private static Object stored(
      String name, @Nullable Object value, DType dtype, Calendar calendar) {
    if (value == null && dtype.isFloating()) {
      return Double.NaN;
    } else if (value == null && dtype.isTime()) {
      return DType.NAT;
    }
    return switch (value) {
      case Duration span when dtype == DType.TIMEDELTA ->
          span.toSeconds() * 1_000_000 + span.toNanosPart() / 1000;
      case String date when dtype == DType.DATETIME -> PartialDate.parse(date, calendar).start();
      case String text when dtype == DType.STRING -> text;
      case Number number when dtype.isInteger() -> fitting(name, number, dtype);
      case Number number -> number;
      case Boolean flag when !dtype.isTime() -> flag;
      case null, default ->
          throw new AmasiaException.Usage(
              "'%s' has '%s', which is no value of dtype %s".formatted(name, value, dtype));
    };
  }

  /// A number without its fraction, as NumPy takes it.
  ///
  /// @throws AmasiaException.Usage if an integer of `dtype` can't be as large, or it is none
  private static Number fitting(String name, Number number, DType dtype) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new AmasiaException.Usage(
          "'%s' has %s, which is no value of dtype %s".formatted(name, number, dtype));
    }
    BigInteger whole =
        switch (number) {
          case Double _, Float _ -> new BigDecimal(number.doubleValue()).toBigInteger();
          case BigDecimal decimal -> decimal.toBigInteger();
          case BigInteger large -> large;
          default -> BigInteger.valueOf(number.longValue());
        };
    if (!dtype.has(whole)) {
      throw new AmasiaException.Usage(
          "'%s' has %s, which is out of bounds for %s".formatted(name, number, dtype));
    }
    return whole;
  }

  @SuppressWarnings("unchecked") // keys are looked at as texts only
  private static Map<String, ?> map(String name, @Nullable Object value) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> own -> (Map<String, ?>) own;
      default ->
          throw new AmasiaException.Usage("'%s' is '%s'; needed is a map".formatted(name, value));
    };
  }
}
