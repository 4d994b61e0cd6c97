package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.DisplayUnits;
import io.amasia.dataset.cf.TimePeriod;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// What the positions of a dimension are called: dates, levels with their unit, names; a number
/// from 0 where there is no coordinate.
final class DimLabels {
  private DimLabels() {}

  /// The label of one position.
  static String label(Dataset dataset, String dim, long position) {
    return coordinate(dataset, dim)
        .map(coord -> text(dim, coord, coord.load(), position))
        .orElseGet(() -> dim + " " + position);
  }

  /// The period that one position stands for, where the dimension is a time with bounds.
  static Optional<String> period(Dataset dataset, String dim, long position) {
    return CfLinks.bounds(dataset, dim)
        .flatMap(bounds -> TimePeriod.of(dataset.variable(dim), bounds, position))
        .flatMap(TimePeriod::words);
  }

  /// The labels of all positions.
  static List<String> all(Dataset dataset, String dim) {
    long size = dataset.size(dim);
    LongStream positions = LongStream.range(0, size);
    Optional<Variable> coord = coordinate(dataset, dim);
    if (coord.isEmpty()) {
      return positions.mapToObj(i -> dim + " " + i).toList();
    }
    NdArray values = coord.get().load();
    return positions.mapToObj(i -> text(dim, coord.get(), values, i)).toList();
  }

  /// The position of a label: a date or part of one, a name, or a number, of which the nearest.
  ///
  /// @throws AmasiaException.Label if there is none
  static long position(Dataset dataset, String dim, String text) {
    Variable coord =
        coordinate(dataset, dim)
            .filter(c -> c.ndim() == 1)
            .orElseThrow(() ->
                new AmasiaException.Label(
                    "'%s' has no labels; give its position as at.%s=N".formatted(dim, dim)));
    if (coord.dtype().isNumeric()) {
      return nearest(coord, dim, text);
    }
    long[] range = LongStream.range(0, coord.size(dim)).toArray();
    NdArray found =
        new DataArray(
                "position", Variable.of(List.of(dim), range), Coordinates.NONE.with(dim, coord))
            .sel(dim, text)
            .load();
    if (found.size() == 0) {
      throw new AmasiaException.Label("no label '%s' along '%s'".formatted(text, dim));
    }
    return found.getLong(0);
  }

  private static long nearest(Variable coord, String dim, String text) {
    double wanted;
    try {
      wanted = Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new AmasiaException.Label(
          "no label '%s' along '%s', which has numbers".formatted(text, dim));
    }
    double[] values = coord.load().toDoubles();
    int best = -1;
    for (int i = 0; i < values.length; i++) {
      boolean nearer = best < 0 || Math.abs(values[i] - wanted) < Math.abs(values[best] - wanted);
      best = nearer && !Double.isNaN(values[i]) ? i : best;
    }
    double far = best < 0 ? Double.NaN : Math.abs(values[best] - wanted);
    if (!(far <= 1e-4 * Math.max(1e-9, Math.abs(wanted)) || far == 0)) {
      throw new AmasiaException.Label(
          "no label %s along '%s'%s"
              .formatted(text, dim, best < 0 ? "" : "; the nearest is " + compact(values[best])));
    }
    return best;
  }

  /// The coordinate of a dimension: that of its name, else one along it that tells positions apart.
  private static Optional<Variable> coordinate(Dataset dataset, String dim) {
    return dataset
        .coords()
        .find(dim)
        .filter(c -> c.ndim() == 1)
        .or(() ->
            dataset.coords().asMap().values().stream()
                .filter(c -> c.dims().equals(List.of(dim)))
                .filter(c -> c.calendar().isPresent() || c.dtype() == DType.STRING)
                .findFirst());
  }

  /// The label at a position of a coordinate with `values`.
  static String text(String dim, Variable coord, NdArray values, long i) {
    return switch (coord.dtype()) {
      case STRING -> values.getString(i);
      case DATETIME -> date(coord.calendar().orElse(Calendar.STANDARD).format(values.getLong(i)));
      default -> {
        double value = values.getDouble(i);
        String unit = DisplayUnits.pretty(coord.attr("units").orElse(""));
        yield switch (unit) {
          case "", "1" -> dim + " " + compact(value);
          case "°N" -> latitude(value);
          case "°E" -> longitude(value);
          default -> compact(value) + " " + unit;
        };
      }
    };
  }

  /// Degrees of latitude with their hemisphere: `45°S`.
  static String latitude(double degrees) {
    return compact(Math.abs(degrees)) + (degrees < 0 ? "°S" : "°N");
  }

  /// Degrees of longitude with their hemisphere, up to 180: `10°W`.
  static String longitude(double degrees) {
    double turned = Math.IEEEremainder(degrees, 360);
    return compact(Math.abs(turned)) + (turned < 0 ? "°W" : "°E");
  }

  /// The label at a position for files: times whole, numbers exact, no units.
  static String bare(Variable coord, NdArray values, long i) {
    return switch (coord.dtype()) {
      case STRING -> values.getString(i);
      case DATETIME -> coord.calendar().orElse(Calendar.STANDARD).format(values.getLong(i));
      case FLOAT32 -> Float.toString((float) values.getDouble(i));
      case FLOAT64 -> Double.toString(values.getDouble(i));
      default -> Long.toString(values.getLong(i));
    };
  }

  /// A time as short as it can be without losing anything.
  static String date(String iso) {
    return iso.endsWith("T00:00:00")
        ? iso.substring(0, iso.length() - 9)
        : iso.replaceFirst("T(\\d\\d:\\d\\d):00$", " $1").replace('T', ' ');
  }

  /// A number in up to seven digits.
  static String compact(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(7)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
