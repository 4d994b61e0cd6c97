package io.amasia.netcdf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for bytes that make the classic reader fail with other than its own errors. In the profile
/// `fuzz`; [DamagedFilesTest] runs mutations of real files with the other tests.
class ClassicFuzzTest {
  private static final byte[] MAGIC = {'C', 'D', 'F'};

  static Stream<byte[]> seeds() {
    return DamagedFilesTest.files(name -> name.startsWith("classic"));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyFileOpensOrIsRefused(byte[] input) {
    byte[] bytes = input.clone();
    System.arraycopy(MAGIC, 0, bytes, 0, Math.min(MAGIC.length, bytes.length));
    DamagedFilesTest.readAll(bytes);
  }
}
