package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import java.nio.charset.StandardCharsets;

/// The messages of an object header being put together, version 2: what [ObjectHeader] reads.
final class HeaderMessages {
  /// Most bytes of a message.
  static final int MOST_BYTES = 0xFFFF;

  private static final int SIZE_OF_FOUR_BYTES = 2;
  private static final int ATTRIBUTE_ORDER_TRACKED = 4;
  private static final int ATTRIBUTE_ORDER_INDEXED = 8;

  private final String path;
  private final Fields messages = new Fields();
  private int attributes;

  /// @param path of the object, for messages of errors
  HeaderMessages(String path) {
    this.path = path;
  }

  HeaderMessages add(int type, byte[] body) {
    return add(type, body, 0);
  }

  private HeaderMessages add(int type, byte[] body, int order) {
    messages.u8(type).u16(body.length).u8(0).u16(order).bytes(body);
    return this;
  }

  /// Adds an attribute of the elements `data`.
  ///
  /// @throws AmasiaException.Unsupported if it is longer than a message may be
  HeaderMessages attribute(String name, byte[] type, byte[] space, byte[] data) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    Fields body = new Fields().u8(3).u8(0);
    body.u16(text.length + 1).u16(type.length).u16(space.length).u8(1);
    body.bytes(text).u8(0).bytes(type).bytes(space).bytes(data);
    if (body.size() > MOST_BYTES) {
      throw new AmasiaException.Unsupported(
          "attribute '%s' of %s has %d bytes; in netCDF-4 up to 65000 can be written: shorten it, or write .zarr"
              .formatted(name, path, data.length));
    }
    return add(ObjectHeader.ATTRIBUTE, body.toByteArray(), attributes++);
  }

  /// The whole header. How many attributes there are is said too, so that others may add some.
  byte[] encode() {
    Fields info = new Fields().u8(0).u8(3).u16(attributes);
    info.u64(Hdf5File.UNDEFINED).u64(Hdf5File.UNDEFINED).u64(Hdf5File.UNDEFINED);
    add(ObjectHeader.ATTRIBUTE_INFO, info.toByteArray());
    int flags = SIZE_OF_FOUR_BYTES | ATTRIBUTE_ORDER_TRACKED | ATTRIBUTE_ORDER_INDEXED;
    return new Fields()
        .signature("OHDR")
        .u8(2)
        .u8(flags)
        .u32(messages.size())
        .bytes(messages.toByteArray())
        .checksum()
        .alignTo8()
        .toByteArray();
  }
}
