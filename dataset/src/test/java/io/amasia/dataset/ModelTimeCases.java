package io.amasia.dataset;

import io.amasia.array.Calendar;
import io.amasia.dataset.CalendarConversion.AlignOn;
import io.amasia.dataset.OperationCases.Case;
import io.amasia.dataset.group.DateRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the cases of `make_model.py` on times, calendars and text are in our words.
final class ModelTimeCases {
  private static final List<Calendar> CALENDARS =
      List.of(Calendar.STANDARD, Calendar.NOLEAP, Calendar.D360);

  private ModelTimeCases() {}

  static void add(Map<String, Case> to) {
    fields(to);
    ranges(to);
    calendars(to);
  }

  private static void fields(Map<String, Case> to) {
    to.put(
        "dt",
        in -> {
          TimeParts days = in.array("days").coord("time").dt();
          TimeParts hours = in.array("hours").coord("time").dt();
          return List.of(
              plain(in, "days").quarter(),
              days.dayofweek(),
              days.daysInMonth(),
              days.season(),
              hours.minute(),
              hours.second(),
              days.daysInYear(),
              days.decimalYear(),
              hours.decimalYear(),
              in.array("sixty").coord("time").dt().decimalYear());
        });
    to.put(
        "dt.flags",
        in -> {
          TimeParts days = plain(in, "days");
          return List.of(
              days.isMonthStart(),
              days.isMonthEnd(),
              days.isLeapYear(),
              days.isQuarterStart(),
              days.isYearStart(),
              plain(in, "month").isYearEnd());
        });
    to.put(
        "dt.round",
        in -> {
          TimeParts hours = in.array("hours").coord("time").dt();
          return List.of(
              hours.floor("h"),
              hours.ceil("h"),
              hours.round("h"),
              hours.floor("D"),
              hours.round("15min"));
        });
    to.put(
        "dt.text",
        in ->
            List.of(
                in.array("hours").coord("time").dt().strftime("%Y-%m-%d %H:%M:%S"),
                in.array("sixty").coord("time").dt().strftime("%d %b %y %j")));
    to.put(
        "dt.difference",
        in -> {
          DataArray days = in.array("days").coord("time");
          DataArray hours = in.array("hours").coord("time");
          return List.of(
              days.minus(days.isel("time", 0)).dt().days(),
              hours.minus(hours.isel("time", 0)).dt().seconds(),
              hours.minus(hours.isel("time", 0)).dt().totalSeconds());
        });
  }

  private static TimeParts plain(ReferenceInputs in, String name) {
    DataArray array = in.array(name);
    Variable times = array.coords().get("time").withCalendar(Calendar.PROLEPTIC_GREGORIAN);
    return array.assignCoords("time", times).coord("time").dt();
  }

  private static DataArray array(Variable times) {
    return new DataArray(null, times, Coordinates.NONE.with("time", times));
  }

  private static void ranges(Map<String, Case> to) {
    to.put(
        "date_range",
        in -> {
          List<DataArray> all = new ArrayList<>();
          for (String f :
              List.of(
                  "ME", "MS", "QS-DEC", "YE", "YS", "7D", "6h", "2MS", "QE", "30min", "2YS-JUL",
                  "QE-NOV")) {
            for (Calendar c : CALENDARS) {
              all.add(array(DateRange.of("2000-01-15", 5, f, c, "time")));
            }
          }
          return all;
        });
    to.put(
        "date_range.end",
        in -> {
          List<DataArray> all = new ArrayList<>();
          for (String f : List.of("ME", "QS-DEC", "45D", "MS")) {
            for (Calendar c : CALENDARS) {
              all.add(array(DateRange.between("2000-01-15", "2001-02-03", f, c, "time")));
            }
          }
          return all;
        });
    to.put(
        "infer_freq",
        in -> {
          List<String> all = new ArrayList<>();
          for (String name : List.of("days", "sixty", "leapless", "month", "hours")) {
            all.add(DateRange.inferFreq(in.array(name).coords().get("time")).orElse("None"));
          }
          return all;
        });
    to.put(
        "infer_freq.more",
        in -> {
          List<String> all = new ArrayList<>();
          for (String f :
              List.of(
                  "ME", "QS-DEC", "YE", "YS", "8D", "6h", "2MS", "QE", "2YS-JUL", "QE-NOV", "5D",
                  "YE-MAR")) {
            for (Calendar c : CALENDARS) {
              Variable times = DateRange.of("2000-01-15", 9, f, c, "time");
              all.add(DateRange.inferFreq(times).orElse("None"));
            }
          }
          return all;
        });
  }

  private static DataArray to(DataArray array, Calendar calendar, AlignOn on) {
    return array.convertCalendar(CalendarConversion.of("time", calendar).alignOn(on));
  }

  private static void calendars(Map<String, Case> to) {
    to.put(
        "calendar.drop",
        in ->
            List.of(
                in.array("days").convertCalendar("time", Calendar.NOLEAP),
                in.array("leapless").convertCalendar("time", Calendar.STANDARD),
                in.array("days").convertCalendar("time", Calendar.JULIAN)));
    to.put(
        "calendar.missing",
        in ->
            List.of(
                in.array("leapless")
                    .convertCalendar(
                        CalendarConversion.of("time", Calendar.PROLEPTIC_GREGORIAN)
                            .insertingMissing()),
                in.array("days")
                    .convertCalendar(
                        CalendarConversion.of("time", Calendar.NOLEAP).insertingMissing())));
    for (AlignOn on : List.of(AlignOn.DATE, AlignOn.YEAR)) {
      to.put(
          on == AlignOn.DATE ? "calendar.date" : "calendar.year",
          in ->
              List.of(
                  to(in.array("days"), Calendar.D360, on),
                  to(in.array("sixty"), Calendar.STANDARD, on),
                  to(in.array("sixty"), Calendar.NOLEAP, on)));
    }
    to.put("calendar.unsaid", in -> in.array("sixty").convertCalendar("time", Calendar.STANDARD));
  }
}
