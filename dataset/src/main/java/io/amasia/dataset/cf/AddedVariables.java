package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Stage;
import io.amasia.storage.Location;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.StoredDataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a dataset has that the store which it is added to lacks: xarray's mode `a`, but nothing
/// there is replaced.
///
/// Coordinates, bounds, cell measures and grid mappings that are there already must be the same,
/// and stay; so do the attributes of the store.
final class AddedVariables {
  private final Dataset dataset;
  private final Dataset there;
  private final String url;

  private AddedVariables(Dataset dataset, Dataset there, String url) {
    this.dataset = dataset;
    this.there = there;
    this.url = url;
  }

  /// Of `encoded`, which is `dataset`, what the group `path` at `target` lacks.
  ///
  /// @param said the variables for which an encoding is given
  /// @throws AmasiaException.Conflict if something is there already and not the same, or nothing is
  ///   new
  static CfEncoder.Encoded of(
      CfEncoder.Encoded encoded,
      Dataset dataset,
      Set<String> said,
      String path,
      Format format,
      Location target) {
    try (StoredDataset stored = format.openTarget(target);
        Dataset there =
            CfDecoder.open(stored, path.isEmpty() ? "/" : path, Decoding.STANDARD, Notices.NONE)) {
      return new AddedVariables(dataset, there, target.url()).of(encoded, said);
    }
  }

  private CfEncoder.Encoded of(CfEncoder.Encoded encoded, Set<String> said) {
    List<Schema.Variable> added = new ArrayList<>();
    Map<String, Node> nodes = new LinkedHashMap<>(encoded.nodes());
    Map<String, Stage.Packed> packed = new LinkedHashMap<>(encoded.packed());
    for (Schema.Variable variable : encoded.schema().variables()) {
      String name = variable.name();
      if (!there.has(name)) {
        added.add(variable);
        continue;
      }
      requireSame(name);
      if (said.contains(name)) {
        throw new AmasiaException.Usage(
            "an encoding is given for '%s', which %s has already".formatted(name, url));
      }
      nodes.remove(name);
      packed.remove(name);
    }
    if (added.isEmpty()) {
      throw new AmasiaException.Conflict(
          "%s has %s already, so there is nothing to add".formatted(url, encoded.nodes().keySet()));
    }
    Schema all = encoded.schema();
    var schema = new Schema(all.dims(), all.unlimited(), all.attrs(), added, all.groups());
    return new CfEncoder.Encoded(schema, nodes, packed);
  }

  private void requireSame(String name) {
    Variable own = dataset.variable(name);
    if (CfLinks.dataNames(dataset).contains(name)) {
      throw new AmasiaException.Conflict(
          "%s has a variable '%s' already, which stays as it is; select what is new, replace its values by region(\"%s\"), or write the store anew"
              .formatted(url, name, own.dims().isEmpty() ? "" : own.dims().getFirst()));
    }
    if (!alone(name, own).equals(alone(name, there.variable(name)))) {
      throw new AmasiaException.Conflict(
          "'%s' %s is not that of %s, %s; align what is added with what is there"
              .formatted(name, own.dims(), url, there.variable(name).dims()));
    }
    // bounds count in the units of their times, which are those of the store
    CfLinks.boundsName(dataset, name)
        .filter(bounds -> !there.has(bounds))
        .ifPresent(bounds -> {
          throw new AmasiaException.Conflict(
              "'%s' are bounds of '%s', which %s has without; leave them out"
                  .formatted(bounds, name, url));
        });
  }

  private static Dataset alone(String name, Variable variable) {
    return new Dataset(Map.of(), new Coordinates(Map.of(name, variable)), Map.of());
  }
}
