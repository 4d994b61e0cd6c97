package io.amasia.plot;

import io.amasia.array.Calendar;
import io.amasia.array.TimeFields;
import java.util.Optional;
import java.util.function.Consumer;

/// What a picture should say beyond what its data know.
///
/// @param title instead of the variable's long name
/// @param subtitle region, period and the like; may be empty
/// @param difference whether zero is special: anomalies and differences
/// @param base the reference period of anomalies, shaded on time axes
/// @param look colours, limits, levels and projection where the data should not decide them
/// @param say hears what was chosen on the user's behalf, such as the first of several times
public record PlotOptions(
    Optional<String> title,
    String subtitle,
    boolean difference,
    Optional<LineChartSpec.Period> base,
    Look look,
    Consumer<String> say) {

  public static PlotOptions standard() {
    return new PlotOptions(Optional.empty(), "", false, Optional.empty(), Look.BY_DATA, _ -> {});
  }

  /// The same with another look.
  public PlotOptions with(Look other) {
    return new PlotOptions(title, subtitle, difference, base, other, say);
  }

  /// A time as year plus the part of that year that has passed.
  public static double decimalYear(Calendar calendar, long micros) {
    TimeFields fields = calendar.fields(micros);
    long start = calendar.micros(fields.year(), 1, 1, 0, 0, 0, 0);
    double length = 86_400e6 * calendar.daysInYear(fields.year());
    return fields.year() + (micros - start) / length;
  }
}
