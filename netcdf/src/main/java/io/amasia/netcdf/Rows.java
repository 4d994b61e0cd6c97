package io.amasia.netcdf;

import io.amasia.array.Shape;

/// Walks the part that two arrays have in common from their first corner, row by row.
public final class Rows {
  private Rows() {}

  /// Takes a run of elements: where it begins in either array, and how many.
  public interface Copy {
    void copy(long from, long to, long count);
  }

  /// Gives each longest run of `part`, which lies at the first corner of `from` and of `to`.
  public static void forEach(Shape from, Shape part, Shape to, Copy copy) {
    if (part.size() == 0) {
      return;
    }
    int ndim = part.ndim();
    // Trailing dimensions that are whole in both are one run.
    int inner = ndim;
    long run = 1;
    while (inner > 0) {
      run *= part.size(inner - 1);
      inner--;
      if (part.size(inner) != from.size(inner) || part.size(inner) != to.size(inner)) {
        break;
      }
    }
    long[] fromStrides = from.strides();
    long[] toStrides = to.strides();
    long[] index = new long[inner];
    while (true) {
      long fromAt = 0;
      long toAt = 0;
      for (int d = 0; d < inner; d++) {
        fromAt += index[d] * fromStrides[d];
        toAt += index[d] * toStrides[d];
      }
      copy.copy(fromAt, toAt, run);
      int d = inner - 1;
      while (d >= 0 && ++index[d] == part.size(d)) {
        index[d--] = 0;
      }
      if (d < 0) {
        return;
      }
    }
  }
}
