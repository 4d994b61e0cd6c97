package io.amasia.cli.operation;

import io.amasia.geo.Choice;
import io.amasia.geo.RegridMethod;
import java.util.Optional;
import java.util.function.Consumer;

/// The choices that all operations of a command line share.
///
/// @param keepPartial whether periods that are incomplete at the record's ends are kept
/// @param minCoverage the least share (0 to 1) of a period that must have values for a result
/// @param weighTimes whether means over time are weighted by the length of each interval
/// @param base the base period of anomalies, as partial dates
/// @param relative whether anomalies are percent of the base
/// @param filledCells whether points take the nearest cell that has data, not just the nearest
/// @param regrid how fields are brought onto another grid
/// @param say hears what a user should know, a line each
public record Meaning(
    boolean keepPartial,
    double minCoverage,
    boolean weighTimes,
    Optional<Choice.Range> base,
    boolean relative,
    boolean filledCells,
    RegridMethod regrid,
    Consumer<String> say) {

  /// The meaning when nobody says otherwise.
  public static Meaning standard(Consumer<String> say) {
    return new Meaning(false, 1, true, Optional.empty(), false, false, RegridMethod.BILINEAR, say);
  }

  /// The same, heard by nobody.
  Meaning quietly() {
    return new Meaning(
        keepPartial, minCoverage, weighTimes, base, relative, filledCells, regrid, _ -> {});
  }
}
