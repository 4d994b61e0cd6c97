package io.amasia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store must keep. A subclass makes a store that holds given values.
abstract class StoreConformance {
  static final byte[] TEXT = "0123456789".getBytes(StandardCharsets.UTF_8);
  static final Map<String, byte[]> VALUES =
      Map.of(
          "zarr.json", TEXT,
          "a/c/0/0", new byte[] {1, 2, 3},
          "a/c/0/1", new byte[0],
          "a/zarr.json", TEXT,
          "b c/ä+%.txt", TEXT);

  abstract Store holding(Map<String, byte[]> values) throws Exception;

  boolean lists() {
    return true;
  }

  static byte[] bytes(Optional<Lease> lease) {
    try (Lease it = lease.orElseThrow()) {
      return it.segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  static MemorySegment offHeap(byte[] bytes) {
    return Arena.ofAuto()
        .allocate(Math.max(1, bytes.length))
        .asSlice(0, bytes.length)
        .copyFrom(MemorySegment.ofArray(bytes));
  }

  @Test
  void givesWholeValuesAndTheirSizes() throws Exception {
    try (Store store = holding(VALUES)) {
      for (var entry : VALUES.entrySet()) {
        assertThat(bytes(store.read(entry.getKey(), ByteRange.ALL))).isEqualTo(entry.getValue());
        assertThat(store.size(entry.getKey())).hasValue(entry.getValue().length);
      }
    }
  }

  @Test
  void givesRangesAndSuffixes() throws Exception {
    try (Store store = holding(VALUES)) {
      assertThat(bytes(store.read("zarr.json", new ByteRange.Span(3, 4))))
          .asString()
          .isEqualTo("3456");
      assertThat(bytes(store.read("zarr.json", new ByteRange.Span(9, 1))))
          .asString()
          .isEqualTo("9");
      assertThat(bytes(store.read("zarr.json", new ByteRange.Span(10, 0)))).isEmpty();
      assertThat(bytes(store.read("zarr.json", new ByteRange.Suffix(3))))
          .asString()
          .isEqualTo("789");
      assertThat(bytes(store.read("zarr.json", new ByteRange.Suffix(99)))).isEqualTo(TEXT);
      assertThat(bytes(store.read("a/c/0/1", new ByteRange.Suffix(5)))).isEmpty();
    }
  }

  @Test
  void absentKeysAreEmpty() throws Exception {
    try (Store store = holding(VALUES)) {
      for (String key : new String[] {"nothing", "a/c", "a/c/0/0/0", "zarr.json/x", "b/c"}) {
        assertThat(store.read(key, ByteRange.ALL)).as(key).isEmpty();
        assertThat(store.read(key, new ByteRange.Span(0, 1))).as(key).isEmpty();
        assertThat(store.read(key, new ByteRange.Suffix(1))).as(key).isEmpty();
        assertThat(store.size(key)).as(key).isEmpty();
      }
    }
  }

  @Test
  void rangesBeyondTheEndAreErrors() throws Exception {
    try (Store store = holding(VALUES)) {
      for (var span :
          new ByteRange.Span[] {
            new ByteRange.Span(8, 3),
            new ByteRange.Span(11, 1),
            new ByteRange.Span(0, Long.MAX_VALUE),
            new ByteRange.Span(1L << 50, 1L << 50)
          }) {
        assertThatThrownBy(() -> store.read("zarr.json", span))
            .isInstanceOf(AmasiaException.Format.class)
            .hasMessageContaining("truncated or damaged");
      }
    }
  }

  @Test
  void refusesKeysThatLeadOut() throws Exception {
    try (Store store = holding(VALUES)) {
      for (String key :
          new String[] {"../x", "/etc/passwd", "a/../../x", "a//b", "./a", "a/", "a\0"}) {
        assertThatThrownBy(() -> store.read(key, ByteRange.ALL))
            .as(key)
            .isInstanceOf(AmasiaException.Format.class)
            .hasMessageContaining("refused");
      }
    }
  }

  @Test
  void listsNamesBelowAFolder() throws Exception {
    if (!lists()) {
      return;
    }
    try (Store store = holding(VALUES)) {
      assertThat(store.list("")).containsExactly("a/", "b c/", "zarr.json");
      assertThat(store.list("a")).containsExactly("c/", "zarr.json");
      assertThat(store.list("a/c/0")).containsExactly("0", "1");
      assertThat(store.list("nothing")).isEmpty();
    }
  }

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    try (Store store = holding(VALUES)) {
      boolean right =
          IntStream.range(0, 200)
              .parallel()
              .allMatch(i ->
                  java.util.Arrays.equals(
                      bytes(store.read("zarr.json", new ByteRange.Span(i % 5, 5))),
                      java.util.Arrays.copyOfRange(TEXT, i % 5, i % 5 + 5)));
      assertThat(right).isTrue();
    }
  }
}
