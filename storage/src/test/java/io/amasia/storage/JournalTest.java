package io.amasia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  @Test
  void aLineThatADiskHasNoRoomForIsNotBegun() throws IOException {
    Path path = folder.resolve("log");
    try (var disk =
        new FullDisk(
            FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            8)) {
      var journal = new Journal(path, disk);
      journal.add("first");
      assertThatThrownBy(() -> journal.add("second"))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContaining("No space left");
      disk.room = 100;
      journal.add("third");
      assertThat(journal.lines()).containsExactly("first", "third");
    }
  }
}
