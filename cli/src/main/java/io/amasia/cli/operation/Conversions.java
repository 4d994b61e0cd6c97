package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.UnitConversion;
import java.util.List;
import java.util.Map;

/// Changes of units, names and dtypes.
final class Conversions {
  private Conversions() {}

  /// The only variable with results.
  ///
  /// @throws AmasiaException.Usage if there are none or several
  static String onlyName(Dataset data, String option) {
    List<String> names = CfLinks.dataNames(data);
    if (names.size() != 1) {
      throw new AmasiaException.Usage(
          "%s needs one variable; there are: %s; choose one with -v or name it"
              .formatted(option, String.join(", ", names)));
    }
    return names.getFirst();
  }

  static Dataset units(Dataset data, Map<String, String> units) {
    Dataset changed = data;
    for (Map.Entry<String, String> entry : units.entrySet()) {
      String name = entry.getKey().isEmpty() ? onlyName(data, "--units") : entry.getKey();
      if (!data.has(name)) {
        throw new AmasiaException.Label(
            "no variable '%s'; there are: %s"
                .formatted(name, String.join(", ", data.variables().keySet())));
      }
      changed =
          changed.with(
              name, UnitConversion.toUnits(name, changed.variable(name), entry.getValue()));
    }
    return changed;
  }

  static Dataset rename(Dataset data, String name) {
    return data.rename(onlyName(data, "--as"), name);
  }

  static Dataset dtype(Dataset data, DType dtype) {
    Dataset changed = data;
    for (String name : CfLinks.dataNames(data)) {
      if (data.variable(name).dtype().isNumeric()) {
        changed = changed.assign(name, changed.get(name).astype(dtype));
      }
    }
    return changed;
  }
}
