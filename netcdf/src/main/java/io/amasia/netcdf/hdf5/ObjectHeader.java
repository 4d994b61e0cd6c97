package io.amasia.netcdf.hdf5;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The messages of an object header, version 1 or 2: what a group or dataset is made of.
///
/// @param address where the header is; identifies the object
/// @param messages in file order
/// @param isAttributeOrderTracked whether messages carry their creation order
record ObjectHeader(long address, List<Message> messages, boolean isAttributeOrderTracked) {
  static final int DATASPACE = 1;
  static final int LINK_INFO = 2;
  static final int DATATYPE = 3;
  static final int OLD_FILL = 4;
  static final int FILL = 5;
  static final int LINK = 6;
  static final int EXTERNAL_FILES = 7;
  static final int LAYOUT = 8;
  static final int GROUP_INFO = 10;
  static final int FILTERS = 11;
  static final int ATTRIBUTE = 12;
  static final int CONTINUATION = 16;
  static final int SYMBOL_TABLE = 17;
  static final int ATTRIBUTE_INFO = 21;

  /// A message; readers of `body` take a copy.
  ///
  /// @param order its creation order among attributes, 0 if that is not tracked
  record Message(int type, int flags, int order, Cursor body) {
    /// Whether the body only says where the message proper is.
    boolean isShared() {
      return (flags & 2) != 0;
    }
  }

  static ObjectHeader read(Hdf5File file, long address) {
    if (file.at(address, 1, "an object header").u8() == 1) {
      return readVersion1(file, address);
    }
    return readVersion2(file, address);
  }

  /// The one message of `type`, shared ones resolved; null when there is none.
  @Nullable Cursor find(int type) {
    for (Message message : messages) {
      if (message.type == type) {
        return resolve(message);
      }
    }
    return null;
  }

  boolean has(int type) {
    return messages.stream().anyMatch(m -> m.type == type);
  }

  List<Message> all(int type) {
    return messages.stream().filter(m -> m.type == type).toList();
  }

  static Cursor resolve(Message message) {
    Cursor body = message.body.copy();
    return message.isShared() ? resolveShared(message.type, body) : body;
  }

  /// The message of `type` that the reference at `in` points to: a committed datatype mostly.
  static Cursor resolveShared(int type, Cursor in) {
    int version = in.u8();
    int kind = in.u8();
    if (version == 1) {
      in.skip(6);
    }
    if (version < 1 || version > 3 || (version == 3 && kind != 2)) {
      throw in.file()
          .unsupported("messages in a shared heap (version %d, kind %d)".formatted(version, kind));
    }
    ObjectHeader other = read(in.file(), in.offset());
    for (Message message : other.messages) {
      if (message.type == type && !message.isShared()) {
        return message.body.copy();
      }
    }
    throw in.damaged("a shared message of type %d is not there".formatted(type));
  }

  private static ObjectHeader readVersion1(Hdf5File file, long address) {
    Cursor in = file.at(address, 16, "an object header").skip(2);
    int count = in.u16();
    in.skip(4);
    long size = in.u32();
    List<Message> messages = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    List<Cursor> blocks = new ArrayList<>();
    blocks.add(file.at(address + 16, size, "an object header"));
    seen.add(address + 16);
    for (int i = 0; i < blocks.size(); i++) {
      Cursor block = blocks.get(i);
      while (block.remaining() >= 8 && messages.size() < count) {
        int type = block.u16();
        int length = block.u16();
        int flags = block.u8();
        block.skip(3);
        Message message = new Message(type, flags, 0, block.slice(length));
        messages.add(message);
        if (type == CONTINUATION) {
          blocks.add(next(file, message.body, seen));
        }
      }
    }
    return new ObjectHeader(address, messages, false);
  }

  private static Cursor next(Hdf5File file, Cursor body, Set<Long> seen) {
    long address = body.offset();
    long length = body.length();
    if (!seen.add(address)) {
      throw body.damaged("an object header continues in itself");
    }
    return file.at(address, length, "an object header's continuation");
  }

  private static ObjectHeader readVersion2(Hdf5File file, long address) {
    Cursor start = file.at(address, Math.min(48, file.size() - address), "an object header");
    start.signature("OHDR");
    int version = start.u8();
    if (version != 2) {
      throw start.damaged("version " + version + "; known are 1 and 2");
    }
    int flags = start.u8();
    start.skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
    long size = start.unsigned(1 << (flags & 3));
    int prefix = start.position();
    if (size < 0 || size > file.size()) {
      throw start.damaged("it claims %d bytes".formatted(size));
    }
    Cursor whole = file.at(address, prefix + size + 4, "an object header");
    whole.checksum();
    whole.skip(prefix);
    boolean ordered = (flags & 4) != 0;
    List<Message> messages = new ArrayList<>();
    Set<Long> seen = new HashSet<>(Set.of(address));
    List<Cursor> blocks = new ArrayList<>(List.of(whole));
    for (int i = 0; i < blocks.size(); i++) {
      Cursor block = blocks.get(i);
      // Behind the messages are the checksum and perhaps a gap too short for a message.
      while (block.remaining() - 4 >= (ordered ? 6 : 4)) {
        int type = block.u8();
        int length = block.u16();
        int messageFlags = block.u8();
        int order = ordered ? block.u16() : 0;
        Message message = new Message(type, messageFlags, order, block.slice(length));
        messages.add(message);
        if (type == CONTINUATION) {
          Cursor next = next(file, message.body, seen);
          next.checksum();
          next.signature("OCHK");
          blocks.add(next);
        }
      }
    }
    return new ObjectHeader(address, messages, ordered);
  }
}
