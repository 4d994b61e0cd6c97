package io.amasia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.DataTree;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a line of a program gives, held against what xarray gives, as `make_from_xarray.py` writes
/// it: values, dimensions, kinds of dtypes and coordinates.
final class WrittenAnswers {
  private WrittenAnswers() {}

  static void compare(Object ours, JsonNode wanted) {
    if (wanted.isNull()) {
      return; // xarray gives nothing to compare with
    }
    switch (ours) {
      case DataArray array -> {
        compareVariable(array.variable(), wanted);
        compareAll(array.coords().asMap(), wanted.get("coords"));
      }
      case Dataset dataset -> {
        compareAll(dataset.variables(), wanted.get("variables"));
        compareAll(dataset.coords().asMap(), wanted.get("coords"));
      }
      case DataTree tree -> {
        assertThat(tree.toMap().keySet()).containsAll(names(wanted));
        wanted.properties().forEach(e -> compare(tree.get(e.getKey()).dataset(), e.getValue()));
      }
      case Variable variable -> compareVariable(variable, wanted);
      case NdArray values -> compareValues(values, Optional.empty(), wanted);
      case double[] values -> compareValues(Values.of(values), Optional.empty(), wanted);
      case Map<?, ?> map when wanted.isObject() -> {
        assertThat(map.keySet().stream().map(String::valueOf).toList()).isEqualTo(names(wanted));
        map.forEach((key, value) -> compare(value, wanted.get((String) key)));
      }
      case Map<?, ?> map -> compare(List.copyOf(map.values()), wanted);
      case List<?> list -> {
        assertThat(list).hasSize(wanted.size());
        for (int i = 0; i < list.size(); i++) {
          compare(list.get(i), wanted.get(i));
        }
      }
      case Optional<?> optional -> compare(optional.orElseThrow(), wanted);
      case Number number ->
          assertThat(number.doubleValue()).isCloseTo(number(wanted), within(1e-9));
      default -> assertThat(String.valueOf(ours)).isEqualTo(wanted.asText());
    }
  }

  private static void compareAll(Map<String, Variable> ours, JsonNode wanted) {
    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(names(wanted));
    ours.forEach((name, variable) -> compareVariable(variable, wanted.get(name)));
  }

  private static List<String> names(JsonNode wanted) {
    List<String> names = new ArrayList<>();
    wanted.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void compareVariable(Variable ours, JsonNode wanted) {
    if (wanted.has("dims")) {
      assertThat(ours.dims())
          .isEqualTo(wanted.get("dims").valueStream().map(JsonNode::asText).toList());
    }
    compareValues(ours.load(), ours.calendar(), wanted);
  }

  private static void compareValues(NdArray ours, Optional<Calendar> calendar, JsonNode wanted) {
    assertThat(ours.size()).isEqualTo(wanted.get("values").size());
    for (int i = 0; i < ours.size(); i++) {
      compareValue(ours, calendar, i, wanted.get("values").get(i));
    }
  }

  private static void compareValue(
      NdArray ours, Optional<Calendar> calendar, int i, JsonNode wanted) {
    switch (ours.dtype()) {
      case STRING -> assertThat(ours.getString(i)).isEqualTo(wanted.asText());
      case BOOL -> assertThat(ours.getLong(i) != 0).isEqualTo(wanted.asBoolean());
      case DATETIME ->
          assertThat(ours.getLong(i))
              .isEqualTo(
                  wanted.asText().equals("NaT")
                      ? DType.NAT
                      : PartialDate.parse(wanted.asText(), calendar.orElseThrow()).start());
      default -> {
        double value = ours.getDouble(i);
        double near = Double.isNaN(value) ? 0 : 1e-9 * (1 + Math.abs(value));
        assertThat(value).isCloseTo(number(wanted), within(near));
      }
    }
  }

  private static double number(JsonNode json) {
    return json.isTextual() ? Double.parseDouble(json.asText()) : json.asDouble();
  }
}
