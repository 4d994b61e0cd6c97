package io.amasia.plan.travel;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where values too large for a document lie beside it, each under the SHA-256 of its bytes: who
/// has the document can tell whether they are the right ones. Thread-safe.
public interface Beside {
  /// Leaves `bytes` under `sha256`, unless they are there.
  void leave(String sha256, MemorySegment bytes);

  /// What was left under `sha256`, `length` bytes, which the caller closes.
  ///
  /// @throws AmasiaException.Format if it is absent or of another length
  Lease fetch(String sha256, long length);

  /// Leaves `bytes`; gives their digest.
  default String leave(MemorySegment bytes) {
    String sha256 = sha256(bytes);
    leave(sha256, bytes);
    return sha256;
  }

  /// The same as [#fetch], checked against the digest.
  ///
  /// @throws AmasiaException.Format if the bytes are others
  default Lease fetchChecked(String sha256, long length) {
    Lease bytes = fetch(sha256, length);
    if (!sha256(bytes.segment()).equals(sha256)) {
      bytes.close();
      throw new AmasiaException.Format(
          "a value of %d bytes in the work directory was changed: its SHA-256 is no longer %s"
              .formatted(length, sha256));
    }
    return bytes;
  }

  /// The SHA-256 of `bytes` in hexadecimal.
  static String sha256(MemorySegment bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long step = 1 << 30;
      for (long at = 0; at < bytes.byteSize(); at += step) {
        ByteBuffer part = bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer();
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
