package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Refuses what was said about how a variable is to be stored and is not found in what would be
/// stored. What its file had is only a wish, which goes where the values don't suit it any more.
final class GivenEncodings {
  private final Variable variable;
  private final Encoding given;
  private final Schema.Variable stored;

  /// The units and the calendar that times are counted in; of bounds, those of their times.
  private final Map<String, Attribute> counting;

  private GivenEncodings(
      Variable variable, Encoding given, Schema.Variable stored, Map<String, Attribute> counting) {
    this.variable = variable;
    this.given = given;
    this.stored = stored;
    this.counting = counting;
  }

  /// Checks what is `given` for variables of `dataset`, by name.
  ///
  /// @param schema what would be stored
  /// @throws AmasiaException.Usage if something else would be stored than is said; says why
  static void require(Map<String, Encoding> given, Dataset dataset, Schema schema) {
    for (Schema.Variable stored : schema.variables()) {
      Encoding said = given.get(stored.name());
      if (said != null) {
        Variable variable = dataset.variable(stored.name());
        var check = new GivenEncodings(variable, said, stored, counting(stored, schema));
        check.requireDtype();
        check.requirePacking();
        check.requireFill();
        check.requireCounting();
      }
    }
  }

  private static Map<String, Attribute> counting(Schema.Variable stored, Schema schema) {
    Attribute name = Attribute.of(stored.name());
    return schema.variables().stream()
        .map(Schema.Variable::attrs)
        .filter(attrs -> name.equals(attrs.get("bounds")) || name.equals(attrs.get("climatology")))
        .findFirst()
        .orElse(stored.attrs());
  }

  /// Whether `key` is said, and not only as the file of the variable had it.
  private boolean isSaid(String key) {
    Attribute value = given.get(key);
    return value != null && !value.equals(variable.encoding().get(key));
  }

  private void requireDtype() {
    DType wanted = given.dtype().orElse(stored.dtype());
    boolean unsigned =
        given.get("_Unsigned") != null || variable.encoding().containsKey("_Unsigned");
    boolean same =
        wanted == stored.dtype()
            || (wanted == DType.BOOL && variable.dtype() == DType.BOOL)
            || (unsigned
                && VariableDecoder.withSign(wanted, !stored.dtype().isUnsigned())
                    == stored.dtype());
    if (isSaid(Encoding.DTYPE) && !same) {
      throw new AmasiaException.Usage(
          "'%s' can't be stored as %s: %s".formatted(stored.name(), wanted, whyNotAs()));
    }
  }

  private String whyNotAs() {
    return switch (variable.dtype()) {
      case DATETIME, TIMEDELTA ->
          "in their units its times are %s; give other units, a _FillValue that is none of them if some are missing, or leave the dtype open"
              .formatted(stored.dtype());
      case BOOL -> "truths are stored as int8";
      case STRING -> "it is text";
      default ->
          "it holds %s, which are stored as integers or floats that have all their values"
              .formatted(variable.dtype());
    };
  }

  private void requirePacking() {
    for (String key : List.of(Encoding.SCALE, Encoding.OFFSET)) {
      if (isSaid(key) && !Objects.equals(given.get(key), stored.attrs().get(key))) {
        throw new AmasiaException.Usage(
            "%s of '%s' can't be: %s"
                .formatted(
                    key,
                    stored.name(),
                    variable.dtype().isNumeric()
                        ? "numbers are packed as integers, and it is stored as %s; give it a dtype such as int16 too"
                            .formatted(stored.dtype())
                        : "numbers are packed, and it holds " + variable.dtype()));
      }
    }
  }

  private void requireFill() {
    Attribute has = stored.attrs().get(Encoding.FILL);
    if (given.deniesFill() && has != null) {
      throw new AmasiaException.Usage(
          "'%s' needs a _FillValue, as missing times are stored as one; don't say that it has none"
              .formatted(stored.name()));
    }
    Attribute said = given.get(Encoding.FILL);
    if (!(said instanceof Attribute.Numbers) || !isSaid(Encoding.FILL)) {
      return;
    }
    List<String> ignored = new ArrayList<>();
    List<Number> wanted = fills(said, ignored);
    if (!ignored.isEmpty() || variable.dtype() == DType.BOOL) {
      throw refusedFill(said, "it is stored as %s, which has no such value".formatted(type()));
    }
    if (!wanted.equals(has == null ? List.of() : fills(has, new ArrayList<>()))) {
      throw refusedFill(
          said,
          variable.dtype().isTime()
              ? "one of its times is stored as this number, or it holds more than %d"
                  .formatted(VariableEncoder.LOADED_TIMES)
              : "it holds %s, of which none is missing".formatted(variable.dtype()));
    }
  }

  private DType type() {
    return variable.dtype() == DType.BOOL ? DType.BOOL : stored.dtype();
  }

  private List<Number> fills(Attribute fill, List<String> ignored) {
    return FillValues.of(stored.dtype(), Map.of(Encoding.FILL, fill), ignored::add);
  }

  private AmasiaException refusedFill(Attribute fill, String why) {
    return new AmasiaException.Usage(
        "_FillValue %s of '%s' can't be: %s; give another, or leave it out"
            .formatted(FillValues.text(fill), stored.name(), why));
  }

  private void requireCounting() {
    for (String key : List.of("units", "calendar")) {
      Attribute said = given.get(key);
      if (said != null && isSaid(key) && !said.equals(counting.get(key))) {
        throw new AmasiaException.Usage(
            "%s %s of '%s' can't be: %s"
                .formatted(key, FillValues.text(said), stored.name(), whyNot(key, said)));
      }
    }
  }

  private String whyNot(String key, Attribute said) {
    return switch (variable.dtype()) {
      case DATETIME -> key.equals("units") ? whyNotIn(said) : whyNotBy();
      case TIMEDELTA ->
          key.equals("units")
              ? "differences of times are counted in units such as days or seconds, that give each back"
              : "differences of times have no calendar";
      default ->
          "times are counted, and it holds %s; give it the attribute '%s' instead"
              .formatted(variable.dtype(), key);
    };
  }

  private String whyNotIn(Attribute units) {
    String calendar = calendar();
    try {
      if (units instanceof Attribute.Text(String text)) {
        TimeUnits.parse(text, calendar);
      }
    } catch (AmasiaException.Unsupported e) {
      return String.valueOf(e.getMessage());
    }
    return counting.equals(stored.attrs())
        ? "not every time would be the same when read; give finer units, of microseconds or more"
        : "bounds are counted as their times; give those units";
  }

  private String whyNotBy() {
    return "its times are of calendar %s; convertCalendar makes them others".formatted(calendar());
  }

  private String calendar() {
    return variable.calendar().orElseThrow().label();
  }
}
