package io.amasia.netcdf;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random datasets to be written, and their values.
public final class WrittenSamples {
  private WrittenSamples() {}

  /// A few variables along some of three dimensions, of random types and chunks.
  public static Schema schema(Random random, List<DType> dtypes) {
    Map<String, Long> dims = new LinkedHashMap<>();
    dims.put("time", (long) random.nextInt(6));
    dims.put("lat", 1L + random.nextInt(4));
    dims.put("lon", 1L + random.nextInt(5));
    List<Schema.Variable> variables = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int v = 0; v < count; v++) {
      List<String> own = new ArrayList<>();
      dims.keySet().stream().filter(_ -> random.nextBoolean()).forEach(own::add);
      Shape shape = Shape.of(own.stream().mapToLong(dims::get).toArray());
      long[] chunk = shape.toArray();
      for (int d = 0; d < chunk.length; d++) {
        chunk[d] = 1L + random.nextInt((int) Math.max(1, chunk[d]));
      }
      variables.add(
          new Schema.Variable(
              "v" + v,
              own,
              dtypes.get(random.nextInt(dtypes.size())),
              shape,
              Chunks.regular(shape, chunk),
              null,
              attrs()));
    }
    List<String> unlimited = random.nextBoolean() ? List.of("time") : List.of();
    return new Schema(dims, unlimited, Map.of("title", Attribute.of("größe")), variables);
  }

  /// In an order that is the same in every process.
  private static Map<String, Attribute> attrs() {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("units", Attribute.of("K"));
    attrs.put("scale", Attribute.of(0.5));
    return attrs;
  }

  /// Random bits, or texts.
  public static NdArray values(Random random, Schema.Variable variable) {
    if (variable.dtype() == DType.STRING) {
      List<String> texts = new ArrayList<>();
      for (long i = 0; i < variable.shape().size(); i++) {
        texts.add("é".repeat(random.nextInt(4)) + random.nextInt(100));
      }
      return NdArray.of(variable.shape(), texts);
    }
    NdArray values = NdArray.allocate(variable.dtype(), variable.shape());
    for (long i = 0; i < values.data().byteSize(); i++) {
      values.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    return values;
  }

  /// Writes `values` chunk by chunk in random order.
  public static void writeInPieces(Random random, Sink sink, String name, NdArray values) {
    Chunks chunks = sink.writeChunks(name);
    List<long[]> indices = new ArrayList<>();
    Shape grid = chunks.gridShape();
    for (long i = 0; i < chunks.count(); i++) {
      indices.add(grid.index(i));
    }
    Collections.shuffle(indices, random);
    for (long[] index : indices) {
      Box box = chunks.box(index);
      try (NdArray piece = cut(values, box)) {
        sink.write(name, box, piece);
      }
    }
  }

  static NdArray cut(NdArray values, Box box) {
    long[] strides = values.shape().strides();
    List<Long> at = new ArrayList<>();
    for (long i = 0; i < box.size(); i++) {
      long[] index = box.index(i);
      long flat = 0;
      for (int d = 0; d < index.length; d++) {
        flat += index[d] * strides[d];
      }
      at.add(flat);
    }
    if (values.dtype() == DType.STRING) {
      return NdArray.of(box.shape(), at.stream().map(values::getString).toList());
    }
    NdArray piece = NdArray.allocate(values.dtype(), box.shape());
    int size = values.dtype().itemSize();
    for (int i = 0; i < at.size(); i++) {
      java.lang.foreign.MemorySegment.copy(
          values.data(), at.get(i) * size, piece.data(), (long) i * size, size);
    }
    return piece;
  }
}
