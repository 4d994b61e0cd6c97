package io.amasia.netcdf;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.StoredArray;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.zip.CRC32;

/// CRC-32 of all values of an array, as the Python scripts beside the expected values compute it.
public final class Checksums {
  private Checksums() {}

  public static long of(StoredArray array) {
    try (NdArray values = ArrayReader.read(array, Box.all(array.shape()))) {
      return of(values);
    }
  }

  public static long of(NdArray values) {
    var crc = new CRC32();
    if (values.dtype() == DType.STRING) {
      var text = new StringJoiner("\0");
      for (long i = 0; i < values.size(); i++) {
        text.add(values.getString(i));
      }
      crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
      return crc.getValue();
    }
    long step = 1 << 20;
    for (long at = 0; at < values.data().byteSize(); at += step) {
      long length = Math.min(step, values.data().byteSize() - at);
      ByteBuffer part = values.data().asSlice(at, length).asByteBuffer();
      crc.update(part);
    }
    return crc.getValue();
  }
}
