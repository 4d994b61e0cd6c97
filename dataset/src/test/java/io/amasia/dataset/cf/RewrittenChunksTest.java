package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Slice;
import io.amasia.plan.Node;
import io.amasia.plan.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunks of a Zarr store that are rewritten in place, of which its metadata says nothing, before
/// an attempt at what is computed from them is taken up.
class RewrittenChunksTest {
  private static final DatasetWriter.Options CHUNKED =
      DatasetWriter.Options.standard().encoding("tas", Encoding.none().chunks(2, 3));

  @TempDir Path folder;

  private String source() {
    return folder.resolve("source.zarr").toString();
  }

  private Path chunk(int number) {
    return folder.resolve("source.zarr/tas/c/" + number + "/0");
  }

  @BeforeEach
  void write() {
    ZarrWritingTest.days(0, 8).toZarr(source(), CHUNKED);
  }

  private static Dataset open(String url) {
    return Opening.open(List.of(url), OpenOptions.standard());
  }

  /// What was changed of that which the first four days are read from.
  private Optional<String> changed(Instant since) {
    try (Dataset got = open(source())) {
      Node first = got.get("tas").times(2).isel("time", Slice.slice(0, 4)).variable().data();
      return Session.current().changedSince(Map.of("tas", first), since);
    }
  }

  private Instant now() throws IOException {
    Path file = Files.createTempFile(folder, "now", "");
    return Files.getLastModifiedTime(file).toInstant();
  }

  private void rewrite(int number) throws IOException {
    Files.write(chunk(number), Files.readAllBytes(chunk(number)));
  }

  @Test
  void onlyChunksThatAreReadCount() throws Exception {
    Thread.sleep(20); // the clock of files ticks slowly
    Instant since = now();
    assertThat(changed(since)).isEmpty();
    rewrite(2);
    assertThat(changed(since)).isEmpty();
    rewrite(1);
    assertThat(changed(since)).hasValueSatisfying(key -> assertThat(key).endsWith("tas/c/1/0"));
  }

  @Test
  void anOlderFileInItsPlaceIsSeenAndSoIsOneThatIsGone() throws Exception {
    Path older = Files.copy(chunk(0), folder.resolve("older"));
    Files.setLastModifiedTime(older, FileTime.fromMillis(0));
    Thread.sleep(20);
    Instant since = now();
    Files.delete(chunk(0));
    assertThat(changed(since)).hasValueSatisfying(key -> assertThat(key).endsWith("tas/c/0/0"));
    Files.move(older, chunk(0));
    assertThat(changed(since)).hasValueSatisfying(key -> assertThat(key).endsWith("tas/c/0/0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"target.zarr", "target.nc"})
  void nothingIsMixedWithWhatAnEarlierAttemptLeft(String name) throws Exception {
    String target = folder.resolve(name).toString();
    byte[] last = Files.readAllBytes(chunk(3));
    Files.write(chunk(3), new byte[] {1});
    assertThatThrownBy(() -> copy(target)).isInstanceOf(AmasiaException.class);
    assertThat(target).satisfies(path -> assertThat(Path.of(path)).doesNotExist());

    String other = folder.resolve("other.zarr").toString();
    ZarrWritingTest.days(100, 8).toZarr(other, CHUNKED);
    Files.write(chunk(0), Files.readAllBytes(Path.of(other, "tas/c/0/0")));
    Files.write(chunk(3), last);
    copy(target);
    try (Dataset got = open(target)) {
      assertThat(got.get("tas").isel("x", 0).toDoubles())
          .containsExactly(100, 101, 2, 3, 4, 5, 6, 7);
    }
  }

  private void copy(String target) throws Exception {
    Session session = Session.builder().threads(1).taskBytes(48).build();
    session.call(() -> {
      try (Dataset got = open(source())) {
        DatasetWriter.write(got, target, DatasetWriter.Options.keepingEncodings().resuming());
      }
      return null;
    });
  }
}
