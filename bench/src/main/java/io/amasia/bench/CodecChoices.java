package io.amasia.bench;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.storage.codec.BloscCodec;
import io.amasia.storage.codec.BloscCodec.Reorder;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.codec.DeflateCodec;
import io.amasia.storage.codec.ZstdCodec;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Size and CPU time of codecs on the float32 fields of real files: `CodecChoices FILE...`. What is
/// written by default follows from it.
public final class CodecChoices {
  private static final long MOST_BYTES = 8 << 20;
  private static final int REPEATS = 3;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private CodecChoices() {}

  /// Prints a line a codec: ratio, then encoded and decoded MB a CPU second, the best of several.
  public static void main(String[] args) {
    List<NdArray> fields = new ArrayList<>();
    for (String file : args) {
      try (Dataset data = Opening.open(List.of(file), OpenOptions.standard())) {
        for (Variable variable : data.variables().values()) {
          long bytes = variable.shape().size() * Float.BYTES;
          if (variable.dtype() == DType.FLOAT32 && bytes > 100_000 && bytes <= 16 * MOST_BYTES) {
            fields.add(variable.load());
            break;
          }
        }
      }
    }
    System.out.println(fields.size() + " fields");
    codecs().forEach((name, codec) -> measure(name, codec, fields));
  }

  private static Map<String, Codec> codecs() {
    Map<String, Codec> codecs = new LinkedHashMap<>();
    codecs.put("zstd:1", new ZstdCodec(1));
    codecs.put("zstd:3", new ZstdCodec(3));
    codecs.put("gzip:5", DeflateCodec.gzip(5));
    codecs.put("blosc:lz4:5:shuffle", BloscCodec.of("lz4", 5, Reorder.BYTES, 4, 0));
    codecs.put("blosc:zstd:1:shuffle", BloscCodec.of("zstd", 1, Reorder.BYTES, 4, 0));
    codecs.put("blosc:zstd:2:shuffle", BloscCodec.of("zstd", 2, Reorder.BYTES, 4, 0));
    codecs.put("blosc:zstd:3:shuffle", BloscCodec.of("zstd", 3, Reorder.BYTES, 4, 0));
    codecs.put("blosc:zstd:1:bitshuffle", BloscCodec.of("zstd", 1, Reorder.BITS, 4, 0));
    codecs.put("blosc:zstd:1:noshuffle", BloscCodec.of("zstd", 1, Reorder.NONE, 4, 0));
    return codecs;
  }

  private static void measure(String name, Codec codec, List<NdArray> fields) {
    long raw = 0;
    long small = 0;
    long encoding = 0;
    long decoding = 0;
    for (NdArray field : fields) {
      MemorySegment all = field.data();
      MemorySegment part = all.asSlice(0, Math.min(MOST_BYTES, all.byteSize()));
      long encoded = Long.MAX_VALUE;
      long decoded = Long.MAX_VALUE;
      long size = 0;
      try (Bytes room = Bytes.allocate(part.byteSize())) {
        for (int i = 0; i < REPEATS; i++) {
          long start = CPU.getCurrentThreadCpuTime();
          try (Bytes bytes = codec.encode(part)) {
            long middle = CPU.getCurrentThreadCpuTime();
            codec.decode(bytes.segment(), room.segment());
            encoded = Math.min(encoded, middle - start);
            decoded = Math.min(decoded, CPU.getCurrentThreadCpuTime() - middle);
            size = bytes.segment().byteSize();
          }
        }
      }
      raw += part.byteSize();
      small += size;
      encoding += encoded;
      decoding += decoded;
    }
    System.out.printf(
        "| %s | %.2f | %.0f | %.0f |%n",
        name, (double) raw / small, raw * 1e3 / encoding, raw * 1e3 / decoding);
  }
}
