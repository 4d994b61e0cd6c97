package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Chains of calls against xarray's answers, in one chunk and in random chunks. Another file of
/// them, such as one of random chains, is taken by `-Damasia.chains=FILE`.
class ChainsTest {
  @TestFactory
  Stream<DynamicTest> agreesWithXarray() throws URISyntaxException {
    return tests("chains.json");
  }

  @TestFactory
  Stream<DynamicTest> agreesWithXarrayOnGroupsAndReductions() throws URISyntaxException {
    return tests("groups.json");
  }

  @TestFactory
  Stream<DynamicTest> agreesWithXarrayOnFurtherOperations() throws URISyntaxException {
    return tests("operations.json");
  }

  @TestFactory
  Stream<DynamicTest> agreesWithXarrayOnRarerArguments() throws URISyntaxException {
    return tests("rarer.json");
  }

  private static Stream<DynamicTest> tests(String name) throws URISyntaxException {
    String other = System.getProperty("amasia.chains");
    Path file =
        other != null
            ? Path.of(other)
            : Path.of(Objects.requireNonNull(ChainsTest.class.getResource(name)).toURI());
    JsonNode reference = ReferenceInputs.read(file);
    return reference
        .get("cases")
        .valueStream()
        .flatMap(wanted ->
            IntStream.range(0, 3)
                .mapToObj(seed ->
                    DynamicTest.dynamicTest(
                        wanted.get("id").asText() + (seed == 0 ? "" : " in chunking " + seed),
                        () -> check(reference.get("inputs"), wanted, seed))));
  }

  static void check(JsonNode common, JsonNode wanted, int seed) {
    JsonNode given = wanted.has("inputs") ? wanted.get("inputs") : common;
    var inputs = new ReferenceInputs(given, seed == 0 ? null : new Random(seed));
    var chains = new Chains(given, inputs);
    if (wanted.has("error")) {
      assertThatThrownBy(() -> Answers.computed(chains.run(wanted.get("chain"))))
          .as(wanted.get("code").asText())
          .isInstanceOf(AmasiaException.class);
    } else {
      var answers = new Answers(wanted.path("within").asDouble());
      answers.hold(Answers.computed(chains.run(wanted.get("chain"))), wanted.get("result"));
    }
  }
}
