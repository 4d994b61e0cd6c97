package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.netcdf.ClassicFill;
import io.amasia.netcdf.PartialFile;
import io.amasia.netcdf.WrittenBox;
import io.amasia.storage.format.RowBlocks;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Writes the values of one variable, and describes where they are.
///
/// Values that can't grow and gain nothing from filters lie in one piece, whose place is kept when
/// writing begins; the others in chunks, each appended when it is encoded.
sealed interface VariableWriter permits ContiguousWriter, ChunkedWriter, TextWriter {
  /// Numbers that take no more than this are not filtered unless asked.
  long SMALL_BYTES = 16 * 1024;

  /// Most bytes of a chunk when nobody asked for another: readers by the HDF5 library decode a
  /// chunk again for each row when it exceeds their cache.
  long USUAL_CHUNK_BYTES = 4L << 20;

  /// The boxes that are written one call each.
  Chunks grid();

  /// Native memory that a thread holds to encode a chunk.
  default long encoderBytes() {
    return 0;
  }

  /// Encodes the values of a box. Thread-safe.
  Sink.Serial.Piece encode(Box box, NdArray values);

  /// Appends what [#encode] gave, and says what tells it in the file.
  Appended append(Sink.Serial.Piece piece, FileEnd end);

  /// Takes over what an earlier attempt wrote of a box; whether it is there as it was.
  boolean takeUp(WrittenBox box, FileEnd end);

  /// What was written of a box.
  ///
  /// @param lengths bytes of each piece that was appended
  /// @param crc CRC-32C of all that was written, appended or to its own place
  record Appended(List<Long> lengths, int crc) {}

  /// Writes what is left when all values are there.
  void finish(FileEnd end);

  /// Adds what a header says of the layout, once [#finish] was called.
  void describe(HeaderMessages header);

  /// The writer that suits a variable.
  ///
  /// @throws AmasiaException.Unsupported if netCDF-4 has no such type, or not such chunks
  static VariableWriter of(TargetTree.Place place, PartialFile file, FileEnd end) {
    Schema.Variable variable = place.variable();
    String path = place.path();
    DType dtype = variable.dtype();
    if (dtype == DType.STRING) {
      return new TextWriter(place, file, end);
    }
    if (!dtype.isNumeric() || dtype == DType.FLOAT16) {
      throw new AmasiaException.Unsupported(
          "variable '%s' is %s, which netCDF-4 can't hold; it holds int8 to int64, uint8 to uint64, float32, float64 and text: cast it first"
              .formatted(path, dtype));
    }
    boolean small =
        variable.codecs() == null && variable.shape().size() * dtype.itemSize() <= SMALL_BYTES;
    FilterChain filters =
        small
            ? FilterChain.NONE
            : variable.codecs() == null
                ? FilterChain.standard(dtype)
                : FilterChain.of(variable.codecs(), dtype, path);
    boolean isWhole = variable.shape().ndim() == 0 || (!place.grows() && filters.isEmpty());
    return isWhole ? new ContiguousWriter(variable, file, end) : new ChunkedWriter(place, filters);
  }

  /// The grid that numbers in one piece are written by: the wanted one, unless its blocks are huge.
  static Chunks whole(Schema.Variable variable) {
    long bytes = variable.chunks().maxChunk().size() * variable.dtype().itemSize();
    return bytes <= 64L << 20
        ? variable.chunks()
        : RowBlocks.contiguous(variable.shape(), variable.dtype().itemSize());
  }

  /// A chunk's lengths in the file: the longest of the wanted grid, cut along the slowest
  /// dimensions if nobody chose the codecs either; more than one element along a lone dimension
  /// that grows.
  static long[] chunkLengths(TargetTree.Place place) {
    Schema.Variable variable = place.variable();
    long[] lengths = variable.chunks().maxChunk().toArray();
    long itemBytes = DatatypeMessage.bytes(variable.dtype());
    for (int d = 0; d < lengths.length; d++) {
      lengths[d] = Math.max(lengths.length == 1 && place.grows() ? 512 : 1, lengths[d]);
    }
    if (variable.codecs() == null) {
      for (int d = 0; d < lengths.length; d++) {
        while (bytes(lengths, itemBytes) > USUAL_CHUNK_BYTES && lengths[d] > 1) {
          lengths[d] = Math.ceilDiv(lengths[d], 2);
        }
      }
    }
    if (bytes(lengths, itemBytes) > Layout.MAX_CHUNK_BYTES / 2.0) {
      throw new AmasiaException.Unsupported(
          "%s: chunks of %s have over 2 GiB; choose smaller ones"
              .formatted(place.path(), Shape.of(lengths)));
    }
    return lengths;
  }

  private static double bytes(long[] lengths, long itemBytes) {
    double bytes = itemBytes;
    for (long length : lengths) {
      bytes *= length;
    }
    return bytes;
  }

  /// The number of the first element of `part` among those of `box`, in C order.
  static long offset(Box part, Box box) {
    long[] strides = box.shape().strides();
    long offset = 0;
    for (int d = 0; d < part.ndim(); d++) {
      offset += (part.start(d) - box.start(d)) * strides[d];
    }
    return offset;
  }

  /// The value of what is not written: the variable's own, or netCDF's for its type.
  static byte[] fill(Schema.Variable variable) {
    MemorySegment own = variable.fill() == null ? null : variable.fill().data();
    return own == null
        ? ClassicFill.standard(variable.dtype())
        : own.asSlice(0, variable.dtype().itemSize()).toArray(ValueLayout.JAVA_BYTE);
  }

  /// A layout message, version 3, of values in one piece.
  static byte[] contiguous(long address, long bytes) {
    return new Fields().u8(3).u8(1).u64(address).u64(bytes).toByteArray();
  }

  /// A layout message, version 3, of values in chunks.
  static byte[] chunked(long address, long[] lengths, int itemBytes) {
    Fields layout = new Fields().u8(3).u8(2).u8(lengths.length + 1).u64(address);
    for (long length : lengths) {
      layout.u32(length);
    }
    return layout.u32(itemBytes).toByteArray();
  }

  /// A fill value message, version 3: space as chunks come, the value where it is set.
  static byte[] fillMessage(byte[] value) {
    return value.length == 0
        ? new Fields().u8(3).u8(2 << 2 | 3).toByteArray()
        : new Fields().u8(3).u8(1 << 5 | 2 << 2 | 3).u32(value.length).bytes(value).toByteArray();
  }
}
