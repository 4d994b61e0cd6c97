package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The metadata documents of a hierarchy, by their keys relative to its root.
sealed interface Documents {
  /// The document at `key`, or null if there is none.
  ///
  /// @throws AmasiaException.Format if it is damaged
  @Nullable JsonObject find(String key);

  /// The names of the nodes that may lie below the group at `path`, in file order.
  ///
  /// @throws AmasiaException.Unsupported if nobody can tell
  List<String> children(String path);

  /// Whether a folder without a document of its own is a group: where all documents are at hand.
  boolean isWhole();

  /// The key of `name` in the folder `path`.
  static String key(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /// Documents read from their store one by one; children are its folders, by name.
  record Stored(Location root) implements Documents {
    /// Metadata is small; this only keeps a damaged or foreign file from filling the heap.
    private static final long MOST_BYTES = 1L << 28;

    @Override
    public @Nullable JsonObject find(String key) {
      String where = root.url() + ": " + key;
      String whole = root.resolve(key);
      if (root.store().size(whole).orElse(0) > MOST_BYTES) {
        throw new AmasiaException.Format(where + " is larger than metadata can be");
      }
      Optional<Lease> bytes = root.store().read(whole, ByteRange.ALL);
      if (bytes.isEmpty()) {
        return null;
      }
      try (Lease lease = bytes.get()) {
        return JsonObject.parse(lease.segment().toArray(ValueLayout.JAVA_BYTE), where);
      }
    }

    @Override
    public List<String> children(String path) {
      List<String> names = new ArrayList<>();
      String folder = path.isEmpty() ? root.key() : root.resolve(path);
      try {
        for (String name : root.store().list(folder)) {
          if (name.endsWith("/") && !name.startsWith("__") && !name.startsWith(".")) {
            names.add(name.substring(0, name.length() - 1));
          }
        }
        return names;
      } catch (AmasiaException.Unsupported e) {
        throw new AmasiaException.Unsupported(
            "%s: the arrays of this Zarr group can't be listed here, and it has no consolidated metadata; write that with zarr.consolidate_metadata, or open one array by its URL (%s)"
                .formatted(root.url(), e.getMessage()));
      }
    }

    @Override
    public boolean isWhole() {
      return false;
    }
  }

  /// Documents that were copied into one, in its order.
  record Consolidated(Map<String, JsonObject> documents) implements Documents {
    /// The documents of a v2 `.zmetadata`.
    static Consolidated v2(JsonObject zmetadata) {
      Map<String, JsonObject> documents = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : zmetadata.object("metadata").node().properties()) {
        put(documents, entry.getKey(), entry, zmetadata.where());
      }
      return new Consolidated(documents);
    }

    /// The documents in the `consolidated_metadata` of a v3 group, and the group itself.
    static Consolidated v3(JsonObject group, JsonObject consolidated) {
      Map<String, JsonObject> documents = new LinkedHashMap<>();
      documents.put("zarr.json", group);
      for (Map.Entry<String, JsonNode> entry :
          consolidated.object("metadata").node().properties()) {
        put(documents, key(entry.getKey(), "zarr.json"), entry, group.where());
      }
      return new Consolidated(documents);
    }

    private static void put(
        Map<String, JsonObject> documents,
        String key,
        Map.Entry<String, JsonNode> entry,
        String where) {
      for (String part : key.split("/", -1)) {
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
          throw new AmasiaException.Format(
              where + ": the consolidated metadata names the node '" + entry.getKey() + "'");
        }
      }
      documents.put(key, JsonObject.of(entry.getValue(), where + " '" + key + "'"));
    }

    @Override
    public @Nullable JsonObject find(String key) {
      return documents.get(key);
    }

    @Override
    public List<String> children(String path) {
      String folder = path.isEmpty() ? "" : path + "/";
      Set<String> names = new LinkedHashSet<>();
      for (String key : documents.keySet()) {
        int slash = key.indexOf('/', folder.length());
        if (slash > 0 && key.startsWith(folder)) {
          names.add(key.substring(folder.length(), slash));
        }
      }
      return List.copyOf(names);
    }

    @Override
    public boolean isWhole() {
      return true;
    }
  }
}
