package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.storage.Crc32c;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What a range of tasks left: sections of values, states and encoded chunks, then an index of
/// them, then a foot.
///
/// ```
/// section … section | index | foot
/// foot: "AMSB", version, SHA-256 of the stage, offset and length of the index, CRC-32C of it
/// ```
///
/// Large ranges put sections in parts of their own, `NAME.0`, `NAME.1` …, which are written before;
/// the file itself comes last, so that where it is there all is. Numbers are big-endian, values and
/// states little-endian; values are compressed where that helps.
final class BatchFile {
  static final int VERSION = 1;
  static final int FOOT_BYTES = 4 + 4 + 32 + 8 + 4 + 4;
  private static final int MAGIC = 0x414D5342; // "AMSB"
  private static final int MOST_DIMS = 64;

  private BatchFile() {}

  /// A section.
  ///
  /// @param task whose it is
  /// @param output of which output
  /// @param dtype of the values; null for the state of a reduction, an encoded chunk or a receipt
  /// @param box where they lie; of a state, the results it is a part of; of an encoded chunk, those
  ///   that were encoded together
  /// @param part which part it is in, or -1 for the file itself
  /// @param offset of its bytes there
  /// @param length of its bytes
  /// @param decodedLength of the values
  /// @param crc CRC-32C of its bytes
  record Section(
      long task,
      int output,
      @org.jspecify.annotations.Nullable DType dtype,
      Box box,
      int part,
      long offset,
      long length,
      long decodedLength,
      int crc) {}

  /// The name of the file of `range`, of the tasks of the plan or of those that fold.
  static String name(StagePackage.Part part, TaskRange range) {
    String letter =
        switch (part) {
          case PROBE -> "p";
          case TASKS -> "t";
          case FOLD -> "f";
        };
    return "%s%d-%d".formatted(letter, range.from(), range.to());
  }

  /// The folder of a stage.
  static String folder(String stage) {
    return stage.substring(0, 16) + "/";
  }

  /// Index and foot.
  static byte[] tail(String stage, List<Section> sections, long indexOffset) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeInt(sections.size());
      for (Section section : sections) {
        write(section, out);
      }
      byte[] index = bytes.toByteArray();
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.write(HexFormat.of().parseHex(stage));
      out.writeLong(indexOffset);
      out.writeInt(index.length);
      out.writeInt(Crc32c.of(MemorySegment.ofArray(index)));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void write(Section section, DataOutputStream out) throws IOException {
    out.writeLong(section.task());
    out.writeInt(section.output());
    out.writeUTF(section.dtype() == null ? "" : section.dtype().label());
    out.writeByte(section.box().ndim());
    for (int d = 0; d < section.box().ndim(); d++) {
      out.writeLong(section.box().start(d));
      out.writeLong(section.box().length(d));
    }
    out.writeInt(section.part());
    out.writeLong(section.offset());
    out.writeLong(section.length());
    out.writeLong(section.decodedLength());
    out.writeInt(section.crc());
  }

  /// Where the index lies.
  record Foot(long indexOffset, int indexLength, int indexCrc) {}

  /// The foot of a file of `stage`.
  ///
  /// @throws AmasiaException.Format if it is none, or of another stage or version
  static Foot foot(ByteBuffer bytes, String stage, String where) {
    if (bytes.remaining() != FOOT_BYTES || bytes.getInt() != MAGIC) {
      throw damaged(where, "it has no foot");
    }
    int version = bytes.getInt();
    if (version != VERSION) {
      throw new AmasiaException.Unsupported(
          "%s is of version %d, this program reads version %d; use the same version of Amasia everywhere"
              .formatted(where, version, VERSION));
    }
    byte[] digest = new byte[32];
    bytes.get(digest);
    if (!HexFormat.of().formatHex(digest).equals(stage)) {
      throw damaged(where, "it is of another stage");
    }
    return new Foot(bytes.getLong(), bytes.getInt(), bytes.getInt());
  }

  /// The sections that an index lists.
  static List<Section> index(byte[] index, Foot foot, String where) {
    if (Crc32c.of(MemorySegment.ofArray(index)) != foot.indexCrc()) {
      throw damaged(where, "its index was changed");
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(index))) {
      int count = in.readInt();
      List<Section> sections = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sections.add(section(in));
      }
      return sections;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw damaged(where, "its index ends early");
    }
  }

  private static Section section(DataInputStream in) throws IOException {
    long task = in.readLong();
    int output = in.readInt();
    String dtype = in.readUTF();
    int ndim = in.readByte();
    if (ndim < 0 || ndim > MOST_DIMS) {
      throw new IOException("dimensions");
    }
    long[] start = new long[ndim];
    long[] length = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      start[d] = in.readLong();
      length[d] = in.readLong();
    }
    return new Section(
        task,
        output,
        dtype.isEmpty() ? null : DType.of(dtype),
        Box.of(start, length),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt());
  }

  static AmasiaException.Format damaged(String where, String why) {
    return new AmasiaException.Format(
        "%s is damaged: %s; remove the work directory and run again".formatted(where, why));
  }
}
