package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;

/// Changes the units of arrays, lazily.
public final class UnitConversion {
  /// CF's attribute that says whether temperatures are differences: section 3.1.2 of CF 1.11.
  public static final String METADATA = "units_metadata";

  /// Its value for differences, such as anomalies.
  public static final String DIFFERENCE = "temperature: difference";

  private UnitConversion() {}

  /// `array` in `units`. Integers become float64, float32 stays float32; NaN stays NaN. Arrays
  /// marked as differences ([#METADATA]) convert without offset.
  ///
  /// @throws AmasiaException.Usage if it has no units, or they can't be converted
  public static DataArray toUnits(DataArray array, String units) {
    String name = array.name().orElse("the array");
    return array.withVariable(toUnits(name, array.variable(), units));
  }

  /// `variable`, called `name` in messages, in `units`.
  ///
  /// @throws AmasiaException.Usage if it has no units, or they can't be converted
  public static Variable toUnits(String name, Variable variable, String units) {
    String given =
        variable
            .attr("units")
            .orElseThrow(() ->
                new AmasiaException.Usage(
                    "'%s' has no units, so it can't be converted to '%s'; set them first"
                        .formatted(name, units)));
    if (!variable.dtype().isNumeric()) {
      throw new AmasiaException.Usage(
          "'%s' is %s; only numbers have units to convert".formatted(name, variable.dtype()));
    }
    Unit.Conversion change = Units.convert(given, units, quantity(name, variable));
    Variable renamed = variable.withAttr("units", Attribute.of(units));
    return change.isIdentity() ? renamed : renamed.computed(apply(variable.data(), change));
  }

  /// What `variable` measures, as far as units depend on it.
  public static Units.Quantity quantity(String name, Variable variable) {
    return new Units.Quantity(
        name,
        variable.attr("standard_name").orElse(""),
        variable.attr(METADATA).filter(DIFFERENCE::equals).isPresent());
  }

  static Node apply(Node values, Unit.Conversion change) {
    DType dtype = values.dtype().isFloating() ? values.dtype() : DType.FLOAT64;
    return Nodes.elementwise(new Op.Scale(change.scale(), change.offset(), dtype), values);
  }
}
