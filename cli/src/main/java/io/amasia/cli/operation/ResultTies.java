package io.amasia.cli.operation;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.geo.Selections;
import io.amasia.storage.format.Attribute;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Attributes of results that name other variables or dimensions, made true: what is gone is named
/// no longer, or by its standard name.
///
/// Source: [CF 1.11](https://cfconventions.org/cf-conventions/cf-conventions.html), sections 3.4,
/// 4.3.3, 5.6, 7.1 and 7.3.
final class ResultTies {
  /// A name of `cell_methods`, outside of its comments.
  private static final Pattern METHOD_NAME = Pattern.compile("\\([^)]*\\)|(\\w+):");

  private static final Pattern FORMULA_TERM = Pattern.compile("\\w+:\\s*(\\S+)");

  private final Dataset result;
  private final Map<String, String> standardNames;

  private ResultTies(Dataset result, Map<String, String> standardNames) {
    this.result = result;
    this.standardNames = standardNames;
  }

  /// `result` with attributes that name only what is there.
  ///
  /// @param inputs what it was made of, whose coordinates tell the standard names of dimensions
  static Dataset made(Dataset result, Collection<Dataset> inputs) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Dataset input : inputs) {
      Axes axes = Selections.axes(input);
      axes.longitude().ifPresent(lon -> names.putIfAbsent(lon, "longitude"));
      axes.latitude().ifPresent(lat -> names.putIfAbsent(lat, "latitude"));
      input
          .coords()
          .asMap()
          .forEach((name, coord) ->
              coord.attr("standard_name").ifPresent(standard -> names.put(name, standard)));
    }
    var ties = new ResultTies(result, names);
    Map<String, Variable> coords = new LinkedHashMap<>(result.coords().asMap());
    coords.replaceAll(ties::kept);
    Map<String, Variable> variables = new LinkedHashMap<>(result.variables());
    variables.replaceAll(ties::kept);
    return new Dataset(variables, new Coordinates(coords), result.attrs());
  }

  private Variable kept(String name, Variable variable) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    if (CfLinks.boundsName(result, name).isEmpty()) {
      attrs.remove("bounds");
      attrs.remove("climatology");
    }
    change(attrs, "formula_terms", terms -> termsAreThere(terms) ? terms : "");
    change(
        attrs, "grid_mapping", text -> CfLinks.gridMapping(result, name).isPresent() ? text : "");
    change(
        attrs,
        "ancillary_variables",
        names ->
            Arrays.stream(names.split("\\s+"))
                .filter(result::has)
                .collect(Collectors.joining(" ")));
    change(
        attrs,
        "cell_methods",
        methods -> METHOD_NAME.matcher(methods).replaceAll(found -> methodName(variable, found)));
    return attrs.equals(variable.attrs()) ? variable : variable.withAttrs(attrs);
  }

  /// Changes the text of an attribute; an empty one goes.
  private static void change(
      Map<String, Attribute> attrs, String name, UnaryOperator<String> change) {
    if (attrs.get(name) instanceof Attribute.Text(String text)) {
      String changed = change.apply(text);
      if (changed.isEmpty()) {
        attrs.remove(name);
      } else {
        attrs.put(name, Attribute.of(changed));
      }
    }
  }

  private boolean termsAreThere(String terms) {
    return FORMULA_TERM.matcher(terms).results().map(term -> term.group(1)).allMatch(result::has);
  }

  private String methodName(Variable variable, MatchResult found) {
    String name = Objects.requireNonNullElse(found.group(1), "");
    boolean there =
        variable.dims().contains(name)
            || (result.coords().has(name) && result.coords().get(name).ndim() == 0);
    return found.group(1) == null || there
        ? java.util.regex.Matcher.quoteReplacement(found.group())
        : standardNames.getOrDefault(name, name) + ":";
  }

  /// The variables of `data` that say what `results` lie on (cell measures, grid mappings, parts of
  /// meshes), as far as they have none of the dimensions that are `gone`.
  static Map<String, Variable> of(
      Dataset data, Collection<Variable> results, Collection<String> gone) {
    Stream<String> named =
        results.stream()
            .flatMap(result ->
                Stream.concat(
                    CfLinks.cellMeasures(result).values().stream(),
                    result.attr("grid_mapping").stream()));
    Map<String, Variable> ties = new LinkedHashMap<>();
    for (String name : Stream.concat(named, CfLinks.roleNames(data).stream()).toList()) {
      if (data.has(name) && data.variable(name).dims().stream().noneMatch(gone::contains)) {
        ties.put(name, data.variable(name));
      }
    }
    return ties;
  }
}
