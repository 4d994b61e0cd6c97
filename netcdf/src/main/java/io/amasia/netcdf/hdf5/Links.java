package io.amasia.netcdf.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of a group, in the order netCDF gives them: as created where the file tracks that,
/// else by name.
final class Links {
  private Links() {}

  /// A member.
  ///
  /// @param address its object header, or [Hdf5File#UNDEFINED] when it is a link by path
  /// @param path where a soft link leads, or null
  record Link(String name, long order, long address, @Nullable String path) {}

  static List<Link> of(Hdf5File file, ObjectHeader group) {
    List<Link> links = new ArrayList<>();
    Cursor table = group.find(ObjectHeader.SYMBOL_TABLE);
    boolean ordered = false;
    if (table != null) {
      readSymbolTable(file, table, links);
    }
    for (ObjectHeader.Message message : group.all(ObjectHeader.LINK)) {
      links.add(readLink(ObjectHeader.resolve(message)));
    }
    Cursor info = group.find(ObjectHeader.LINK_INFO);
    if (info != null) {
      info.skip(1);
      int flags = info.u8();
      ordered = (flags & 1) != 0;
      info.skip(ordered ? 8 : 0);
      long heap = info.offset();
      long names = info.offset();
      if (heap != Hdf5File.UNDEFINED && names != Hdf5File.UNDEFINED) {
        readDense(file, heap, names, links);
      }
    }
    Comparator<Link> byName = (a, b) -> compareBytes(a.name, b.name);
    links.sort(ordered ? Comparator.comparingLong(Link::order) : byName);
    return links;
  }

  private static int compareBytes(String a, String b) {
    return java.util.Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static void readDense(Hdf5File file, long heapAddress, long names, List<Link> links) {
    FractalHeap heap = new FractalHeap(file, heapAddress);
    BTree2.walk(
        file,
        names,
        record -> links.add(readLink(heap.object(record.skip(4).slice(heap.idBytes())))));
  }

  private static Link readLink(Cursor in) {
    int version = in.u8();
    int flags = in.u8();
    if (version != 1) {
      throw in.damaged("a link of version " + version);
    }
    int type = (flags & 8) != 0 ? in.u8() : 0;
    long order = (flags & 4) != 0 ? in.unsigned(8) : 0;
    in.skip((flags & 16) != 0 ? 1 : 0);
    String name = in.text(in.unsigned(1 << (flags & 3)), StandardCharsets.UTF_8);
    return switch (type) {
      case 0 -> new Link(name, order, in.offset(), null);
      case 1 ->
          new Link(name, order, Hdf5File.UNDEFINED, in.text(in.u16(), StandardCharsets.UTF_8));
      default -> new Link(name, order, Hdf5File.UNDEFINED, null);
    };
  }

  /// The old form: a version 1 B-tree of symbol table nodes, names in a local heap.
  private static void readSymbolTable(Hdf5File file, Cursor table, List<Link> links) {
    long tree = table.offset();
    long heap = table.offset();
    Cursor head = file.at(heap, 8 + 2L * file.lengthBytes() + file.offsetBytes(), "a local heap");
    head.signature("HEAP");
    head.skip(4);
    long bytes = head.length();
    head.length();
    Cursor names = file.at(head.offset(), bytes, "a local heap");
    readTree(file, tree, names, links, new HashSet<>());
  }

  private static void readTree(
      Hdf5File file, long address, Cursor names, List<Link> links, Set<Long> seen) {
    if (!seen.add(address)) {
      throw file.damaged(address, "a group's B-tree leads back to itself");
    }
    Cursor in = file.at(address, 8 + 2L * file.offsetBytes(), "a group's B-tree");
    in.signature("TREE");
    int type = in.u8();
    int level = in.u8();
    int entries = in.u16();
    if (type != 0) {
      throw in.damaged("a tree of type " + type);
    }
    long bytes = (long) entries * (file.lengthBytes() + file.offsetBytes());
    in = file.at(in.address() + 2L * file.offsetBytes(), bytes, "a group's B-tree");
    for (int i = 0; i < entries; i++) {
      in.skip(file.lengthBytes());
      long child = in.offset();
      if (level > 0) {
        readTree(file, child, names, links, seen);
      } else if (seen.add(child)) {
        readSymbols(file, child, names, links);
      }
    }
  }

  private static void readSymbols(Hdf5File file, long address, Cursor names, List<Link> links) {
    Cursor in = file.at(address, 8, "a symbol table node");
    in.signature("SNOD");
    in.skip(2);
    int count = in.u16();
    in = file.at(address + 8, (long) count * (2 * file.offsetBytes() + 24), "a symbol table node");
    for (int i = 0; i < count; i++) {
      long nameAt = in.offset();
      long header = in.offset();
      long cacheType = in.u32();
      in.skip(4);
      Cursor scratch = in.slice(16);
      String name = text(names, nameAt);
      if (cacheType == 2) {
        links.add(new Link(name, i, Hdf5File.UNDEFINED, text(names, scratch.u32())));
      } else {
        links.add(new Link(name, i, header, null));
      }
    }
  }

  private static String text(Cursor names, long at) {
    return names.copy().skip(at).textToNul(StandardCharsets.UTF_8);
  }
}
