package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.plan.remote.BatchFile.Foot;
import io.amasia.plan.remote.BatchFile.Section;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Crc32c;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Reads what a range of tasks left. Thread-safe; holds the index.
final class BatchReader {
  /// The foot and most indexes lie in this much of the end.
  private static final long END_BYTES = 16 << 10;

  private final WorkFolder folder;
  private final String key;
  private final Map<Long, List<Section>> byTask;

  private BatchReader(WorkFolder folder, String key, List<Section> sections) {
    this.folder = folder;
    this.key = key;
    byTask = sections.stream().collect(Collectors.groupingBy(Section::task));
  }

  /// Opens the file `name` of `stage`.
  ///
  /// @throws AmasiaException.Format if it is not there, or damaged
  static BatchReader open(WorkFolder folder, String stage, String name) {
    String key = BatchFile.folder(stage) + name;
    String where = folder.url() + key;
    try (Lease end = read(folder, key, new ByteRange.Suffix(END_BYTES))) {
      MemorySegment bytes = end.segment();
      long before = bytes.byteSize() - BatchFile.FOOT_BYTES;
      if (before < 0) {
        throw BatchFile.damaged(where, "it ends early");
      }
      Foot foot = BatchFile.foot(bytes.asSlice(before).asByteBuffer(), stage, where);
      byte[] index;
      if (foot.indexLength() >= 0 && foot.indexLength() <= before) {
        index =
            bytes
                .asSlice(before - foot.indexLength(), foot.indexLength())
                .toArray(ValueLayout.JAVA_BYTE);
      } else {
        ByteRange range = ByteRange.span(foot.indexOffset(), foot.indexLength());
        try (Lease all = read(folder, key, range)) {
          index = all.segment().toArray(ValueLayout.JAVA_BYTE);
        }
      }
      return new BatchReader(folder, key, BatchFile.index(index, foot, where));
    }
  }

  private static Lease read(WorkFolder folder, String key, ByteRange range) {
    return folder
        .read(key, range)
        .orElseThrow(() ->
            new AmasiaException.Format(
                "%s%s is not there: the work directory was removed, or is another one here"
                    .formatted(folder.url(), key)));
  }

  /// What `task` left, in the order it left it.
  List<Section> sections(long task) {
    return byTask.getOrDefault(task, List.of());
  }

  /// How many sections it has.
  int sections() {
    return byTask.values().stream().mapToInt(List::size).sum();
  }

  /// What `task` left of `output`, in the order it left it.
  List<Section> sections(long task, int output) {
    return sections(task).stream().filter(s -> s.output() == output).toList();
  }

  /// All that was left of `output`.
  List<Section> sections(int output) {
    return byTask.values().stream()
        .flatMap(List::stream)
        .filter(s -> s.output() == output)
        .toList();
  }

  /// The bytes of a section, decoded.
  private Lease decoded(Section section, LongConsumer restored) {
    String from = section.part() < 0 ? key : key + "." + section.part();
    Lease bytes = read(folder, from, ByteRange.span(section.offset(), section.length()));
    try {
      restored.accept(section.length());
      if (Crc32c.of(bytes.segment()) != section.crc()) {
        throw BatchFile.damaged(folder.url() + from, "values in it were changed");
      }
      DType dtype = section.dtype();
      if (dtype == null || !BatchWriter.isCompressed(section)) {
        return bytes;
      }
      Lease decoded = MemoryPool.process().lease(section.decodedLength());
      try {
        BatchWriter.codec(dtype).decode(bytes.segment(), decoded.segment());
      } catch (Throwable e) {
        decoded.close();
        throw e;
      }
      bytes.close();
      return decoded;
    } catch (Throwable e) {
      bytes.close();
      throw e;
    }
  }

  /// The values of a section, which the caller closes.
  ///
  /// @param restored told how many bytes were read
  NdArray values(Section section, LongConsumer restored) {
    DType dtype = java.util.Objects.requireNonNull(section.dtype());
    Box box = section.box();
    Lease bytes = decoded(section, restored);
    if (dtype != DType.STRING) {
      return NdArray.leased(dtype, box.shape(), bytes);
    }
    try (bytes) {
      long ends = (box.size() + 1) * Long.BYTES;
      Lease offsets = MemoryPool.process().lease(ends);
      offsets.segment().copyFrom(bytes.segment().asSlice(0, ends));
      long length = bytes.segment().byteSize() - ends;
      Lease text = MemoryPool.process().lease(length);
      text.segment().copyFrom(bytes.segment().asSlice(ends));
      return NdArray.leasedText(box.shape(), offsets, text);
    }
  }

  /// The bytes of a section without a dtype, such as a state, which the caller closes.
  Lease bytes(Section section, LongConsumer restored) {
    return decoded(section, restored);
  }
}
