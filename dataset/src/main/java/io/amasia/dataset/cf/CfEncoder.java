package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Stage;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Turns a dataset into what a file holds: the schema, and the plan of the stored values.
///
/// The reverse of [CfDecoder]: each variable by [VariableEncoder], and what ties them together:
/// coordinates are named by `coordinates` attributes, bounds of times are counted as their times.
public final class CfEncoder {
  private final Dataset dataset;
  private final Style style;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Stage.Packed> packed = new LinkedHashMap<>();
  private final List<Schema.Variable> variables = new ArrayList<>();
  private final Map<String, TimeEncoder> boundsTimes = new LinkedHashMap<>();
  private final Set<String> bounds;

  /// Coordinates that no attribute `coordinates` named, as another ties them to a variable.
  private final Set<String> tied = new HashSet<>();

  private CfEncoder(Dataset dataset, Style style) {
    this.dataset = dataset;
    this.style = style;
    this.bounds = new HashSet<>(CfLinks.allBounds(dataset));
    CfLinks.all(dataset)
        .values()
        .forEach(variable -> tied.addAll(CfLinks.tiedCoordinates(variable)));
    CfLinks.all(dataset).values().forEach(v -> CfLinks.coordinateNames(v).forEach(tied::remove));
  }

  /// How variables are encoded.
  ///
  /// @param kept whether variables are stored as the file had them that they were read from:
  ///   packed, in its dtype, chunks and codecs; else only missing values and times are as they were
  /// @param given what is said about variables by name
  /// @param keepsCodecs whether a chain that was read suits the format that is written
  record Style(
      boolean kept, Map<String, Encoding> given, Predicate<List<CodecChoice>> keepsCodecs) {
    static Style of(boolean kept) {
      return new Style(kept, Map.of(), _ -> false);
    }

    Encoding encoding(String name, Variable variable) {
      Encoding read = Encoding.of(variable);
      Encoding base = kept ? read : read.onlyMissingAndTime();
      Encoding said = given.getOrDefault(name, Encoding.none());
      // Integers read with a fill are floats: theirs is left from what they were computed from.
      boolean plain = variable.dtype().isInteger() && !said.orElse(base).isPacking();
      boolean unpacks = said.dtype().filter(DType::isFloating).isPresent() && base.isPacking();
      return said.orElse(unpacks ? base.withoutPacking() : plain ? base.withoutFill() : base);
    }
  }

  /// What is written.
  ///
  /// @param schema the variables as stored
  /// @param nodes their stored values, by name
  /// @param packed what those become that are packed, by name
  public record Encoded(Schema schema, Map<String, Node> nodes, Map<String, Stage.Packed> packed) {}

  /// `dataset` as a file holds it. Times are loaded; all else stays lazy.
  ///
  /// @param kept whether variables are stored as the file had them that they were read from
  static Encoded encode(Dataset dataset, boolean kept) {
    return encode(dataset, Style.of(kept));
  }

  /// `dataset` as a file holds it. Times are loaded; all else stays lazy.
  ///
  /// @throws AmasiaException.Usage if an encoding is given for what is not there, or doesn't fit
  static Encoded encode(Dataset dataset, Style style) {
    requireThere(style.given().keySet(), dataset);
    var encoder = new CfEncoder(dataset, style);
    Map<String, Variable> coords = dataset.coords().asMap();
    coords.forEach(encoder::noteBoundsTimes);
    coords.forEach((name, v) -> encoder.add(name, v, true));
    dataset.variables().forEach((name, v) -> encoder.add(name, v, encoder.bounds.contains(name)));
    var schema =
        new Schema(dataset.sizes(), encoder.growing(), encoder.globals(), encoder.variables);
    return new Encoded(schema, encoder.nodes, encoder.packed);
  }

  /// Refuses encodings that are given for other `names` than those of variables of `dataset`.
  static void requireThere(Set<String> names, Dataset dataset) {
    for (String name : names) {
      if (!dataset.has(name)) {
        throw new AmasiaException.Usage(
            "an encoding is given for '%s', but there are only %s and %s"
                .formatted(name, dataset.variables().keySet(), dataset.coords().asMap().keySet()));
      }
    }
  }

  /// The dimensions that could grow in the files that variables along them were read from.
  private List<String> growing() {
    Set<String> growing = new LinkedHashSet<>();
    Map<String, Variable> all = CfLinks.all(dataset);
    for (Variable variable : all.values()) {
      if (variable.encoding().get(Encoding.UNLIMITED) instanceof Attribute.Texts(var dims)) {
        dims.stream().filter(variable.dims()::contains).forEach(growing::add);
      }
    }
    return List.copyOf(growing);
  }

  private Map<String, Attribute> globals() {
    Map<String, Attribute> attrs = new LinkedHashMap<>(dataset.attrs());
    if (!style.kept()) {
      // It identifies the file it was read from, not this one.
      attrs.remove("tracking_id");
      attrs.putIfAbsent("Conventions", Attribute.of("CF-1.11"));
    }
    String unnamed =
        dataset.coords().asMap().entrySet().stream()
            .filter(this::isAuxiliary)
            .filter(entry ->
                dataset.variables().entrySet().stream()
                    .noneMatch(v -> names(v.getKey(), v.getValue(), entry.getValue())))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" "));
    if (!unnamed.isEmpty()) {
      attrs.put("coordinates", Attribute.of(unnamed));
    }
    return attrs;
  }

  // Bounds hold no units of their own, so they are counted like their time.
  private void noteBoundsTimes(String name, Variable time) {
    if (time.dtype() != DType.DATETIME || time.shape().size() > VariableEncoder.LOADED_TIMES) {
      return;
    }
    Variable own = CfLinks.bounds(dataset, name).orElse(null);
    if (own != null && own.dtype() == DType.DATETIME) {
      Variable said = time.withEncoding(style.encoding(name, time).asMap());
      var encoder = TimeEncoder.of(said, time.load().toLongs(), own.load().toLongs());
      boundsTimes.put(name, encoder);
      CfLinks.boundsName(dataset, name).ifPresent(b -> boundsTimes.put(b, encoder));
    }
  }

  private void add(String name, Variable variable, boolean isCoordinate) {
    Encoding encoding = style.encoding(name, variable);
    VariableEncoder.Stored stored =
        VariableEncoder.encode(variable, encoding, boundsTimes.get(name), !isCoordinate);
    Map<String, Attribute> attrs = stored.attrs();
    if (bounds.contains(name)) {
      dropRepeated(name, attrs);
    } else if (!isCoordinate) {
      noteCoordinates(name, variable, attrs);
    }
    NdArray fill =
        attrs.get(Encoding.FILL) instanceof Attribute.Numbers(var dtype, var values)
            ? Values.fill(dtype, Shape.SCALAR, values)
            : null;
    nodes.put(name, stored.node());
    if (stored.packed() != null) {
      packed.put(name, stored.packed());
    }
    var layout = new LayoutChoice(name, variable, encoding, stored.dtype(), style);
    Chunks chunks = layout.chunks(isCoordinate);
    variables.add(
        new Schema.Variable(
            name,
            variable.dims(),
            stored.dtype(),
            variable.shape(),
            chunks,
            layout.shards(chunks),
            layout.codecs(),
            fill,
            attrs));
  }

  // CF section 7.1: bounds need not repeat what they share with their coordinate.
  private void dropRepeated(String name, Map<String, Attribute> attrs) {
    for (var entry : dataset.coords().asMap().entrySet()) {
      if (CfLinks.boundsName(dataset, entry.getKey()).filter(name::equals).isPresent()) {
        boolean isTime = entry.getValue().dtype() == DType.DATETIME;
        for (String key : List.of("units", "calendar", "standard_name", "axis", "positive")) {
          Attribute parent = entry.getValue().attrs().get(key);
          boolean ofTime = isTime && (key.equals("units") || key.equals("calendar"));
          boolean repeats = !style.kept() && parent != null && parent.equals(attrs.get(key));
          if (ofTime || repeats) {
            attrs.remove(key);
          }
        }
      }
    }
  }

  private void noteCoordinates(String name, Variable variable, Map<String, Attribute> attrs) {
    String names =
        dataset.coords().asMap().entrySet().stream()
            .filter(this::isAuxiliary)
            .filter(entry -> names(name, variable, entry.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" "));
    if (!names.isEmpty()) {
      attrs.put("coordinates", Attribute.of(names));
    }
  }

  private boolean isAuxiliary(Map.Entry<String, Variable> coordinate) {
    return !dataset.sizes().containsKey(coordinate.getKey())
        && !bounds.contains(coordinate.getKey())
        && !tied.contains(coordinate.getKey());
  }

  /// Whether data variable `name` names `coordinate`. A grid mapping or another container without
  /// dimensions has no place on the grid.
  private boolean names(String name, Variable variable, Variable coordinate) {
    return variable.dims().containsAll(coordinate.dims())
        && !bounds.contains(name)
        && !CfLinks.isGridMapping(variable);
  }

  /// The line that `history` gains: date, what was done, by which version.
  public static String historyLine(Instant when, String what) {
    String date = when.truncatedTo(ChronoUnit.SECONDS).toString();
    return date + ": " + what;
  }

  /// `dataset` with `line` as the first of its history.
  public static Dataset withHistory(Dataset dataset, String line) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(dataset.attrs());
    String before =
        attrs.get("history") instanceof Attribute.Text(String text) && !text.isBlank()
            ? "\n" + text
            : "";
    attrs.put("history", Attribute.of(line + before));
    return dataset.withAttrs(attrs);
  }
}
