package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;

/// Statistics of the steps of the year over all years, and differences from them.
final class Climatologies {
  private Climatologies() {}

  static Dataset of(Dataset data, Operation.Climatology op, Meaning meaning) {
    throw new UnsupportedOperationException("climatology");
  }

  static Dataset anomaly(Dataset data, Operation.Cycle cycle, Meaning meaning) {
    throw new UnsupportedOperationException("anomaly");
  }
}
