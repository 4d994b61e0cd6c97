package io.amasia.netcdf.hdf5;

import io.amasia.netcdf.PartialFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

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

  /// Goes back to `address`: what was kept free or appended since is written over.
  void backTo(long address) {
    end = address;
  }

  /// The addresses of pieces that an earlier attempt appended here, each added to `crc`; empty if
  /// the file ends before.
  Optional<List<Long>> takeUp(List<Long> lengths, CRC32C crc) {
    List<Long> addresses = new ArrayList<>();
    for (long length : lengths) {
      long address = reserve(length);
      if (!file.checksum(address, length, crc)) {
        return Optional.empty();
      }
      addresses.add(address);
    }
    return Optional.of(addresses);
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
