package io.amasia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZipStoreTest extends StoreConformance {
  @Override
  Store holding(Map<String, byte[]> values) throws Exception {
    return open(zip(values));
  }

  private static Store open(byte[] archive) {
    var store = new MemoryStore();
    store.write("x.zip", offHeap(archive));
    return ZipStore.open(store, "x.zip", "x.zip");
  }

  /// An archive in which every other entry is stored, the others deflated.
  static byte[] zip(Map<String, byte[]> values) throws Exception {
    var bytes = new ByteArrayOutputStream();
    boolean stored = false;
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setComment("a comment that the end must be looked for behind");
      zip.putNextEntry(new ZipEntry("a/"));
      for (var value : new java.util.TreeMap<>(values).entrySet()) {
        var entry = new ZipEntry(value.getKey());
        stored = !stored;
        if (stored) {
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(value.getValue().length);
          var crc = new CRC32();
          crc.update(value.getValue());
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(value.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void truncatedArchivesGiveOneClearError() throws Exception {
    byte[] archive = zip(VALUES);
    for (int cut = 0; cut < archive.length; cut++) {
      byte[] part = java.util.Arrays.copyOf(archive, cut);
      assertThatThrownBy(() -> open(part))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContaining("x.zip");
    }
  }

  @RandomTest
  void damagedArchivesGiveErrorsAndNothingElse(long seed) throws Exception {
    byte[] archive = zip(VALUES);
    var random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
    }
    try (Store store = open(archive)) {
      for (String key : VALUES.keySet()) {
        store.read(key, ByteRange.ALL).ifPresent(l -> l.close());
      }
      store.list("a");
    } catch (AmasiaException.Format | AmasiaException.Unsupported e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
