package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.storage.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folders of others in a work directory.
class ComputationFolderTest {
  private static final String PLAN = "0123456789abcdef".repeat(4);
  @TempDir Path work;

  private ComputationFolder find(Predicate<Instant> unchangedSince) {
    return ComputationFolder.find(work.toString(), PLAN, true, unchangedSince);
  }

  @Test
  void whatWasLeftIsTakenUpIfWhatItWasReadFromIsOlder() {
    String left;
    try (var own = find(_ -> true)) {
      left = own.name();
    }
    try (var again = find(begun -> !begun.isAfter(Instant.now()))) {
      assertThat(again.isTakenUp()).isTrue();
      assertThat(again.name()).isEqualTo(left);
    }
    try (var anew = find(_ -> false)) {
      assertThat(anew.isTakenUp()).isFalse();
      assertThat(anew.name()).isNotEqualTo(left);
      assertThat(work.resolve(left)).doesNotExist();
    }
  }

  @Test
  void anErrorLeavesWhatIsThereForTheNextOne() {
    find(_ -> true).close();
    assertThatThrownBy(() ->
            find(_ -> {
              throw new IllegalStateException("no answer");
            }))
        .hasMessage("no answer");
    try (var again = find(_ -> true)) {
      assertThat(again.isTakenUp()).isTrue();
    }
  }

  /// A lock that can't be opened, whoever runs this: a folder.
  @Test
  void aFolderThatCantBeTakenUpStopsNobody() throws Exception {
    Path others = work.resolve("amasia-" + PLAN.substring(0, 16) + "-others");
    Files.createDirectories(others.resolve(Leftovers.LOCK));
    try (var own = find(_ -> true)) {
      assertThat(own.isTakenUp()).isFalse();
      assertThat(work.resolve(own.name())).isDirectory();
    }
    assertThat(others).isDirectory();
  }
}
