package io.amasia.dataset;

import io.amasia.array.Calendar;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// Days of the year taken from a 360-day calendar to a true one or back: one day by chance in each
/// fifth of the year is left out or goes, and so does 29 February. The same seed gives the same
/// days, for each year its own.
///
/// For one conversion, by one thread. As in D. W. Pierce, D. R. Cayan and B. L. Thrasher (2014),
/// [doi:10.1175/JHM-D-14-0082.1](https://doi.org/10.1175/JHM-D-14-0082.1).
final class RandomDays {
  private static final int FIFTH = 72;
  private static final int LEAP_DAY = 60;

  private final long seed;
  private final Calendar from;
  private final Calendar to;
  private final Map<Long, int[]> chosen = new HashMap<>();

  RandomDays(long seed, Calendar from, Calendar to) {
    this.seed = seed;
    this.from = from;
    this.to = to;
  }

  /// The day of `year` there that `day`, from 1, is here; 0 if it goes.
  int of(long year, int day) {
    int[] odd = chosen.computeIfAbsent(year, this::choose);
    if (from == Calendar.D360) {
      int common = day + before(odd, day);
      int there = to.daysInYear(year) == 366 && common >= LEAP_DAY ? common + 1 : common;
      return there <= to.daysInYear(year) ? there : 0; // 1582 is short in the standard calendar
    }
    boolean leap = from.daysInYear(year) == 366;
    int here = leap && day > LEAP_DAY ? day - 1 : day;
    boolean gone = leap && day == LEAP_DAY;
    for (int one : odd) {
      gone |= one == here;
    }
    return gone ? 0 : here - before(odd, here);
  }

  /// A day of each fifth of 360.
  private int[] choose(long year) {
    Random random = new Random(seed ^ (year * 0x9E3779B97F4A7C15L));
    int[] days = new int[5];
    for (int fifth = 0; fifth < days.length; fifth++) {
      days[fifth] = 1 + FIFTH * fifth + random.nextInt(FIFTH);
    }
    return days;
  }

  private static int before(int[] days, int day) {
    int n = 0;
    for (int one : days) {
      n += one < day ? 1 : 0;
    }
    return n;
  }
}
