package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Fits of curves against xarray's answers, which are SciPy's.
class CurveFitTest {
  private static final CurveFit.Function DECAY = (x, p) -> p[0] * Math.exp(-x[0] / p[1]);
  private static final CurveFit.Function LINE = (x, p) -> p[0] + p[1] * x[0];
  private static final CurveFit.Function WAVE = (x, p) -> p[0] * Math.sin(p[1] * x[0] + p[2]);
  private static final CurveFit.Function PLANE = (x, p) -> p[0] + p[1] * x[0] + p[2] * x[1] * x[1];

  private static Map<String, OperationCases.Case> cases() {
    Map<String, OperationCases.Case> cases = new LinkedHashMap<>();
    CurveFit decay = CurveFit.of(DECAY, "n", "tau").start("n", 4).start("tau", 3);
    cases.put("decay", in -> decay.fit(in.array("decay"), "x"));
    cases.put("decays", in -> decay.fit(in.array("decays"), "x"));
    cases.put("decays.chunked", in -> decay.fit(in.array("decays").chunk("y", 1), "x"));
    cases.put("line", in -> CurveFit.of(LINE, "a", "b").fit(in.array("decays"), "x"));
    cases.put("dataset", in -> CurveFit.of(LINE, "a", "b").fit(in.dataset("both"), "x"));
    cases.put(
        "reduced", in -> CurveFit.of(LINE, "a", "b").reduceDims("y").fit(in.array("decays"), "x"));
    cases.put(
        "bounded",
        in ->
            CurveFit.of(DECAY, "n", "tau")
                .start("n", 2)
                .start("tau", 2)
                .bounds("tau", 1, 2.5)
                .fit(in.array("decay"), "x"));
    cases.put(
        "wave",
        in ->
            CurveFit.of(WAVE, "a", "k", "o")
                .start("k", 0.9)
                .bounds("o", -1, 1)
                .bounds("a", 0, 10)
                .fit(in.array("wave"), "x"));
    cases.put("plane", in -> CurveFit.of(PLANE, "a", "b", "c").fit(in.array("plane"), "x", "z"));
    cases.put("few", in -> CurveFit.of(LINE, "a", "b").fit(in.array("few"), "x"));
    cases.put("none", in -> CurveFit.of(LINE, "a", "b").fit(in.array("none"), "x"));
    cases.put(
        "starts",
        in ->
            CurveFit.of(DECAY, "n", "tau")
                .start("n", 4)
                .start("tau", in.array("starts"))
                .fit(in.array("decays"), "x"));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> agreesWithXarray() throws URISyntaxException {
    var file = Objects.requireNonNull(CurveFitTest.class.getResource("curves.json"));
    JsonNode reference = ReferenceInputs.read(Path.of(file.toURI()));
    return cases().entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () -> {
                  var inputs = new ReferenceInputs(reference.get("inputs"), null);
                  Dataset ours = ((Dataset) one.getValue().of(inputs)).compute();
                  compare(ours, reference.get("cases").get(one.getKey()));
                }));
  }

  private static void compare(Dataset ours, JsonNode wanted) {
    assertThat(ours.variables()).hasSize(wanted.get("variables").size());
    wanted
        .get("variables")
        .properties()
        .forEach(e -> {
          Variable v = ours.variable(e.getKey());
          assertThat(v.dims())
              .isEqualTo(e.getValue().get("dims").valueStream().map(JsonNode::asText).toList());
          double[] expected =
              e.getValue()
                  .get("values")
                  .valueStream()
                  .mapToDouble(n -> n.isNumber() ? n.asDouble() : Double.parseDouble(n.asText()))
                  .toArray();
          double[] got = v.load().toDoubles();
          assertThat(got).hasSize(expected.length);
          double most =
              Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
          for (int i = 0; i < got.length; i++) {
            if (Double.isFinite(expected[i])) {
              assertThat(got[i]).as(e.getKey()).isCloseTo(expected[i], within(1e-5 * most + 1e-12));
            } else {
              assertThat(got[i]).as(e.getKey()).isEqualTo(Double.valueOf(expected[i]));
            }
          }
        });
    wanted
        .get("coords")
        .properties()
        .forEach(e -> assertThat(ours.coords().names()).contains(e.getKey()));
    assertThat(ours.coords().names()).hasSize(wanted.get("coords").size());
  }

  @RandomTest(seeds = 30)
  void findsTheParametersThatMadeTheValues(long seed) {
    Random random = new Random(seed);
    double[] x = random.doubles(12, 0, 10).sorted().distinct().toArray();
    double[] p = {1 + random.nextDouble(), 2 + random.nextDouble()};
    double[] y = Arrays.stream(x).map(at -> DECAY.at(new double[] {at}, p)).toArray();
    y[random.nextInt(y.length)] = Double.NaN;
    DataArray values = DataArray.of(y, "x").assignCoords("x", x);
    Dataset fit = values.curvefit("x", DECAY, "n", "tau");
    double[] found = fit.get("curvefit_coefficients").toDoubles();
    assertThat(found[0]).isCloseTo(p[0], within(1e-8));
    assertThat(found[1]).isCloseTo(p[1], within(1e-8));
    assertThat(fit.get("curvefit_covariance").toDoubles()[0]).isCloseTo(0, within(1e-10));
  }

  @Test
  void whatIsNotFoundIsAnErrorOrMissing() {
    DataArray one =
        DataArray.of(new double[] {1, Double.NaN}, "x").assignCoords("x", new long[] {1, 2});
    Dataset lazy = one.curvefit("x", LINE, "a", "b");
    assertThatThrownBy(lazy::compute)
        .isInstanceOf(AmasiaException.class)
        .hasMessageContaining("no parameters found");
    Dataset missing = CurveFit.of(LINE, "a", "b").ignoringErrors().fit(one, "x");
    assertThat(missing.get("curvefit_coefficients").toDoubles()).containsOnly(Double.NaN);
    assertThatThrownBy(() -> CurveFit.of(LINE, "a", "a")).isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> CurveFit.of(LINE, "a", "b").fit(one, List.of()))
        .isInstanceOf(AmasiaException.Usage.class);
  }
}
