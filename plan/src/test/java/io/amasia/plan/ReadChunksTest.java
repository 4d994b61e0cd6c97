package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadChunksTest {
  @ParameterizedTest
  @CsvSource({
    "https://me:pw@host/x?sig=ab, https://host/x/c/0",
    "s3://bucket/x.zarr, s3://bucket/x.zarr/c/0",
    "/data/what?.zarr, /data/what?.zarr/c/0"
  })
  void addressesTellNoSecrets(String url, String told) {
    assertThat(ReadChunks.address(url, "c/0")).isEqualTo(told);
  }
}
