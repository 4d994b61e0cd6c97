package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Arrays in every dtype and codec, made by zarr-python and tensorstore (`make_v2.py`,
/// `make_v3.py`), read as those read them.
class MadeZarrTest {
  @TestFactory
  Stream<DynamicTest> readsV2() {
    return tests("made_v2.json");
  }

  @TestFactory
  Stream<DynamicTest> readsV3() {
    return tests("made_v3.json");
  }

  private static Stream<DynamicTest> tests(String file) {
    JsonNode made = Made.read(file);
    Map<String, StoredArray> arrays =
        dataset(made).root().arrays().stream().collect(Collectors.toMap(StoredArray::name, a -> a));
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : made.get("expected").properties()) {
      tests.add(
          DynamicTest.dynamicTest(
              entry.getKey(),
              () -> {
                StoredArray array = arrays.get(entry.getKey());
                assertThat(array).isNotNull();
                Expected.check(Objects.requireNonNull(array), entry.getValue());
              }));
    }
    return tests.stream();
  }

  private static StoredDataset dataset(JsonNode made) {
    return new ZarrFormat().open(new Location(Made.store(made), "", "made.zarr"));
  }

  @Test
  void leavesOutWhatCannotBeReadAndSaysWhich() {
    for (String file : List.of("made_v2.json", "made_v3.json")) {
      JsonNode made = Made.read(file);
      List<String> notes = dataset(made).root().notes();
      assertThat(notes).hasSize(made.get("refused").size());
      MemoryStore store = Made.store(made);
      for (Map.Entry<String, JsonNode> entry : made.get("refused").properties()) {
        String word = entry.getValue().textValue();
        assertThat(notes)
            .anyMatch(n -> n.startsWith("'" + entry.getKey() + "' skipped") && n.contains(word));
        assertThatThrownBy(
                () -> new ZarrFormat().open(new Location(store, entry.getKey(), "made.zarr")))
            .isInstanceOf(AmasiaException.Unsupported.class)
            .hasMessageContaining(word);
      }
    }
  }
}
