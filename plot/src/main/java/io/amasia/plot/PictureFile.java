package io.amasia.plot;

import io.amasia.array.AmasiaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a file's bytes beside the target first, so that the target is never half written.
public final class PictureFile {
  private PictureFile() {}

  /// What is written.
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `content` to `file`, which appears whole or not at all.
  ///
  /// @throws AmasiaException.Format if it can't be written
  public static void write(Path file, Content content) {
    Path partial =
        file.resolveSibling(file.getFileName() + ".partial-" + ProcessHandle.current().pid());
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial))) {
        content.writeTo(out);
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(partial);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw new AmasiaException.Format(
          "can't write " + file + ": " + e.getMessage() + "; is the folder there and writable?", e);
    }
  }
}
