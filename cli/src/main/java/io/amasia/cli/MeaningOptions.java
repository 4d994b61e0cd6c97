package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.PartialDate;
import io.amasia.cli.operation.Meaning;
import io.amasia.cli.operation.Operation;
import io.amasia.geo.Choice;
import io.amasia.geo.RegridMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What operations mean where there is a choice: base period, incomplete periods, weights.
final class MeaningOptions {
  @Option(
      names = "--base",
      paramLabel = "A..B",
      description = "base period of --anomaly, such as 1961..1990")
  @Nullable String base;

  @Option(names = "--relative", description = "anomalies in percent of the base")
  boolean relative;

  @Option(
      names = "--method",
      paramLabel = "bil|con|nn",
      description =
          "how --regrid does it: bilinear (default), conservative means, or the nearest point")
  @Nullable String method;

  @Option(
      names = "--cells",
      paramLabel = "nearest|filled",
      description = "cells that --point takes: the nearest (default), or the nearest with data")
  @Nullable String cells;

  @Option(
      names = "--partial",
      paramLabel = "drop|keep",
      description = "periods incomplete at the record's ends (default: drop)")
  String partial = "drop";

  @Option(
      names = "--min-coverage",
      paramLabel = "SHARE",
      description = "least share of a period with values, 0 to 1 (default: 1)")
  double minCoverage = 1;

  @Option(
      names = "--time-weights",
      paramLabel = "length|none",
      description = "weights of means over time (default: length of each interval)")
  String timeWeights = "length";

  /// What the options say.
  ///
  /// @param operations that they are for
  /// @throws AmasiaException.Usage if one is out of range, or has nothing to be for
  Meaning meaning(List<Operation> operations, Consumer<String> say) {
    if (!(minCoverage >= 0 && minCoverage <= 1)) {
      throw new AmasiaException.Usage("--min-coverage is a share from 0 to 1, not " + minCoverage);
    }
    if (method != null && operations.stream().noneMatch(Operation.Regrid.class::isInstance)) {
      throw new AmasiaException.Usage("--method goes with --regrid, for example --regrid 1x1");
    }
    boolean places =
        operations.stream()
            .anyMatch(op -> op instanceof Operation.Point || op instanceof Operation.Stations);
    if (cells != null && !places) {
      throw new AmasiaException.Usage("--cells goes with --point, for example --point 8.5,47.4");
    }
    return new Meaning(
        choose("--partial", partial, "drop", "keep"),
        minCoverage,
        !choose("--time-weights", timeWeights, "length", "none"),
        base(operations),
        relative,
        choose("--cells", cells == null ? "nearest" : cells, "nearest", "filled"),
        RegridMethod.of(method == null ? "bil" : method),
        say);
  }

  private Optional<Choice.Range> base(List<Operation> operations) {
    if (base == null) {
      if (relative) {
        throw new AmasiaException.Usage("--relative goes with --anomaly and --base");
      }
      return Optional.empty();
    }
    if (operations.stream().noneMatch(Operation.Anomaly.class::isInstance)) {
      throw new AmasiaException.Usage(
          "--base goes with --anomaly, for example --anomaly month --base " + base);
    }
    Choice choice = Choice.parse(base);
    if (choice instanceof Choice.Range range
        && range.from().isPresent()
        && range.to().isPresent()) {
      PartialDate.parse(range.from().get(), Calendar.STANDARD);
      PartialDate.parse(range.to().get(), Calendar.STANDARD);
      return Optional.of(range);
    }
    throw new AmasiaException.Usage(
        "--base is a period with both ends, such as 1961..1990, not '" + base + "'");
  }

  /// Whether `given` is `yes` rather than `no`.
  ///
  /// @throws AmasiaException.Usage if it is neither
  static boolean choose(String option, String given, String no, String yes) {
    if (given.equals(yes) || given.equals(no)) {
      return given.equals(yes);
    }
    throw new AmasiaException.Usage("%s is %s or %s, not '%s'".formatted(option, no, yes, given));
  }
}
