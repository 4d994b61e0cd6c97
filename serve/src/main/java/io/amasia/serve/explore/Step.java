package io.amasia.serve.explore;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.geo.AreaWeights;
import io.amasia.geo.LonLatBox;
import io.amasia.geo.RegionSelection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A step from a variable to what is shown of it. The same steps are taken for the page ([#apply]),
/// and written down as Java and as options of the command, so that these can't differ.
sealed interface Step {
  /// What steps need besides the array: the dataset and variable they began with, and the box that
  /// was cut out.
  record Origin(Dataset dataset, String variable, Optional<RegionSelection> box) {
    Origin in(LonLatBox box) {
      return new Origin(dataset, variable, Optional.of(RegionSelection.of(dataset, variable, box)));
    }

    DataArray areas() {
      return box.map(RegionSelection::areaWeights)
          .orElseGet(() -> AreaWeights.of(dataset, variable));
    }
  }

  /// In other units.
  record ToUnits(String units) implements Step {}

  /// One position of a dimension.
  ///
  /// @param label what it is called there
  record Isel(String dim, long position, String label) implements Step {}

  /// The cell nearest to a place.
  record Nearest(double lon, double lat, Map<String, Long> at) implements Step {
    public Nearest {
      at = new LinkedHashMap<>(at);
    }
  }

  /// The cells of a box; those outside among its rows and columns are missing if `masked`.
  record InBox(LonLatBox box, boolean masked) implements Step {}

  /// The mean over dimensions on the Earth, weighted by the areas of cells.
  ///
  /// @param whole whether these are all of them
  record AreaMean(List<String> dims, boolean whole) implements Step {}

  /// The mean over a dimension.
  record Mean(String dim) implements Step {}

  /// The array after this step.
  default DataArray apply(DataArray x, Origin origin) {
    return switch (this) {
      case ToUnits(String units) -> x.toUnits(units);
      case Isel(String dim, long position, _) -> x.isel(dim, position);
      case Nearest(_, _, Map<String, Long> at) -> x.isel(at);
      case InBox(_, boolean masked) -> {
        RegionSelection selection = origin.box().orElseThrow();
        DataArray cut = selection.cut(x);
        yield masked ? cut.where(selection.mask()).withAttrs(x.attrs()) : cut;
      }
      case AreaMean(List<String> dims, _) ->
          x.weighted(origin.areas()).mean(dims.toArray(String[]::new)).withAttrs(x.attrs());
      case Mean(String dim) -> x.mean(dim).withAttrs(x.attrs());
    };
  }

  /// This step in Java, to be put after an array.
  ///
  /// @param box what a box is called that was cut out before
  default String java(String dataset, String variable, Optional<String> box) {
    return switch (this) {
      case ToUnits(String units) -> ".toUnits(" + CodeOf.quoted(units) + ")";
      case Isel(String dim, long position, _) ->
          ".isel(%s, %d)".formatted(CodeOf.quoted(dim), position);
      case Nearest(_, _, Map<String, Long> at) ->
          at.entrySet().stream()
              .map(e -> ".isel(%s, %d)".formatted(CodeOf.quoted(e.getKey()), e.getValue()))
              .collect(Collectors.joining());
      case InBox _ -> "";
      case AreaMean(List<String> dims, _) ->
          ".weighted(%s).mean(%s)"
              .formatted(
                  box.map(name -> name + ".areaWeights()")
                      .orElseGet(() ->
                          "AreaWeights.of(%s, %s)".formatted(dataset, CodeOf.quoted(variable))),
                  dims.stream().map(CodeOf::quoted).collect(Collectors.joining(", ")));
      case Mean(String dim) -> ".mean(" + CodeOf.quoted(dim) + ")";
    };
  }

  /// What is to be said beside the Java.
  default Optional<String> comment() {
    return switch (this) {
      case Isel(_, _, String label) when !label.isEmpty() -> Optional.of(oneLine(label));
      case Nearest(double lon, double lat, _) ->
          Optional.of("the cell nearest to " + ViewQuery.degrees(lon, lat));
      case Isel _, ToUnits _, InBox _, AreaMean _, Mean _ -> Optional.empty();
    };
  }

  /// This step as options of the command; empty if it has no such operation.
  default Optional<List<String>> options(String variable) {
    return switch (this) {
      case ToUnits(String units) -> Optional.of(List.of("--units", variable + "=" + units));
      case Isel(String dim, long position, _) ->
          Optional.of(List.of("--isel", dim + "=" + position));
      case Nearest(double lon, double lat, _) ->
          Optional.of(List.of("--point", ViewQuery.degrees(lon, lat)));
      case InBox(LonLatBox b, _) ->
          Optional.of(
              List.of("--bbox", ViewQuery.degrees(b.west(), b.south(), b.east(), b.north())));
      case AreaMean(_, boolean whole) ->
          whole ? Optional.of(List.of("--area-mean")) : Optional.empty();
      case Mean(String dim) -> Optional.of(List.of("--mean", dim));
    };
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n\\u2028\\u2029\\\\]", " ");
  }
}
