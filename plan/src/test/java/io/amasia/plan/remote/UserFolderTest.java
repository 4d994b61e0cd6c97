package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.amasia.array.AmasiaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The work directory of who names none.
class UserFolderTest {
  @TempDir Path scratch;

  @Test
  void onlyItsUserLooksIntoIt() throws Exception {
    Path made = UserFolder.in(scratch);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(UserFolder.in(scratch)).isEqualTo(made).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    assertThat(made.getFileName().toString())
        .isEqualTo("amasia-work-" + System.getProperty("user.name"));
  }

  /// Only root may give a folder away.
  @Test
  void anothersIsRefused() throws Exception {
    Path others = Files.createDirectory(scratch.resolve("amasia-work-others"));
    assumeThat(Files.getOwner(others).getName()).isEqualTo("root");
    var users = others.getFileSystem().getUserPrincipalLookupService();
    Files.setOwner(others, users.lookupPrincipalByName("nobody"));
    assertThatThrownBy(() -> UserFolder.of(others))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("--work-dir");
  }
}
