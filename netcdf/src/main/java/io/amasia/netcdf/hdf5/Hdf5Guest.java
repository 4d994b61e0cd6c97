package io.amasia.netcdf.hdf5;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Encodes chunks of a file that another process appends them to.
///
/// @param encoders of the variables in chunks, by their paths; others are given as they are
record Hdf5Guest(Map<String, ChunkEncoder> encoders) implements Sink.Guest.Encoder {
  /// What a guest needs: a line for each variable.
  static String invitation(Collection<ChunkEncoder> encoders) {
    return encoders.stream().map(ChunkEncoder::text).collect(Collectors.joining("\n"));
  }

  /// The guest that such an invitation makes.
  static Hdf5Guest of(String invitation) {
    Map<String, ChunkEncoder> encoders = new HashMap<>();
    invitation
        .lines()
        .map(ChunkEncoder::of)
        .forEach(encoder -> encoders.put(encoder.path(), encoder));
    return new Hdf5Guest(encoders);
  }

  @Override
  public Optional<List<Bytes>> encode(String name, Box box, NdArray values) {
    return Optional.ofNullable(encoders.get(name)).map(encoder -> encoder.encode(box, values));
  }

  @Override
  public void close() {}
}
