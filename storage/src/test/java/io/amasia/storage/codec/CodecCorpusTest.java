package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Encoded bytes of others through every codec: only our errors may come out. [CodecFuzzTest] goes
/// on from there.
class CodecCorpusTest {
  private static final int ROOM = 1 << 16;
  private static final List<Codec> CODECS =
      List.of(
          BloscCodec.of("zstd", 1, BloscCodec.Reorder.NONE, 4, 0),
          DeflateCodec.gzip(1),
          DeflateCodec.zlib(1),
          new LzfCodec(),
          new Hdf5Lz4Codec(),
          new BitshuffleCodec(4, 0, BitshuffleCodec.Inner.LZ4),
          new BitshuffleCodec(2, 0, BitshuffleCodec.Inner.ZSTD),
          new BitshuffleCodec(8, 0, BitshuffleCodec.Inner.NONE),
          new Lz4Codec(),
          new SnappyCodec(),
          new ZstdCodec(1),
          new Bzip2Codec(),
          ChecksumCodec.fletcher32());

  private static final List<String> FILES =
      List.of(
          "blosc-blosclz-bits.enc",
          "blosc-snappy-bytes.enc",
          "blosc-zlib-none.enc",
          "gzip-members.enc",
          "zlib.enc",
          "lzf.enc",
          "lz4.enc",
          "bz2.enc",
          "plain.bin");

  /// Decodes one input: the first byte chooses the codec, the others are what it decodes.
  static void decode(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Codec codec = CODECS.get((input[0] & 0xFF) % CODECS.size());
    try (var arena = Arena.ofConfined()) {
      MemorySegment encoded =
          arena.allocate(input.length).copyFrom(MemorySegment.ofArray(input)).asSlice(1);
      MemorySegment target = arena.allocate(ROOM);
      try {
        codec.decode(encoded, target);
      } catch (AmasiaException.Format | AmasiaException.Unsupported e) {
        // as it should
      }
      try {
        codec.decode(encoded, ROOM).close();
      } catch (AmasiaException.Format | AmasiaException.Unsupported e) {
        // as it should
      }
    }
  }

  /// A file's bytes for each codec in turn.
  static Stream<byte[]> inputs() {
    return FILES.stream()
        .map(CodecConformance::resource)
        .flatMap(bytes ->
            IntStream.range(0, CODECS.size())
                .mapToObj(codec -> {
                  byte[] input = new byte[bytes.length + 1];
                  input[0] = (byte) codec;
                  System.arraycopy(bytes, 0, input, 1, bytes.length);
                  return input;
                }));
  }

  @Test
  void theCorpusGivesOnlyOurErrors() {
    inputs().forEach(CodecCorpusTest::decode);
  }
}
