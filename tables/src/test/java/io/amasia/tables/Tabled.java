package io.amasia.tables;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes a few arrays by a format, and reads them again.
final class Tabled {
  private final Map<String, Long> dims = new LinkedHashMap<>();
  private final List<Schema.Variable> variables = new ArrayList<>();
  private final Map<String, NdArray> values = new LinkedHashMap<>();
  private String coordinates = "";
  private boolean overwrite;

  Tabled with(String name, List<String> over, NdArray array) {
    for (int d = 0; d < over.size(); d++) {
      dims.put(over.get(d), array.shape().size(d));
    }
    long[] chunk = array.shape().toArray();
    for (int d = 0; d < chunk.length; d++) {
      chunk[d] = Math.max(1, (chunk[d] + 1) / 2);
    }
    Map<String, Attribute> attrs =
        array.dtype() == DType.DATETIME
            ? Map.of("calendar", Attribute.of("standard"))
            : Map.of("units", Attribute.of("K"));
    Chunks chunks = Chunks.regular(array.shape(), chunk);
    variables.add(
        new Schema.Variable(name, over, array.dtype(), array.shape(), chunks, null, attrs));
    values.put(name, array);
    return this;
  }

  Tabled coordinates(String names) {
    coordinates = names;
    return this;
  }

  Tabled overwriting() {
    overwrite = true;
    return this;
  }

  /// Writes all, chunk by chunk from the last to the first.
  void write(Format format, Path path, String variant) {
    Map<String, Attribute> attrs =
        coordinates.isEmpty() ? Map.of() : Map.of("coordinates", Attribute.of(coordinates));
    Schema schema = new Schema(dims, List.of(), attrs, variables);
    WriteRequest request = WriteRequest.of(path.toString(), schema, overwrite).withVariant(variant);
    try (Sink sink = format.create(request)) {
      for (Schema.Variable variable : variables) {
        NdArray all = Objects.requireNonNull(values.get(variable.name()));
        List<Box> boxes = new ArrayList<>();
        for (long c = variable.chunks().count() - 1; c >= 0; c--) {
          boxes.add(variable.chunks().box(variable.chunks().gridShape().index(c)));
        }
        boxes.forEach(box -> sink.write(variable.name(), box, part(all, box)));
      }
      sink.commit();
    }
  }

  private static NdArray part(NdArray all, Box box) {
    List<Long> longs = new ArrayList<>();
    List<Double> doubles = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < box.size(); i++) {
      long at = 0;
      long[] index = box.index(i);
      for (int d = 0; d < index.length; d++) {
        at = at * all.shape().size(d) + index[d];
      }
      switch (all.dtype()) {
        case STRING -> texts.add(all.getString(at));
        case FLOAT64, FLOAT32 -> doubles.add(all.getDouble(at));
        default -> longs.add(all.getLong(at));
      }
    }
    return switch (all.dtype()) {
      case STRING -> NdArray.of(box.shape(), texts);
      case FLOAT64 ->
          NdArray.of(box.shape(), doubles.stream().mapToDouble(Double::doubleValue).toArray());
      case FLOAT32 -> {
        float[] floats = new float[doubles.size()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = doubles.get(i).floatValue();
        }
        yield NdArray.of(box.shape(), floats);
      }
      default ->
          NdArray.of(all.dtype(), box.shape(), longs.stream().mapToLong(Long::longValue).toArray());
    };
  }

  static StoredArray array(StoredDataset dataset, String name) {
    return dataset.root().arrays().stream()
        .filter(a -> a.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " of " + dataset.root().arrays()));
  }

  static NdArray read(StoredDataset dataset, String name) {
    StoredArray array = array(dataset, name);
    return ArrayReader.read(array, Box.all(array.shape()));
  }
}
