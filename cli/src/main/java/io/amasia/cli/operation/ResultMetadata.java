package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.UnitConversion;
import io.amasia.dataset.cf.Units;
import io.amasia.geo.Selections;
import io.amasia.plan.Reduction;
import io.amasia.storage.format.Attribute;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Attributes that are still true of results, beyond what every reduction does to them.
final class ResultMetadata {
  private ResultMetadata() {}

  /// The attributes of a statistic over `dims`. A spread of temperatures is a difference, which
  /// converts without offset.
  static Map<String, Attribute> ofStatistic(
      Map<String, Attribute> attrs, Reduction.Kind kind, Collection<String> dims) {
    Map<String, Attribute> result = ResultAttributes.ofReduction(attrs, kind, dims);
    return kind == Reduction.Kind.STD ? asDifference(result) : result;
  }

  /// `attrs`, marked as differences if they are those of temperatures: section 3.1.2 of CF 1.11.
  static Map<String, Attribute> asDifference(Map<String, Attribute> attrs) {
    Map<String, Attribute> result = new LinkedHashMap<>(attrs);
    if (isTemperature(attrs)) {
      result.put(UnitConversion.METADATA, Attribute.of(UnitConversion.DIFFERENCE));
    }
    return result;
  }

  static boolean isTemperature(Map<String, Attribute> attrs) {
    return attrs.get("units") instanceof Attribute.Text(String units)
        && Units.find(units).filter(u -> u.isConvertibleTo(Units.parse("K"))).isPresent();
  }

  static boolean isDifference(Map<String, Attribute> attrs) {
    return Attribute.of(UnitConversion.DIFFERENCE).equals(attrs.get(UnitConversion.METADATA));
  }

  /// Takes the ties to grid and cell areas from those of `variables` that have lost horizontal
  /// dimensions.
  static void withoutTies(Dataset before, Map<String, Variable> variables, List<String> reduced) {
    Axes axes = Selections.axes(before);
    Set<String> horizontal = new LinkedHashSet<>();
    Stream.concat(axes.longitude().stream(), axes.latitude().stream())
        .forEach(name -> horizontal.addAll(before.coords().get(name).dims()));
    if (reduced.stream().noneMatch(horizontal::contains)) {
      return;
    }
    variables.replaceAll((_, variable) -> {
      if (variable.dims().containsAll(horizontal)) {
        return variable;
      }
      Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
      attrs.remove("cell_measures");
      if (variable.dims().stream().noneMatch(horizontal::contains)) {
        attrs.remove("grid_mapping");
      }
      return variable.withAttrs(attrs);
    });
  }
}
