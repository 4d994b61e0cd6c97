package io.amasia.storage.format;

import java.util.List;
import java.util.Map;

/// A group of an opened dataset: what an HDF5 or Zarr group holds, or the whole of a classic file.
///
/// @param name within its parent; empty for the root
/// @param dims the lengths of the dimensions declared or used here, in file order
/// @param attrs its attributes, in file order
/// @param arrays its arrays, in file order
/// @param groups its child groups, in file order
/// @param notes what was left out, a line each, such as "compound variable 'x' skipped"
/// @param unlimited the dimensions that may grow
public record StoredGroup(
    String name,
    Map<String, Long> dims,
    Map<String, Attribute> attrs,
    List<StoredArray> arrays,
    List<StoredGroup> groups,
    List<String> notes,
    List<String> unlimited) {}
