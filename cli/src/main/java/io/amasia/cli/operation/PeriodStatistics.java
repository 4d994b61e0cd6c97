package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;

/// Statistics of years, seasons, months, days and other bins of time.
final class PeriodStatistics {
  private PeriodStatistics() {}

  static Dataset of(Dataset data, Operation.Periods op, Meaning meaning) {
    throw new UnsupportedOperationException("periods");
  }

  static Dataset of(Dataset data, Operation.Resample op, Meaning meaning) {
    throw new UnsupportedOperationException("resample");
  }
}
