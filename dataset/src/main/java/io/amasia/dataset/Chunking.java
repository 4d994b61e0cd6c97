package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Common chunks for several variables, as dask's `unify_chunks`.
public final class Chunking {
  private Chunking() {}

  /// Arrays or datasets with common chunks along each dimension; see [Chunked#unifyChunks].
  ///
  /// @throws AmasiaException.Alignment if lazy variables differ in the length of a dimension
  public static <T extends Labelled<T>> List<T> unifyChunks(List<T> objects) {
    List<Dataset> unified = unify(objects.stream().map(Broadcasting::dataset).toList());
    List<T> results = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      Dataset one = unified.get(i);
      results.add(objects.get(i).through(_ -> one));
    }
    return results;
  }

  static List<Dataset> unify(List<Dataset> datasets) {
    Map<String, List<Chunks.Cut>> cuts = cuts(datasets);
    Map<String, Chunks.Cut> common = new LinkedHashMap<>();
    cuts.forEach((dim, all) -> common.put(dim, common(dim, all)));
    return datasets.stream()
        .map(dataset ->
            dataset
                .mapVariables(v -> cut(v, common))
                .withCoords(dataset.coords().map(v -> cut(v, common))))
        .toList();
  }

  static Map<String, List<Long>> sizes(Dataset dataset) {
    Map<String, List<Long>> sizes = new LinkedHashMap<>();
    cuts(List.of(dataset))
        .forEach((dim, all) -> {
          List<List<Long>> distinct = all.stream().map(Chunking::lengths).distinct().toList();
          if (distinct.size() > 1) {
            throw new AmasiaException.Usage(
                "chunks along '%s' differ between variables: %s and %s; make them one with unifyChunks()"
                    .formatted(dim, distinct.get(0), distinct.get(1)));
          }
          sizes.put(dim, distinct.getFirst());
        });
    return sizes;
  }

  /// The ways in which lazy variables and coordinates are cut along each dimension.
  private static Map<String, List<Chunks.Cut>> cuts(List<Dataset> datasets) {
    Map<String, List<Chunks.Cut>> cuts = new LinkedHashMap<>();
    for (Dataset dataset : datasets) {
      Stream.of(dataset.variables(), dataset.coords().asMap())
          .map(Map::values)
          .flatMap(Collection::stream)
          .filter(v -> !v.isLoaded())
          .forEach(v -> {
            for (int d = 0; d < v.ndim(); d++) {
              cuts.computeIfAbsent(v.dims().get(d), _ -> new ArrayList<>())
                  .add(v.data().chunks().cut(d));
            }
          });
    }
    return cuts;
  }

  /// The coarsest way to cut a dimension that cuts wherever one of `cuts` does.
  private static Chunks.Cut common(String dim, List<Chunks.Cut> cuts) {
    Chunks.Cut finest = cuts.getFirst();
    var ends = new TreeSet<Long>();
    for (Chunks.Cut cut : cuts) {
      if (cut.size() != finest.size()) {
        throw new AmasiaException.Alignment(
            "dimension '%s' has lengths %d and %d, so its chunks can't be the same"
                .formatted(dim, finest.size(), cut.size()));
      }
      finest = cut.count() > finest.count() ? cut : finest;
      LongStream.range(0, cut.count()).forEach(c -> ends.add(cut.start(c) + cut.length(c)));
    }
    if (ends.size() == finest.count()) {
      return finest;
    }
    List<Long> lengths = new ArrayList<>();
    long start = 0;
    for (long end : ends) {
      lengths.add(end - start);
      start = end;
    }
    return new Chunks.Ragged(lengths.stream().mapToLong(Long::longValue).toArray());
  }

  private static List<Long> lengths(Chunks.Cut cut) {
    return LongStream.range(0, cut.count()).mapToObj(cut::length).toList();
  }

  private static Variable cut(Variable v, Map<String, Chunks.Cut> common) {
    if (v.isLoaded()) {
      return v;
    }
    Chunks chunks = v.data().chunks();
    for (int d = 0; d < v.ndim(); d++) {
      Chunks.Cut wanted = common.get(v.dims().get(d));
      if (wanted != null && !lengths(chunks.cut(d)).equals(lengths(wanted))) {
        chunks = chunks.with(d, wanted);
      }
    }
    return v.sameValues(Nodes.rechunk(v.data(), chunks));
  }
}
