package io.amasia.netcdf;

import io.amasia.storage.Location;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The header of a classic file: all of its metadata.
///
/// Layout: [the netCDF classic
/// format](https://docs.unidata.ucar.edu/netcdf-c/current/file_format_specifications.html).
///
/// @param version 1 classic, 2 64-bit offset, 5 CDF-5
/// @param records the length of the record dimension; 0 if there is none
/// @param recordBytes bytes from a record to the next
/// @param fileSize bytes in the file
record ClassicHeader(
    int version,
    long records,
    long recordBytes,
    long fileSize,
    List<Dim> dims,
    Map<String, Attribute> attrs,
    List<Var> vars) {

  /// Whether dimension `dim` is the length of texts and nothing else: no coordinate has its name,
  /// and only `char` variables use it, as their last. xarray's rule.
  boolean isTextLength(String dim) {
    for (Var var : vars) {
      int axis = var.dims().indexOf(dim);
      boolean last = axis == var.dims().size() - 1;
      if (var.name().equals(dim) || (axis >= 0 && !(var.type() == ClassicType.CHAR && last))) {
        return false;
      }
    }
    return true;
  }

  /// A dimension; the record dimension has `length` 0 here.
  record Dim(String name, long length) {}

  /// A variable.
  ///
  /// @param shape all lengths, the record dimension's included
  /// @param isRecord whether its first dimension is the record dimension
  /// @param slabBytes its bytes in a record, or in all when it is no record variable; no padding
  /// @param begin where its first byte lies
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Var(
      String name,
      List<String> dims,
      long[] shape,
      boolean isRecord,
      Map<String, Attribute> attrs,
      ClassicType type,
      long slabBytes,
      long begin) {}

  private static final int DIMENSIONS = 10;
  private static final int VARIABLES = 11;
  private static final int ATTRIBUTES = 12;

  /// Reads the header of the file at `location`, which has `fileSize` bytes.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is damaged
  static ClassicHeader read(Location location, long fileSize) {
    return new Parser(new HeaderBytes(location, fileSize), fileSize).parse();
  }

  private static final class Parser {
    private final HeaderBytes in;
    private final long fileSize;
    private int version;
    private long streamedRecords;
    private int recordDim = -1;
    private List<Dim> dims = List.of();

    Parser(HeaderBytes in, long fileSize) {
      this.in = in;
      this.fileSize = fileSize;
    }

    ClassicHeader parse() {
      int magic = in.readInt("the magic number");
      version = magic & 0xFF;
      if (magic >>> 8 != 0x434446 || !isVersion(version)) {
        throw in.damaged("magic number %08x, expected CDF and version 1, 2 or 5".formatted(magic));
      }
      streamedRecords = version == 5 ? in.readLong("numrecs") : in.readInt("numrecs");
      boolean streaming = streamedRecords == -1;
      if (!streaming && version != 5) {
        streamedRecords &= 0xFFFF_FFFFL;
      }
      if (!streaming && streamedRecords < 0) {
        throw in.damaged("numrecs is " + streamedRecords);
      }
      dims = readDims();
      Map<String, Attribute> attrs = readAttributes("the global attributes");
      List<RawVar> raw = readVars();
      long recordBytes = recordBytes(raw);
      long records = streaming ? countRecords(raw, recordBytes) : streamedRecords;
      if (recordDim < 0) {
        records = 0;
      }
      if (records > Long.MAX_VALUE / 4 / Math.max(1, recordBytes)) {
        throw in.damaged(records + " records are more than any file can hold");
      }
      checkOffsets(raw, false);
      checkOffsets(raw, true);
      List<Var> vars = new ArrayList<>(raw.size());
      for (RawVar var : raw) {
        vars.add(var.resolve(this, records));
      }
      return new ClassicHeader(version, records, recordBytes, fileSize, dims, attrs, vars);
    }

    private static boolean isVersion(int version) {
      return version == 1 || version == 2 || version == 5;
    }

    private long readCount(String what) {
      long count = version == 5 ? in.readLong(what) : in.readInt(what) & 0xFFFF_FFFFL;
      if (count < 0) {
        throw in.damaged(what + " is " + count);
      }
      return count;
    }

    /// The number of entries of the list that starts here: `tag` and a count, or two zeros.
    private int readList(int tag, int minBytes, String what) {
      int found = in.readInt(what);
      long count = readCount("the number of " + what);
      if (found != tag && (found != 0 || count != 0)) {
        throw in.damaged("tag %d where %s (%d) or nothing (0) is due".formatted(found, what, tag));
      }
      in.require(count, minBytes, what);
      return (int) count;
    }

    private List<Dim> readDims() {
      int count = readList(DIMENSIONS, 8, "dimensions");
      List<Dim> read = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = in.readName(readCount("a dimension's name length"), "a dimension's name");
        long length = readCount("the length of dimension '" + name + "'");
        if (length == 0) {
          if (recordDim >= 0) {
            throw in.damaged("a second unlimited dimension '" + name + "'");
          }
          recordDim = i;
        }
        read.add(new Dim(name, length));
      }
      return read;
    }

    private Map<String, Attribute> readAttributes(String what) {
      int count = readList(ATTRIBUTES, 12, what);
      Map<String, Attribute> attrs = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = in.readName(readCount("an attribute's name length"), "an attribute's name");
        ClassicType type = readType("attribute '" + name + "'");
        long length = readCount("the length of attribute '" + name + "'");
        in.require(length, type.size, "attribute '" + name + "'");
        byte[] bytes = in.readBytes(length * type.size, "attribute '" + name + "'");
        in.skipPadding(length * type.size, "attribute '" + name + "'");
        attrs.put(name, ClassicValues.attribute(type, bytes));
      }
      return attrs;
    }

    private ClassicType readType(String what) {
      int code = in.readInt("the type of " + what);
      ClassicType type = ClassicType.of(code);
      if (type == null || (type.isCdf5Only() && version != 5)) {
        throw in.damaged(
            "%s has type %d, which CDF-%d does not know".formatted(what, code, version));
      }
      return type;
    }

    private List<RawVar> readVars() {
      int count = readList(VARIABLES, 28, "variables");
      List<RawVar> vars = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = in.readName(readCount("a variable's name length"), "a variable's name");
        String what = "variable '" + name + "'";
        long ndims = readCount("the rank of " + what);
        in.require(ndims, 4, "the rank of " + what);
        int[] ids = new int[(int) ndims];
        for (int d = 0; d < ids.length; d++) {
          long id = readCount("a dimension of " + what);
          if (id >= dims.size()) {
            throw in.damaged("%s has dimension %d of %d".formatted(what, id, dims.size()));
          }
          if (id == recordDim && d > 0) {
            throw in.damaged(what + " has the unlimited dimension in place " + d);
          }
          ids[d] = (int) id;
        }
        Map<String, Attribute> attrs = readAttributes("the attributes of " + what);
        ClassicType type = readType(what);
        // Not used: writers store 0, -1 or a wrapped number here for large variables.
        readCount("the size of " + what);
        long begin =
            version == 1
                ? in.readInt("the offset of " + what) & 0xFFFF_FFFFL
                : in.readLong("the offset of " + what);
        if (begin < 0 || begin > Long.MAX_VALUE / 4) {
          throw in.damaged("%s begins at byte %d".formatted(what, begin));
        }
        vars.add(RawVar.of(name, ids, attrs, type, begin, this));
      }
      return vars;
    }

    /// The record size as netCDF-C computes it: padded slabs, save when there is but one.
    private long recordBytes(List<RawVar> vars) {
      long padded = 0;
      RawVar first = null;
      for (RawVar var : vars) {
        if (var.isRecord) {
          first = first == null ? var : first;
          padded += pad(var.slabBytes);
          if (padded > Long.MAX_VALUE / 4) {
            throw in.damaged("a record is larger than any file can be");
          }
        }
      }
      return first != null && padded == pad(first.slabBytes) ? first.slabBytes : padded;
    }

    /// Variables lie in the order of the header, none within another, as netCDF-C demands too.
    private void checkOffsets(List<RawVar> vars, boolean records) {
      long end = 0;
      for (RawVar var : vars) {
        if (var.isRecord == records) {
          if (var.begin < end) {
            throw in.damaged(
                "variable '%s' begins at byte %d, within the one before, which ends at byte %d"
                    .formatted(var.name, var.begin, end));
          }
          end = var.begin + (records ? 0 : var.slabBytes);
        }
      }
    }

    private static long pad(long bytes) {
      return (bytes + 3) & ~3L;
    }

    /// A file that was streamed has no count: it has as many records as it has bytes for.
    private long countRecords(List<RawVar> vars, long recordBytes) {
      long start = Long.MAX_VALUE;
      for (RawVar var : vars) {
        start = var.isRecord ? Math.min(start, var.begin) : start;
      }
      return recordBytes == 0 || start >= fileSize ? 0 : (fileSize - start) / recordBytes;
    }
  }

  /// A variable before the number of records is known.
  private record RawVar(
      String name,
      List<String> dims,
      List<Long> lengths,
      boolean isRecord,
      Map<String, Attribute> attrs,
      ClassicType type,
      long slabBytes,
      long begin) {

    static RawVar of(
        String name,
        int[] ids,
        Map<String, Attribute> attrs,
        ClassicType type,
        long begin,
        Parser parser) {
      List<String> dims = new ArrayList<>();
      List<Long> lengths = new ArrayList<>();
      long bytes = type.size;
      boolean isRecord = ids.length > 0 && ids[0] == parser.recordDim;
      for (int d = 0; d < ids.length; d++) {
        Dim dim = parser.dims.get(ids[d]);
        dims.add(dim.name());
        lengths.add(dim.length());
        if (d > 0 || !isRecord) {
          bytes = checked(bytes, dim.length(), name, parser);
        }
      }
      return new RawVar(name, dims, lengths, isRecord, attrs, type, bytes, begin);
    }

    Var resolve(Parser parser, long records) {
      long[] shape = lengths.stream().mapToLong(Objects::requireNonNull).toArray();
      if (isRecord) {
        shape[0] = records;
        checked(Math.max(1, slabBytes), records, name, parser);
      }
      return new Var(name, dims, shape, isRecord, attrs, type, slabBytes, begin);
    }

    private static long checked(long bytes, long length, String name, Parser parser) {
      if (length != 0 && bytes > Long.MAX_VALUE / 4 / length) {
        throw parser.in.damaged("variable '" + name + "' is larger than any file can be");
      }
      return bytes * length;
    }
  }
}
