package io.amasia.tables;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.Store;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An array whose values were found when its table was opened: the labels of a dimension.
record KnownArray(
    Location location,
    String name,
    List<String> dims,
    NdArray values,
    NdArray fill,
    Map<String, Attribute> attrs)
    implements StoredArray {
  KnownArray(
      Location location,
      String name,
      List<String> dims,
      NdArray values,
      Map<String, Attribute> attrs) {
    this(location, name, dims, values, CsvDataset.missing(values.dtype()), attrs);
  }

  @Override
  public String path() {
    return "/" + name;
  }

  @Override
  public Store store() {
    return location.store();
  }

  @Override
  public String url() {
    return location.url();
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
  public Optional<ChunkLocation> locate(long[] index) {
    return Optional.of(new ChunkLocation(location.key(), new ByteRange.Span(0, 0), 0));
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation at, MemorySegment encoded) {
    return values.copy();
  }
}
