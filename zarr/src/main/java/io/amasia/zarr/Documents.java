package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The metadata documents of a hierarchy, by their keys relative to its root.
sealed interface Documents permits StoredDocuments, Documents.Consolidated {
  /// The document at `key`, or null if there is none.
  ///
  /// @throws AmasiaException.Format if it is damaged
  @Nullable JsonObject find(String key);

  /// Fetches the documents at `keys`, as far as there are some, so that to find them is quick.
  void fetch(List<String> keys);

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
    public void fetch(List<String> keys) {}

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
