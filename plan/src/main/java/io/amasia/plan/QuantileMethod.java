package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.util.Arrays;
import java.util.Locale;

/// Where among sorted values a quantile lies, under NumPy's names: the nine types of [Hyndman and
/// Fan (1996)](https://doi.org/10.1080/00031305.1996.10473566), and four that take the straight
/// line of [#LINEAR] and round.
public enum QuantileMethod {
  /// Type 1: the least value that enough values do not exceed.
  INVERTED_CDF,
  /// Type 2: the same, at steps the mean of both sides.
  AVERAGED_INVERTED_CDF,
  /// Type 3: the value whose rank is nearest, of two the even one.
  CLOSEST_OBSERVATION,
  /// Type 4.
  INTERPOLATED_INVERTED_CDF,
  /// Type 5.
  HAZEN,
  /// Type 6.
  WEIBULL,
  /// Type 7, NumPy's and xarray's default.
  LINEAR,
  /// Type 8: the median of what samples give is right whatever the distribution.
  MEDIAN_UNBIASED,
  /// Type 9: right in the mean for the normal distribution.
  NORMAL_UNBIASED,
  /// The value below.
  LOWER,
  /// The value above.
  HIGHER,
  /// The middle between both.
  MIDPOINT,
  /// The nearer of both, of two the one at an even place.
  NEAREST;

  /// The method of NumPy's `name`, such as `median_unbiased`.
  ///
  /// @throws AmasiaException.Usage if there is none
  public static QuantileMethod find(String name) {
    return Arrays.stream(values())
        .filter(method -> method.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new AmasiaException.Usage(
                "quantile method '%s'; allowed are %s".formatted(name, Arrays.asList(values()))));
  }

  /// Whether it gives one of the values as it is, in their own dtype.
  public boolean isDiscrete() {
    return switch (this) {
      case INVERTED_CDF, CLOSEST_OBSERVATION, LOWER, HIGHER, NEAREST -> true;
      case AVERAGED_INVERTED_CDF,
          INTERPOLATED_INVERTED_CDF,
          HAZEN,
          WEIBULL,
          LINEAR,
          MEDIAN_UNBIASED,
          NORMAL_UNBIASED,
          MIDPOINT ->
          false;
    };
  }

  /// The place of quantile `q` among `n` sorted values, 0 to `n - 1`; its fraction is the share of
  /// the value above.
  public double place(double q, long n) {
    double line = (n - 1) * q;
    double place =
        switch (this) {
          case INVERTED_CDF -> Math.ceil(n * q - 1);
          case AVERAGED_INVERTED_CDF -> {
            double at = n * q - 1;
            yield at == Math.floor(at) ? at + 0.5 : Math.ceil(at);
          }
          case CLOSEST_OBSERVATION -> {
            double at = n * q - 1.5;
            double below = Math.floor(at);
            boolean onOdd = at == below && Math.floorMod((long) below, 2) == 1;
            yield onOdd ? below : below + 1;
          }
          case INTERPOLATED_INVERTED_CDF -> between(q, n, 0, 1);
          case HAZEN -> between(q, n, 0.5, 0.5);
          case WEIBULL -> between(q, n, 0, 0);
          case LINEAR -> line;
          case MEDIAN_UNBIASED -> between(q, n, 1 / 3.0, 1 / 3.0);
          case NORMAL_UNBIASED -> between(q, n, 3 / 8.0, 3 / 8.0);
          case LOWER -> Math.floor(line);
          case HIGHER -> Math.ceil(line);
          case MIDPOINT -> 0.5 * (Math.floor(line) + Math.ceil(line));
          case NEAREST -> Math.rint(line);
        };
    return Math.clamp(place, 0, n - 1.0);
  }

  /// Hyndman and Fan's family of straight lines.
  private static double between(double q, long n, double alpha, double beta) {
    return n * q + (alpha + q * (1 - alpha - beta)) - 1;
  }

  /// NumPy's name.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
