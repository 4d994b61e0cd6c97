package io.amasia.storage.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for bytes that make a codec fail with other than its own errors. In the profile `fuzz`;
/// [CodecCorpusTest] runs a corpus with the other tests.
class CodecFuzzTest {
  static Stream<byte[]> seeds() {
    return CodecCorpusTest.inputs();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyBytesDecodeOrAreRefused(byte[] input) {
    CodecCorpusTest.decode(input);
  }
}
