package io.amasia.zarr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.Shape;
import io.amasia.storage.Location;
import io.amasia.storage.WritableStore;
import io.amasia.storage.format.Joining;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.WriteRequest;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All metadata documents of a store, while it is written.
///
/// What is in the root's own documents, which hold a copy of all others, is what readers see; they
/// are written last. Not thread-safe.
final class StoreMetadata {
  /// The member of a document that says that its values are being replaced in place.
  static final String JOURNAL = "amasia_journal";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final int version;
  private final SequencedMap<String, ObjectNode> documents;
  private final @Nullable String unfinished;

  private StoreMetadata(
      int version, Map<String, ObjectNode> documents, @Nullable String unfinished) {
    this.version = version;
    this.unfinished = unfinished;
    this.documents = new LinkedHashMap<>(documents);
  }

  /// The metadata of a new store.
  static StoreMetadata of(Schema schema, int version) {
    return new StoreMetadata(version, MetadataWriter.documents(schema, version), null);
  }

  /// The metadata of the store at `location`: what is consolidated, else all that is found.
  ///
  /// @throws AmasiaException.Conflict if it is no Zarr group
  static StoreMetadata load(Location location) {
    var stored = new StoredDocuments(location);
    JsonObject root = stored.find("zarr.json");
    JsonObject zmetadata = root == null ? stored.find(".zmetadata") : null;
    int version = root == null ? 2 : 3;
    if (root == null && zmetadata == null && stored.find(".zgroup") == null) {
      throw new AmasiaException.Conflict(
          location.url() + " is no Zarr group, so nothing can be joined to it or replaced in it");
    }
    if (root != null && MetadataV3.isArray(root)) {
      throw new AmasiaException.Conflict(
          location.url() + " is a single array; give the group that it is in");
    }
    Documents documents = stored;
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    if (root != null) {
      ObjectNode bare = root.node().deepCopy();
      JsonNode consolidated = bare.remove("consolidated_metadata");
      all.put("zarr.json", bare);
      if (consolidated != null && !consolidated.isNull()) {
        documents = Documents.Consolidated.v3(root, JsonObject.of(consolidated, root.where()));
      }
    } else if (zmetadata != null) {
      documents = Documents.Consolidated.v2(zmetadata);
    }
    collect(documents, "", version, all);
    JsonNode journal =
        all.getOrDefault(version == 2 ? ".zgroup" : "zarr.json", NODES.objectNode()).get(JOURNAL);
    all.values().forEach(document -> document.remove(JOURNAL));
    String what = journal == null ? null : journal.path("what").asText();
    var metadata = new StoreMetadata(version, all, what);
    metadata.rootDocument();
    return metadata;
  }

  private static void collect(
      Documents documents, String path, int version, Map<String, ObjectNode> all) {
    List<String> names =
        version == 3 ? List.of("zarr.json") : List.of(".zgroup", ".zarray", ".zattrs");
    boolean group = path.isEmpty();
    boolean array = false;
    for (String name : names) {
      String key = Documents.key(path, name);
      JsonObject document = documents.find(key);
      if (document != null) {
        all.putIfAbsent(key, document.node().deepCopy());
        boolean isArray = version == 3 ? MetadataV3.isArray(document) : name.equals(".zarray");
        array |= isArray;
        group |= !isArray;
      }
    }
    if (group && !array) {
      documents
          .children(path)
          .forEach(child -> collect(documents, Documents.key(path, child), version, all));
    }
  }

  int version() {
    return version;
  }

  /// The documents as they are here.
  Documents documents() {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    documents.forEach((key, document) -> all.put(key, JsonObject.of(document, key)));
    return new Documents.Consolidated(all);
  }

  /// The paths of all arrays, in order.
  Set<String> arrays() {
    Set<String> paths = new TreeSet<>();
    documents.forEach((key, document) -> {
      boolean isArray =
          version == 2
              ? key.endsWith("/.zarray")
              : document.path("node_type").asText().equals("array");
      if (isArray) {
        paths.add(key.substring(0, key.lastIndexOf('/')));
      }
    });
    return paths;
  }

  /// All arrays by path, in order, as what may be joined to.
  Map<String, Joining.There> there() {
    Map<String, Joining.There> there = new LinkedHashMap<>();
    for (String path : arrays()) {
      ArrayMetadata array = require(path);
      there.put(
          path, new Joining.There(array.dimensionNames(), array.fill().dtype(), array.shape()));
    }
    return there;
  }

  private @Nullable ObjectNode find(String key) {
    return documents.get(key);
  }

  /// The metadata of the array at `path`, or null if there is none.
  @Nullable ArrayMetadata array(String path) {
    ObjectNode document = find(path + (version == 2 ? "/.zarray" : "/zarr.json"));
    if (document == null) {
      return null;
    }
    if (version == 3) {
      return MetadataV3.read(JsonObject.of(document, path));
    }
    ObjectNode attributes = find(path + "/.zattrs");
    return MetadataV2.read(
        JsonObject.of(document, path),
        attributes == null ? null : JsonObject.of(attributes, path + "/.zattrs"));
  }

  /// The metadata of the array at `path`, which is there.
  ArrayMetadata require(String path) {
    ArrayMetadata array = array(path);
    if (array == null) {
      throw new IllegalStateException("no metadata of " + path);
    }
    return array;
  }

  /// Whether the array says what absent chunks hold.
  boolean hasFill(String path) {
    ObjectNode document = find(path + (version == 2 ? "/.zarray" : "/zarr.json"));
    return document != null && !document.path("fill_value").isNull();
  }

  /// Gives the array at `path` another shape.
  void resize(String path, Shape shape) {
    ObjectNode document = find(path + (version == 2 ? "/.zarray" : "/zarr.json"));
    if (document != null) {
      document.set("shape", MetadataWriter.lengths(shape.toArray()));
    }
  }

  /// What was being replaced in place when this was loaded, in words, or null if nothing was.
  @Nullable String unfinished() {
    return unfinished;
  }

  /// Says in the root and in the arrays at `paths` that they are being replaced, or with null that
  /// they no longer are.
  void journal(@Nullable String what, Set<String> paths) {
    mark(rootDocument(), what);
    for (String path : paths) {
      ObjectNode document = find(path + (version == 2 ? "/.zarray" : "/zarr.json"));
      if (document != null) {
        mark(document, what);
      }
    }
  }

  private ObjectNode rootDocument() {
    return documents.computeIfAbsent(
        version == 2 ? ".zgroup" : "zarr.json",
        _ -> NODES.objectNode().put("zarr_format", version));
  }

  private static void mark(ObjectNode document, @Nullable String what) {
    document.remove(JOURNAL);
    if (what != null) {
      document.putObject(JOURNAL).put("must_understand", false).put("what", what);
    }
  }

  /// Refuses a document that says that its values are being replaced.
  ///
  /// @throws AmasiaException.Conflict that says what to do
  static void refuseJournal(JsonObject document) {
    JsonNode journal = document.find(JOURNAL);
    if (journal != null) {
      throw new AmasiaException.Conflict(
          "%s: %s is being written, or was when the writer was killed; write the same region again to finish it"
              .formatted(document.where(), journal.path("what").asText("a region")));
    }
  }

  /// The paths of all groups and arrays below the root.
  Set<String> members() {
    Set<String> paths = new TreeSet<>();
    documents.keySet().stream()
        .filter(key -> key.contains("/"))
        .forEach(key -> paths.add(key.substring(0, key.lastIndexOf('/'))));
    return paths;
  }

  /// The keys of the documents of the nodes at `paths`, and of the root.
  List<String> keys(Set<String> paths) {
    List<String> keys = new ArrayList<>();
    for (String key : documents.keySet()) {
      if (!key.contains("/") || paths.contains(key.substring(0, key.lastIndexOf('/')))) {
        keys.add(key);
      }
    }
    if (version == 2) {
      keys.add(".zmetadata");
    }
    return keys;
  }

  /// Writes the documents of the groups and arrays at `paths`, below the root.
  void writeMembers(WritableStore store, Set<String> paths) {
    documents.forEach((key, document) -> {
      if (key.contains("/") && paths.contains(key.substring(0, key.lastIndexOf('/')))) {
        put(store, key, document);
      }
    });
  }

  /// Writes the documents of the root, that with the copy of all others last.
  void writeRoot(WritableStore store) {
    if (version == 2) {
      documents.forEach((key, document) -> {
        if (!key.contains("/")) {
          put(store, key, document);
        }
      });
      put(store, ".zmetadata", consolidatedV2());
    } else {
      put(store, "zarr.json", consolidatedV3());
    }
  }

  private ObjectNode consolidatedV2() {
    ObjectNode all = NODES.objectNode();
    ObjectNode metadata = all.putObject("metadata");
    documents.forEach(metadata::set);
    return all.put("zarr_consolidated_format", 1);
  }

  private ObjectNode consolidatedV3() {
    ObjectNode root = rootDocument().deepCopy();
    ObjectNode consolidated =
        root.putObject("consolidated_metadata").put("kind", "inline").put("must_understand", false);
    ObjectNode metadata = consolidated.putObject("metadata");
    documents.forEach((key, document) -> {
      if (key.contains("/")) {
        metadata.set(key.substring(0, key.lastIndexOf('/')), document);
      }
    });
    return root;
  }

  /// All documents as one text, equal where they are.
  String text() {
    return NODES.objectNode().setAll(new TreeMap<>(documents)).toString();
  }

  /// The documents that `text` holds, as [#text] gives them.
  static StoreMetadata ofText(String text, int version) {
    JsonObject all = JsonObject.parse(text.getBytes(StandardCharsets.UTF_8), "invitation");
    Map<String, ObjectNode> documents = new LinkedHashMap<>();
    all.node()
        .properties()
        .forEach(each ->
            documents.put(each.getKey(), JsonObject.of(each.getValue(), each.getKey()).node()));
    return new StoreMetadata(version, documents, null);
  }

  /// The same documents, to be changed apart from these.
  StoreMetadata copy() {
    var copy = new StoreMetadata(version, Map.of(), unfinished);
    documents.forEach((key, document) -> copy.documents.put(key, document.deepCopy()));
    return copy;
  }

  /// The same with the arrays of `schema` beside those here.
  ///
  /// @throws AmasiaException.Conflict if a group is not here, or something has an array's name
  /// @throws AmasiaException.Unsupported if a name, size or codec can't be stored
  StoreMetadata with(Schema schema) {
    StoreMetadata all = copy();
    Set<String> groups = members();
    groups.removeAll(arrays());
    Set<String> paths = schema.byPath().keySet();
    for (String path : paths) {
      String group = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      if (groups.contains(path) || !(group.isEmpty() || groups.contains(group))) {
        throw new AmasiaException.Conflict(
            "'%s' can't be added beside the groups %s; write another store"
                .formatted(path, groups));
      }
    }
    MetadataWriter.documents(schema, version)
        .forEach((key, document) -> {
          if (key.contains("/") && paths.contains(key.substring(0, key.lastIndexOf('/')))) {
            all.documents.put(key, document);
          }
        });
    return all;
  }

  /// A name of the work that `request` asks for on this store, equal only where that is.
  String work(WriteRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String all = request.mode() + "\n" + request.fingerprint() + "\n" + text();
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(WritableStore store, String key, ObjectNode document) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes =
          JsonObject.MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(document)
              .getBytes(StandardCharsets.UTF_8);
      store.write(key, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
