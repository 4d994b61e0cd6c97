package io.amasia.netcdf.hdf5;

import io.amasia.netcdf.hdf5.GroupNode.Dim;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.util.ArrayList;
import java.util.List;

/// An opened HDF5 file.
final class Hdf5Dataset implements StoredDataset {
  private final Hdf5File file;
  private final StoredGroup root;

  Hdf5Dataset(Hdf5File file, long rootAddress) {
    this.file = file;
    GroupNode tree = new GroupReader(file, rootAddress).read();
    this.root = stored(tree, new Dimensions(tree));
    file.forget();
  }

  private StoredGroup stored(GroupNode group, Dimensions dimensions) {
    List<String> notes = new ArrayList<>(group.notes);
    List<StoredArray> arrays = new ArrayList<>();
    for (DatasetInfo dataset : group.datasets) {
      if (!Dimensions.isVariable(dataset)) {
        continue;
      }
      String kind = dataset.unreadable();
      if (kind != null) {
        notes.add("%s variable '%s' skipped".formatted(kind, dataset.path()));
        continue;
      }
      if (dataset.pipeline().unreadable() != null) {
        notes.add(
            "variable '%s' can be listed but not read: filter %s"
                .formatted(dataset.path(), dataset.pipeline().unreadable()));
      }
      arrays.add(array(renamed(group, dataset), dimensions.of(dataset)));
      dataset.attributes().notes().forEach(n -> notes.add(dataset.path() + ": " + n));
    }
    List<StoredGroup> groups = new ArrayList<>();
    for (GroupNode child : group.groups) {
      groups.add(stored(child, dimensions));
    }
    var attrs = group.attributes.visible();
    group.attributes.notes().forEach(n -> notes.add(group.path + ": " + n));
    List<String> unlimited =
        dimensions.of(group).stream().filter(d -> d.isUnlimited).map(d -> d.name).toList();
    return new StoredGroup(
        group.name, dimensions.lengths(group), attrs, arrays, groups, notes, unlimited);
  }

  private static DatasetInfo renamed(GroupNode group, DatasetInfo dataset) {
    if (!dataset.name().startsWith(TargetTree.NON_COORDINATE)) {
      return dataset;
    }
    String name = dataset.name().substring(TargetTree.NON_COORDINATE.length());
    return dataset.withName(name, group.resolve(name));
  }

  private Hdf5Array array(DatasetInfo dataset, List<Dim> dims) {
    long[] lengths = dataset.space().sizes().clone();
    for (int d = 0; d < lengths.length; d++) {
      // Only chunked data can grow; the others are what they are.
      if (dims.get(d).isUnlimited && dataset.layout() instanceof Layout.Chunked) {
        lengths[d] = dims.get(d).length;
      }
    }
    return new Hdf5Array(file, dataset, dims.stream().map(d -> d.name).toList(), lengths);
  }

  @Override
  public String url() {
    return file.location().url();
  }

  @Override
  public String format() {
    return "netcdf4";
  }

  @Override
  public StoredGroup root() {
    return root;
  }

  @Override
  public void close() {
    file.location().store().close();
  }
}
