package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Lists of numbers by name from a JSON file beside the tests; null is NaN.
final class ExpectedNumbers {
  private final Map<String, double[]> lists = new HashMap<>();

  ExpectedNumbers(String resource) {
    try (var in = ExpectedNumbers.class.getResourceAsStream(resource);
        var parser = new JsonFactory().createParser(in)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          String name = parser.currentName();
          List<Double> values = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(
                parser.currentToken() == JsonToken.VALUE_NULL
                    ? Double.NaN
                    : parser.getDoubleValue());
          }
          lists.put(name, values.stream().mapToDouble(Double::doubleValue).toArray());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double[] of(String name) {
    return Objects.requireNonNull(lists.get(name), name).clone();
  }

  /// Asserts that `actual` has the values of `name` within `tolerance`, missing where they are.
  void check(String name, double[] actual, double tolerance) {
    near(name, actual, of(name), tolerance);
  }

  static void near(String name, double[] actual, double[] expected, double tolerance) {
    assertThat(actual.length).as("values of " + name).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      boolean same =
          Double.isNaN(expected[i])
              ? Double.isNaN(actual[i])
              : Math.abs(actual[i] - expected[i]) <= tolerance;
      assertThat(same)
          .as("%s, value %d: %s, expected %s", name, i, actual[i], expected[i])
          .isTrue();
    }
  }
}
