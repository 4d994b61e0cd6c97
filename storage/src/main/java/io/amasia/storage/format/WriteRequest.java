package io.amasia.storage.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Predicate;

/// A dataset to be written: where, what, how.
///
/// @param url a local path or URL
/// @param schema everything but the values
/// @param mode what happens to what is there
/// @param variant the version of the format where it has several, such as `zarr2`, `zarr3`,
///   `netcdf4`, `cdf5`; empty for the format's own choice
/// @param resume whether an earlier attempt at the same work is taken up where it ended, and kept
///   when this one fails
/// @param fingerprint of the plan and its inputs; equal only where the values are. Empty if
///   unknown, and then nothing is taken up
/// @param unchangedSince whether what is read has been the same since a moment, of which the
///   fingerprint says nothing: chunks that are files of their own. Asked only when an attempt that
///   began then would be taken up
public record WriteRequest(
    String url,
    Schema schema,
    WriteMode mode,
    String variant,
    boolean resume,
    String fingerprint,
    Predicate<Instant> unchangedSince) {
  /// One that reads no chunks that are files of their own.
  public WriteRequest(
      String url,
      Schema schema,
      WriteMode mode,
      String variant,
      boolean resume,
      String fingerprint) {
    this(url, schema, mode, variant, resume, fingerprint, _ -> true);
  }

  /// A new target, or one that replaces what is there.
  public static WriteRequest of(String url, Schema schema, boolean overwrite) {
    WriteMode mode = overwrite ? new WriteMode.Overwrite() : new WriteMode.Create();
    return new WriteRequest(url, schema, mode, "", false, "");
  }

  public WriteRequest withMode(WriteMode changed) {
    return new WriteRequest(url, schema, changed, variant, resume, fingerprint, unchangedSince);
  }

  public WriteRequest withVariant(String changed) {
    return new WriteRequest(url, schema, mode, changed, resume, fingerprint, unchangedSince);
  }

  /// The same, taking up an earlier attempt whose fingerprint is equal.
  public WriteRequest resuming(String fingerprintOfWork) {
    return new WriteRequest(url, schema, mode, variant, true, fingerprintOfWork, unchangedSince);
  }

  /// A name of this work, equal only where the same bytes would be written; empty where nobody can
  /// tell.
  ///
  /// @param layout how the writer lays them out, and the version of that
  public String work(String layout) {
    if (fingerprint.isEmpty()) {
      return "";
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      String all =
          layout + "\n" + mode + "\n" + variant + "\n" + fingerprint + "\n" + schema.words();
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
