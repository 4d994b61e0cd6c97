package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.storage.format.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells whether two attempts at a conversion would write the same: by what is written, and by the
/// name, sizes and times of change of the source's files.
final class Fingerprint {
  private Fingerprint() {}

  static String of(String from, Schema schema) {
    StringBuilder words = new StringBuilder(from);
    schema
        .byPath()
        .forEach((path, v) ->
            words
                .append('\n')
                .append(path)
                .append(v.dims())
                .append(v.dtype())
                .append(v.shape())
                .append(v.chunks().maxChunk())
                .append(v.shards())
                .append(v.codecs()));
    words.append('\n').append(schema.attrs()).append('\n').append(files(from));
    try {
      byte[] text = words.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The number, bytes and latest change of the files there; empty for what is not local.
  private static String files(String from) {
    Path path = from.contains("://") ? null : Path.of(from);
    if (path == null || !Files.exists(path)) {
      return "";
    }
    long[] sums = new long[3];
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
              sums[0]++;
              sums[1] += attrs.size();
              sums[2] = Math.max(sums[2], attrs.lastModifiedTime().toMillis());
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new AmasiaException.Format("can't list " + from + ": " + e.getMessage(), e);
    }
    return sums[0] + " " + sums[1] + " " + sums[2];
  }
}
