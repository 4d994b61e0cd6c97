package io.amasia.zarr;

import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The dimensions of a group that may grow, for which Zarr has no place of its own.
///
/// They are kept in an attribute of the group, so that a netCDF file made of the store has them
/// again. xarray shows no attribute whose name begins with `_nc`, so it sees the dataset as it was;
/// to zarr-python it is an attribute like others.
final class UnlimitedDims {
  static final String ATTRIBUTE = "_nc_unlimited_dimensions";

  private UnlimitedDims() {}

  /// The attributes of the group of `schema`, with the one that tells which dimensions may grow.
  static Map<String, Attribute> attributes(Schema schema) {
    if (schema.unlimited().isEmpty()) {
      return schema.attrs();
    }
    Map<String, Attribute> attrs = new LinkedHashMap<>(schema.attrs());
    attrs.put(ATTRIBUTE, new Attribute.Texts(schema.unlimited()));
    return attrs;
  }

  /// Takes the attribute out of `attrs`: those of `dims` that it names; none without it.
  static List<String> take(Map<String, Attribute> attrs, Set<String> dims) {
    return switch (attrs.remove(ATTRIBUTE)) {
      case Attribute.Texts(List<String> names) -> names.stream().filter(dims::contains).toList();
      case null, default -> List.of();
    };
  }
}
