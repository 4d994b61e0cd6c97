package io.amasia.storage;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for archives that make the zip store fail with other than its own errors. In the profile
/// `fuzz`; [ZipStoreTest] runs mutations with the other tests.
class ZipFuzzTest {
  static Stream<byte[]> seeds() throws Exception {
    byte[] text = "0123456789".repeat(20).getBytes(StandardCharsets.UTF_8);
    return Stream.of(ZipStoreTest.zip(Map.of("zarr.json", text, "a/c/0", text, "a/c/1", text)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyArchiveOpensOrIsRefused(byte[] input) {
    var bytes = new MemoryStore();
    bytes.write("x.zip", MemorySegment.ofArray(input));
    try (Store zip = ZipStore.open(bytes, "x.zip", "x.zip")) {
      var folders = new ArrayDeque<>(java.util.List.of(""));
      for (int seen = 0; !folders.isEmpty() && seen < 100; seen++) {
        String folder = folders.remove();
        for (String name : zip.list(folder)) {
          String key = folder.isEmpty() ? name : folder + "/" + name;
          if (name.endsWith("/")) {
            folders.add(key.substring(0, key.length() - 1));
          } else if (zip.size(key).orElse(0) < 1 << 20) {
            zip.read(key, ByteRange.ALL).ifPresent(Lease::close);
          }
        }
      }
    } catch (AmasiaException _) {
      // refused
    }
  }
}
