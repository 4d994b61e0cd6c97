package io.amasia.dataset.cf;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Values;
import io.amasia.storage.ByteRange;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.Store;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A stored dataset made of values at hand, which counts the chunks that are decoded.
final class StoredFixture implements StoredDataset {
  final AtomicInteger decoded = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  private final String url;
  private final Store store = new MemoryStore();
  private final Map<String, Long> dims = new LinkedHashMap<>();
  private final Map<String, Attribute> attrs = new LinkedHashMap<>();
  private final List<StoredArray> arrays = new ArrayList<>();

  StoredFixture(String url) {
    this.url = url;
    ((MemoryStore) store).write("chunk", MemorySegment.ofArray(new byte[1]));
  }

  StoredFixture attr(String name, Object value) {
    attrs.put(name, attribute(value));
    return this;
  }

  /// Adds a variable of what [Values#of] takes; attributes as name, value, name, value ….
  StoredFixture with(String name, List<String> dimNames, Object values, Object... attributes) {
    return with(name, dimNames, Values.of(values), attributes);
  }

  StoredFixture with(String name, List<String> dimNames, NdArray values, Object... attributes) {
    Map<String, Attribute> own = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      own.put((String) attributes[i], attribute(attributes[i + 1]));
    }
    for (int d = 0; d < dimNames.size(); d++) {
      dims.put(dimNames.get(d), values.shape().size(d));
    }
    arrays.add(new Array(name, dimNames, values, own));
    return this;
  }

  static Attribute attribute(Object value) {
    return switch (value) {
      case Attribute already -> already;
      case String text -> Attribute.of(text);
      case Byte b -> new Attribute.Numbers(DType.INT8, List.of((long) b));
      case Short s -> new Attribute.Numbers(DType.INT16, List.of((long) s));
      case Integer i -> new Attribute.Numbers(DType.INT32, List.of((long) i));
      case Long l -> Attribute.of(l);
      case Float f -> new Attribute.Numbers(DType.FLOAT32, List.of((double) f));
      case Double d -> Attribute.of(d);
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String format() {
    return "fixture";
  }

  @Override
  public StoredGroup root() {
    return new StoredGroup("", dims, attrs, arrays, List.of(), List.of(), List.of());
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  private final class Array implements StoredArray {
    private final String name;
    private final List<String> dimNames;
    private final NdArray values;
    private final Map<String, Attribute> own;

    Array(String name, List<String> dimNames, NdArray values, Map<String, Attribute> own) {
      this.name = name;
      this.dimNames = dimNames;
      this.values = values;
      this.own = own;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String path() {
      return "/" + name;
    }

    @Override
    public Store store() {
      return store;
    }

    @Override
    public String url() {
      return url;
    }

    @Override
    public List<String> dims() {
      return dimNames;
    }

    @Override
    public DType dtype() {
      return values.dtype();
    }

    @Override
    public Shape shape() {
      return values.shape();
    }

    @Override
    public Chunks chunks() {
      return Chunks.single(values.shape());
    }

    @Override
    public Map<String, Attribute> attrs() {
      return own;
    }

    @Override
    public NdArray fill() {
      return Values.fill(values.dtype(), Shape.SCALAR, List.of(0L));
    }

    @Override
    public Optional<ChunkLocation> locate(long[] index) {
      return Optional.of(new ChunkLocation("chunk", ByteRange.ALL, 0));
    }

    @Override
    public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
      decoded.incrementAndGet();
      if (values.dtype() == DType.STRING) {
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < values.size(); i++) {
          texts.add(values.getString(i));
        }
        return NdArray.of(values.shape(), texts);
      }
      NdArray copy = NdArray.allocate(values.dtype(), values.shape());
      copy.data().copyFrom(values.data());
      return copy;
    }
  }
}
