package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing stays in the scratch folder, however a process ends.
class ScratchFileTest {
  @TempDir Path folder;

  @Test
  void whatWasAppendedIsReadBack() {
    try (var file = new ScratchFile(folder)) {
      file.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      long at = file.append(ByteBuffer.wrap(new byte[] {4, 5}));
      try (Lease lease = file.read(at, 2)) {
        assertThat(lease.segment().get(java.lang.foreign.ValueLayout.JAVA_BYTE, 1))
            .isEqualTo((byte) 5);
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInterruptCancels() {
    try (var file = new ScratchFile(folder)) {
      long at = file.append(ByteBuffer.wrap(new byte[8]));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> file.append(ByteBuffer.wrap(new byte[8])))
          .isInstanceOf(AmasiaException.Cancelled.class);
      assertThat(Thread.interrupted()).isTrue();
      // The interrupt closed the file, for other threads too.
      assertThatThrownBy(() -> file.read(at, 8)).isInstanceOf(AmasiaException.Cancelled.class);
    }
  }

  @Test
  void aKilledProcessLeavesNothingForLong() throws IOException, InterruptedException {
    Process child =
        ChildJvm.of(List.of(), Filling.class, folder.toString()).redirectErrorStream(true).start();
    try (var said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo("filled");
    }
    child.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    // Such as a process leaves that was killed where open files keep their names.
    Path left = Files.createFile(folder.resolve("amasia-%d-1.spill".formatted(child.pid())));
    Path alive =
        Files.createFile(
            folder.resolve("amasia-%d-1.spill".formatted(ProcessHandle.current().pid())));
    Path other = Files.createFile(folder.resolve("amasia-notes.spill"));
    try (var file = new ScratchFile(folder)) {
      file.append(ByteBuffer.wrap(new byte[1]));
      assertThat(left).doesNotExist();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(List.of(alive, other));
    }
  }

  /// Fills a scratch file and waits to be killed.
  static final class Filling {
    private Filling() {}

    public static void main(String[] args) throws InterruptedException {
      var file = new ScratchFile(Path.of(args[0]));
      file.append(ByteBuffer.wrap(new byte[1 << 16]));
      IO.println("filled");
      Thread.sleep(60_000);
      file.close();
    }
  }
}
