package io.amasia.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTypeTest {
  @Test
  void agreesWithNumPy() throws IOException {
    List<String> different = new ArrayList<>();
    int lines = 0;
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("dtypes.csv")),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine(), lines++) {
        String[] parts = line.split(",", -1);
        String ours = ours(parts[0], parts[1], parts[2], parts[3]);
        if (!ours.equals(parts[4]) && !isKnownDifference(parts)) {
          different.add(line + " here " + ours);
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(lines).isGreaterThan(2000);
  }

  private static String ours(String kind, String operation, String a, String b) {
    try {
      DType result =
          switch (kind) {
            case "unary" -> ResultType.of(ResultType.Unary.valueOf(operation), DType.of(a));
            case "statistic" -> ResultType.of(ResultType.Statistic.valueOf(operation), DType.of(a));
            default ->
                ResultType.of(ResultType.Binary.valueOf(operation), DType.of(a), DType.of(b));
          };
      return result.label();
    } catch (AmasiaException.Unsupported _) {
      return "-";
    }
  }

  /// Times: NumPy lets plain integers stand for time differences and mixes them with times, and has
  /// no mean of times (xarray has); medians of time differences are refused here.
  private static boolean isKnownDifference(String[] parts) {
    boolean timed = parts[2].contains("64[us]");
    boolean timedRight = parts[3].contains("64[us]");
    boolean kinds = timed != timedRight && !parts[0].equals("unary");
    boolean alone = timed && !parts[0].equals("binary");
    boolean mixed = timed && parts[1].equals("MIX") && !parts[2].equals(parts[3]);
    return kinds || alone || mixed;
  }

  @Test
  void timesCombine() {
    DType time = DType.DATETIME;
    DType span = DType.TIMEDELTA;
    assertThat(ResultType.of(ResultType.Binary.SUBTRACT, time, time)).isEqualTo(span);
    assertThat(ResultType.of(ResultType.Binary.ADD, time, span)).isEqualTo(time);
    assertThat(ResultType.of(ResultType.Binary.SUBTRACT, time, span)).isEqualTo(time);
    assertThat(ResultType.of(ResultType.Binary.TRUE_DIVIDE, span, DType.INT32)).isEqualTo(span);
    assertThat(ResultType.of(ResultType.Binary.TRUE_DIVIDE, span, span)).isEqualTo(DType.FLOAT64);
    assertThat(ResultType.of(ResultType.Binary.MULTIPLY, DType.FLOAT32, span)).isEqualTo(span);
    assertThat(ResultType.of(ResultType.Statistic.MEAN, time)).isEqualTo(time);
    assertThatThrownBy(() -> ResultType.of(ResultType.Binary.ADD, time, time))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessage("add of datetime64[us] and datetime64[us] is not defined");
    assertThatThrownBy(() -> ResultType.of(ResultType.Binary.ADD, time, DType.INT64))
        .hasMessageContaining("datetime64[us] and int64");
  }

  @Test
  void textOnlyMeetsText() {
    assertThat(ResultType.of(ResultType.Binary.COMPARE, DType.STRING, DType.STRING))
        .isEqualTo(DType.BOOL);
    assertThat(ResultType.of(ResultType.Binary.MIX, DType.STRING, DType.STRING))
        .isEqualTo(DType.STRING);
    assertThatThrownBy(() -> ResultType.promote(DType.STRING, DType.INT8))
        .isInstanceOf(AmasiaException.Unsupported.class);
  }

  @ParameterizedTest
  @CsvSource({
    "float32, 1.5, float32",
    "float16, 1.5, float16",
    "int32, 1.5, float64",
    "bool, 1.5, float64",
    "timedelta64[us], 1.5, float64"
  })
  void plainFloatsAreWeak(String dtype, double scalar, String result) {
    assertThat(ResultType.withScalar(DType.of(dtype), scalar).label()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "float32, 16777217, float32",
    "int8, -128, int8",
    "int8, 127, int8",
    "uint8, 255, uint8",
    "bool, 1, int64",
    "uint64, 9223372036854775807, uint64",
    "timedelta64[us], 2, int64"
  })
  void plainIntegersAreWeak(String dtype, long scalar, String result) {
    assertThat(ResultType.withScalar(DType.of(dtype), scalar).label()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({"int8, 300", "int8, 128", "uint8, -1", "uint16, 65536", "int32, 2147483648"})
  void integersThatDoNotFitAreErrors(String dtype, long scalar) {
    assertThatThrownBy(() -> ResultType.withScalar(DType.of(dtype), scalar))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining(scalar + " does not fit " + dtype);
    assertThat(ResultType.comparedWithScalar(DType.of(dtype), scalar)).isEqualTo(DType.INT64);
  }

  @Test
  void uint64TakesWhatItHolds() {
    BigInteger top = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    assertThat(ResultType.withScalar(DType.UINT64, top)).isEqualTo(DType.UINT64);
    assertThat(ResultType.comparedWithScalar(DType.UINT64, -1)).isEqualTo(DType.FLOAT64);
  }

  @Test
  void missingValuesNeedFloats() {
    assertThat(ResultType.missingValued(DType.INT16)).isEqualTo(DType.FLOAT32);
    assertThat(ResultType.missingValued(DType.INT32)).isEqualTo(DType.FLOAT64);
    assertThat(ResultType.missingValued(DType.BOOL)).isEqualTo(DType.FLOAT64);
    assertThat(ResultType.missingValued(DType.FLOAT32)).isEqualTo(DType.FLOAT32);
    assertThat(ResultType.missingValued(DType.DATETIME)).isEqualTo(DType.DATETIME);
  }
}
