package io.amasia.serve.explore;

import io.amasia.array.NdArray;

/// What was computed for a view: `float32` values of its overview, NaN where missing.
///
/// @param values as many as the overview says, the vertical dimension slowest
record ShownField(NdArray values, Overview overview) {
  double[] toDoubles() {
    return values.toDoubles();
  }

  long bytes() {
    return values.nbytes();
  }
}
