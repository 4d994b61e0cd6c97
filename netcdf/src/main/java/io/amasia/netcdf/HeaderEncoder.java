package io.amasia.netcdf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Encodes the header of a classic file.
final class HeaderEncoder {
  private final int version;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private HeaderEncoder(int version) {
    this.version = version;
  }

  /// A variable to be written.
  record Var(
      String name,
      List<Integer> dimIds,
      Map<String, Attribute> attrs,
      ClassicType type,
      long slabBytes,
      long begin) {}

  static byte[] encode(
      int version,
      long records,
      Map<String, Long> dims,
      Map<String, Attribute> attrs,
      List<Var> vars) {
    HeaderEncoder encoder = new HeaderEncoder(version);
    encoder.out.writeBytes(new byte[] {'C', 'D', 'F', (byte) version});
    encoder.count(records);
    encoder.list(10, dims.size());
    dims.forEach((name, length) -> {
      encoder.name(name);
      encoder.count(length);
    });
    encoder.attributes(attrs, null);
    encoder.list(11, vars.size());
    vars.forEach(encoder::variable);
    return encoder.out.toByteArray();
  }

  private void int32(long value) {
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
  }

  private void int64(long value) {
    out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
  }

  private void count(long value) {
    if (version == 5) {
      int64(value);
    } else {
      int32(value);
    }
  }

  private void list(int tag, int count) {
    int32(count == 0 ? 0 : tag);
    count(count);
  }

  private void padded(byte[] bytes) {
    out.writeBytes(bytes);
    out.writeBytes(new byte[-bytes.length & 3]);
  }

  private void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || name.contains("/")) {
      throw new AmasiaException.Unsupported(
          "'%s' can't be a name in netCDF; rename it: no '/' and not empty".formatted(name));
    }
    count(bytes.length);
    padded(bytes);
  }

  private void attributes(
      Map<String, Attribute> attrs, @org.jspecify.annotations.Nullable ClassicType fillType) {
    list(12, attrs.size());
    attrs.forEach((name, value) -> {
      name(name);
      switch (value) {
        case Attribute.Numbers numbers ->
            numbers(
                numbers,
                fillType != null && name.equals("_FillValue") ? fillType : type(numbers, version));
        case Attribute.Text text -> text(text.value());
        case Attribute.Texts texts -> text(joined(texts.values()));
        case Attribute.Json json -> text(json.text());
      }
    });
  }

  private void numbers(Attribute.Numbers numbers, ClassicType type) {
    int32(type.code);
    count(numbers.values().size());
    ByteBuffer bytes = ByteBuffer.allocate(numbers.values().size() * type.size);
    numbers.values().forEach(v -> ClassicValues.put(type, v, bytes));
    padded(bytes.array());
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int32(ClassicType.CHAR.code);
    count(bytes.length);
    padded(bytes);
  }

  /// The classic formats have no lists of texts.
  private static String joined(List<String> values) {
    boolean blanks = values.stream().anyMatch(v -> v.contains(" "));
    return String.join(blanks ? ", " : " ", values);
  }

  /// The type an attribute gets: its own, but outside CDF-5 the smallest old one that holds it.
  ///
  /// @throws AmasiaException.Unsupported if `version` is not 5 and none holds it
  static ClassicType type(Attribute.Numbers numbers, int version) {
    ClassicType own =
        switch (numbers.dtype()) {
          case BOOL -> ClassicType.BYTE;
          case FLOAT16 -> ClassicType.FLOAT;
          case DATETIME, TIMEDELTA -> ClassicType.INT64;
          default -> ClassicType.of(numbers.dtype());
        };
    if (own == null || own == ClassicType.CHAR) {
      throw new AmasiaException.Unsupported("an attribute of dtype " + numbers.dtype());
    }
    if (!own.isCdf5Only() || version == 5) {
      return own;
    }
    boolean fits =
        numbers.values().stream()
            .allMatch(v ->
                v.longValue() == v.intValue()
                    && !(numbers.dtype() == DType.UINT64 && v.longValue() < 0));
    if (!fits) {
      throw new AmasiaException.Unsupported("an integer attribute above 2^31 outside CDF-5");
    }
    return own == ClassicType.UBYTE ? ClassicType.SHORT : ClassicType.INT;
  }

  private void variable(Var var) {
    name(var.name);
    count(var.dimIds.size());
    var.dimIds.forEach(this::count);
    attributes(var.attrs, var.type == ClassicType.CHAR ? null : var.type);
    int32(var.type.code);
    long padded = (var.slabBytes + 3) & ~3L;
    // CDF-1 and 2 can't say larger sizes; readers compute them.
    count(version == 5 ? padded : Math.min(padded, 0xFFFF_FFFFL));
    if (version == 1) {
      if (var.begin > Integer.MAX_VALUE) {
        throw new AmasiaException.Unsupported(
            "texts of over 1 GiB in netCDF classic; write .zarr instead");
      }
      int32(var.begin);
    } else {
      int64(var.begin);
    }
  }
}
