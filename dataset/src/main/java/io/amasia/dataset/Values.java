package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/// Arrays from plain Java values.
public final class Values {
  private Values() {}

  /// An array of the given values: `double[]`, `float[]`, `long[]`, `int[]`, `short[]`, `byte[]`
  /// (`int8`), `boolean[]` or `String[]`, nested for more dimensions; a single number, text or
  /// boolean gives a scalar; an [NdArray] is taken as it is.
  ///
  /// @throws AmasiaException.Usage for other types and for rows of unequal length
  public static NdArray of(Object values) {
    if (values instanceof NdArray array) {
      return array;
    }
    if (values instanceof List<?> list) {
      return ofList(list);
    }
    List<Long> sizes = new ArrayList<>();
    Object at = values;
    while (at.getClass().isArray()) {
      int length = Array.getLength(at);
      sizes.add((long) length);
      if (length == 0 || !at.getClass().getComponentType().isArray()) {
        break;
      }
      at = Array.get(at, 0);
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    Class<?> element = values.getClass();
    while (element.isArray()) {
      element = element.getComponentType();
    }
    List<Object> flat = new ArrayList<>();
    flatten(values, shape, 0, flat);
    return fill(dtypeOf(element), shape, flat);
  }

  /// An array of `dtype` and `shape` from its values in C order: numbers, booleans or texts.
  public static NdArray fill(DType dtype, Shape shape, List<?> values) {
    if (values.size() != shape.size()) {
      throw new AmasiaException.Usage(values.size() + " values for shape " + shape);
    }
    if (dtype == DType.STRING) {
      return NdArray.of(shape, values.stream().map(String::valueOf).toList());
    }
    NdArray array = NdArray.allocate(dtype, shape);
    for (int i = 0; i < values.size(); i++) {
      set(array.data(), dtype, i, values.get(i));
    }
    return array;
  }

  private static NdArray ofList(List<?> list) {
    if (list.isEmpty()) {
      return NdArray.of(Shape.of(0), new double[0]);
    }
    Class<?> element = list.getFirst().getClass();
    boolean mixed = list.stream().anyMatch(v -> v instanceof Double);
    return fill(
        mixed ? DType.FLOAT64 : dtypeOf(element), Shape.of(list.size()), new ArrayList<>(list));
  }

  private static DType dtypeOf(Class<?> element) {
    if (element == double.class || element == Double.class) {
      return DType.FLOAT64;
    } else if (element == float.class || element == Float.class) {
      return DType.FLOAT32;
    } else if (element == long.class || element == Long.class) {
      return DType.INT64;
    } else if (element == int.class || element == Integer.class) {
      return DType.INT32;
    } else if (element == short.class || element == Short.class) {
      return DType.INT16;
    } else if (element == byte.class || element == Byte.class) {
      return DType.INT8;
    } else if (element == boolean.class || element == Boolean.class) {
      return DType.BOOL;
    } else if (element == String.class) {
      return DType.STRING;
    }
    throw new AmasiaException.Usage(
        "values of type "
            + element.getSimpleName()
            + "; allowed are arrays of double, float, long, int, short, byte, boolean, String");
  }

  private static void flatten(Object values, Shape shape, int d, List<Object> flat) {
    if (d == shape.ndim()) {
      flat.add(values);
      return;
    }
    if (Array.getLength(values) != shape.size(d)) {
      throw new AmasiaException.Usage(
          "rows of unequal length along dimension %d: %d and %d"
              .formatted(d, shape.size(d), Array.getLength(values)));
    }
    for (int i = 0; i < shape.size(d); i++) {
      flatten(Array.get(values, i), shape, d + 1, flat);
    }
  }

  private static void set(MemorySegment data, DType dtype, long i, Object value) {
    if (value instanceof Boolean flag) {
      value = flag ? 1L : 0L;
    }
    Number number = (Number) value;
    switch (dtype) {
      case BOOL, INT8, UINT8 -> data.set(ValueLayout.JAVA_BYTE, i, number.byteValue());
      case INT16, UINT16 ->
          data.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, number.shortValue());
      case INT32, UINT32 -> data.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, number.intValue());
      case INT64, UINT64, DATETIME, TIMEDELTA ->
          data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, number.longValue());
      case FLOAT16 ->
          data.setAtIndex(
              ValueLayout.JAVA_SHORT_UNALIGNED, i, Float.floatToFloat16(number.floatValue()));
      case FLOAT32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, number.floatValue());
      case FLOAT64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, number.doubleValue());
      case STRING -> throw new IllegalStateException("text is made by NdArray.of");
    }
  }
}
