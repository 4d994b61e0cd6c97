package io.amasia.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentTest {
  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080/a", "http://127.0.0.2/a", "http://[::1]:80/a"})
  void thisMachineHearsWhichProcessAsks(String target) {
    assertThat(UserAgent.told(URI.create(target))).isEqualTo(UserAgent.OWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/a", "http://127.example.org/a", "http://10.0.0.1/a"})
  void strangersDoNot(String target) {
    assertThat(UserAgent.told(URI.create(target))).isEqualTo("amasia");
  }
}
