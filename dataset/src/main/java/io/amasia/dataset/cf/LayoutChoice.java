package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.CodecChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chunks, shards and codecs that a variable is written in.
///
/// What is given for the variable counts first. What its file had counts while its values are still
/// computed in that file's chunks, so that neither a selection nor a statistic is written in chunks
/// that made sense for something else. Whatever the chunks, tasks are cut along them.
///
/// @param dtype as stored
record LayoutChoice(
    String name, Variable variable, Encoding encoding, DType dtype, CfEncoder.Style style) {
  /// The chunk grid.
  ///
  /// @throws AmasiaException.Usage if the lengths given are not one a dimension
  Chunks chunks(boolean isCoordinate) {
    Shape shape = variable.shape();
    Encoding said = style.given().getOrDefault(name, Encoding.none());
    if (said.chunks().isPresent()) {
      List<Long> lengths = lengths("chunks", said.chunks().get());
      List<Chunks.Cut> cuts = new ArrayList<>();
      for (int d = 0; d < lengths.size(); d++) {
        // a dimension that is to grow may have chunks longer than it is now
        cuts.add(new Chunks.Regular(shape.size(d), lengths.get(d)));
      }
      return new Chunks(cuts);
    }
    if (keepsLayout()) {
      return Chunks.regular(shape, read().stream().mapToLong(Long::longValue).toArray());
    }
    return isCoordinate || shape.size() == 0
        ? Chunks.single(shape)
        : ChunkChoice.of(variable.data().chunks(), dtype);
  }

  private List<Long> read() {
    return encoding.chunks().orElse(List.of());
  }

  private boolean keepsLayout() {
    Shape shape = variable.shape();
    if (!style.kept() || read().size() != shape.ndim() || shape.size() == 0) {
      return false;
    }
    for (int d = 0; d < shape.ndim(); d++) {
      long length = read().get(d);
      if (length < 1
          || variable.data().chunks().cut(d).maxLength() != Math.min(length, shape.size(d))) {
        return false;
      }
    }
    return true;
  }

  private List<Long> lengths(String what, List<Long> given) {
    Shape shape = variable.shape();
    if (given.size() != shape.ndim()) {
      throw new AmasiaException.Usage(
          "%s %s of '%s' don't fit its dimensions %s: give one length each"
              .formatted(what, given, name, variable.dims()));
    }
    List<Long> lengths = new ArrayList<>();
    for (int d = 0; d < given.size(); d++) {
      lengths.add(given.get(d) == -1 ? Math.max(1, shape.size(d)) : given.get(d));
    }
    return lengths;
  }

  /// The shape of shards made of `chunks`; empty for none.
  List<Long> shards(Chunks chunks) {
    Encoding said = style.given().getOrDefault(name, Encoding.none());
    Optional<List<Long>> given =
        said.shards().isPresent()
            ? said.shards()
            : keepsShards() && said.chunks().isEmpty() ? encoding.shards() : Optional.empty();
    if (given.isEmpty() || given.get().isEmpty()) {
      return List.of();
    }
    List<Long> lengths = new ArrayList<>(lengths("shards", given.get()));
    for (int d = 0; d < lengths.size(); d++) {
      if (given.get().get(d) == -1) {
        long chunk = chunks.cut(d) instanceof Chunks.Regular(var _, var c) ? c : 1;
        lengths.set(d, Math.ceilDiv(lengths.get(d), chunk) * chunk);
      }
    }
    return lengths;
  }

  private boolean keepsShards() {
    return keepsLayout() && style.keepsCodecs().test(List.of(CodecChoice.of("sharding")));
  }

  /// The codecs, or null for the format's own choice.
  @Nullable List<CodecChoice> codecs() {
    Encoding said = style.given().getOrDefault(name, Encoding.none());
    if (said.codecs().isPresent()) {
      return said.codecs().get();
    }
    return keepsLayout() ? encoding.codecs().filter(style.keepsCodecs()).orElse(null) : null;
  }
}
