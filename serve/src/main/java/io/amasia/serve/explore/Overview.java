package io.amasia.serve.explore;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.group.Coarsening;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A field in as few values as a screen has points: blocks of neighbours become one value each, so
/// that a field larger than the screen is never held whole. A field that fits stays as it is.
///
/// @param dims the dimensions of the field, and `factors` how many neighbours make a block along
///   each
/// @param method what stands for a block
record Overview(List<String> dims, List<Long> sizes, List<Integer> factors, Method method) {
  /// What stands for a block.
  enum Method {
    /// The mean of the values that are there, unweighted.
    MEAN,
    /// The value in the block's middle: quick, and a true value of the data.
    NEAREST
  }

  /// The overview of `x` in at most about `most` values along each of its dimensions.
  static Overview of(DataArray x, List<Integer> most, Method method) {
    List<Long> sizes = x.dims().stream().map(x::size).toList();
    List<Integer> factors =
        IntStream.range(0, sizes.size())
            .mapToObj(d -> Math.toIntExact(Math.ceilDiv(sizes.get(d), (long) most.get(d))))
            .toList();
    return new Overview(x.dims(), sizes, factors, method);
  }

  /// Whether every value is shown.
  boolean isWhole() {
    return factors.stream().allMatch(f -> f == 1);
  }

  /// The length of dimension `d` of what is shown.
  int size(int d) {
    return Math.toIntExact(Math.ceilDiv(sizes.get(d), (long) factors.get(d)));
  }

  /// How many values are shown.
  long values() {
    return IntStream.range(0, sizes.size()).mapToLong(this::size).reduce(1, Math::multiplyExact);
  }

  /// Of how many values one is shown.
  long each() {
    return factors.stream().mapToLong(f -> f).reduce(1, Math::multiplyExact);
  }

  /// The overview of `x`, lazily.
  DataArray apply(DataArray x) {
    if (isWhole()) {
      return x;
    }
    DataArray bare = x.withCoords(io.amasia.dataset.Coordinates.NONE);
    return switch (method) {
      case MEAN -> {
        Map<String, Integer> windows = new LinkedHashMap<>();
        for (int d = 0; d < dims.size(); d++) {
          windows.put(dims.get(d), factors.get(d));
        }
        yield new Coarsening<>(bare, windows).boundary(Coarsening.Boundary.PAD).mean();
      }
      case NEAREST -> {
        Map<String, Object> positions = new LinkedHashMap<>();
        for (int d = 0; d < dims.size(); d++) {
          positions.put(dims.get(d), positions(d));
        }
        yield bare.isel(positions);
      }
    };
  }

  /// The middle position of each block along dimension `d`.
  long[] positions(int d) {
    long size = sizes.get(d);
    int factor = factors.get(d);
    return LongStream.range(0, size(d))
        .map(i -> Math.min(i * factor + factor / 2, size - 1))
        .toArray();
  }

  /// The edges of blocks among the edges of cells along dimension `d`.
  double[] edges(int d, double[] all) {
    double[] edges = new double[size(d) + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = all[(int) Math.min((long) i * factors.get(d), all.length - 1)];
    }
    return edges;
  }

  /// The values in the middle of blocks along dimension `d`.
  double[] middles(int d, double[] all) {
    return LongStream.of(positions(d)).mapToDouble(i -> all[(int) i]).toArray();
  }
}
