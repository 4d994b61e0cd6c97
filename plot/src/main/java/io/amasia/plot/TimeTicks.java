package io.amasia.plot;

import java.util.ArrayList;
import java.util.List;

/// Ticks of an axis in decimal years: years, else months, else days, whatever the span needs.
///
/// A decimal year is the year plus the part of it that has passed, in whichever calendar, so months
/// are placed at twelfths of the year: right for 360-day calendars, within two days elsewhere.
final class TimeTicks {
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private TimeTicks() {}

  static List<Ticks.Tick> of(double low, double high) {
    double span = high - low;
    if (span >= 4) {
      double step = Math.max(1, Ticks.step(span, 9));
      if (step == 2.5) {
        step = 5;
      }
      List<Ticks.Tick> ticks = new ArrayList<>();
      for (double year = Math.ceil(low / step - 1e-9) * step; year <= high + 1e-9; year += step) {
        ticks.add(new Ticks.Tick(year, Long.toString(Math.round(year)).replace('-', '−')));
      }
      return ticks;
    }
    int every = span > 2 ? 6 : span > 1 ? 3 : span > 0.45 ? 2 : 1;
    List<Ticks.Tick> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low * 12 - 1e-6);
    for (long month = Math.ceilDiv(first, every) * every;
        month <= high * 12 + 1e-6;
        month += every) {
      int m = (int) Math.floorMod(month, 12L);
      long year = Math.floorDiv(month, 12L);
      boolean named = m == 0 || ticks.isEmpty();
      ticks.add(new Ticks.Tick(month / 12.0, named ? MONTHS[m] + " " + year : MONTHS[m]));
    }
    return ticks;
  }
}
