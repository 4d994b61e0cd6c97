package io.amasia.plan.remote;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The files of a stage that were read last, with their indexes: as many as take no more than a
/// part of the Java heap. Thread-safe.
final class BatchReaders {
  /// What a section of an index takes there.
  private static final long SECTION_BYTES = 256;

  private static final long MOST_SECTIONS = Runtime.getRuntime().maxMemory() / 32 / SECTION_BYTES;

  private final WorkFolder folder;
  private final String stage;
  private final long mostSections;
  private final Map<String, BatchReader> open = new LinkedHashMap<>(16, 0.75f, true);
  private long sections;

  BatchReaders(WorkFolder folder, String stage) {
    this(folder, stage, MOST_SECTIONS);
  }

  BatchReaders(WorkFolder folder, String stage, long mostSections) {
    this.folder = folder;
    this.stage = stage;
    this.mostSections = mostSections;
  }

  /// The file of that name.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is not there, or damaged
  BatchReader get(String name) {
    synchronized (open) {
      BatchReader known = open.get(name);
      if (known != null) {
        return known;
      }
    }
    BatchReader opened = BatchReader.open(folder, stage, name);
    synchronized (open) {
      if (open.putIfAbsent(name, opened) == null) {
        sections += opened.sections();
      }
      Iterator<BatchReader> eldest = open.values().iterator();
      while (sections > mostSections && open.size() > 1) {
        sections -= eldest.next().sections();
        eldest.remove();
      }
    }
    return opened;
  }

  /// How many are open.
  int count() {
    synchronized (open) {
      return open.size();
    }
  }
}
