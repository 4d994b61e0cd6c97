package io.amasia.storage;

/// A place in a store that a format can open: a file's key, or the folder that holds a hierarchy.
///
/// @param store where it is
/// @param key its path there; empty for the store's root
/// @param url what the user gave, for messages
public record Location(Store store, String key, String url) {
  /// The key of `child` in this folder.
  public String resolve(String child) {
    return key.isEmpty() ? child : key + "/" + child;
  }
}
