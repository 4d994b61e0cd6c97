package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.storage.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folders of others in a work directory.
class ComputationFolderTest {
  private static final String PLAN = "0123456789abcdef".repeat(4);
  @TempDir Path work;

  /// A lock that can't be opened, whoever runs this: a folder.
  @Test
  void aFolderThatCantBeTakenUpStopsNobody() throws Exception {
    Path others = work.resolve("amasia-" + PLAN.substring(0, 16) + "-others");
    Files.createDirectories(others.resolve(Leftovers.LOCK));
    try (var own = ComputationFolder.find(work.toString(), PLAN, true)) {
      assertThat(own.isTakenUp()).isFalse();
      assertThat(work.resolve(own.name())).isDirectory();
    }
    assertThat(others).isDirectory();
  }
}
