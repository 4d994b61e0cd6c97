package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.amasia.testkit.RandomTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// A short run of what [ZarrMetadataFuzzTest] runs long: true metadata with words swapped, cut and
/// repeated.
class ZarrMetadataCorpusTest {
  private static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "1e999",
          "9007199254740993",
          "18446744073709551616",
          "null",
          "[]",
          "{}",
          "\"\"",
          "true",
          "NaN",
          "\"NaN\"",
          "\"0x\"",
          "[[[[]]]]",
          "\"sharding_indexed\"",
          "\"transpose\"",
          "\"bytes\"",
          "\"<M8[ns]\"",
          "\"|O\"",
          "\"<U999999999\"",
          "[1,1]",
          "[0]",
          "\"big\"");

  private static final List<byte[]> CORPUS =
      List.of("made_v2.json", "made_v3.json").stream()
          .flatMap(file -> Made.read(file).get("store").propertyStream())
          .filter(e -> e.getKey().endsWith("zarr.json") || e.getKey().endsWith(".zarray"))
          .map(e -> Base64.getDecoder().decode(e.getValue().textValue()))
          .toList();

  @RandomTest
  void alteredMetadataOpensOrIsRefused(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = altered(random);
      assertThatCode(() -> FuzzedMetadata.open(bytes))
          .as(new String(bytes, StandardCharsets.UTF_8))
          .doesNotThrowAnyException();
    }
  }

  private static byte[] altered(Random random) {
    String text = new String(CORPUS.get(random.nextInt(CORPUS.size())), StandardCharsets.UTF_8);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      // a value of the document: from after a colon, bracket or comma to the next of them
      int start = 1 + random.nextInt(text.length());
      while (start < text.length() && ":,[".indexOf(text.charAt(start - 1)) < 0) {
        start++;
      }
      int end = start;
      while (end < text.length() && ",]}".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      String word = WORDS.get(random.nextInt(WORDS.size()));
      text = text.substring(0, start) + word + text.substring(end);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
