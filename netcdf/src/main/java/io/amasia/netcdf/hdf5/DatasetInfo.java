package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import org.jspecify.annotations.Nullable;

/// What the object header of a dataset says.
///
/// @param path its path from the root
/// @param fill the bytes of the value of unwritten parts, or null for zeros
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record DatasetInfo(
    String name,
    String path,
    long address,
    Datatype type,
    Dataspace space,
    Layout layout,
    FilterPipeline pipeline,
    byte @Nullable [] fill,
    Attributes attributes) {

  /// Reads the header of a dataset.
  ///
  /// @throws AmasiaException.Unsupported if it is of a kind that is not read
  static DatasetInfo read(String name, String path, ObjectHeader header, Attributes attributes) {
    if (header.has(ObjectHeader.EXTERNAL_FILES)) {
      throw new AmasiaException.Unsupported("its data are in other files");
    }
    Cursor type = header.find(ObjectHeader.DATATYPE);
    Cursor space = header.find(ObjectHeader.DATASPACE);
    Cursor layout = header.find(ObjectHeader.LAYOUT);
    if (type == null || space == null || layout == null) {
      throw new AmasiaException.Unsupported("its header lacks a type, a shape or a layout");
    }
    Cursor filters = header.find(ObjectHeader.FILTERS);
    return new DatasetInfo(
        name,
        path,
        header.address(),
        Datatype.read(type),
        Dataspace.read(space),
        Layout.read(layout),
        filters == null ? FilterPipeline.NONE : FilterPipeline.read(filters),
        readFill(header),
        attributes);
  }

  private static byte @Nullable [] readFill(ObjectHeader header) {
    Cursor in = header.find(ObjectHeader.FILL);
    if (in == null) {
      Cursor old = header.find(ObjectHeader.OLD_FILL);
      return old == null ? null : take(old, old.u32());
    }
    int version = in.u8();
    boolean defined;
    if (version == 3) {
      defined = (in.u8() & 0x20) != 0;
    } else {
      in.skip(2);
      defined = in.u8() == 1;
    }
    return defined ? take(in, in.u32()) : null;
  }

  private static byte @Nullable [] take(Cursor in, long bytes) {
    // All bits set is the old way to say "undefined".
    return bytes == 0 || bytes == 0xFFFF_FFFFL ? null : in.take((int) bytes, "the fill value");
  }

  /// Whether this is an array of single characters, of which the last dimension makes a text.
  boolean isCharacters() {
    return type instanceof Datatype.FixedString text && text.size() == 1 && space.rank() > 0;
  }

  /// Why the values can't be read, or null if they can.
  @Nullable String unreadable() {
    if (layout instanceof Layout.Elsewhere elsewhere) {
      return elsewhere.kind();
    }
    if (space.isNull()) {
      return "empty (null dataspace)";
    }
    if (layout instanceof Layout.Chunked chunked && chunked.chunk().length != space.rank()) {
      return "malformed";
    }
    return switch (type) {
      case Datatype.Numbers _, Datatype.FixedString _, Datatype.VlenString _ -> null;
      case Datatype.Vlen _ -> "variable-length";
      case Datatype.Reference _ -> "reference";
      case Datatype.Other other -> other.kind();
    };
  }

  /// The same dataset under another name.
  DatasetInfo withName(String newName, String newPath) {
    return new DatasetInfo(
        newName, newPath, address, type, space, layout, pipeline, fill, attributes);
  }
}
