package io.amasia.dataset.cf;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The ties between variables that CF attributes say: bounds, cell measures, grid mapping.
public final class CfLinks {
  /// The attributes that tie other variables to one, beside `coordinates`.
  private static final List<String> TIES =
      List.of(
          "bounds",
          "climatology",
          "grid_mapping",
          "cell_measures",
          "formula_terms",
          "geometry",
          "node_coordinates",
          "node_count",
          "part_node_count",
          "interior_ring");

  private CfLinks() {}

  /// The name of the bounds of coordinate `name`: what its `bounds` (or `climatology`) attribute
  /// names and the dataset has; empty if there are none or they do not fit the coordinate.
  public static Optional<String> boundsName(Dataset dataset, String name) {
    if (!dataset.has(name)) {
      return Optional.empty();
    }
    Variable coord = dataset.variable(name);
    return coord
        .attr("bounds")
        .or(() -> coord.attr("climatology"))
        .map(String::strip)
        .filter(dataset::has)
        .filter(bounds -> fits(coord, dataset.variable(bounds)));
  }

  // Bounds have the coordinate's dimensions and one more, for the vertices.
  private static boolean fits(Variable coord, Variable bounds) {
    int n = coord.ndim();
    return bounds.ndim() == n + 1 && bounds.dims().subList(0, n).equals(coord.dims());
  }

  /// The bounds of coordinate `name`, `[…dims of it…, vertices]`.
  public static Optional<Variable> bounds(Dataset dataset, String name) {
    return boundsName(dataset, name).map(dataset::variable);
  }

  /// The cell measures of variable `name`: measure (`area`, `volume`) to variable name, whether the
  /// dataset has that variable or not. A value without measure (`areacella`) is an area.
  public static Map<String, String> cellMeasures(Dataset dataset, String name) {
    return cellMeasures(dataset.variable(name));
  }

  /// The cell measures that a variable's attribute names.
  public static Map<String, String> cellMeasures(Variable variable) {
    List<String> words =
        CfDecoder.words(variable.attr("cell_measures").orElse("").replace(" :", ":"));
    Map<String, String> measures = new LinkedHashMap<>();
    String measure = "area";
    for (String word : words) {
      if (word.endsWith(":")) {
        measure = word.substring(0, word.length() - 1);
      } else {
        measures.put(measure, word);
      }
    }
    return measures;
  }

  /// Whether a variable is a grid mapping: all that it says is in its attributes (CF §5.6).
  public static boolean isGridMapping(Variable variable) {
    return variable.ndim() == 0 && variable.attrs().containsKey("grid_mapping_name");
  }

  /// The grid mapping variable of `name`, whose attributes describe projection and sphere.
  public static Optional<Variable> gridMapping(Dataset dataset, String name) {
    return dataset
        .variable(name)
        .attr("grid_mapping")
        .map(text -> CfDecoder.words(text).stream().findFirst().orElse("").replace(":", ""))
        .filter(dataset::has)
        .map(dataset::variable);
  }

  /// The names that each attribute of `variable` which ties others to it says, whether they are
  /// there or not: bounds, cell measures, grid mappings, terms of a formula, parts of a geometry.
  public static Map<String, List<String>> related(Variable variable) {
    return related(variable.attrs());
  }

  private static Map<String, List<String>> related(Map<String, Attribute> said) {
    Map<String, List<String>> related = new LinkedHashMap<>();
    for (String tie : TIES) {
      if (said.get(tie) instanceof Attribute.Text(String text)) {
        related.put(tie, tied(tie, text));
      }
    }
    return related;
  }

  /// The coordinates that are such only as something tied to `variable`, by [Decoding.Coords#ALL].
  static List<String> tiedCoordinates(Variable variable) {
    return related(variable.encoding()).values().stream().flatMap(List::stream).toList();
  }

  /// `area: areacella` names `areacella`, and `crs: lat lon` of a grid mapping `crs`.
  private static List<String> tied(String tie, String text) {
    List<String> words = CfDecoder.words(text.replace(" :", ":").replace(":", ": "));
    boolean byKey = tie.equals("grid_mapping") && text.contains(":");
    return words.stream()
        .filter(word -> word.endsWith(":") == byKey)
        .map(word -> word.replace(":", ""))
        .toList();
  }

  /// The variables and coordinates of `dataset` by name, coordinates first.
  static Map<String, Variable> all(Dataset dataset) {
    Map<String, Variable> all = new LinkedHashMap<>(dataset.coords().asMap());
    all.putAll(dataset.variables());
    return all;
  }

  /// The names of all variables that are bounds of another.
  public static List<String> allBounds(Dataset dataset) {
    Map<String, Variable> all = all(dataset);
    return all.keySet().stream()
        .flatMap(name -> boundsName(dataset, name).stream())
        .distinct()
        .toList();
  }

  /// The terms of formulas that say where a vertical coordinate of one dimension lies, as far as
  /// they have no other: its coefficients, and those of its bounds, but not the surface pressure.
  /// They belong to its levels as its labels do.
  public static List<String> coefficients(Dataset dataset) {
    List<String> bounds = allBounds(dataset);
    return all(dataset).entrySet().stream()
        .filter(one -> one.getValue().ndim() == (bounds.contains(one.getKey()) ? 2 : 1))
        .map(Map.Entry::getValue)
        .flatMap(variable ->
            related(variable).getOrDefault("formula_terms", List.of()).stream()
                .filter(dataset::has)
                .filter(term -> variable.dims().containsAll(dataset.variable(term).dims())))
        .distinct()
        .toList();
  }

  /// The auxiliary coordinates that the file named for variable `name`, as it named them.
  public static List<String> coordinateNames(Variable variable) {
    return variable.encoding().get("coordinates") instanceof Attribute.Text(String names)
        ? CfDecoder.words(names)
        : List.of();
  }

  /// The variables that tell what results lie on: those with a `cf_role`, as identifiers of
  /// stations and parts of a mesh have, and what the topology of a mesh names.
  public static List<String> roleNames(Dataset data) {
    List<String> parts =
        data.variables().values().stream()
            .filter(
                variable -> variable.attr("cf_role").filter("mesh_topology"::equals).isPresent())
            .flatMap(CfLinks::meshParts)
            .toList();
    return data.variables().keySet().stream()
        .filter(name -> data.variable(name).attr("cf_role").isPresent() || parts.contains(name))
        .toList();
  }

  private static Stream<String> meshParts(Variable topology) {
    return topology.attrs().entrySet().stream()
        .filter(attr -> attr.getKey().matches(".*_(coordinates|connectivity)"))
        .flatMap(attr ->
            attr.getValue() instanceof Attribute.Text(String names)
                ? CfDecoder.words(names).stream()
                : Stream.empty());
  }

  /// The variables that hold results: neither bounds, cell measures, grid mappings nor those with a
  /// role.
  public static List<String> dataNames(Dataset data) {
    List<String> bounds = allBounds(data);
    List<String> tied =
        data.variables().keySet().stream()
            .flatMap(name -> {
              var links = new ArrayList<>(cellMeasures(data, name).values());
              data.variable(name).attr("grid_mapping").ifPresent(links::add);
              return links.stream();
            })
            .toList();
    List<String> roles = roleNames(data);
    return data.variables().keySet().stream()
        .filter(name -> !bounds.contains(name) && !tied.contains(name) && !roles.contains(name))
        .toList();
  }
}
