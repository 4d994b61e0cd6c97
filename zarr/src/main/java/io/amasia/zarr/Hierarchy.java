package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.storage.Location;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.AxisNames;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens what lies at a place as a tree of groups and arrays.
///
/// A place with `zarr.json` is v3, else one with `.zmetadata`, `.zgroup` or `.zarray` is v2. A
/// single array is opened as a group of that one array. Consolidated metadata is used where there
/// is some. Arrays that can't be read for their type or codec are left out with a note. Dimensions
/// without a name get one by [AxisNames].
final class Hierarchy {
  private static final int MOST_NESTED = 64;

  private final Location root;
  private final Documents documents;
  private final boolean v3;
  private final ShardIndexCache indexes = new ShardIndexCache();

  private Hierarchy(Location root, Documents documents, boolean v3) {
    this.root = root;
    this.documents = documents;
    this.v3 = v3;
  }

  /// An opened tree and its version, 2 or 3.
  record Opened(StoredGroup root, int version) {}

  /// Opens what lies at `location`.
  ///
  /// @throws AmasiaException.Format if it is not Zarr, or damaged
  /// @throws AmasiaException.Unsupported if it is one array that can't be read, or a group that
  ///   can't be listed
  static Opened open(Location location) {
    var stored = new StoredDocuments(location);
    JsonObject zarrJson = stored.find("zarr.json");
    if (zarrJson != null) {
      if (MetadataV3.isArray(zarrJson)) {
        return new Opened(
            new Hierarchy(location, stored, true).single(MetadataV3.read(zarrJson)), 3);
      }
      Documents documents = stored;
      JsonNode consolidated = zarrJson.find("consolidated_metadata");
      if (consolidated != null) {
        documents = consolidated(zarrJson, JsonObject.of(consolidated, zarrJson.where()), stored);
      }
      return new Opened(new Hierarchy(location, documents, true).group("", "", 0), 3);
    }
    return new Opened(openV2(location, stored), 2);
  }

  /// Opens what lies at `location`, whose documents are known.
  static Opened open(Location location, Documents documents, int version) {
    return new Opened(new Hierarchy(location, documents, version == 3).group("", "", 0), version);
  }

  private static Documents consolidated(
      JsonObject group, JsonObject consolidated, StoredDocuments stored) {
    if (consolidated.text("kind", "inline").equals("inline")) {
      return Documents.Consolidated.v3(group, consolidated);
    }
    if (Extension.mustUnderstand(consolidated.node())) {
      throw new AmasiaException.Unsupported(
          "%s: consolidated metadata of the kind '%s' is not supported"
              .formatted(group.where(), consolidated.text("kind")));
    }
    return stored;
  }

  private static StoredGroup openV2(Location location, StoredDocuments stored) {
    JsonObject consolidated = stored.find(".zmetadata");
    if (consolidated != null) {
      var documents = Documents.Consolidated.v2(consolidated);
      JsonObject group = documents.find(".zgroup");
      if (group != null) {
        StoreMetadata.refuseJournal(group);
      }
      return new Hierarchy(location, documents, false).group("", "", 0);
    }
    JsonObject array = stored.find(".zarray");
    if (array != null) {
      ArrayMetadata metadata = MetadataV2.read(array, stored.find(".zattrs"));
      return new Hierarchy(location, stored, false).single(metadata);
    }
    JsonObject group = stored.find(".zgroup");
    if (group == null) {
      throw new AmasiaException.Format(
          location.url() + " is no Zarr: it has no zarr.json, .zmetadata, .zgroup or .zarray");
    }
    StoreMetadata.refuseJournal(group);
    return new Hierarchy(location, stored, false).group("", "", 0);
  }

  private StoredGroup single(ArrayMetadata metadata) {
    String place = location().replaceAll("/+$", "");
    String name = place.substring(place.lastIndexOf('/') + 1).replaceFirst("\\.zarr$", "");
    var group = new GroupBuilder("", Map.of());
    group.add(name.isEmpty() ? "array" : name, root, "/" + name, metadata);
    return group.build();
  }

  private String location() {
    return root.key().isEmpty() ? root.url() : root.key();
  }

  private StoredGroup group(String name, String path, int depth) {
    if (depth > MOST_NESTED) {
      throw new AmasiaException.Format(
          root.url() + ": groups are nested more than " + MOST_NESTED + " deep at " + path);
    }
    var group = new GroupBuilder(name, groupAttributes(path));
    List<String> children = documents.children(path);
    documents.fetch(
        children.stream()
            .flatMap(child -> names().stream().map(n -> Documents.key(path, child + "/" + n)))
            .toList());
    for (String child : children) {
      String key = Documents.key(path, child);
      try {
        ArrayMetadata array = findArray(key);
        if (array != null) {
          Location place = new Location(root.store(), root.resolve(key), root.url());
          group.add(child, place, "/" + key, array);
        } else if (isGroup(key)) {
          group.groups.add(group(child, key, depth + 1));
        }
      } catch (AmasiaException.Unsupported e) {
        group.notes.add("'" + child + "' skipped: " + e.getMessage());
      }
    }
    return group.build();
  }

  /// The documents a node may have.
  private List<String> names() {
    return v3 ? List.of("zarr.json") : List.of(".zarray", ".zattrs", ".zgroup");
  }

  private Map<String, Attribute> groupAttributes(String path) {
    if (!v3) {
      return MetadataV2.groupAttributes(documents.find(Documents.key(path, ".zattrs")));
    }
    JsonObject group = documents.find(Documents.key(path, "zarr.json"));
    return group == null ? Map.of() : MetadataV3.groupAttributes(group);
  }

  private @Nullable ArrayMetadata findArray(String path) {
    if (v3) {
      JsonObject document = documents.find(Documents.key(path, "zarr.json"));
      return document == null || !MetadataV3.isArray(document) ? null : MetadataV3.read(document);
    }
    JsonObject array = documents.find(Documents.key(path, ".zarray"));
    return array == null
        ? null
        : MetadataV2.read(array, documents.find(Documents.key(path, ".zattrs")));
  }

  private boolean isGroup(String path) {
    String key = Documents.key(path, v3 ? "zarr.json" : ".zgroup");
    return documents.find(key) != null
        || (documents.isWhole() && !documents.children(path).isEmpty());
  }

  /// A group while its members are being found.
  private final class GroupBuilder {
    private final String name;
    private final Map<String, Attribute> attrs;
    private final AxisNames dims = new AxisNames();
    private final List<StoredArray> arrays = new ArrayList<>();
    private final List<StoredGroup> groups = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    GroupBuilder(String name, Map<String, Attribute> attrs) {
      this.name = name;
      this.attrs = attrs;
    }

    void add(String array, Location place, String path, ArrayMetadata metadata) {
      List<String> names = new ArrayList<>();
      for (int d = 0; d < metadata.shape().ndim(); d++) {
        long size = metadata.shape().size(d);
        String dim = dims.name(array, d, metadata.dimensionNames().get(d), size);
        long other = dims.dims().getOrDefault(dim, size);
        if (other != size) {
          notes.add(
              "dimension '%s' of '%s' has length %d, elsewhere %d"
                  .formatted(dim, array, size, other));
        }
        names.add(dim);
      }
      arrays.add(new ZarrArray(place, path, metadata, names, indexes));
    }

    StoredGroup build() {
      Map<String, Attribute> visible = new LinkedHashMap<>(attrs);
      List<String> unlimited = UnlimitedDims.take(visible, dims.dims().keySet());
      return new StoredGroup(name, dims.dims(), visible, arrays, groups, notes, unlimited);
    }
  }
}
