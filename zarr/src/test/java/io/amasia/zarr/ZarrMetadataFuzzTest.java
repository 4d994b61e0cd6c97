package io.amasia.zarr;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Looks for metadata that makes the reader fail with other than its own errors. In the profile
/// `fuzz`; [ZarrMetadataCorpusTest] runs a corpus with the other tests.
class ZarrMetadataFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void anyMetadataOpensOrIsRefused(byte[] bytes) {
    FuzzedMetadata.open(bytes);
  }
}
