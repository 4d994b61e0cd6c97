package io.amasia.cli.operation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.amasia.array.AmasiaException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for text that makes the reader of expressions fail with other than its own error. In the
/// profile `fuzz`; [RandomExpressionsTest] damages true sentences with the other tests.
class ExpressionFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "diff = a.tas - b.tas",
            "x = where(tas > 273.15 && !isnull(pr), min(tas, 3e2) ** -2, .5)")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyTextIsAnExpressionOrIsRefused(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      ExpressionParser.parse(text);
    } catch (AmasiaException.Usage e) {
      // as it should
    }
    try {
      ExpressionParser.parseValue(text);
    } catch (AmasiaException.Usage e) {
      // as it should
    }
  }
}
