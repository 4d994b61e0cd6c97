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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
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

  private static JsonNode own(String name) throws URISyntaxException {
    URL file = Objects.requireNonNull(OperationsTest.class.getResource(name));
    return ReferenceInputs.read(Path.of(file.toURI()));
  }

  private static Stream<DynamicTest> tests(
      JsonNode reference, Map<String, OperationCases.Case> table) {
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (JsonNode wanted : reference.get("cases")) {
      String id = wanted.get("id").asText();
      seen.add(id);
      OperationCases.Case ours = table.get(id);
      if (ours == null) {
        continue;
      }
      for (int seed = 0; seed <= CHUNKINGS; seed++) {
        int chunking = seed;
        String name = id + (seed == 0 ? "" : " in chunking " + seed);
        tests.add(
            DynamicTest.dynamicTest(
                name, () -> check(reference.get("inputs"), wanted, ours, chunking)));
      }
    }
    assertThat(seen).containsAll(table.keySet());
    return tests.stream();
  }

  private static void check(JsonNode inputs, JsonNode wanted, OperationCases.Case ours, int seed) {
    var in = new ReferenceInputs(inputs, seed == 0 ? null : new Random(seed));
    if (wanted.has("error")) {
      assertThatThrownBy(() -> Answers.computed(ours.of(in))).isInstanceOf(AmasiaException.class);
    } else {
      Answers.compare(Answers.computed(ours.of(in)), wanted.get("result"));
    }
  }
}
