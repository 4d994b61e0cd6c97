package io.amasia.cli;

import io.amasia.array.AmasiaException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write them, the same as the launcher takes: `2GB`, `512M`, `1.5G`; decimal.
final class ByteSize {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGT]?)I?B?");

  private ByteSize() {}

  /// @param option whose value it is
  /// @throws AmasiaException.Usage if it is no size
  static long of(String option, String text) {
    Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!form.matches()) {
      throw new AmasiaException.Usage(
          "%s '%s' is not a size; write for example 2GB or 512MB".formatted(option, text));
    }
    int thousands = form.group(2).isEmpty() ? 0 : 1 + "KMGT".indexOf(form.group(2));
    return new BigDecimal(form.group(1)).scaleByPowerOfTen(3 * thousands).longValue();
  }
}
