package io.amasia.netcdf.hdf5;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.amasia.netcdf.DamagedFilesTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for bytes that make the HDF5 reader fail with other than its own errors. In the profile
/// `fuzz`; [DamagedFilesTest] runs mutations of real files with the other tests.
class Hdf5FuzzTest {
  private static final byte[] MAGIC = {(byte) 137, 'H', 'D', 'F', 13, 10, 26, 10};

  static Stream<byte[]> seeds() {
    return DamagedFilesTest.files(name -> name.startsWith("hdf5/"));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyFileOpensOrIsRefused(byte[] input) {
    byte[] bytes = input.clone();
    System.arraycopy(MAGIC, 0, bytes, 0, Math.min(MAGIC.length, bytes.length));
    DamagedFilesTest.readAll(bytes);
  }
}
