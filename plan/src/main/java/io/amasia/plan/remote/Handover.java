package io.amasia.plan.remote;

import io.amasia.array.Box;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import io.amasia.plan.remote.BatchFile.Section;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hands what tasks left for sinks to them: receipts, encoded chunks or values; task by task, each
/// in the order in which it was left, so that the same plan gives the same bytes wherever it ran.
///
/// @param sha256 the digest of the stage's document
/// @param perRange tasks in a range
record Handover(WorkFolder folder, String sha256, Stage stage, long perRange, Run run) {
  void toSinks() {
    if (stage.outputs().stream().noneMatch(Stage.Write.class::isInstance)) {
      return;
    }
    long count = stage.tasks().count();
    for (long from = 0; from < count; from += perRange) {
      hand(Left.range(from, perRange, count));
    }
  }

  private void hand(TaskRange range) {
    @Nullable BatchReader file = null;
    for (long i = range.from(); i < range.to(); i++) {
      run.cancel().check();
      Set<Integer> open = open(i);
      if (open.isEmpty()) {
        continue;
      }
      if (file == null) {
        String name = BatchFile.name(StagePackage.Part.TASKS, range);
        file = BatchReader.open(folder, sha256, name);
      }
      hand(file, file.sections(i).stream().filter(s -> open.contains(s.output())).toList());
    }
  }

  /// The outputs of task `i` that their sinks do not have yet.
  private Set<Integer> open(long i) {
    Set<Integer> open = new HashSet<>();
    for (int k = 0; k < stage.outputs().size(); k++) {
      boolean lacks =
          stage.outputs().get(k) instanceof Stage.Write(var _, var name, var _, var sink)
              && !sink.isWritten(name, stage.tasks().box(i));
      if (lacks) {
        open.add(k);
      }
    }
    return open;
  }

  private void hand(BatchReader file, List<Section> sections) {
    for (int first = 0, end; first < sections.size(); first = end) {
      end = first + 1;
      while (end < sections.size() && areOne(sections.get(first), sections.get(end))) {
        end++;
      }
      Section one = sections.get(first);
      if (stage.outputs().get(one.output()) instanceof Stage.Write write) {
        hand(file, write, one, sections.subList(first, end));
      }
    }
  }

  /// Whether both are chunks that were encoded together.
  private static boolean areOne(Section a, Section b) {
    boolean haveNoValues = a.dtype() == null && b.dtype() == null;
    return haveNoValues && a.output() == b.output() && a.box().equals(b.box());
  }

  private void hand(BatchReader file, Stage.Write write, Section first, List<Section> all) {
    switch (write.sink()) {
      case Sink.Keyed keyed when first.dtype() == null ->
          all.forEach(receipt -> keyed.wroteElsewhere(text(file, receipt)));
      case Sink.Serial serial when first.dtype() == null -> append(file, serial, write, all);
      case Sink sink -> {
        try (NdArray values = file.values(first, this::restored)) {
          written(sink.write(write.name(), first.box(), values));
        }
      }
    }
  }

  private static String text(BatchReader file, Section receipt) {
    try (Lease text = file.bytes(receipt, _ -> {})) {
      return new String(text.segment().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
  }

  private void append(BatchReader file, Sink.Serial sink, Stage.Write write, List<Section> all) {
    Box box = all.getFirst().box();
    List<Bytes> chunks = new ArrayList<>();
    try (var piece = sink.piece(write.name(), box, chunks)) {
      for (Section section : all) {
        Lease bytes = file.bytes(section, this::restored);
        chunks.add(new Bytes(bytes.segment(), bytes));
      }
      sink.append(piece);
      written(piece.bytes());
    }
  }

  private void restored(long bytes) {
    run.telling().moved().restored(bytes);
  }

  private void written(long bytes) {
    run.telling().moved().written(bytes);
  }
}
