package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.netcdf.FixedText;
import io.amasia.storage.format.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The attributes of an object, in the order they were created.
final class Attributes {
  /// What netCDF-4 keeps for itself, and hides.
  private static final Set<String> HIDDEN =
      Set.of(
          "CLASS",
          "NAME",
          "REFERENCE_LIST",
          "DIMENSION_LIST",
          "DIMENSION_LABELS",
          "_Netcdf4Dimid",
          "_Netcdf4Coordinates",
          "_nc3_strict",
          "_NCProperties");

  /// An attribute as stored; `data` is read once.
  record Raw(String name, int order, Datatype type, Dataspace space, Cursor data) {}

  private final GlobalHeap heap;
  private final Map<String, Raw> raw = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private Attributes(GlobalHeap heap) {
    this.heap = heap;
  }

  static Attributes of(Hdf5File file, GlobalHeap heap, ObjectHeader header) {
    Attributes attributes = new Attributes(heap);
    List<Raw> found = new ArrayList<>();
    for (ObjectHeader.Message message : header.all(ObjectHeader.ATTRIBUTE)) {
      attributes.read(ObjectHeader.resolve(message), message.order(), found);
    }
    Cursor info = header.find(ObjectHeader.ATTRIBUTE_INFO);
    if (info != null) {
      int flags = info.skip(1).u8();
      info.skip((flags & 1) != 0 ? 2 : 0);
      long heapAddress = info.offset();
      long names = info.offset();
      if (heapAddress != Hdf5File.UNDEFINED && names != Hdf5File.UNDEFINED) {
        attributes.readDense(file, heapAddress, names, found);
      }
    }
    found.sort(Comparator.comparingInt(Raw::order));
    found.forEach(a -> attributes.raw.put(a.name, a));
    return attributes;
  }

  private void readDense(Hdf5File file, long heapAddress, long names, List<Raw> found) {
    FractalHeap objects = new FractalHeap(file, heapAddress);
    BTree2.walk(
        file,
        names,
        record -> {
          Cursor id = record.slice(objects.idBytes());
          int flags = record.u8();
          int order = (int) record.u32();
          if ((flags & 2) != 0) {
            notes.add("an attribute in a shared heap skipped");
          } else {
            read(objects.object(id), order, found);
          }
        });
  }

  private void read(Cursor in, int order, List<Raw> found) {
    int start = in.position();
    int version = in.u8();
    int flags = in.u8();
    if (version < 1 || version > 3) {
      throw in.damaged("an attribute of version " + version);
    }
    int nameBytes = in.u16();
    int typeBytes = in.u16();
    int spaceBytes = in.u16();
    in.skip(version == 3 ? 1 : 0);
    boolean padded = version == 1;
    String name = in.text(nameBytes, StandardCharsets.UTF_8);
    align(in, start, padded);
    Cursor type = in.slice(typeBytes);
    align(in, start, padded);
    Cursor space = in.slice(spaceBytes);
    align(in, start, padded);
    boolean typeShared = version > 1 && (flags & 1) != 0;
    boolean spaceShared = version > 1 && (flags & 2) != 0;
    found.add(
        new Raw(
            name,
            order,
            Datatype.read(
                typeShared ? ObjectHeader.resolveShared(ObjectHeader.DATATYPE, type) : type),
            Dataspace.read(
                spaceShared ? ObjectHeader.resolveShared(ObjectHeader.DATASPACE, space) : space),
            in));
  }

  private static void align(Cursor in, int start, boolean padded) {
    if (padded) {
      in.alignTo8(start);
    }
  }

  boolean has(String name) {
    return raw.containsKey(name);
  }

  @Nullable Raw raw(String name) {
    return raw.get(name);
  }

  /// The text of an attribute; empty if it is absent or no text.
  String text(String name) {
    Raw found = raw.get(name);
    return found != null && value(found).orElse(null) instanceof Attribute.Text text
        ? text.value()
        : "";
  }

  /// The integers of an attribute; empty if it is absent or holds none.
  List<Long> integers(String name) {
    Raw found = raw.get(name);
    if (found != null && value(found).orElse(null) instanceof Attribute.Numbers numbers) {
      return numbers.values().stream().map(Number::longValue).toList();
    }
    return List.of();
  }

  /// The first reference in each list of `DIMENSION_LIST`: the scale of each dimension, or
  /// [Hdf5File#UNDEFINED] where there is none.
  List<Long> scales() {
    Raw found = raw.get("DIMENSION_LIST");
    if (found == null
        || !(found.type instanceof Datatype.Vlen list)
        || !(list.element() instanceof Datatype.Reference)) {
      return List.of();
    }
    List<Long> scales = new ArrayList<>();
    Cursor in = found.data.copy();
    for (long i = 0; i < found.space.count(); i++) {
      Cursor references = heap.element(in.slice(list.size()), list.element().size());
      scales.add(references.remaining() == 0 ? Hdf5File.UNDEFINED : references.offset());
    }
    return scales;
  }

  /// The attributes that users see.
  Map<String, Attribute> visible() {
    Map<String, Attribute> visible = new LinkedHashMap<>();
    for (Raw attribute : raw.values()) {
      if (HIDDEN.contains(attribute.name)) {
        continue;
      }
      try {
        value(attribute).ifPresent(v -> visible.put(attribute.name, v));
      } catch (AmasiaException.Unsupported e) {
        notes.add("attribute '%s' skipped: %s".formatted(attribute.name, e.getMessage()));
      }
    }
    return visible;
  }

  /// What [#visible] left out.
  List<String> notes() {
    return notes;
  }

  private Optional<Attribute> value(Raw attribute) {
    long count = attribute.space.count();
    Cursor in = attribute.data.copy();
    if (count > in.remaining() / attribute.type.size()) {
      throw in.damaged(
          "attribute '%s' claims %d values of %d bytes"
              .formatted(attribute.name, count, attribute.type.size()));
    }
    return switch (attribute.type) {
      case Datatype.Numbers numbers -> Optional.of(numbers(in, numbers, count));
      case Datatype.FixedString text -> {
        List<String> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
          byte[] bytes = in.take(text.size(), "a text");
          values.add(FixedText.decode(bytes, 0, bytes.length, text.charset()));
        }
        yield Optional.of(texts(values));
      }
      case Datatype.VlenString text -> {
        List<String> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
          Cursor bytes = heap.element(in.slice(text.size()), 1);
          values.add(bytes.text(bytes.remaining(), text.charset()));
        }
        yield Optional.of(texts(values));
      }
      case Datatype.Vlen _ -> skipped(attribute, "variable-length");
      case Datatype.Reference _ -> skipped(attribute, "reference");
      case Datatype.Other other -> skipped(attribute, other.kind());
    };
  }

  private Optional<Attribute> skipped(Raw attribute, String kind) {
    notes.add("%s attribute '%s' skipped".formatted(kind, attribute.name));
    return Optional.empty();
  }

  private static Attribute texts(List<String> values) {
    return switch (values.size()) {
      case 0 -> Attribute.of("");
      case 1 -> Attribute.of(values.getFirst());
      default -> new Attribute.Texts(values);
    };
  }

  private static Attribute numbers(Cursor in, Datatype.Numbers type, long count) {
    List<Number> values = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      values.add(type.read(in));
    }
    return new Attribute.Numbers(type.dtype(), values);
  }
}
