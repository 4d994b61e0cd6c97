package io.amasia.netcdf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where everything of a schema goes in a classic file, and which of the three forms it takes.
///
/// Order in the file: header, variables of fixed size, then texts, then records. How long texts are
/// is known only when all are written, so they come after what is written by position before that,
/// and in the header after the other variables.
final class ClassicLayout {
  private static final long CDF2_LIMIT = 0xFFFF_FFFCL;

  private final Schema schema;
  private final int version;
  private final @Nullable String recordDim;
  private final Map<String, Long> begins = new LinkedHashMap<>();
  private final List<Schema.Variable> fixed = new ArrayList<>();
  private final List<Schema.Variable> texts = new ArrayList<>();
  private final List<Schema.Variable> records = new ArrayList<>();
  private final long headerBytes;
  private final long textBegin;
  private long recordBytes;

  ClassicLayout(Schema schema, String url, String variant) {
    this.schema = schema;
    this.recordDim = recordDim(schema);
    for (Schema.Variable variable : schema.variables()) {
      check(variable, url);
      if (variable.dtype() == DType.STRING) {
        texts.add(variable);
      } else if (isRecord(variable)) {
        records.add(variable);
      } else {
        fixed.add(variable);
      }
    }
    this.version = version(variant, chooseVersion(), url);
    Map<String, Integer> shortest = new LinkedHashMap<>();
    texts.forEach(v -> shortest.put(v.name(), 1));
    // Distinct lengths make distinct dimensions: room for one each, with the longest name.
    this.headerBytes = encode(shortest).length + 64L * texts.size();
    long at = headerBytes;
    for (Schema.Variable variable : fixed) {
      begins.put(variable.name(), at);
      at += pad(slabBytes(variable));
    }
    textBegin = at;
    placeRecords(at);
  }

  private void placeRecords(long at) {
    long inside = at;
    for (Schema.Variable variable : records) {
      begins.put(variable.name(), inside);
      inside += pad(slabBytes(variable));
    }
    recordBytes = inside - at;
    // The rule of the format: no padding where there is but one record variable of any size.
    if (!records.isEmpty() && recordBytes == pad(slabBytes(records.getFirst()))) {
      recordBytes = slabBytes(records.getFirst());
    }
  }

  /// The first unlimited dimension that can be one here: first in every variable that has it, and
  /// in no text.
  private static @Nullable String recordDim(Schema schema) {
    for (String dim : schema.unlimited()) {
      boolean possible =
          schema.dims().containsKey(dim)
              && schema.variables().stream()
                  .filter(v -> v.dims().contains(dim))
                  .allMatch(v -> v.dims().lastIndexOf(dim) == 0 && v.dtype() != DType.STRING);
      if (possible) {
        return dim;
      }
    }
    return null;
  }

  private static void check(Schema.Variable variable, String url) {
    if (ClassicType.of(variable.dtype()) == null) {
      throw new AmasiaException.Unsupported(
          "%s: variable '%s' is %s, which netCDF classic can't hold; it holds int8 to int64, uint8 to uint64, float32, float64 and text: cast it first"
              .formatted(url, variable.name(), variable.dtype()));
    }
  }

  private boolean isRecord(Schema.Variable variable) {
    return recordDim != null && variable.dims().contains(recordDim);
  }

  private static ClassicType type(Schema.Variable variable) {
    ClassicType type = ClassicType.of(variable.dtype());
    if (type == null) {
      throw new IllegalArgumentException(variable.dtype().toString());
    }
    return type;
  }

  /// Bytes of a variable, or of one record of it; not of text.
  long slabBytes(Schema.Variable variable) {
    long count = isRecord(variable) ? variable.shape().without(0).size() : variable.shape().size();
    return Math.multiplyExact(count, type(variable).size);
  }

  private static long pad(long bytes) {
    return (bytes + 3) & ~3L;
  }

  private int chooseVersion() {
    boolean wide = schema.dims().values().stream().anyMatch(n -> n > Integer.MAX_VALUE);
    long total = 1 << 20;
    for (Schema.Variable variable : schema.variables()) {
      wide |= type(variable).isCdf5Only();
      if (variable.dtype() != DType.STRING) {
        long slab = slabBytes(variable);
        wide |= slab > CDF2_LIMIT;
        total += pad(slab) * (isRecord(variable) ? Math.max(1, recordCount()) : 1);
      }
      wide |= variable.attrs().values().stream().anyMatch(ClassicLayout::needsCdf5);
    }
    wide |= schema.attrs().values().stream().anyMatch(ClassicLayout::needsCdf5);
    // Texts may add what isn't known yet, so they get the wider offsets early.
    return wide ? 5 : total > (texts.isEmpty() ? Integer.MAX_VALUE : 1L << 30) ? 2 : 1;
  }

  /// The form that is asked for, if it is able; `least` is the first that is.
  private static int version(String variant, int least, String url) {
    int wanted =
        switch (variant) {
          case "64bit" -> 2;
          case "cdf5" -> 5;
          default -> least;
        };
    if (wanted < least) {
      throw new AmasiaException.Unsupported(
          "%s: 64-bit offset files can't hold int64 and unsigned numbers, nor over 4 GiB a variable; write --format cdf5 or nc4"
              .formatted(url));
    }
    return wanted;
  }

  private static boolean needsCdf5(Attribute attribute) {
    if (!(attribute instanceof Attribute.Numbers numbers)) {
      return false;
    }
    try {
      HeaderEncoder.type(numbers, 1);
      return false;
    } catch (AmasiaException.Unsupported _) {
      return true;
    }
  }

  long recordCount() {
    return recordDim == null ? 0 : schema.dims().getOrDefault(recordDim, 0L);
  }

  /// Bytes from a record to the next.
  long recordBytes() {
    return recordBytes;
  }

  /// Where a variable begins; not of text. Records lie here until texts are put before them.
  long begin(String name) {
    Long begin = begins.get(name);
    if (begin == null) {
      throw new IllegalArgumentException("no place for " + name);
    }
    return begin;
  }

  boolean hasRecords(String name) {
    return records.stream().anyMatch(v -> v.name().equals(name));
  }

  List<Schema.Variable> texts() {
    return texts;
  }

  /// Where the texts begin, and before they are put there the records.
  long textBegin() {
    return textBegin;
  }

  /// The end of the file when texts take `textBytes`.
  long end(long textBytes) {
    return textBegin + textBytes + pad(recordBytes * recordCount());
  }

  /// The header when texts have these lengths in bytes, one for each by name.
  byte[] encode(Map<String, Integer> textLengths) {
    Map<String, Long> dims = new LinkedHashMap<>(schema.dims());
    if (recordDim != null) {
      dims.put(recordDim, 0L);
    }
    Map<String, String> textDims = new LinkedHashMap<>();
    textLengths.forEach((name, length) -> textDims.put(name, textDim(dims, length)));
    List<String> order = List.copyOf(dims.keySet());
    List<HeaderEncoder.Var> vars = new ArrayList<>();
    for (Schema.Variable variable : fixed) {
      vars.add(
          entry(variable, order, slabBytes(variable), begins.getOrDefault(variable.name(), 0L)));
    }
    long at = textBegin;
    for (Schema.Variable variable : texts) {
      int length = textLengths.getOrDefault(variable.name(), 1);
      long bytes = variable.shape().size() * length;
      vars.add(textEntry(variable, order, textDims.get(variable.name()), bytes, at));
      at += pad(bytes);
    }
    long shift = at - textBegin;
    for (Schema.Variable variable : records) {
      long begin = begins.getOrDefault(variable.name(), 0L) + shift;
      vars.add(entry(variable, order, slabBytes(variable), begin));
    }
    return HeaderEncoder.encode(version, recordCount(), dims, schema.attrs(), vars);
  }

  /// The name of the dimension for texts of `length` bytes, made if there is none: as xarray's.
  private static String textDim(Map<String, Long> dims, int length) {
    String name = "string" + length;
    for (int i = 2; dims.containsKey(name) && dims.get(name) != length; i++) {
      name = "string" + length + "_" + i;
    }
    dims.put(name, (long) length);
    return name;
  }

  private static HeaderEncoder.Var entry(
      Schema.Variable variable, List<String> dims, long slabBytes, long begin) {
    List<Integer> ids = variable.dims().stream().map(dims::indexOf).toList();
    return new HeaderEncoder.Var(
        variable.name(), ids, variable.attrs(), type(variable), slabBytes, begin);
  }

  private static HeaderEncoder.Var textEntry(
      Schema.Variable variable, List<String> dims, @Nullable String textDim, long bytes, long at) {
    List<Integer> ids = new ArrayList<>(variable.dims().stream().map(dims::indexOf).toList());
    ids.add(dims.indexOf(textDim));
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    attrs.put("_Encoding", Attribute.of("utf-8"));
    return new HeaderEncoder.Var(variable.name(), ids, attrs, ClassicType.CHAR, bytes, at);
  }
}
