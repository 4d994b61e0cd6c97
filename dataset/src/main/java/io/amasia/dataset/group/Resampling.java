package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How times are cut into periods, with pandas' meaning and defaults. Empty periods between the
/// times are made too, and one at an end where pandas makes it.
///
/// @param frequency such as `ME`, `QS-DEC` or `7D`
/// @param closedRight whether a period holds its right end rather than its left; null for the
///   default: right for `YE QE ME W`, left for others
/// @param labelRight whether it is named by its right end; null for the same default
/// @param origin where periods of hours and shorter count from (in calendars that pandas lacks also
///   those of days, which else begin at midnight): `start_day`, `start`, `epoch`, `end`, `end_day`,
///   or a date
/// @param offsetMicros what is added to the origin
public record Resampling(
    String frequency,
    @Nullable Boolean closedRight,
    @Nullable Boolean labelRight,
    String origin,
    long offsetMicros)
    implements Grouper {
  /// Periods of `frequency` with the defaults.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if there is no such frequency
  public static Resampling of(String frequency) {
    Frequency.parse(frequency);
    return new Resampling(frequency, null, null, "start_day", 0);
  }

  /// Periods that hold their right end, or their left.
  public Resampling closedRight(boolean right) {
    return new Resampling(frequency, right, labelRight, origin, offsetMicros);
  }

  /// Periods named by their right end, or their left.
  public Resampling labelRight(boolean right) {
    return new Resampling(frequency, closedRight, right, origin, offsetMicros);
  }

  public Resampling origin(String from) {
    return new Resampling(frequency, closedRight, labelRight, from, offsetMicros);
  }

  public Resampling offsetMicros(long offset) {
    return new Resampling(frequency, closedRight, labelRight, origin, offset);
  }

  /// The periods of the times `along` a dimension of their own.
  ///
  /// @throws AmasiaException.Label if the times don't ascend
  @Override
  public Grouping group(String name, Variable along) {
    if (along.dtype() != DType.DATETIME || along.ndim() != 1) {
      throw new AmasiaException.Usage(
          "resample along '%s' needs times there; it has %s".formatted(name, along));
    }
    Calendar calendar = along.calendar().orElse(Calendar.STANDARD);
    TimeBins bins = TimeBins.of(along.index().values().toLongs(), calendar, this);
    String dim = along.dims().getFirst();
    Variable labels = Variable.times(calendar, dim, bins.labels()).withAttrs(along.attrs());
    return new Grouping(List.of(dim), dim, labels, new Groups(bins.codes(), bins.labels().length));
  }
}
