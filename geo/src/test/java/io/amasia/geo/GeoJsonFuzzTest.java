package io.amasia.geo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.amasia.array.AmasiaException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for text that makes the reader of GeoJSON fail with other than its own errors. In the
/// profile `fuzz`; [GeoJsonTest] damages true text with the other tests.
class GeoJsonFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(GeoJsonTest.TWO.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyTextIsARegionOrIsRefused(byte[] input) {
    try {
      GeoJson.parse("f", new String(input, StandardCharsets.UTF_8), null);
    } catch (AmasiaException e) {
      // as it should
    }
  }
}
