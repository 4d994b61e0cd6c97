package io.amasia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import io.amasia.array.AmasiaException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends StoreConformance {
  @TempDir Path folder;

  @Override
  Store holding(Map<String, byte[]> values) {
    var store = FileStore.folder(folder);
    values.forEach((key, value) -> store.write(key, offHeap(value)));
    return store;
  }

  @Test
  void aGuestDoesNotMakeTheFolderOfAnotherAgain() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    var store = FileStore.guest(own);
    var value = offHeap(new byte[] {1});
    store.write("deep/er/key", value);
    assertThat(store.size("deep/er/key")).hasValue(1);
    Leftovers.delete(own);
    assertThatThrownBy(() -> store.write("deep/er/key", value))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("no such folder");
    assertThat(own).doesNotExist();
  }

  @Test
  void writesReplaceWholeValuesAndLeaveNothingElse() throws Exception {
    try (var store = FileStore.folder(folder)) {
      store.write("k", offHeap(TEXT));
      assertThat(bytes(store.read("k", ByteRange.ALL))).isEqualTo(TEXT);
      store.write("k", offHeap(new byte[] {5}));
      assertThat(bytes(store.read("k", ByteRange.ALL))).containsExactly(5);
      store.sync();
      try (var all = Files.list(folder)) {
        assertThat(all).hasSize(1);
      }
      store.delete("k");
      assertThat(store.read("k", ByteRange.ALL)).isEmpty();
    }
  }

  @Test
  void aFileAloneHasOneKey() throws Exception {
    Files.write(folder.resolve("x.nc"), TEXT);
    Files.write(folder.resolve("y.nc"), TEXT);
    try (var store = FileStore.file(folder.resolve("x.nc"))) {
      assertThat(bytes(store.read("x.nc", new ByteRange.Span(2, 2)))).asString().isEqualTo("23");
      assertThat(store.read("y.nc", ByteRange.ALL)).isEmpty();
      assertThat(store.list("")).containsExactly("x.nc");
    }
  }

  @Test
  void thousandsOfStoresCanBeOpenAtOnce() throws Exception {
    Files.write(folder.resolve("x.nc"), TEXT);
    var stores = new java.util.ArrayList<FileStore>();
    for (int i = 0; i < 3000; i++) {
      var store = FileStore.file(folder.resolve("x.nc"));
      store.read("x.nc", ByteRange.ALL).orElseThrow().close();
      stores.add(store);
    }
    for (var store : stores) {
      assertThat(bytes(store.read("x.nc", new ByteRange.Span(0, 1)))).asString().isEqualTo("0");
      store.close();
    }
  }

  @Test
  void openStoresHoldFewFilesOfTheProcess() throws Exception {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os)) {
      return;
    }
    Files.write(folder.resolve("x.nc"), TEXT);
    List<FileStore> stores = new ArrayList<>();
    long before = os.getOpenFileDescriptorCount();
    for (int i = 0; i < 300; i++) {
      FileStore store = FileStore.file(folder.resolve("x.nc"));
      store.read("x.nc", ByteRange.ALL).ifPresent(lease -> lease.close());
      stores.add(store);
    }
    // 256 are all that macOS gives a process by default, and the JVM needs some.
    assertThat(os.getOpenFileDescriptorCount() - before).isLessThan(150);
    stores.forEach(FileStore::close);
  }

  @Test
  void anInterruptedReadDoesNotHurtOthers() throws Exception {
    Files.write(folder.resolve("x.nc"), TEXT);
    try (var store = FileStore.file(folder.resolve("x.nc"))) {
      store.read("x.nc", ByteRange.ALL).orElseThrow().close();
      var interrupted =
          Thread.startVirtualThread(() -> {
            Thread.currentThread().interrupt();
            try {
              store.read("x.nc", ByteRange.ALL).ifPresent(l -> l.close());
            } catch (AmasiaException.Cancelled e) {
              // as it should
            }
          });
      interrupted.join();
      assertThat(bytes(store.read("x.nc", ByteRange.ALL))).isEqualTo(TEXT);
    }
  }

  @Test
  void whatTookThePlaceOfAFileIsReadOnceItsVersionWasAsked() throws Exception {
    Files.write(folder.resolve("k"), TEXT);
    try (var store = FileStore.folder(folder)) {
      var before = store.version("k");
      assertThat(bytes(store.read("k", ByteRange.ALL))).isEqualTo(TEXT);
      Thread.sleep(20); // the clock of files ticks slowly
      Path other = Files.write(folder.resolve("other"), new byte[] {5});
      Files.move(other, folder.resolve("k"), StandardCopyOption.ATOMIC_MOVE);
      assertThat(store.version("k")).isPresent().isNotEqualTo(before);
      assertThat(bytes(store.read("k", ByteRange.ALL))).containsExactly(5);
    }
  }

  @Test
  void anUnreadableFolderIsAnError() throws Exception {
    Files.write(folder.resolve("plain"), TEXT);
    try (var store = FileStore.folder(folder.resolve("plain"))) {
      assertThatThrownBy(() -> store.write("k", offHeap(TEXT)))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContaining("can't write");
    }
  }
}
