package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads two files or stores again and compares them: names, dimensions, attributes, and every
/// value bit by bit. Blocks of both are in memory, of 32 MB at most or a chunk of either.
public final class ConversionCheck {
  private static final long BLOCK_BYTES = 32L << 20;
  private static final int MOST_DIFFERENCES = 20;

  /// What formats keep in attributes for themselves, or can't keep; fills are compared by what they
  /// make missing.
  private static final Set<String> OWN = Set.of("_Encoding", "_FillValue", "dtype");

  private final List<String> differences = new ArrayList<>();

  private ConversionCheck() {}

  /// Refuses a target that can't be compared with what it was made from.
  ///
  /// @param variant of the format, empty for what the name says
  /// @throws AmasiaException.Usage for tables, which keep neither types nor all attributes
  public static void requireComparable(String to, String variant) {
    if (!Formats.forWriting(to, variant).keepsAttributes()) {
      throw new AmasiaException.Usage(
          "%s is a table, which keeps neither types nor all attributes, so it can't be verified; leave --verify out, or write .nc, .zarr or .json"
              .formatted(to));
    }
  }

  /// What differs between two, a line each; empty if they are equal. Types that a format lacks are
  /// compared by value. A target that holds values as people mean them is compared with what the
  /// other means, variable by variable, as it is read whole in any case.
  public static List<String> differences(String from, String to) {
    var check = new ConversionCheck();
    try (StoredDataset a = Formats.open(from);
        StoredDataset b = Formats.open(to)) {
      if (holdsMeaning(b)) {
        a.root().groups().forEach(g -> check.differ("group %s is missing".formatted(g.name())));
        check.meanings(from, to);
      } else {
        check.groups(a.root(), b.root(), "");
      }
    }
    return check.differences;
  }

  private static boolean holdsMeaning(StoredDataset stored) {
    return Formats.all().stream()
        .anyMatch(format -> format.holdsMeaning() && format.name().equals(stored.format()));
  }

  private void meanings(String from, String to) {
    try (Dataset a = Opening.open(List.of(from), OpenOptions.standard());
        Dataset b = Opening.open(List.of(to), OpenOptions.standard())) {
      attributes(a.attrs(), b.attrs(), "the dataset");
      Map<String, Variable> others = CfLinks.all(b);
      CfLinks.all(a)
          .forEach((name, variable) -> {
            Variable other = others.remove(name);
            if (other == null) {
              differ("%s is missing".formatted(name));
            } else if (a.coords().has(name) != b.coords().has(name)) {
              differ("%s is a coordinate in one only".formatted(name));
            } else {
              variables(variable, other, name);
            }
          });
      others.keySet().forEach(name -> differ("%s is not in the source".formatted(name)));
    }
  }

  private void variables(Variable a, Variable b, String name) {
    attributes(a.attrs(), b.attrs(), name);
    if (!a.dims().equals(b.dims())
        || !a.shape().equals(b.shape())
        || a.dtype() != b.dtype()
        || !a.calendar().equals(b.calendar())) {
      differ("%s: %s became %s".formatted(name, a, b));
      return;
    }
    try (NdArray left = a.load();
        NdArray right = b.load()) {
      Long at = mismatch(left, right);
      if (at != null) {
        differ("%s: values differ, first at element %d".formatted(name, at));
      }
    }
  }

  private void differ(String message) {
    if (differences.size() < MOST_DIFFERENCES) {
      differences.add(message);
    }
  }

  private void groups(StoredGroup a, StoredGroup b, String path) {
    attributes(a.attrs(), b.attrs(), path.isEmpty() ? "the dataset" : path);
    Map<String, StoredArray> others = new LinkedHashMap<>();
    b.arrays().forEach(array -> others.put(array.name(), array));
    for (StoredArray array : a.arrays()) {
      String name = path + array.name();
      StoredArray other = others.remove(array.name());
      if (other == null) {
        differ("%s is missing".formatted(name));
      } else {
        arrays(array, other, name);
      }
    }
    others.keySet().forEach(name -> differ("%s is not in the source".formatted(path + name)));
    for (StoredGroup child : a.groups()) {
      b.groups().stream()
          .filter(g -> g.name().equals(child.name()))
          .findFirst()
          .ifPresentOrElse(
              other -> groups(child, other, path + child.name() + "/"),
              () -> differ("group %s is missing".formatted(path + child.name())));
    }
  }

  private void arrays(StoredArray a, StoredArray b, String name) {
    if (!a.dims().equals(b.dims()) || !a.shape().equals(b.shape())) {
      differ("%s: %s %s became %s %s".formatted(name, a.dims(), a.shape(), b.dims(), b.shape()));
      return;
    }
    attributes(a.attrs(), b.attrs(), name);
    boolean same = a.dtype() == b.dtype();
    boolean nearest =
        StoredSchema.nearest(a.dtype()) == b.dtype()
            || StoredSchema.nearest(b.dtype()) == a.dtype();
    if (!same && !nearest) {
      differ("%s: %s became %s".formatted(name, a.dtype(), b.dtype()));
      return;
    }
    List<Number> fill = fill(a, b.dtype());
    List<Number> otherFill = fill(b, b.dtype());
    if (a.dtype().isNumeric() && !fill.equals(otherFill)) {
      differ("%s: %s %s became %s".formatted(name, Encoding.FILL, fill, otherFill));
    }
    Chunks blocks = blocks(a, b);
    long[] index = new long[blocks.ndim()];
    for (long i = 0; i < blocks.count(); i++) {
      Box box = blocks.box(index);
      Long at = mismatch(a, b, box);
      if (at != null) {
        differ("%s: values differ, first at element %d of %s".formatted(name, at, box));
        return;
      }
      for (int d = index.length - 1; d >= 0 && ++index[d] == blocks.gridShape().size(d); d--) {
        index[d] = 0;
      }
    }
  }

  /// The value of `dtype` that the `_FillValue` of `array` makes missing, if it is one; NaN always
  /// is missing.
  private static List<Number> fill(StoredArray array, DType dtype) {
    Attribute fill = array.attrs().get(Encoding.FILL);
    return fill == null ? List.of() : FillValues.of(dtype, Map.of(Encoding.FILL, fill), _ -> {});
  }

  /// Blocks that hold whole chunks of both, where these are not too many bytes.
  private static Chunks blocks(StoredArray a, StoredArray b) {
    long[] lengths = a.chunks().maxChunk().toArray();
    double bytes = a.dtype().itemSize();
    for (int d = 0; d < lengths.length; d++) {
      lengths[d] = Math.max(1, Math.max(lengths[d], b.chunks().maxChunk().size(d)));
      bytes *= lengths[d];
    }
    for (int d = 0; d < lengths.length; d++) {
      while (bytes > BLOCK_BYTES && lengths[d] > 1) {
        bytes = bytes / lengths[d] * Math.ceilDiv(lengths[d], 2);
        lengths[d] = Math.ceilDiv(lengths[d], 2);
      }
    }
    return Chunks.regular(a.shape(), lengths);
  }

  private static @Nullable Long mismatch(StoredArray a, StoredArray b, Box box) {
    try (NdArray left = ArrayReader.read(a, box);
        NdArray right = ArrayReader.read(b, box)) {
      if (left.dtype() == right.dtype() && left.dtype() != DType.STRING) {
        long at = left.data().mismatch(right.data());
        return at < 0 ? null : at / left.dtype().itemSize();
      }
      return mismatch(left, right);
    }
  }

  /// The first element whose value differs; NaN equals NaN.
  private static @Nullable Long mismatch(NdArray left, NdArray right) {
    for (long i = 0; i < left.size(); i++) {
      boolean equal =
          left.dtype() == DType.STRING
              ? left.getString(i).equals(right.getString(i))
              : (left.dtype().isFloating() || right.dtype().isFloating())
                  ? Double.compare(left.getDouble(i), right.getDouble(i)) == 0
                  : left.getLong(i) == right.getLong(i);
      if (!equal) {
        return i;
      }
    }
    return null;
  }

  private void attributes(Map<String, Attribute> a, Map<String, Attribute> b, String name) {
    a.forEach((key, value) -> {
      Attribute other = b.get(key);
      if (!OWN.contains(key) && (other == null || !words(value).equals(words(other)))) {
        differ(
            "attribute %s of %s: %s became %s".formatted(key, name, value, String.valueOf(other)));
      }
    });
    b.keySet().stream()
        .filter(key -> !a.containsKey(key) && !OWN.contains(key))
        .forEach(key -> differ("attribute %s of %s is not in the source".formatted(key, name)));
  }

  /// The parts of an attribute as every format keeps them: without their type, texts or numbers.
  private static List<?> words(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String text) -> List.of(text);
      case Attribute.Texts(List<String> texts) -> texts;
      case Attribute.Json(String text) -> List.of(text);
      case Attribute.Numbers numbers -> numbers.values().stream().map(Number::doubleValue).toList();
    };
  }
}
