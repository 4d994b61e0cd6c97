package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A mesh of nodes that edges and faces join, as [UGRID 1.0](https://ugrid-conventions.github.io/)
/// writes it, told in the words of CF: longitudes and latitudes of what a variable lies on, and the
/// corners of faces as their bounds. So what knows CF (areas, regions, maps) knows meshes too.
///
/// @param topology the variable whose attributes name the others
/// @param lon the longitudes of nodes `[node]`, degrees
/// @param lat their latitudes
@SuppressWarnings("ArrayRecordComponent") // never leaves the file
record UgridMesh(String topology, double[] lon, double[] lat) {
  private record Located(String mesh, String location) {}

  private record Pair(String lon, String lat) {}

  /// `dataset` with the places of its variables on meshes; `dataset` itself when it has none, or
  /// knows them all. Reads the nodes, and which of them each face or edge joins.
  ///
  /// @throws AmasiaException.Format if a face or edge names a node that there isn't
  static Dataset located(Dataset dataset) {
    Set<Located> wanted = new LinkedHashSet<>();
    for (Variable variable : dataset.variables().values()) {
      Optional<String> mesh = variable.attr("mesh").filter(name -> isTopology(dataset, name));
      mesh.ifPresent(
          name -> wanted.add(new Located(name, variable.attr("location").orElse("face"))));
    }
    Dataset changed = dataset;
    for (Located each : wanted) {
      Optional<Pair> nodes = named(changed, each.mesh(), "node_coordinates");
      changed = nodes.isEmpty() ? changed : with(changed, each, nodes.get());
    }
    return changed;
  }

  /// The variables that tell where variable `name` lies on a mesh: its topology, the nodes, and
  /// what joins them; none if it lies on no mesh. Reads nothing.
  static List<String> parts(Dataset dataset, String name) {
    Variable variable = dataset.variable(name);
    Optional<String> mesh = variable.attr("mesh").filter(m -> isTopology(dataset, m));
    if (mesh.isEmpty()) {
      return List.of();
    }
    String location = variable.attr("location").orElse("face");
    Variable topology = dataset.variable(mesh.get());
    Stream<String> named =
        Stream.of("node_coordinates", location + "_coordinates", location + "_node_connectivity")
            .flatMap(attribute -> words(topology, attribute))
            .filter(dataset::has);
    return Stream.concat(mesh.stream(), named).toList();
  }

  private static Stream<String> words(Variable topology, String attribute) {
    return Stream.of(topology.attr(attribute).orElse("").strip().split("\\s+"));
  }

  private static boolean isTopology(Dataset dataset, String name) {
    return dataset.has(name)
        && dataset.variable(name).attr("cf_role").equals(Optional.of("mesh_topology"));
  }

  private static Dataset with(Dataset dataset, Located each, Pair nodes) {
    Dataset changed = asCoords(dataset, nodes);
    Optional<Pair> own = named(changed, each.mesh(), each.location() + "_coordinates");
    if (own.isPresent()) {
      changed = asCoords(changed, own.get());
    }
    boolean face = each.location().equals("face");
    if (each.location().equals("node")
        || (own.isPresent() && (!face || CfLinks.bounds(changed, own.get().lon()).isPresent()))) {
      return changed;
    }
    var mesh =
        new UgridMesh(
            each.mesh(),
            changed.variable(nodes.lon()).load().toDoubles(),
            changed.variable(nodes.lat()).load().toDoubles());
    return mesh.joined(changed, each.location(), own);
  }

  private static Dataset asCoords(Dataset dataset, Pair pair) {
    boolean already = dataset.coords().names().containsAll(List.of(pair.lon(), pair.lat()));
    return already ? dataset : dataset.setCoords(pair.lon(), pair.lat());
  }

  /// `dataset` with the places of what joins nodes, and its corners if these make an area.
  private Dataset joined(Dataset dataset, String location, Optional<Pair> own) {
    Variable said = dataset.variable(topology);
    Optional<Variable> found =
        said.attr(location + "_node_connectivity").filter(dataset::has).map(dataset::variable);
    if (found.isEmpty() || found.get().ndim() != 2) {
      return dataset;
    }
    Variable nodes = found.get();
    String dim = said.attr(location + "_dimension").orElse(nodes.dims().getFirst());
    boolean turned = dim.equals(nodes.dims().getLast());
    int count = Math.toIntExact(nodes.size(dim));
    int corners = Math.toIntExact(nodes.shape().size(turned ? 0 : 1));
    double[] numbers = nodes.load().toDoubles();
    double first =
        nodes.attrs().get("start_index") instanceof Attribute.Numbers(var _, var start)
            ? start.getFirst().doubleValue()
            : 0;
    double[][] places =
        corners(turned ? Flat.transposed(numbers, corners) : numbers, count, corners, first);
    Pair names =
        own.orElse(
            new Pair(topology + "_" + location + "_lon", topology + "_" + location + "_lat"));
    Dataset changed = dataset;
    List<String> both = List.of(names.lon(), names.lat());
    for (int k = 0; k < 2; k++) {
      String name = both.get(k);
      Variable coord =
          own.isPresent()
              ? changed.variable(name)
              : coordinate(dim, middles(places, corners)[k], k == 0);
      if (location.equals("face")) {
        String bounds = name + "_bounds";
        changed =
            changed.with(
                bounds,
                Variable.of(
                    List.of(dim, topology + "_corner"),
                    Nodes.literal(Flat.shaped(places[k], count, corners))));
        coord = coord.withAttr("bounds", Attribute.of(bounds));
      }
      changed = changed.withCoord(name, coord);
    }
    return changed;
  }

  /// Longitudes and latitudes of corners, `[count, corners]` flat. Where there are fewer the last
  /// is repeated, which changes no area.
  private double[][] corners(double[] nodes, int count, int corners, double first) {
    double[][] places = new double[2][nodes.length];
    for (int c = 0; c < count; c++) {
      int last = -1;
      for (int k = 0; k < corners; k++) {
        int at = c * corners + k;
        double node = nodes[at] - first;
        if (node >= lon.length) {
          throw new AmasiaException.Format(
              "the mesh '%s' names node %.0f; there are %.0f to %.0f"
                  .formatted(topology, nodes[at], first, first + lon.length - 1));
        }
        // Missing ones are NaN by a fill value, or negative.
        last = node >= 0 ? (int) node : last;
        places[0][at] = last < 0 ? Double.NaN : lon[last];
        places[1][at] = last < 0 ? Double.NaN : lat[last];
      }
    }
    return places;
  }

  /// The middles of corners on the sphere.
  private static double[][] middles(double[][] places, int corners) {
    int count = places[0].length / Math.max(1, corners);
    double[][] middles = new double[2][count];
    for (int c = 0; c < count; c++) {
      double[] sum = new double[3];
      for (int k = c * corners; k < (c + 1) * corners; k++) {
        double[] corner = UnitVector.of(places[0][k], places[1][k]);
        boolean repeated =
            k > c * corners && places[0][k] == places[0][k - 1] && places[1][k] == places[1][k - 1];
        for (int d = 0; d < 3 && !repeated; d++) {
          sum[d] += corner[d];
        }
      }
      middles[0][c] = UnitVector.lon(sum);
      middles[1][c] = UnitVector.lat(sum);
    }
    return middles;
  }

  private static Variable coordinate(String dim, double[] values, boolean longitude) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("standard_name", Attribute.of(longitude ? "longitude" : "latitude"));
    attrs.put("units", Attribute.of(longitude ? "degrees_east" : "degrees_north"));
    return Variable.of(List.of(dim), Nodes.literal(Flat.shaped(values, values.length)))
        .withAttrs(attrs);
  }

  /// The longitudes and latitudes that an attribute of a topology names, in either order; empty if
  /// the dataset lacks them, or they are no degrees on Earth.
  private static Optional<Pair> named(Dataset dataset, String mesh, String attribute) {
    List<String> names =
        words(dataset.variable(mesh), attribute)
            .filter(dataset::has)
            .filter(name -> dataset.variable(name).ndim() == 1)
            .toList();
    Optional<String> lon =
        names.stream().filter(name -> Axes.isLongitude(dataset.variable(name))).findFirst();
    Optional<String> lat =
        names.stream().filter(name -> Axes.isLatitude(dataset.variable(name))).findFirst();
    return lon.isPresent() && lat.isPresent()
        ? Optional.of(new Pair(lon.get(), lat.get()))
        : Optional.empty();
  }
}
