package io.amasia.plan;

import io.amasia.storage.ByteRange;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.StoredArray;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What tells whether a stored array is still what it was: the size and time of its file, or of the
/// metadata of its store, or what a server says of it. No values are read.
///
/// @param of the file or key
/// @param bytes its size
/// @param millis when it was changed, in milliseconds since 1970; 0 where nobody tells
/// @param tag its ETag; empty where there is none
public record SourceStamp(String of, long bytes, long millis, String tag) {
  private static final List<String> DOCUMENTS = List.of("zarr.json", ".zmetadata", ".zgroup");

  /// The stamps of `array`; none where nothing is known of it.
  public static List<SourceStamp> of(StoredArray array) {
    var stamps = new ArrayList<SourceStamp>();
    try {
      Path path = Path.of(array.url().replaceFirst("^file:(//)?", ""));
      if (Files.isRegularFile(path)) {
        stamps.add(of(path, ""));
      } else if (Files.isDirectory(path)) {
        DOCUMENTS.forEach(name -> stamps.add(of(path, name)));
        DOCUMENTS.forEach(name -> stamps.add(of(path, array.path().substring(1) + "/" + name)));
      } else {
        remote(array).ifPresent(stamps::add);
      }
    } catch (InvalidPathException _) {
      remote(array).ifPresent(stamps::add);
    }
    return stamps;
  }

  private static SourceStamp of(Path folder, String name) {
    Path path = folder.resolve(name);
    return new SourceStamp(name, path.toFile().length(), path.toFile().lastModified(), "");
  }

  /// The size and tag of a file elsewhere of which chunks are parts.
  private static Optional<SourceStamp> remote(StoredArray array) {
    if (array.shape().size() == 0) {
      return Optional.empty();
    }
    return array
        .locate(new long[array.shape().ndim()])
        .filter(chunk -> chunk.range() instanceof ByteRange.Span)
        .map(ChunkLocation::key)
        .flatMap(key ->
            array.store().size(key).stream()
                .mapToObj(
                    bytes -> new SourceStamp(key, bytes, 0, array.store().tag(key).orElse("")))
                .findFirst());
  }
}
