package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.TimeFields;
import java.util.List;

/// A time of any calendar as text.
final class TimeText {
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private TimeText() {}

  /// `micros` by a strftime `pattern`; `NaT` if it is missing.
  ///
  /// @throws AmasiaException.Usage for a directive that is not known
  static String format(long micros, Calendar calendar, String pattern) {
    if (micros == DType.NAT) {
      return "NaT";
    }
    TimeFields f = calendar.fields(micros);
    var text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%' || i + 1 == pattern.length()) {
        text.append(c);
        continue;
      }
      char directive = pattern.charAt(++i);
      text.append(
          switch (directive) {
            case 'Y' -> "%04d".formatted(f.year());
            case 'm' -> "%02d".formatted(f.month());
            case 'd' -> "%02d".formatted(f.day());
            case 'H' -> "%02d".formatted(f.hour());
            case 'M' -> "%02d".formatted(f.minute());
            case 'S' -> "%02d".formatted(f.second());
            case 'y' -> "%02d".formatted(Math.floorMod(f.year(), 100L));
            case 'F' -> "%04d-%02d-%02d".formatted(f.year(), f.month(), f.day());
            case 'T' -> "%02d:%02d:%02d".formatted(f.hour(), f.minute(), f.second());
            case 'I' -> "%02d".formatted((f.hour() + 11) % 12 + 1);
            case 'p' -> f.hour() < 12 ? "AM" : "PM";
            case 'a' -> DAYS.get(calendar.dayOfWeek(micros)).substring(0, 3);
            case 'A' -> DAYS.get(calendar.dayOfWeek(micros));
            case 'f' -> "%06d".formatted(f.micro());
            case 'j' -> "%03d".formatted(calendar.dayOfYear(micros));
            case 'b' -> MONTHS.get(f.month() - 1).substring(0, 3);
            case 'B' -> MONTHS.get(f.month() - 1);
            case '%' -> "%";
            default ->
                throw new AmasiaException.Usage(
                    "'%%%s' in '%s'; allowed are %%Y %%y %%m %%d %%F %%H %%I %%p %%M %%S %%T %%f %%j %%a %%A %%b %%B %%%%"
                        .formatted(directive, pattern));
          });
    }
    return text.toString();
  }
}
