package io.amasia.netcdf;

/// A target of Jazzer: any bytes as a classic file. [DamagedFilesTest] runs mutations of real files
/// with the other tests.
public final class ClassicFuzz {
  private ClassicFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    byte[] bytes = input.clone();
    byte[] magic = {'C', 'D', 'F', 1};
    System.arraycopy(magic, 0, bytes, 0, Math.min(3, bytes.length));
    DamagedFilesTest.readAll(bytes);
  }
}
