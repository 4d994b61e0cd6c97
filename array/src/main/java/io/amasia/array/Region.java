package io.amasia.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An orthogonal selection: an [Indexer] for each dimension of an array.
public record Region(List<Indexer> indexers) {
  public Region {
    indexers = List.copyOf(indexers);
  }

  /// The region that takes all of `shape`.
  public static Region all(Shape shape) {
    return of(Box.all(shape));
  }

  /// The region that takes what `box` covers.
  public static Region of(Box box) {
    List<Indexer> indexers = new ArrayList<>();
    for (int d = 0; d < box.ndim(); d++) {
      indexers.add(Indexer.Range.of(box.start(d), box.length(d)));
    }
    return new Region(indexers);
  }

  /// The box that this takes all of, if it takes neighbours in their order along each dimension.
  public Optional<Box> asBox() {
    long[] start = new long[indexers.size()];
    long[] length = new long[start.length];
    for (int d = 0; d < start.length; d++) {
      if (!(indexers.get(d) instanceof Indexer.Range(var from, var count, var step)) || step != 1) {
        return Optional.empty();
      }
      start[d] = from;
      length[d] = count;
    }
    return Optional.of(Box.of(start, length));
  }

  /// The shape of what is taken.
  public Shape shape() {
    return Shape.of(indexers.stream().mapToLong(Indexer::count).toArray());
  }

  /// This region with the indexer of dimension `d` replaced.
  public Region with(int d, Indexer indexer) {
    List<Indexer> changed = new ArrayList<>(indexers);
    changed.set(d, indexer);
    return new Region(changed);
  }
}
