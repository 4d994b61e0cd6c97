package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long the interval is that each time stands for: the weights of a true mean over time.
public final class TimeWeights {
  private TimeWeights() {}

  /// The lengths in days, `float64`, `[time]`: from the bounds if there are any, else from the
  /// steps: equal ones, or months, or years of the calendar.
  ///
  /// @param time times along one dimension
  /// @param bounds their start and end, `[time, 2]`, or null
  /// @throws AmasiaException.Usage if neither bounds nor steps tell the lengths
  public static DataArray of(Variable time, @Nullable Variable bounds) {
    if (time.ndim() != 1 || time.dtype() != DType.DATETIME) {
      throw new AmasiaException.Usage("time weights need times along one dimension, not " + time);
    }
    double[] days = bounds == null ? fromSteps(time) : fromBounds(time, bounds);
    String dim = time.dims().getFirst();
    Variable lengths = Variable.of(List.of(dim), days).withAttr("units", Attribute.of("days"));
    return new DataArray("time_weights", lengths, Coordinates.NONE.with(dim, time));
  }

  private static double[] fromBounds(Variable time, Variable bounds) {
    int axis = bounds.axis(time.dims().getFirst());
    if (bounds.ndim() != 2 || bounds.shape().size(1 - axis) != 2) {
      throw new AmasiaException.Usage(
          "bounds of time need shape [%s, 2], not %s".formatted(time.dims().getFirst(), bounds));
    }
    NdArray values = bounds.load();
    int n = (int) time.shape().size();
    double[] days = new double[n];
    for (int i = 0; i < n; i++) {
      long start = values.getLong(axis == 0 ? 2L * i : i);
      long end = values.getLong(axis == 0 ? 2L * i + 1 : n + i);
      if (start == DType.NAT || end == DType.NAT) {
        throw new AmasiaException.Usage(
            "the bounds of time " + time.index().text(i) + " are missing");
      }
      days[i] = Math.abs((double) (end - start)) / Calendar.DAY_MICROS;
    }
    return days;
  }

  private static double[] fromSteps(Variable time) {
    Calendar calendar = time.calendar().orElse(Calendar.STANDARD);
    long[] micros = time.index().values().toLongs();
    int n = micros.length;
    double[] days = new double[n];
    boolean equal = n > 1;
    boolean monthly = n > 1;
    boolean yearly = n > 1;
    for (int i = 1; i < n; i++) {
      equal &= micros[i] - micros[i - 1] == micros[1] - micros[0];
      long months = month(calendar, micros[i]) - month(calendar, micros[i - 1]);
      long step = micros[i] - micros[i - 1];
      monthly &= months == 1 && step > 20 * Calendar.DAY_MICROS;
      yearly &= months == 12 && step > 300 * Calendar.DAY_MICROS;
    }
    if (!equal && !monthly && !yearly) {
      throw new AmasiaException.Usage(
          "can't tell how long the interval of each time in '%s' is: %d times, neither equally spaced nor monthly nor yearly; give bounds or weights"
              .formatted(time.dims().getFirst(), n));
    }
    for (int i = 0; i < n; i++) {
      TimeFields f = calendar.fields(micros[i]);
      days[i] =
          monthly
              ? calendar.daysInMonth(f.year(), f.month())
              : yearly
                  ? calendar.daysInYear(f.year())
                  : Math.abs((double) (micros[1] - micros[0])) / Calendar.DAY_MICROS;
    }
    return days;
  }

  private static long month(Calendar calendar, long micros) {
    TimeFields f = calendar.fields(micros);
    return f.year() * 12 + f.month();
  }
}
