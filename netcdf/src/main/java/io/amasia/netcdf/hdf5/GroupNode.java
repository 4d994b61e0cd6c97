package io.amasia.netcdf.hdf5;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group as the file has it, before dimensions are given names.
final class GroupNode {
  /// A dimension: a scale of the file, or one made up for datasets without scales.
  static final class Dim {
    final String name;
    final boolean isUnlimited;
    long length;

    Dim(String name, long length, boolean isUnlimited) {
      this.name = name;
      this.length = length;
      this.isUnlimited = isUnlimited;
    }
  }

  final String name;
  final String path;
  final @Nullable GroupNode parent;
  final Attributes attributes;
  final List<DatasetInfo> datasets = new ArrayList<>();
  final List<GroupNode> groups = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  GroupNode(String name, String path, @Nullable GroupNode parent, Attributes attributes) {
    this.name = name;
    this.path = path;
    this.parent = parent;
    this.attributes = attributes;
  }

  /// The path of a member.
  String resolve(String child) {
    return path.equals("/") ? "/" + child : path + "/" + child;
  }
}
