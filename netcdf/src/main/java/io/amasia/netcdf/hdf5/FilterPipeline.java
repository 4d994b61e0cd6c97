package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.storage.codec.BitshuffleCodec;
import io.amasia.storage.codec.BloscCodec;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.Bzip2Codec;
import io.amasia.storage.codec.ChecksumCodec;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.codec.DeflateCodec;
import io.amasia.storage.codec.Hdf5Lz4Codec;
import io.amasia.storage.codec.LzfCodec;
import io.amasia.storage.codec.ShuffleCodec;
import io.amasia.storage.codec.ZstdCodec;
import io.amasia.storage.format.CodecChoice;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The filters that a dataset's chunks went through when they were written, first to last.
///
/// Numbers and parameters: the HDF5 specification and [the register of
/// filters](https://support.hdfgroup.org/documentation/hdf5-docs/registered_filter_plugins.html).
final class FilterPipeline {
  static final FilterPipeline NONE = new FilterPipeline(List.of());

  /// A filter.
  ///
  /// @param text its name and parameters in words
  /// @param codec what decodes it, or null if it changes nothing
  /// @param isReadable whether there is a codec, or none is needed
  record Filter(String text, @Nullable Codec codec, boolean isReadable) {
    static Filter known(String text, @Nullable Codec codec) {
      return new Filter(text, codec, true);
    }

    static Filter unknown(String text) {
      return new Filter(text, null, false);
    }
  }

  private static final Pattern WRITABLE =
      Pattern.compile("shuffle|fletcher32|(deflate|zstd)\\(([0-9]+)\\)");

  /// Deflate makes at most 1032 bytes of one; nothing else that is usual makes more.
  private static final long USUAL_RATIO = 1100;

  private final List<Filter> filters;

  private FilterPipeline(List<Filter> filters) {
    this.filters = filters;
  }

  static FilterPipeline read(Cursor in) {
    int version = in.u8();
    int count = in.u8();
    if (version < 1 || version > 2 || count > 32) {
      throw in.damaged("a pipeline of version %d with %d filters".formatted(version, count));
    }
    in.skip(version == 1 ? 6 : 0);
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = in.u16();
      int nameBytes = version == 2 && id < 256 ? 0 : in.u16();
      in.skip(2);
      int values = in.u16();
      String name = in.text(nameBytes, StandardCharsets.ISO_8859_1);
      int[] data = new int[Math.min(values, in.remaining() / 4)];
      for (int v = 0; v < data.length; v++) {
        data[v] = in.i32();
      }
      in.skip(version == 1 && values % 2 != 0 ? 4 : 0);
      filters.add(filter(id, name, data));
    }
    return new FilterPipeline(filters);
  }

  private static Filter filter(int id, String name, int[] data) {
    int first = data.length > 0 ? data[0] : 0;
    return switch (id) {
      case 1 -> Filter.known("deflate(" + first + ")", DeflateCodec.zlib(Math.clamp(first, 0, 9)));
      // Without an element size the filter did nothing: variable-length text written so exists.
      case 2 -> Filter.known("shuffle", first > 1 ? new ShuffleCodec(first) : null);
      case 3 -> Filter.known("fletcher32", ChecksumCodec.fletcher32());
      case 4 -> NumberFilters.szip(data);
      case 5 -> NumberFilters.nbit(data);
      case 6 -> NumberFilters.scaleOffset(data);
      case 307 -> Filter.known("bzip2", new Bzip2Codec());
      case 32000 -> Filter.known("lzf", new LzfCodec());
      case 32001 -> Filter.known("blosc", BloscCodec.of("lz4", 5, BloscCodec.Reorder.NONE, 1, 0));
      case 32004 -> Filter.known("lz4", new Hdf5Lz4Codec());
      case 32008 -> bitshuffle(data);
      case 32015 -> Filter.known("zstd(" + first + ")", new ZstdCodec(3));
      default -> Filter.unknown("number %d (%s)".formatted(id, name.isEmpty() ? "unnamed" : name));
    };
  }

  private static Filter bitshuffle(int[] data) {
    int inner = data.length > 4 ? data[4] : 0;
    if (data.length < 3 || (inner != 0 && inner != 2 && inner != 3)) {
      return Filter.unknown("bitshuffle with inner filter " + inner);
    }
    BitshuffleCodec.Inner codec =
        switch (inner) {
          case 2 -> BitshuffleCodec.Inner.LZ4;
          case 3 -> BitshuffleCodec.Inner.ZSTD;
          default -> BitshuffleCodec.Inner.NONE;
        };
    return Filter.known(
        "bitshuffle", new BitshuffleCodec(data[2], data.length > 3 ? data[3] : 0, codec));
  }

  boolean isEmpty() {
    return filters.isEmpty();
  }

  /// The filters in words, such as `shuffle, deflate(4)`.
  String text() {
    if (filters.isEmpty()) {
      return "none";
    }
    StringJoiner text = new StringJoiner(", ");
    filters.forEach(f -> text.add(f.text));
    return text.toString();
  }

  /// The filters as [FilterChain] can write them, or empty if it can't.
  Optional<List<CodecChoice>> choices() {
    List<CodecChoice> choices = new ArrayList<>();
    for (Filter filter : filters) {
      Matcher words = WRITABLE.matcher(filter.text);
      if (!words.matches()) {
        return Optional.empty();
      }
      choices.add(
          words.group(2) == null
              ? CodecChoice.of(filter.text)
              : CodecChoice.of(words.group(1), words.group(2)));
    }
    return Optional.of(choices);
  }

  /// The filter that can't be read, or null if all can.
  @Nullable String unreadable() {
    for (Filter filter : filters) {
      if (!filter.isReadable) {
        return filter.text;
      }
    }
    return null;
  }

  /// What `encoded` was before the filters, which must be `bytes` long.
  ///
  /// @param mask filters that were left out, bit `i` for filter `i`
  /// @return the decoded bytes, to be closed; `encoded` itself, not owned, when nothing was done
  /// @throws AmasiaException.Format if the bytes are damaged
  /// @throws AmasiaException.Unsupported if one of the filters can't be read
  Decoded decode(MemorySegment encoded, int mask, long bytes) {
    Decoded now = undo(encoded, mask, bytes);
    try {
      requireBytes(now.segment.byteSize(), bytes);
      return now;
    } catch (Throwable e) {
      now.close();
      throw e;
    }
  }

  private static void requireBytes(long given, long due) {
    if (given != due) {
      throw new AmasiaException.Format("%d bytes where %d are due".formatted(given, due));
    }
  }

  private Decoded undo(MemorySegment encoded, int mask, long bytes) {
    Decoded now = new Decoded(encoded, null);
    try {
      for (int i = filters.size() - 1; i >= 0; i--) {
        if ((mask >>> i & 1) == 0) {
          now = step(filters.get(i), now, bytes);
        }
      }
      return now;
    } catch (Throwable e) {
      now.close();
      throw e;
    }
  }

  /// The same into `target`, as long as what is due: the last step of decoding writes there.
  void decodeInto(MemorySegment encoded, int mask, MemorySegment target) {
    Codec first = filters.isEmpty() || (mask & 1) != 0 ? null : filters.getFirst().codec;
    Codec last = first instanceof ChecksumCodec ? null : first;
    // Without its first filter, which was done first and is undone last.
    int rest = last == null ? mask : mask | 1;
    try (var before = undo(encoded, rest, target.byteSize())) {
      long bytes = last == null ? before.segment.byteSize() : last.decode(before.segment, target);
      requireBytes(bytes, target.byteSize());
      if (last == null) {
        target.copyFrom(before.segment);
      }
    }
  }

  /// Decoded bytes, with the block they own if they are not the input's.
  record Decoded(MemorySegment segment, @Nullable Bytes block) implements AutoCloseable {
    @Override
    public void close() {
      if (block != null) {
        block.close();
      }
    }
  }

  private static Decoded step(Filter filter, Decoded now, long bytes) {
    if (!filter.isReadable) {
      throw new AmasiaException.Unsupported(
          "filter %s can't be read; rewrite the file, as with 'nccopy -F none'"
              .formatted(filter.text));
    }
    return switch (filter.codec) {
      case null -> now;
      case ChecksumCodec checksum -> new Decoded(checksum.checked(now.segment), now.block);
      default -> {
        // Room for what another filter may have added before this one.
        long most = bytes + bytes / 8 + 4096;
        Bytes decoded =
            filter.codec instanceof ShuffleCodec || now.segment.byteSize() * USUAL_RATIO >= bytes
                ? decodeExpected(filter.codec, now.segment, bytes, most)
                : filter.codec.decode(now.segment, most);
        now.close();
        yield new Decoded(decoded.segment(), decoded);
      }
    };
  }

  /// Decodes into a block of the length that a chunk has, so that most chunks need only one try.
  private static Bytes decodeExpected(Codec codec, MemorySegment encoded, long bytes, long most) {
    long size = codec instanceof ShuffleCodec ? encoded.byteSize() : bytes + 4;
    Bytes block = Bytes.allocate(size);
    try {
      return block.first(codec.decode(encoded, block.segment()));
    } catch (AmasiaException.Format _) {
      block.close();
      return codec.decode(encoded, most);
    } catch (Throwable e) {
      block.close();
      throw e;
    }
  }
}
