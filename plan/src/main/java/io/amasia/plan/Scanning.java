package io.amasia.plan;

/// What a scan carries from one position to the next.
public enum Scanning {
  /// The sum of all values so far.
  SUM,
  /// The product of all values so far.
  PROD,
  /// The least value so far.
  MIN,
  /// The greatest value so far.
  MAX,
  /// The last value that is not missing.
  FILL
}
