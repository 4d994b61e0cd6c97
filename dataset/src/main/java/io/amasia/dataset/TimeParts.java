package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.group.DateRange;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Op.TimeField.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The parts of an array of times, each an array of its shape.
///
/// Whole numbers are `int64`; if any time is missing they are `float64`, NaN there. In any
/// calendar.
public final class TimeParts {
  private static final List<String> SEASONS = List.of("DJF", "MAM", "JJA", "SON");

  private final DataArray times;
  private final Calendar calendar;

  TimeParts(DataArray times) {
    if (!times.dtype().isTime()) {
      throw new AmasiaException.Usage(
          "dt() needs times, not %s; open the data with decoding, or take the time coordinate"
              .formatted(times.dtype()));
    }
    this.times = times;
    this.calendar = times.variable().calendar().orElse(Calendar.STANDARD);
  }

  private void need(DType dtype, String what) {
    if (times.dtype() != dtype) {
      throw new AmasiaException.Usage(
          "dt().%s() is of %s, not of %s".formatted(what, dtype, times.dtype()));
    }
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

  /// The part of xarray's `name`, such as `month`, `day_of_year`, `date` or `is_leap_year`; of time
  /// differences `days` and `seconds`.
  ///
  /// @throws AmasiaException.Label if there is none
  public DataArray get(String name) {
    return switch (name) {
      case "weekday", "day_of_week" -> dayofweek().named(name);
      case "day_of_year" -> dayofyear().named(name);
      case "daysinmonth" -> daysInMonth().named(name);
      case "date" -> date();
      case "time" -> time();
      case "decimal_year" -> decimalYear();
      case "nanosecond" -> nanosecond();
      case "days" -> days();
      case "seconds" -> seconds();
      case "microseconds" -> microseconds();
      case "nanoseconds" -> nanoseconds();
      case "is_month_start" -> isMonthStart();
      case "is_month_end" -> isMonthEnd();
      case "is_quarter_start" -> isQuarterStart();
      case "is_quarter_end" -> isQuarterEnd();
      case "is_year_start" -> isYearStart();
      case "is_year_end" -> isYearEnd();
      case "is_leap_year" -> isLeapYear();
      default -> get(find(name));
    };
  }

  /// The beginning of the day, a time.
  public DataArray date() {
    return floor("D").named("date");
  }

  /// The time since the beginning of the day, a time difference.
  public DataArray time() {
    need(DType.DATETIME, "time");
    return made("time", Arithmetic.binary(Op.Binary.SUBTRACT, times.variable(), date().variable()));
  }

  public DataArray microsecond() {
    return get(Field.MICROSECOND);
  }

  /// 0: times are counted in microseconds.
  public DataArray nanosecond() {
    return get(Field.MICROSECOND).times(0).named("nanosecond");
  }

  /// The ISO 8601 `year`, `week` and `weekday` (1 for Monday) of each time.
  ///
  /// @throws AmasiaException.Unsupported in a calendar whose days have no names people use
  public Dataset isocalendar() {
    need(DType.DATETIME, "isocalendar");
    if (!calendar.isGregorian()) {
      throw new AmasiaException.Unsupported(
          "isocalendar in the calendar %s; ISO weeks are of the standard one"
              .formatted(calendar.label()));
    }
    Variable v = times.variable().withAttrs(Map.of());
    // The Thursday of a week is in the year that the week counts to.
    Variable back = Variable.of(v.dims(), dayofweek().minus(3).times(Calendar.DAY_MICROS).data());
    Variable micros =
        Arithmetic.binary(Op.Binary.SUBTRACT, cast(v, DType.INT64), cast(back, DType.INT64));
    Variable thursdays = cast(micros, DType.DATETIME).withCalendar(calendar);
    Variable known = Arithmetic.where(Arithmetic.unary(Op.Unary.NOTNULL, v), thursdays, null);
    TimeParts thursday = new TimeParts(made("thursday", known));
    DataArray week = thursday.dayofyear().minus(1).floorDivide(7).plus(1);
    Map<String, Variable> parts = new LinkedHashMap<>();
    parts.put("year", thursday.year().variable());
    parts.put("week", week.variable());
    parts.put("weekday", dayofweek().plus(1).variable());
    return new Dataset(parts, times.coords(), Map.of());
  }

  private static Variable cast(Variable v, DType dtype) {
    return v.computed(Nodes.cast(v.data(), dtype));
  }

  /// One part of the times, named as in xarray.
  public DataArray get(Field field) {
    need(DType.DATETIME, name(field));
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

  /// Each time as text, with strftime's `%Y %y %m %d %F %H %I %p %M %S %T %f %j %a %A %b %B %%`.
  /// The times are read at once.
  public DataArray strftime(String pattern) {
    need(DType.DATETIME, "strftime");
    NdArray micros = times.load();
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < micros.size(); i++) {
      texts.add(TimeText.format(micros.getLong(i), calendar, pattern));
    }
    return made(
        "strftime", Variable.of(times.dims(), Nodes.literal(NdArray.of(times.shape(), texts))));
  }

  /// Whether the day is the first of its month.
  public DataArray isMonthStart() {
    return flag("is_month_start", day().eq(1));
  }

  /// Whether the day is the last of its month.
  public DataArray isMonthEnd() {
    return flag("is_month_end", monthEnd());
  }

  private DataArray monthEnd() {
    return day().eq(daysInMonth().named("day"));
  }

  public DataArray isQuarterStart() {
    return flag("is_quarter_start", month().mod(3).eq(1).and(day().eq(1)));
  }

  public DataArray isQuarterEnd() {
    return flag("is_quarter_end", month().mod(3).eq(0).and(monthEnd()));
  }

  public DataArray isYearStart() {
    return flag("is_year_start", month().eq(1).and(day().eq(1)));
  }

  public DataArray isYearEnd() {
    return flag("is_year_end", month().eq(12).and(monthEnd()));
  }

  /// Whether the year has a day more than others of its calendar's usual ones.
  public DataArray isLeapYear() {
    return flag("is_leap_year", daysInYear().gt(365));
  }

  private DataArray flag(String name, DataArray flags) {
    return made(name, flags.variable().withAttrs(Map.of()));
  }

  /// The year and the part of it that has gone by, as `float64`.
  public DataArray decimalYear() {
    DataArray seconds =
        dayofyear()
            .minus(1)
            .times(86_400.0)
            .plus(hour().times(3600))
            .plus(minute().times(60))
            .plus(second())
            .plus(get(Field.MICROSECOND).dividedBy(1e6));
    DataArray part = seconds.dividedBy(daysInYear().times(86_400.0));
    return made("decimal_year", year().plus(part).variable().withAttrs(Map.of()));
  }

  /// The beginning of the step of `frequency` (`D`, `h`, `15min` …) in which each time lies.
  public DataArray floor(String frequency) {
    return stepped("floor", frequency, (micros, step) -> micros.floorDivide(step).times(step));
  }

  /// The time itself if a step of `frequency` begins there, else the beginning of the next one.
  public DataArray ceil(String frequency) {
    return stepped(
        "ceil", frequency, (micros, step) -> micros.negate().floorDivide(step).times(-step));
  }

  /// The nearest beginning of a step of `frequency`; of two the even one.
  public DataArray round(String frequency) {
    return stepped(
        "round",
        frequency,
        (micros, step) -> {
          DataArray whole = micros.floorDivide(step);
          DataArray rest = micros.minus(whole.times(step)).times(2);
          DataArray up = rest.gt(step).or(rest.eq(step).and(whole.mod(2).eq(1)));
          return whole.plus(up.astype(DType.INT64)).times(step);
        });
  }

  private DataArray stepped(
      String name, String frequency, BiFunction<DataArray, Long, DataArray> work) {
    long step = DateRange.stepMicros(frequency);
    Variable v = times.variable().withAttrs(Map.of());
    Variable micros = v.computed(Nodes.cast(v.data(), DType.INT64));
    Variable moved = work.apply(made("time", micros), step).variable();
    Variable kept =
        Arithmetic.where(
            Arithmetic.unary(Op.Unary.NOTNULL, v),
            v.computed(Nodes.cast(moved.data(), times.dtype())),
            null);
    return made(name, kept);
  }

  /// The name of the calendar, such as `proleptic_gregorian`.
  public String calendar() {
    return calendar.label();
  }

  /// The whole days of time differences, rounded down.
  public DataArray days() {
    return difference("days", micros -> micros.floorDivide(Calendar.DAY_MICROS));
  }

  /// The whole seconds of time differences beyond whole days, 0 to 86399.
  public DataArray seconds() {
    return difference("seconds", micros -> micros.mod(Calendar.DAY_MICROS).floorDivide(1_000_000L));
  }

  /// The microseconds of time differences beyond whole seconds, 0 to 999999.
  public DataArray microseconds() {
    return difference("microseconds", micros -> micros.mod(1_000_000L));
  }

  /// 0: time differences are counted in microseconds.
  public DataArray nanoseconds() {
    return difference("nanoseconds", micros -> micros.times(0));
  }

  /// Time differences in seconds, as `float64`.
  public DataArray totalSeconds() {
    return difference("total_seconds", micros -> micros.dividedBy(1e6));
  }

  private DataArray difference(String name, UnaryOperator<DataArray> work) {
    need(DType.TIMEDELTA, name);
    Variable v = times.variable().withAttrs(Map.of());
    DataArray micros = made(name, v.computed(Nodes.cast(v.data(), DType.INT64)));
    Variable result = work.apply(micros).variable();
    boolean missing = Reducing.anyMissing(v);
    return made(
        name,
        missing ? Arithmetic.where(Arithmetic.unary(Op.Unary.NOTNULL, v), result, null) : result);
  }

  private DataArray made(String name, Variable v) {
    return new DataArray(name, v, times.coords());
  }
}
