package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.ChecksumCodec;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.codec.DeflateCodec;
import io.amasia.storage.codec.ShuffleCodec;
import io.amasia.storage.codec.ZstdCodec;
import io.amasia.storage.format.CodecChoice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The filters that chunks go through when they are written, first to last: what [FilterPipeline]
/// reads.
final class FilterChain {
  /// What all libraries read, at the level where more takes much longer and saves little.
  private static final int USUAL_LEVEL = 2;

  private static final int OPTIONAL = 1;
  private static final String ALLOWED =
      "deflate:0…9, shuffle, zstd:1…19, fletcher32 and none, such as shuffle,deflate:4";

  /// A filter.
  ///
  /// @param name of those outside HDF5 itself; empty for its own
  private record Filter(int id, String name, int flags, List<Integer> values, Codec codec) {}

  static final FilterChain NONE = new FilterChain(List.of(), List.of());

  private final List<CodecChoice> choices;
  private final List<Filter> filters;
  private final List<Codec> codecs;

  private FilterChain(List<CodecChoice> choices, List<Filter> filters) {
    this.choices = List.copyOf(choices);
    this.filters = filters;
    codecs = filters.stream().map(Filter::codec).toList();
  }

  /// Shuffle and deflate.
  static FilterChain standard(DType dtype) {
    return of(
        List.of(CodecChoice.of("shuffle"), CodecChoice.of("deflate", USUAL_LEVEL)), dtype, "");
  }

  /// @param path of the variable, for messages
  /// @throws AmasiaException.Unsupported if a codec is not among those that netCDF-4 files have
  static FilterChain of(List<CodecChoice> choices, DType dtype, String path) {
    List<Filter> filters = new ArrayList<>();
    for (CodecChoice choice : choices) {
      switch (choice.name()) {
        case "shuffle" -> {
          int size = choice.number(0, dtype.itemSize(), 1, 64);
          filters.add(new Filter(2, "", OPTIONAL, List.of(size), new ShuffleCodec(size)));
        }
        case "deflate", "zlib" -> {
          int level = choice.number(0, USUAL_LEVEL, 0, 9);
          filters.add(new Filter(1, "", OPTIONAL, List.of(level), DeflateCodec.zlib(level)));
        }
        case "zstd" -> {
          int level = choice.number(0, 3, 1, 19);
          filters.add(new Filter(32015, "zstd", OPTIONAL, List.of(level), new ZstdCodec(level)));
        }
        case "fletcher32" ->
            filters.add(new Filter(3, "", 0, List.of(), ChecksumCodec.fletcher32()));
        default ->
            throw new AmasiaException.Unsupported(
                "%s: codec '%s' can't be written in netCDF-4; there are: %s"
                    .formatted(path, choice, ALLOWED));
      }
    }
    return new FilterChain(choices, filters);
  }

  /// What it was made of.
  List<CodecChoice> choices() {
    return choices;
  }

  boolean isEmpty() {
    return filters.isEmpty();
  }

  /// Native memory that a thread holds to encode a chunk of `decodedBytes`.
  long encoderBytes(long decodedBytes) {
    return Codec.encoderBytes(codecs, decodedBytes);
  }

  /// What is stored of the chunk `values`, which are taken over; the caller closes it.
  Bytes encode(Bytes values) {
    return Codec.encodeAll(codecs, values);
  }

  /// The message, version 2.
  byte[] message() {
    Fields out = new Fields().u8(2).u8(filters.size());
    for (Filter filter : filters) {
      out.u16(filter.id);
      byte[] name = (filter.name + "\0").getBytes(StandardCharsets.US_ASCII);
      if (filter.id >= 256) {
        out.u16(name.length);
      }
      out.u16(filter.flags).u16(filter.values.size());
      if (filter.id >= 256) {
        out.bytes(name);
      }
      filter.values.forEach(out::u32);
    }
    return out.toByteArray();
  }
}
