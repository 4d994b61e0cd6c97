package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes;
import io.amasia.geo.Selections;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a file says of itself as a whole, kept where it is still true of a result.
///
/// What identifies the input (`tracking_id`) and what repeats its extent (`time_coverage_start`)
/// goes with every operation; `frequency` follows the new times, and what names a table of a
/// frequency goes with the old one; `variable_id` goes when a variable was made or renamed. All
/// else stays.
final class GlobalAttributes {
  /// They name one published file or its checksum.
  private static final Set<String> IDENTITY =
      Set.of("tracking_id", "uuid", "checksum", "md5", "sha256", "further_info_url");

  /// They repeat extents that are in the coordinates: [ACDD
  /// 1.3](https://wiki.esipfed.org/Attribute_Convention_for_Data_Discovery_1-3).
  private static final List<String> EXTENTS = List.of("time_coverage_", "geospatial_");

  /// They belong to the frequency: CMIP's tables.
  private static final Set<String> OF_FREQUENCY = Set.of("table_id", "table_name", "table_info");

  private GlobalAttributes() {}

  /// `result` with those of its attributes that `operations` left true.
  static Dataset kept(Dataset result, List<Operation> operations) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(result.attrs());
    attrs.keySet().removeIf(GlobalAttributes::isOfTheInput);
    for (Operation operation : operations) {
      Optional<String> frequency = frequency(operation, result);
      if (frequency.isPresent()) {
        attrs.keySet().removeAll(OF_FREQUENCY);
        if (attrs.remove("frequency") != null && !frequency.get().isEmpty()) {
          attrs.put("frequency", Attribute.of(frequency.get()));
        }
      }
      if (operation instanceof Operation.Expr || operation instanceof Operation.As) {
        attrs.remove("variable_id");
      }
    }
    return result.withAttrs(attrs);
  }

  private static boolean isOfTheInput(String name) {
    return IDENTITY.contains(name) || EXTENTS.stream().anyMatch(name::startsWith);
  }

  /// The new frequency in the words of CMIP's controlled vocabulary, or nothing where it has none;
  /// empty if the operation leaves the frequency as it is.
  private static Optional<String> frequency(Operation operation, Dataset result) {
    return switch (operation) {
      case Operation.Periods(var period, var _) ->
          Optional.of(
              switch (period) {
                case YEAR -> "yr";
                case MONTH -> "mon";
                case DAY -> "day";
                case SEASON -> "";
              });
      case Operation.Climatology(var cycle, var _) ->
          Optional.of(cycle == Operation.Cycle.MONTH ? "monC" : "");
      case Operation.Resample _, Operation.Coarsen _, Operation.Trend _ -> Optional.of("");
      case Operation.Reduce _ ->
          Selections.axes(result).dim(Axes.Axis.T).isEmpty() ? Optional.of("") : Optional.empty();
      case Operation.Variables _,
          Operation.Sel _,
          Operation.Isel _,
          Operation.Nearest _,
          Operation.Point _,
          Operation.Stations _,
          Operation.Bbox _,
          Operation.RegionOf _,
          Operation.Season _,
          Operation.Where _,
          Operation.Rolling _,
          Operation.Spell _,
          Operation.Interp _,
          Operation.Regrid _,
          Operation.Anomaly _,
          Operation.Area _,
          Operation.Expr _,
          Operation.Units _,
          Operation.As _,
          Operation.Chunk _,
          Operation.Dtype _ ->
          Optional.empty();
    };
  }
}
