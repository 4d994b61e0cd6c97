package io.amasia.array.kernel;

/// Room on the heap for a row of a strip of columns and what is summed of them: there the JVM's
/// compiler makes vectors of plain loops by itself, in off-heap memory it does not.
final class ColumnStrip {
  final double[] sums = new double[Accumulator.STRIP];
  final double[] means = new double[Accumulator.STRIP];
  final float[] row = new float[Accumulator.STRIP];
}
