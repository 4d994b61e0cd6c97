package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/// A unit of measure: `value in base units = value × numerator ÷ denominator + offset`.
///
/// Numbers are exact decimals until the end, so that mm day-1 from kg m-2 s-1 is 86400 and not
/// 86400.00000000001. Immutable.
///
/// @param text as it was written
/// @param numerator of the scale
/// @param denominator of the scale
/// @param offset in base units; 0 for all but temperature scales
/// @param dimensions exponent of each base unit (`kg`, `m`, `s`, `K`, `mol`, `A`, `cd`, `rad`,
///   `psu`); none is 0
public record Unit(
    String text,
    BigDecimal numerator,
    BigDecimal denominator,
    BigDecimal offset,
    Map<String, Integer> dimensions) {

  public Unit {
    dimensions = Map.copyOf(dimensions);
  }

  /// The dimensionless unit.
  static final Unit ONE = new Unit("1", BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, Map.of());

  static Unit base(String symbol) {
    return new Unit(symbol, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, Map.of(symbol, 1));
  }

  static Unit number(BigDecimal value) {
    return new Unit(value.toString(), value, BigDecimal.ONE, BigDecimal.ZERO, Map.of());
  }

  /// How a value in one unit becomes a value in another: `value × scale + offset`.
  public record Conversion(double scale, double offset) {
    /// Whether values stay as they are.
    public boolean isIdentity() {
      return scale == 1 && offset == 0;
    }
  }

  /// Whether values in this unit can be expressed in `other` without more knowledge.
  public boolean isConvertibleTo(Unit other) {
    return reduced().equals(other.reduced());
  }

  /// The conversion to `target`. The plane angle counts as dimensionless, as in the SI.
  ///
  /// @throws AmasiaException.Usage if the dimensions differ; names both
  public Conversion to(Unit target) {
    if (!isConvertibleTo(target)) {
      throw new AmasiaException.Usage(
          "units '%s' (%s) can't be converted to '%s' (%s)"
              .formatted(text, dimensionText(), target.text, target.dimensionText()));
    }
    BigDecimal over = numerator.multiply(target.denominator);
    BigDecimal under = denominator.multiply(target.numerator);
    BigDecimal shift = offset.subtract(target.offset).multiply(target.denominator);
    return new Conversion(
        over.divide(under, MathContext.DECIMAL128).doubleValue(),
        shift.divide(target.numerator, MathContext.DECIMAL128).doubleValue());
  }

  /// The conversion of a difference of two values, such as an anomaly: no offset.
  ///
  /// @throws AmasiaException.Usage if the dimensions differ
  public Conversion differenceTo(Unit target) {
    return new Conversion(to(target).scale(), 0);
  }

  /// The base units this unit is made of, such as `kg s-3`; `1` for a pure number.
  public String dimensionText() {
    var text = new StringBuilder();
    new TreeMap<>(dimensions)
        .forEach((symbol, power) ->
            text.append(text.isEmpty() ? "" : " ")
                .append(symbol)
                .append(power == 1 ? "" : power.toString()));
    return text.isEmpty() ? "1" : text.toString();
  }

  // A product or power of a temperature scale is one of differences: K m-1 from degC m-1.
  Unit times(Unit other) {
    if (equals(ONE)) {
      return other;
    }
    Map<String, Integer> sum = new TreeMap<>(dimensions);
    other.dimensions.forEach((symbol, power) -> sum.merge(symbol, power, Integer::sum));
    sum.values().removeIf(power -> power == 0);
    boolean scaled = dimensions.isEmpty() && offset.signum() == 0;
    return new Unit(
        text + " " + other.text,
        numerator.multiply(other.numerator),
        denominator.multiply(other.denominator),
        // 1 × degC keeps its zero point, 2 × degC too: UDUNITS scales the origin with the unit.
        scaled ? other.offset : BigDecimal.ZERO,
        sum);
  }

  Unit power(int exponent) {
    if (exponent == 1) {
      return this;
    }
    Map<String, Integer> scaled = new TreeMap<>();
    dimensions.forEach((symbol, power) -> scaled.put(symbol, Math.multiplyExact(power, exponent)));
    scaled.values().removeIf(power -> power == 0);
    int n = Math.abs(exponent);
    BigDecimal over = numerator.pow(n);
    BigDecimal under = denominator.pow(n);
    return new Unit(
        text + exponent,
        exponent < 0 ? under : over,
        exponent < 0 ? over : under,
        BigDecimal.ZERO,
        scaled);
  }

  Unit shifted(BigDecimal origin) {
    BigDecimal base =
        origin.multiply(numerator).divide(denominator, MathContext.DECIMAL128).add(offset);
    return new Unit(text, numerator, denominator, base, dimensions);
  }

  Unit named(String name) {
    return new Unit(name, numerator, denominator, offset, dimensions);
  }

  private Map<String, Integer> reduced() {
    Map<String, Integer> rest = new TreeMap<>(dimensions);
    rest.remove("rad");
    return rest;
  }
}
