package io.amasia.netcdf.hdf5;

import io.amasia.netcdf.PartialFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// The end of an HDF5 file being written, where everything new goes. For one thread at a time.
final class FileEnd {
  private final PartialFile file;
  private long end;

  /// @param start bytes kept free at the start
  FileEnd(PartialFile file, long start) {
    this.file = file;
    this.end = start;
  }

  /// The address of the next thing, a multiple of eight.
  long address() {
    return end;
  }

  /// Keeps `bytes` free and gives their address.
  long reserve(long bytes) {
    long address = end;
    end += (bytes + 7) & ~7L;
    return address;
  }

  long append(MemorySegment bytes) {
    long address = reserve(bytes.byteSize());
    file.write(bytes, address);
    return address;
  }

  long append(byte[] bytes) {
    long address = reserve(bytes.length);
    write(bytes, address);
    return address;
  }

  /// Writes to a place that was kept free.
  void write(byte[] bytes, long address) {
    file.write(ByteBuffer.wrap(bytes), address);
  }
}
