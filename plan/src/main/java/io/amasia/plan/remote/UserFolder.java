package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/// The work directory for who names none: a folder in the scratch directory that only its user can
/// look into, as the scratch directory may be everybody's.
final class UserFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private UserFolder() {}

  /// The one of this user, made if it is not there: `scratch/amasia-work-USER`.
  ///
  /// @throws AmasiaException.Conflict if somebody else made what has its name
  /// @throws AmasiaException.Format if it can't be written
  static Path in(Path scratch) {
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    return of(scratch.resolve("amasia-work-" + user));
  }

  static Path of(Path folder) {
    try {
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createDirectories(folder.toAbsolutePath().getParent());
      try {
        Files.createDirectory(folder, posix ? ownerOnly() : new FileAttribute<?>[0]);
      } catch (FileAlreadyExistsException _) {
        UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(whoRunsThis(folder))) {
          throw new AmasiaException.Conflict(
              "the work directory %s belongs to %s, who could change what is computed; name another with --work-dir"
                  .formatted(folder, owner));
        }
        if (posix) {
          Files.setPosixFilePermissions(folder, OWNER_ONLY);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new AmasiaException.Format(
          "the work directory %s can't be written (%s); name another with --work-dir"
              .formatted(folder, e),
          e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)};
  }

  /// Whom a new file in `folder` belongs to: names of users need not be known to the machine.
  private static UserPrincipal whoRunsThis(Path folder) throws IOException {
    Path own = Files.createTempFile(folder, "owner", null);
    try {
      return Files.getOwner(own);
    } finally {
      Files.delete(own);
    }
  }
}
