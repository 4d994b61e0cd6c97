package io.amasia.netcdf.hdf5;

import io.amasia.array.DType;
import io.amasia.netcdf.hdf5.TargetTree.Dim;
import io.amasia.storage.format.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Writes the headers of all objects and the superblock, after the values.
///
/// Headers hold addresses of other headers, and of texts in a heap; their lengths don't depend on
/// them. So all are put together twice: for their lengths, and with the addresses these give.
///
/// Dimensions are told in each way a reader may look for them: scales (`CLASS`, `NAME`) that
/// variables are attached to (`DIMENSION_LIST`, `REFERENCE_LIST`), and netCDF's own ids
/// (`_Netcdf4Dimid`, `_Netcdf4Coordinates`).
///
/// Source: [HDF5 dimension
/// scales](https://support.hdfgroup.org/documentation/hdf5/latest/_h5_d_s__u_g.html) and [the file
/// format of
/// netCDF-4](https://docs.unidata.ucar.edu/netcdf-c/current/file_format_specifications.html).
final class MetadataWriter {
  private static final int SUPERBLOCK_BYTES = 48;
  private static final String PROPERTIES = "version=2,amasia=1";

  /// The name of a scale without a variable, before the length of the dimension.
  private static final String NO_VARIABLE = "This is a netCDF dimension but not a netCDF variable.";

  private final TargetTree tree;
  private HeapCollections heap = new HeapCollections();
  private AttributeMessages attributes = new AttributeMessages(heap);

  MetadataWriter(TargetTree tree) {
    this.tree = tree;
  }

  /// Bytes to be kept free at the start of the file.
  static long start() {
    return SUPERBLOCK_BYTES;
  }

  /// Tests that all headers can be made, before any value is computed.
  ///
  /// @throws io.amasia.array.AmasiaException.Unsupported if an attribute is too long; says which
  void check() {
    tree.items().forEach(this::header);
  }

  /// Writes all there is to be known of the values, whose writers are finished.
  void write(FileEnd end) {
    for (TargetTree.Item item : tree.items()) {
      item.address = end.reserve(header(item).length);
    }
    long heapAddress = end.reserve(heap.bytes());
    heap = new HeapCollections();
    heap.placeAt(heapAddress);
    attributes = new AttributeMessages(heap);
    for (TargetTree.Item item : tree.items()) {
      end.write(header(item), item.address);
    }
    end.write(heap.encode(), heapAddress);
    end.write(superblock(end.address()), 0);
  }

  private byte[] superblock(long end) {
    return new Fields()
        .bytes(Superblock.SIGNATURE)
        .u8(2)
        .u8(8)
        .u8(8)
        .u8(0)
        .u64(0)
        .u64(Hdf5File.UNDEFINED)
        .u64(end)
        .u64(tree.root().address)
        .checksum()
        .toByteArray();
  }

  private byte[] header(TargetTree.Item item) {
    HeaderMessages header = new HeaderMessages(item.path.isEmpty() ? "the file" : item.path);
    switch (item) {
      case TargetTree.Group group -> describe(header, group);
      case TargetTree.Placeholder placeholder -> describe(header, placeholder);
      case TargetTree.Values values -> describe(header, values);
    }
    return header.encode();
  }

  private void describe(HeaderMessages header, TargetTree.Group group) {
    Fields info = new Fields().u8(0).u8(3).u64(group.members.size());
    info.u64(Hdf5File.UNDEFINED).u64(Hdf5File.UNDEFINED).u64(Hdf5File.UNDEFINED);
    header.add(ObjectHeader.LINK_INFO, info.toByteArray());
    header.add(ObjectHeader.GROUP_INFO, new byte[2]);
    long order = 0;
    for (TargetTree.Item member : group.members) {
      byte[] name = member.name.getBytes(StandardCharsets.UTF_8);
      // Flags: the name's length in two bytes, its order and its character set are given.
      Fields link = new Fields().u8(1).u8(1 | 4 | 16).u64(order++).u8(1).u16(name.length);
      header.add(ObjectHeader.LINK, link.bytes(name).u64(member.address).toByteArray());
    }
    group.attrs.forEach((name, value) -> attributes.add(header, name, value));
    if (group == tree.root()) {
      attributes.text(header, "_NCProperties", PROPERTIES);
    }
  }

  private void describe(HeaderMessages header, TargetTree.Placeholder placeholder) {
    Dim dim = placeholder.dim;
    header.add(ObjectHeader.DATASPACE, space(List.of(dim)));
    header.add(ObjectHeader.DATATYPE, DatatypeMessage.placeholder());
    header.add(ObjectHeader.FILL, VariableWriter.fillMessage(new byte[0]));
    header.add(
        ObjectHeader.LAYOUT,
        dim.isUnlimited
            ? VariableWriter.chunked(Hdf5File.UNDEFINED, new long[] {1024}, 4)
            : VariableWriter.contiguous(Hdf5File.UNDEFINED, 4 * dim.length));
    scale(header, dim, NO_VARIABLE + String.format(Locale.ROOT, "%10d", dim.length));
  }

  private void describe(HeaderMessages header, TargetTree.Values values) {
    header.add(ObjectHeader.DATASPACE, space(values.dims));
    header.add(ObjectHeader.DATATYPE, DatatypeMessage.of(values.variable.dtype()));
    values.writer.describe(header);
    boolean isText = values.variable.dtype() == DType.STRING;
    values
        .variable
        .attrs()
        .forEach((name, value) -> {
          // The fill value has the type of its variable.
          if (isText && name.equals("_FillValue") && value instanceof Attribute.Text(String text)) {
            attributes.texts(header, name, List.of(text));
          } else {
            attributes.add(header, name, value);
          }
        });
    Dim dim = values.coordinateOf;
    if (dim != null) {
      scale(header, dim, values.variable.name());
    } else if (!values.dims.isEmpty()) {
      attach(header, values.dims);
    }
    if (dim == null ? !values.dims.isEmpty() : values.dims.size() > 1) {
      int[] ids = values.dims.stream().mapToInt(d -> d.id).toArray();
      AttributeMessages.integers(header, "_Netcdf4Coordinates", ids);
    }
  }

  private static byte[] space(List<Dim> dims) {
    if (dims.isEmpty()) {
      return AttributeMessages.scalar();
    }
    boolean grows = dims.stream().anyMatch(d -> d.isUnlimited);
    Fields space = new Fields().u8(2).u8(dims.size()).u8(grows ? 1 : 0).u8(1);
    dims.forEach(d -> space.u64(d.length));
    if (grows) {
      dims.forEach(d -> space.u64(d.isUnlimited ? Dataspace.UNLIMITED : d.length));
    }
    return space.toByteArray();
  }

  /// Makes an object the scale of a dimension.
  private void scale(HeaderMessages header, Dim dim, String name) {
    fixed(header, "CLASS", "DIMENSION_SCALE");
    fixed(header, "NAME", name);
    AttributeMessages.integers(header, "_Netcdf4Dimid", dim.id);
    if (dim.uses.isEmpty() || dim.uses.size() * 16 > HeaderMessages.MOST_BYTES - 256) {
      return; // readers go by DIMENSION_LIST, so what can't be listed here is still found
    }
    Fields uses = new Fields();
    for (TargetTree.Use use : dim.uses) {
      uses.u64(use.variable().address).bytes(AttributeMessages.integer(use.axis())).zeros(4);
    }
    byte[] space = AttributeMessages.vector(dim.uses.size());
    header.attribute(
        "REFERENCE_LIST", DatatypeMessage.referenceAndAxis(), space, uses.toByteArray());
  }

  /// Text with the NUL that the library for scales looks for.
  private static void fixed(HeaderMessages header, String name, String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] type = DatatypeMessage.fixedText(bytes.length, true);
    header.attribute(name, type, AttributeMessages.scalar(), bytes);
  }

  private void attach(HeaderMessages header, List<Dim> dims) {
    Fields lists = new Fields();
    for (Dim dim : dims) {
      byte[] reference = new Fields().u64(dim.scaleAddress()).toByteArray();
      heap.element(lists, heap.add(reference, 1));
    }
    byte[] space = AttributeMessages.vector(dims.size());
    header.attribute(
        "DIMENSION_LIST", DatatypeMessage.referenceLists(), space, lists.toByteArray());
  }
}
