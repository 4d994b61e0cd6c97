package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the tree of groups and the headers of their datasets.
///
/// An object that can't be read is left out with a note, so one exotic variable does not close a
/// file; a damaged one is an error, as it is to netCDF-C.
final class GroupReader {
  private static final int MAX_DEPTH = 64;

  private final Hdf5File file;
  private final GlobalHeap heap;
  private final Set<Long> open = new HashSet<>();
  private final long rootAddress;

  GroupReader(Hdf5File file, long rootAddress) {
    this.file = file;
    this.heap = new GlobalHeap(file);
    this.rootAddress = rootAddress;
  }

  GroupNode read() {
    return read("", "/", null, ObjectHeader.read(file, rootAddress));
  }

  private GroupNode read(
      String name, String path, @Nullable GroupNode parent, ObjectHeader header) {
    if (open.size() > MAX_DEPTH) {
      throw file.damaged(header.address(), "groups more than %d deep".formatted(MAX_DEPTH));
    }
    GroupNode group = new GroupNode(name, path, parent, Attributes.of(file, heap, header));
    open.add(header.address());
    for (Links.Link link : Links.of(file, header)) {
      readMember(group, link);
    }
    open.remove(header.address());
    return group;
  }

  private void readMember(GroupNode group, Links.Link link) {
    String path = group.resolve(link.name());
    long address = link.path() == null ? link.address() : follow(group, link.path(), 0);
    if (address == Hdf5File.UNDEFINED) {
      group.notes.add("link '%s' skipped: it leads out of this file or nowhere".formatted(path));
      return;
    }
    if (open.contains(address)) {
      group.notes.add("link '%s' skipped: it leads back to a group it is in".formatted(path));
      return;
    }
    ObjectHeader header = ObjectHeader.read(file, address);
    boolean isDataset = header.has(ObjectHeader.LAYOUT) || header.has(ObjectHeader.EXTERNAL_FILES);
    boolean isGroup =
        header.has(ObjectHeader.SYMBOL_TABLE)
            || header.has(ObjectHeader.LINK_INFO)
            || header.has(ObjectHeader.LINK);
    try {
      if (isDataset) {
        Attributes attributes = Attributes.of(file, heap, header);
        group.datasets.add(DatasetInfo.read(link.name(), path, header, attributes));
      } else if (isGroup) {
        group.groups.add(read(link.name(), path, group, header));
      }
      // What is left is a named type: nothing to show.
    } catch (AmasiaException.Unsupported e) {
      group.notes.add("'%s' skipped: %s".formatted(path, e.getMessage()));
    }
  }

  /// The object that a soft link leads to, or [Hdf5File#UNDEFINED].
  private long follow(GroupNode from, String target, int depth) {
    long at = target.startsWith("/") ? rootAddress : Hdf5File.UNDEFINED;
    String start = from.path;
    String whole = target.startsWith("/") ? target : start + "/" + target;
    if (at == Hdf5File.UNDEFINED) {
      at = rootAddress;
    }
    for (String part : whole.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      ObjectHeader header = ObjectHeader.read(file, at);
      at = Hdf5File.UNDEFINED;
      for (Links.Link link : Links.of(file, header)) {
        if (link.name().equals(part)) {
          at = link.address();
          if (at == Hdf5File.UNDEFINED
              && link.path() != null
              && depth < 8
              && link.path().startsWith("/")) {
            at = follow(from, link.path(), depth + 1);
          }
        }
      }
      if (at == Hdf5File.UNDEFINED) {
        return at;
      }
    }
    return at;
  }
}
