package io.amasia.netcdf;

import io.amasia.storage.Location;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An opened classic file.
final class ClassicDataset implements StoredDataset {
  private final Location location;
  private final String variant;
  private final StoredGroup root;

  ClassicDataset(Location location, ClassicHeader header) {
    this.location = location;
    this.variant =
        switch (header.version()) {
          case 2 -> "64bit";
          case 5 -> "cdf5";
          default -> "classic";
        };
    Map<String, Long> dims = new LinkedHashMap<>();
    List<String> unlimited = new ArrayList<>();
    for (ClassicHeader.Dim dim : header.dims()) {
      // Only the record dimension is stored with length 0.
      dims.put(dim.name(), dim.length() == 0 ? header.records() : dim.length());
      if (dim.length() == 0) {
        unlimited.add(dim.name());
      }
    }
    List<StoredArray> arrays = new ArrayList<>();
    for (ClassicHeader.Var var : header.vars()) {
      arrays.add(new ClassicArray(location, header, var));
    }
    root = new StoredGroup("", dims, header.attrs(), arrays, List.of(), List.of(), unlimited);
  }

  @Override
  public String url() {
    return location.url();
  }

  @Override
  public String format() {
    return "netcdf3";
  }

  @Override
  public String variant() {
    return variant;
  }

  @Override
  public StoredGroup root() {
    return root;
  }

  @Override
  public void close() {
    location.store().close();
  }
}
