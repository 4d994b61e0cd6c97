package io.amasia.netcdf.hdf5;

import io.amasia.netcdf.hdf5.GroupNode.Dim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names the dimensions of datasets as netCDF-C does (hdf5open.c).
///
/// Dimension scales are dimensions. A dataset finds its own by `_Netcdf4Coordinates` (ids), by
/// being a scale, or by `DIMENSION_LIST` (references to scales); where none of these tells, a
/// dimension of that length in the group is taken, else `phony_dim_N` is made.
final class Dimensions {
  /// The name that marks a scale as a dimension without a variable.
  private static final String NO_VARIABLE = "This is a netCDF dimension but not a netCDF variable";

  private final Map<Long, Dim> byScale = new HashMap<>();
  private final Map<Long, Dim> byId = new HashMap<>();
  private final Map<GroupNode, TreeMap<Long, Dim>> byGroup = new HashMap<>();
  private final Map<DatasetInfo, List<Dim>> ofDataset = new HashMap<>();
  private long nextId;

  Dimensions(GroupNode root) {
    declare(root);
    match(root);
    lengthen(root);
  }

  private static boolean isScale(DatasetInfo dataset) {
    return dataset.attributes().text("CLASS").equals("DIMENSION_SCALE");
  }

  /// Whether a dataset is a variable, or only marks a dimension.
  static boolean isVariable(DatasetInfo dataset) {
    return !(isScale(dataset) && dataset.attributes().text("NAME").startsWith(NO_VARIABLE));
  }

  private void declare(GroupNode group) {
    byGroup.put(group, new TreeMap<>());
    for (DatasetInfo dataset : group.datasets) {
      if (isScale(dataset) && dataset.space().rank() > 0) {
        List<Long> id = dataset.attributes().integers("_Netcdf4Dimid");
        boolean unlimited = dataset.space().limits()[0] == Dataspace.UNLIMITED;
        Dim dim = new Dim(dataset.name(), dataset.space().sizes()[0], unlimited);
        byScale.put(dataset.address(), dim);
        add(group, dim, id.size() == 1 ? id.getFirst() : nextId);
      }
    }
    group.groups.forEach(this::declare);
  }

  private void add(GroupNode group, Dim dim, long id) {
    nextId = Math.max(nextId, id + 1);
    byId.putIfAbsent(id, dim);
    Map<Long, Dim> own = dims(group);
    long key = id;
    while (own.containsKey(key)) {
      key = nextId++;
    }
    own.put(key, dim);
  }

  private Map<Long, Dim> dims(GroupNode group) {
    return byGroup.computeIfAbsent(group, _ -> new TreeMap<>());
  }

  private void match(GroupNode group) {
    // Children first, as netCDF-C does, so that made-up names get the same numbers.
    group.groups.forEach(this::match);
    for (DatasetInfo dataset : group.datasets) {
      ofDataset.put(dataset, match(group, dataset));
    }
  }

  private List<Dim> match(GroupNode group, DatasetInfo dataset) {
    int rank = dataset.space().rank();
    List<Long> ids = dataset.attributes().integers("_Netcdf4Coordinates");
    List<Long> scales = dataset.attributes().scales();
    List<Dim> dims = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      @Nullable Dim dim = null;
      if (ids.size() == rank) {
        dim = byId.get(ids.get(d));
      } else if (d == 0 && byScale.containsKey(dataset.address())) {
        dim = byScale.get(dataset.address());
      }
      if (dim == null && d < scales.size()) {
        dim = byScale.get(scales.get(d));
      }
      long length = dataset.space().sizes()[d];
      boolean unlimited = dataset.space().limits()[d] == Dataspace.UNLIMITED;
      // A scale of another length can't be meant, unless it grows.
      if (dim == null || (dim.length != length && !dim.isUnlimited)) {
        dim = unnamed(group, dims, length, unlimited);
      }
      dims.add(dim);
    }
    return dims;
  }

  /// A dimension of the group that fits and is not yet among those of the same dataset, or a new
  /// one.
  private Dim unnamed(GroupNode group, List<Dim> taken, long length, boolean unlimited) {
    for (Dim dim : dims(group).values()) {
      if (dim.length == length && dim.isUnlimited == unlimited && !taken.contains(dim)) {
        return dim;
      }
    }
    Dim dim = new Dim("phony_dim_" + nextId, length, unlimited);
    add(group, dim, nextId);
    return dim;
  }

  /// An unlimited dimension is as long as the longest variable along it.
  private void lengthen(GroupNode group) {
    for (DatasetInfo dataset : group.datasets) {
      List<Dim> dims = of(dataset);
      for (int d = 0; d < dims.size(); d++) {
        Dim dim = dims.get(d);
        if (dim.isUnlimited) {
          dim.length = Math.max(dim.length, dataset.space().sizes()[d]);
        }
      }
    }
    group.groups.forEach(this::lengthen);
  }

  /// The dimensions of a dataset.
  List<Dim> of(DatasetInfo dataset) {
    return ofDataset.getOrDefault(dataset, List.of());
  }

  /// The dimensions declared in a group, in the order of their ids.
  Collection<Dim> of(GroupNode group) {
    return dims(group).values();
  }

  /// The lengths of the dimensions declared in a group, then of those only used in it.
  Map<String, Long> lengths(GroupNode group) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    of(group).forEach(d -> lengths.putIfAbsent(d.name, d.length));
    group.datasets.forEach(v -> of(v).forEach(d -> lengths.putIfAbsent(d.name, d.length)));
    return lengths;
  }
}
