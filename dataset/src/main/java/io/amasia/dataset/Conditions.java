package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.List;

/// `where` on datasets.
final class Conditions {
  private Conditions() {}

  static Dataset where(Dataset dataset, DataArray condition) {
    return masked(Alignment.align(Alignment.Join.INNER, List.of(dataset, lift(condition))));
  }

  private static Dataset masked(List<Dataset> aligned) {
    Variable test = aligned.get(1).variable(Dataset.TEMPORARY);
    return aligned
        .getFirst()
        .mapVariables(v -> Arithmetic.where(test, v, null))
        .withCoords(Alignment.merge(aligned));
  }

  private static Dataset lift(DataArray condition) {
    if (condition.dtype() != DType.BOOL) {
      throw new AmasiaException.Usage(
          "a condition of dtype %s; compare first, as in where(x.gt(0))"
              .formatted(condition.dtype()));
    }
    return condition.toTemporary();
  }

  static Dataset where(Dataset dataset, DataArray condition, Object other) {
    List<Dataset> parts = new ArrayList<>(List.of(dataset, lift(condition)));
    if (other instanceof DataArray array) {
      parts.add(array.toTemporary());
    }
    List<Dataset> aligned = Alignment.align(Alignment.Join.EXACT, parts);
    Variable test = aligned.get(1).variable(Dataset.TEMPORARY);
    return aligned
        .getFirst()
        .mapVariables(v ->
            Arithmetic.where(
                test,
                v,
                aligned.size() > 2
                    ? aligned.get(2).variable(Dataset.TEMPORARY)
                    : Arithmetic.scalarBeside(v, other)))
        .withCoords(Alignment.merge(aligned));
  }

  static Dataset whereDrop(Dataset dataset, DataArray condition) {
    List<Dataset> aligned =
        Alignment.align(Alignment.Join.INNER, List.of(dataset, lift(condition)));
    Variable test = aligned.get(1).variable(Dataset.TEMPORARY).compute();
    return masked(aligned.stream().map(part -> Reshaping.trim(part, test)).toList());
  }
}
