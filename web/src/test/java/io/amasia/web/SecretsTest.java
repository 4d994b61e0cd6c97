package io.amasia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "https://me:pw@host/x.nc, https://host/x.nc",
    "https://me:p@w@host:80/x@y.nc, https://host:80/x@y.nc",
    "s3://key@bucket/x?X-Amz-Signature=ab&X-Amz-Date=1, s3://bucket/x?X-Amz-Signature=…&X-Amz-Date=…",
    "https://host/x?sv=2024&sig=a%2Fb#c, https://host/x?sv=2024&sig=…#c",
    "https://host/x?apikey=1, https://host/x?apikey=…",
    "https://host/x?q=0123456789012345678901234567890123, https://host/x?q=…"
  })
  void secretsAreLeftOut(String url, String told) {
    assertThat(Secrets.hidden(url)).isEqualTo(told);
    assertThat(Secrets.hidden("can't open '%s': 404".formatted(url)))
        .isEqualTo("can't open '%s': 404".formatted(told));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/data/tas.nc", "https://host/x.nc?version=3", "a@b.c", "year=2000/x.nc", ""})
  void othersStayAsTheyAre(String text) {
    assertThat(Secrets.hidden(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "= ", "= ?", "://"})
  void longTextsTakeNoLonger(String end) {
    String text = "?" + "key".repeat(200_000) + end;
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(Secrets.hidden(text)).hasSameSizeAs(text));
  }

  @Test
  void errorsAreToldWithout() {
    Response.Body told = Response.error(503, "can't read https://me:pw@host/x?token=abc");
    assertThat(new String(told.bytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("can't read https://host/x?token=…\n");
  }
}
