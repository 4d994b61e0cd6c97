package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Op.TimeField.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The parts of an array of times, each an array of its shape.
///
/// Whole numbers are `int64`; if any time is missing they are `float64`, NaN there. In any
/// calendar.
public final class TimeParts {
  private static final List<String> SEASONS = List.of("DJF", "MAM", "JJA", "SON");

  private final DataArray times;
  private final Calendar calendar;

  TimeParts(DataArray times) {
    if (times.dtype() != DType.DATETIME) {
      throw new AmasiaException.Usage(
          "dt() needs times, not %s; open the data with decoding, or take the time coordinate"
              .formatted(times.dtype()));
    }
    this.times = times;
    this.calendar = times.variable().calendar().orElse(Calendar.STANDARD);
  }

  /// The field's name in xarray, such as `dayofyear`.
  public static String name(Field field) {
    return switch (field) {
      case DAY_OF_YEAR -> "dayofyear";
      case DAY_OF_WEEK -> "dayofweek";
      case YEAR,
          MONTH,
          DAY,
          HOUR,
          MINUTE,
          SECOND,
          MICROSECOND,
          QUARTER,
          SEASON,
          DAYS_IN_MONTH,
          DAYS_IN_YEAR ->
          field.name().toLowerCase(Locale.ROOT);
    };
  }

  /// The field of the given name.
  ///
  /// @throws AmasiaException.Label if there is none
  public static Field find(String name) {
    List<String> names = new ArrayList<>();
    for (Field field : Field.values()) {
      if (name(field).equals(name)) {
        return field;
      }
      names.add(name(field));
    }
    throw new AmasiaException.Label("times have no part '%s'; there are %s".formatted(name, names));
  }

  public DataArray year() {
    return get(Field.YEAR);
  }

  public DataArray month() {
    return get(Field.MONTH);
  }

  public DataArray day() {
    return get(Field.DAY);
  }

  public DataArray hour() {
    return get(Field.HOUR);
  }

  public DataArray minute() {
    return get(Field.MINUTE);
  }

  public DataArray second() {
    return get(Field.SECOND);
  }

  public DataArray dayofyear() {
    return get(Field.DAY_OF_YEAR);
  }

  /// 0 for Monday.
  public DataArray dayofweek() {
    return get(Field.DAY_OF_WEEK);
  }

  public DataArray quarter() {
    return get(Field.QUARTER);
  }

  public DataArray daysInMonth() {
    return get(Field.DAYS_IN_MONTH);
  }

  public DataArray daysInYear() {
    return get(Field.DAYS_IN_YEAR);
  }

  /// `DJF`, `MAM`, `JJA` or `SON`, and `nan` for a missing time. The times are read at once.
  public DataArray season() {
    return get(Field.SEASON);
  }

  /// One part of the times, named as in xarray.
  public DataArray get(Field field) {
    Variable v = times.variable();
    Node numbers = Nodes.elementwise(new Op.TimeField(field, calendar), v.data());
    Variable plain = Variable.of(v.dims(), numbers);
    if (field == Field.SEASON) {
      return made("season", seasons(plain));
    }
    boolean missing = Reducing.anyMissing(v);
    Variable masked =
        missing
            ? Arithmetic.where(
                Arithmetic.unary(Op.Unary.NOTNULL, v.withAttrs(Map.of())), plain, null)
            : plain;
    return made(name(field), masked);
  }

  private Variable seasons(Variable codes) {
    List<NdArray> loaded = Computation.run(List.of(codes.data(), times.data()));
    List<String> names = new ArrayList<>();
    for (long i = 0; i < loaded.getFirst().size(); i++) {
      boolean missing = loaded.get(1).getLong(i) == DType.NAT;
      names.add(missing ? "nan" : SEASONS.get((int) loaded.getFirst().getLong(i)));
    }
    return Variable.of(codes.dims(), Nodes.literal(NdArray.of(codes.shape(), names)));
  }

  /// Each time as text, with strftime's `%Y %m %d %H %M %S %f %j %b %B %%`. The times are read at
  /// once.
  public DataArray strftime(String pattern) {
    NdArray micros = times.load();
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < micros.size(); i++) {
      texts.add(TimeText.format(micros.getLong(i), calendar, pattern));
    }
    return made(
        "strftime", Variable.of(times.dims(), Nodes.literal(NdArray.of(times.shape(), texts))));
  }

  private DataArray made(String name, Variable v) {
    return new DataArray(name, v, times.coords());
  }
}
