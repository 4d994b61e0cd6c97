package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Results held against xarray's answers: names, dimensions, dtypes, coordinates and values.
///
/// @param within how far floats may lie apart beside what their own digits allow
record Answers(double within) {

  static Object computed(Object result) {
    return switch (result) {
      case DataArray array -> array.compute();
      case Dataset dataset -> dataset.compute();
      case DataTree tree -> tree.compute();
      case List<?> list -> list.stream().map(Answers::computed).toList();
      default -> result;
    };
  }

  static void compare(Object ours, JsonNode wanted) {
    new Answers(0).hold(ours, wanted);
  }

  void hold(Object ours, JsonNode wanted) {
    switch (ours) {
      case DataArray array -> compareArray(array, wanted);
      case Dataset dataset -> compareDataset(dataset, wanted);
      case DataTree tree -> compareTree(tree, wanted);
      case List<?> list -> {
        assertThat(list).hasSize(wanted.size());
        for (int i = 0; i < list.size(); i++) {
          hold(list.get(i), wanted.get(i));
        }
      }
      default -> assertThat(String.valueOf(ours)).isEqualTo(wanted.asText());
    }
  }

  private void compareArray(DataArray ours, JsonNode wanted) {
    JsonNode name = wanted.get("name");
    assertThat(ours.name().orElse(null)).isEqualTo(name.isNull() ? null : name.asText());
    compareVariable("values", ours.variable(), wanted);
    compareCoords(ours.coords(), wanted.get("coords"));
  }

  private void compareDataset(Dataset ours, JsonNode wanted) {
    assertThat(ours.variables().keySet()).isEqualTo(names(wanted.get("variables")));
    wanted
        .get("variables")
        .properties()
        .forEach(e -> compareArray(ours.get(e.getKey()), e.getValue()));
    compareCoords(ours.coords(), wanted.get("coords"));
  }

  private void compareTree(DataTree ours, JsonNode wanted) {
    JsonNode nodes = wanted.get("tree");
    assertThat(ours.toMap().keySet()).isEqualTo(names(nodes));
    nodes
        .properties()
        .forEach(e -> compareDataset(ours.get("." + e.getKey()).dataset(), e.getValue()));
  }

  private static Set<String> names(JsonNode json) {
    Set<String> names = new LinkedHashSet<>();
    json.properties().forEach(e -> names.add(e.getKey()));
    return names;
  }

  private void compareCoords(Coordinates ours, JsonNode wanted) {
    assertThat(ours.names()).isEqualTo(names(wanted));
    wanted
        .properties()
        .forEach(e -> compareVariable(e.getKey(), ours.get(e.getKey()), e.getValue()));
  }

  private void compareVariable(String what, Variable ours, JsonNode wanted) {
    List<String> dims = new ArrayList<>();
    wanted.get("dims").forEach(d -> dims.add(d.asText()));
    assertThat(ours.dims()).as("dims of %s", what).isEqualTo(dims);
    String label = wanted.get("dtype").asText();
    DType dtype = dtype(label, wanted.get("values"));
    boolean nothing = label.equals("object") && wanted.get("values").isEmpty();
    boolean span = ours.dtype() == DType.TIMEDELTA && dtype == DType.INT64; // microseconds
    if (!nothing && !span) { // an empty array of Python's objects says nothing of their kind
      assertThat(ours.dtype()).as("dtype of %s", what).isEqualTo(dtype);
    }
    Calendar calendar = ReferenceInputs.calendar(label);
    NdArray values = ours.load();
    assertThat(values.size()).as("size of %s", what).isEqualTo(wanted.get("values").size());
    double largest = 0;
    for (JsonNode value : wanted.get("values")) {
      largest = Math.max(largest, value.isNumber() ? Math.abs(value.asDouble()) : 0);
    }
    for (int i = 0; i < values.size(); i++) {
      Object expected = ReferenceInputs.value(wanted.get("values").get(i), dtype, calendar);
      expected = label.equals("object") && expected.equals("NaN") ? "" : expected; // a missing text
      compareValue("%s[%d]".formatted(what, i), values, i, expected, largest);
    }
    if (!nothing && dtype == DType.DATETIME) {
      Calendar own = ours.calendar().orElseThrow();
      boolean same = own == calendar || (label.equals("time") && own.isGregorian());
      assertThat(same).as("calendar %s of %s, expected %s", own, what, calendar).isTrue();
    }
  }

  /// Truths among missing values are objects there and float64 here.
  private static DType dtype(String label, JsonNode values) {
    boolean truths =
        label.equals("object")
            && values.valueStream().allMatch(v -> v.isBoolean() || v.asText().equals("NaN"));
    return truths ? DType.FLOAT64 : ReferenceInputs.dtype(label);
  }

  private void compareValue(String what, NdArray ours, int i, Object expected, double largest) {
    switch (expected) {
      case String text -> assertThat(ours.getString(i)).as(what).isEqualTo(text);
      case Boolean flag -> assertThat(ours.getLong(i) != 0).as(what).isEqualTo(flag);
      case Long whole -> assertThat(ours.getLong(i)).as(what).isEqualTo(whole);
      case Double number -> {
        double value = ours.getDouble(i);
        // xarray sums short floats in their own dtype, we in double.
        boolean single = ours.dtype() != DType.FLOAT64;
        double tolerance =
            ours.dtype() == DType.FLOAT16 ? 2e-3 : ours.dtype() == DType.FLOAT32 ? 1e-6 : 1e-12;
        boolean same =
            Double.compare(value, number) == 0
                || value == number
                || Math.abs(value - number)
                    <= within
                        + tolerance
                            * Math.max(
                                Math.max(Math.abs(number), 0.1 * largest), single ? 0.1 : 1e-3);
        assertThat(same).as("%s is %s, expected %s", what, value, number).isTrue();
      }
      default -> throw new IllegalStateException(expected.toString());
    }
  }
}
