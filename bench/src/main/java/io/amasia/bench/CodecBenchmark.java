package io.amasia.bench;

import io.amasia.storage.codec.BloscCodec;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.codec.DeflateCodec;
import io.amasia.storage.codec.ShuffleCodec;
import io.amasia.storage.codec.ZstdCodec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How many chunks a second does a codec decode? A chunk is 3 MiB of float32 like a temperature
/// field, so chunks per second times 3.15 is MB/s of values.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:-UseCompactObjectHeaders"})
public class CodecBenchmark {
  private static final int VALUES = 3 << 18;
  private static final int COLUMNS = 1024;

  @Param({"zstd", "shuffle+zstd", "shuffle+zlib", "blosc-lz4", "blosc-zstd", "blosc-lz4-bits"})
  public String chain = "";

  private final Arena arena = Arena.ofShared();
  private final ShuffleCodec shuffle = new ShuffleCodec(4);
  private Codec codec = shuffle;
  private boolean shuffled;
  private MemorySegment encoded = MemorySegment.NULL;
  private MemorySegment between = MemorySegment.NULL;
  private MemorySegment target = MemorySegment.NULL;

  @Setup
  public void encode() {
    codec =
        switch (chain) {
          case "zstd", "shuffle+zstd" -> new ZstdCodec(3);
          case "shuffle+zlib" -> DeflateCodec.zlib(4);
          case "blosc-lz4" -> BloscCodec.of("lz4", 5, BloscCodec.Reorder.BYTES, 4, 0);
          case "blosc-zstd" -> BloscCodec.of("zstd", 2, BloscCodec.Reorder.BYTES, 4, 0);
          case "blosc-lz4-bits" -> BloscCodec.of("lz4", 5, BloscCodec.Reorder.BITS, 4, 0);
          default -> throw new IllegalArgumentException(chain);
        };
    shuffled = chain.startsWith("shuffle+");
    target = arena.allocate(4L * VALUES, 64);
    between = arena.allocate(4L * VALUES, 64);
    var random = new Random(1);
    for (int i = 0; i < VALUES; i++) {
      int row = i / COLUMNS;
      int column = i % COLUMNS;
      double value = 280 + 20 * Math.sin(row / 90.0) * Math.cos(column / 70.0);
      float stored = Math.round((value + random.nextGaussian() * 0.05) * 128) / 128f;
      target.setAtIndex(ValueLayout.JAVA_FLOAT, i, stored);
    }
    if (shuffled) {
      try (Bytes reordered = shuffle.encode(target)) {
        encoded = kept(codec.encode(reordered.segment()));
      }
    } else {
      encoded = kept(codec.encode(target));
    }
  }

  private MemorySegment kept(Bytes bytes) {
    try (bytes) {
      return arena.allocate(bytes.segment().byteSize(), 64).copyFrom(bytes.segment());
    }
  }

  @TearDown
  public void close() {
    arena.close();
  }

  @Benchmark
  public long decode() {
    if (shuffled) {
      codec.decode(encoded, between);
      return shuffle.decode(between, target);
    }
    return codec.decode(encoded, target);
  }
}
