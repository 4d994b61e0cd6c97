package io.amasia.netcdf.hdf5;

import io.amasia.netcdf.DamagedFilesTest;

/// A target of Jazzer: any bytes as an HDF5 file. [DamagedFilesTest] runs mutations of real files
/// with the other tests.
public final class Hdf5Fuzz {
  private Hdf5Fuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    byte[] bytes = input.clone();
    byte[] magic = {(byte) 137, 'H', 'D', 'F', 13, 10, 26, 10};
    System.arraycopy(magic, 0, bytes, 0, Math.min(8, bytes.length));
    DamagedFilesTest.readAll(bytes);
  }
}
