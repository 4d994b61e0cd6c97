package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Every shared netCDF file against what xarray says of it.
class SharedStatsTest {
  // Where DESIGN §7 deviates from xarray: file and variable, and why.
  private static final Map<String, String> DEVIATIONS = Map.of();

  private static final Map<String, String> ALIASES =
      Map.of("gregorian", "standard", "365_day", "noleap", "366_day", "all_leap");

  private final List<String> wrong = new ArrayList<>();

  @Test
  void agreesWithXarray() throws IOException {
    JsonNode expected;
    try (var in =
        new GZIPInputStream(Files.newInputStream(Shared.file("reference/stats.json.gz")))) {
      expected = new ObjectMapper().readTree(in).get("ok");
    }
    Path root = Shared.file("data");
    for (var file : expected.properties()) {
      String url = root.resolve(file.getKey()).toString();
      try (Dataset dataset = Opening.open(List.of(url), OpenOptions.standard())) {
        compare(file.getKey(), dataset, file.getValue());
      } catch (RuntimeException e) {
        wrong.add(file.getKey() + ": " + e);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(expected.size()).isGreaterThan(40);
  }

  private void compare(String file, Dataset dataset, JsonNode expected) {
    Map<String, Variable> all = new LinkedHashMap<>(dataset.coords().asMap());
    all.putAll(dataset.variables());
    List<Node> nodes = new ArrayList<>();
    for (var entry : expected.get("variables").properties()) {
      Variable variable = all.get(entry.getKey());
      JsonNode want = entry.getValue();
      if (variable != null && "number".equals(want.get("kind").textValue())) {
        nodes.addAll(statistics(variable));
      }
    }
    var results = Session.current().compute(nodes).iterator();
    for (var entry : expected.get("variables").properties()) {
      String name = file + " " + entry.getKey();
      Variable variable = all.get(entry.getKey());
      if (variable == null) {
        wrong.add(name + ": missing");
      } else if (!DEVIATIONS.containsKey(name)) {
        check(name, variable, entry.getValue(), results);
      }
    }
  }

  private static List<Node> statistics(Variable variable) {
    List<Integer> axes = IntStream.range(0, variable.ndim()).boxed().toList();
    Node doubles = Nodes.cast(variable.data(), DType.FLOAT64);
    return List.of(
        Nodes.reduce(doubles, Reduction.of(Reduction.Kind.COUNT), axes),
        Nodes.reduce(doubles, Reduction.of(Reduction.Kind.MIN), axes),
        Nodes.reduce(doubles, Reduction.of(Reduction.Kind.MAX), axes),
        Nodes.reduce(doubles, Reduction.of(Reduction.Kind.MEAN), axes),
        Nodes.reduce(doubles, Reduction.of(Reduction.Kind.STD), axes));
  }

  private void check(String name, Variable variable, JsonNode want, Iterator<NdArray> results) {
    expect(name, "dims", variable.dims().toString(), texts(want.get("dims")).toString());
    expect(name, "shape", variable.shape().toString(), texts(want.get("shape")).toString());
    switch (want.get("kind").textValue()) {
      case "number" -> {
        expect(name, "dtype", variable.dtype().label(), want.get("dtype").textValue());
        checkNumbers(name, want, results);
      }
      case "time" -> checkTimes(name, variable, want);
      default -> {
        expect(name, "dtype", variable.dtype(), DType.STRING);
        if (variable.dtype() == DType.STRING && want.has("first")) {
          expect(name, "first", variable.load().getString(0), want.get("first").textValue());
        }
      }
    }
  }

  private void checkNumbers(String name, JsonNode want, Iterator<NdArray> results) {
    double count = results.next().getDouble(0);
    double[] got = new double[4];
    for (int i = 0; i < 4; i++) {
      got[i] = results.next().getDouble(0);
    }
    expect(name, "count", count, want.get("count").doubleValue());
    if (count == 0 || count != want.get("count").doubleValue()) {
      return;
    }
    double scale = Math.max(Math.abs(got[0]), Math.abs(got[1]));
    String[] keys = {"min", "max", "mean", "std"};
    for (int i = 0; i < 4; i++) {
      double wanted = want.get(keys[i]).asDouble();
      double room = 1e-6 * Math.max(Math.max(Math.abs(wanted), 1e-30), i < 2 ? 0 : scale);
      if (!(Math.abs(got[i] - wanted) <= room || (Double.isNaN(wanted) && Double.isNaN(got[i])))) {
        expect(name, keys[i], got[i], wanted);
      }
    }
  }

  private void checkTimes(String name, Variable variable, JsonNode want) {
    if (variable.calendar().isEmpty()) {
      wrong.add(name + ": not decoded as time but " + variable.dtype());
      return;
    }
    var calendar = variable.calendar().get();
    String wanted = want.get("calendar").textValue();
    expect(name, "calendar", calendar.label(), ALIASES.getOrDefault(wanted, wanted));
    List<String> stamps = new ArrayList<>();
    for (long micros : variable.load().toLongs()) {
      if (micros != DType.NAT) {
        stamps.add(calendar.format(micros));
      }
    }
    expect(name, "count", stamps.size(), want.get("count").intValue());
    if (!stamps.isEmpty()) {
      expect(name, "first", stamps.getFirst().substring(0, 19), want.get("first").textValue());
      expect(name, "last", stamps.getLast().substring(0, 19), want.get("last").textValue());
    }
  }

  private void expect(String name, String what, Object got, Object want) {
    if (!got.equals(want)) {
      wrong.add("%s: %s %s, not %s".formatted(name, what, got, want));
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
