package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.testkit.Shared;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every operation against xarray's answer, in one chunk and in several random chunkings.
class OperationsTest {
  private static final int CHUNKINGS = 4;

  @TestFactory
  Stream<DynamicTest> agreesWithXarray() {
    return tests(
        ReferenceInputs.read(Shared.file("reference/operations.json")), OperationCases.table());
  }

  @TestFactory
  Stream<DynamicTest> agreesWithXarrayOnOddIndexesAndCalendars() throws URISyntaxException {
    return tests(own("labelled.json"), LabelledCases.table());
  }

  @TestFactory
  Stream<DynamicTest> agreesWithXarrayOnTheLabelledModel() throws URISyntaxException {
    Map<String, OperationCases.Case> table = new LinkedHashMap<>();
    ModelGroupCases.add(table);
    ModelShapeCases.add(table);
    ModelTimeCases.add(table);
    ModelValueCases.add(table);
    return tests(own("model.json"), table);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithXarrayAlongDimensions() throws URISyntaxException {
    return tests(own("sequences.json"), SequencesTable.table());
  }

  /// The cases of the shared reference with all of their inputs in another dtype.
  @TestFactory
  Stream<DynamicTest> agreesWithXarrayOnEveryDtype() throws URISyntaxException {
    return own("dtypes.json.gz").properties().stream()
        .flatMap(dtype ->
            tests(dtype.getKey() + ": ", dtype.getValue(), OperationCases.table(), 1).stream());
  }

  private static JsonNode own(String name) throws URISyntaxException {
    URL file = Objects.requireNonNull(OperationsTest.class.getResource(name));
    return ReferenceInputs.read(Path.of(file.toURI()));
  }

  private static Stream<DynamicTest> tests(
      JsonNode reference, Map<String, OperationCases.Case> table) {
    assertThat(reference.get("cases").valueStream().map(one -> one.get("id").asText()))
        .containsAll(table.keySet());
    return tests("", reference, table, CHUNKINGS).stream();
  }

  private static List<DynamicTest> tests(
      String prefix, JsonNode reference, Map<String, OperationCases.Case> table, int chunkings) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode wanted : reference.get("cases")) {
      String id = wanted.get("id").asText();
      OperationCases.Case ours = table.get(id);
      if (ours == null) {
        continue;
      }
      for (int seed = 0; seed <= chunkings; seed++) {
        String name = prefix + id + (seed == 0 ? "" : " in chunking " + seed);
        Random random = seed == 0 ? null : new Random(name.hashCode());
        tests.add(DynamicTest.dynamicTest(name, () -> check(reference, wanted, ours, random)));
      }
    }
    return tests;
  }

  private static void check(
      JsonNode reference, JsonNode wanted, OperationCases.Case ours, @Nullable Random random) {
    var in = new ReferenceInputs(reference.get("inputs"), random);
    if (wanted.has("error")) {
      assertThatThrownBy(() -> Answers.computed(ours.of(in))).isInstanceOf(AmasiaException.class);
    } else {
      var answers = new Answers(reference.path("within").asDouble());
      answers.hold(Answers.computed(ours.of(in)), wanted.get("result"));
    }
  }
}
