package io.amasia.netcdf.hdf5;

import io.amasia.netcdf.hdf5.FilterPipeline.Filter;
import io.amasia.storage.codec.NbitCodec;
import io.amasia.storage.codec.ScaleOffsetCodec;
import io.amasia.storage.codec.SzipCodec;

/// The filters that know what a number is, by the parameters that HDF5 stores with them.
final class NumberFilters {
  private static final int HIGH_BYTE_FIRST = 1;

  private NumberFilters() {}

  /// Parameters: options, pixels per block, bits per pixel, pixels per line.
  static Filter szip(int[] data) {
    return data.length < 4
        ? Filter.unknown("szip with %d parameters".formatted(data.length))
        : Filter.known("szip", new SzipCodec(data[0], data[1], data[2], data[3]));
  }

  /// Parameters: their number, whether nothing was done, elements, the kind of the type; of a
  /// number also size, byte order, bits used, first bit used.
  static Filter nbit(int[] data) {
    if (data.length > 1 && data[1] != 0) {
      return Filter.known("nbit", null);
    }
    boolean isNumber = data.length >= 8 && data[3] == 1;
    return isNumber
        ? Filter.known(
            "nbit",
            new NbitCodec(
                Integer.toUnsignedLong(data[2]),
                data[4],
                data[5] == HIGH_BYTE_FIRST,
                data[6],
                data[7]))
        : Filter.unknown("nbit of what is no number");
  }

  /// Parameters: how floats are scaled (0: by powers of ten; 2: integers), digits, elements, class,
  /// size, sign, byte order, whether there is a fill value, it.
  static Filter scaleOffset(int[] data) {
    if (data.length < 8 || data[0] == 1) {
      return Filter.unknown("scaleoffset by powers of two");
    }
    var type = new ScaleOffsetCodec.Type(data[3] == 1, data[4], data[6] == HIGH_BYTE_FIRST);
    var codec = new ScaleOffsetCodec(type, Integer.toUnsignedLong(data[2]), data[1]);
    boolean hasFill = data[7] == 1 && data.length >= 8 + Math.ceilDiv(type.size(), 4);
    if (hasFill) {
      long low = Integer.toUnsignedLong(data[8]);
      codec = codec.withFill(type.size() == 8 ? low | (long) data[9] << 32 : low);
    }
    return Filter.known(
        type.isFloat() ? "scaleoffset(%d digits)".formatted(data[1]) : "scaleoffset", codec);
  }
}
