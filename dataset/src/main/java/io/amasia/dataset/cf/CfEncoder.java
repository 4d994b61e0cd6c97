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
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Turns a dataset into what a file holds: the schema, and the plan of the stored values.
///
/// The reverse of [CfDecoder]: times become numbers in their units, bool becomes `int8` with `dtype
/// = "bool"`, NaN becomes the fill value, coordinates are named by `coordinates` attributes. Values
/// are unpacked unless asked otherwise.
public final class CfEncoder {
  // Larger arrays of times (not coordinates) are written as microseconds, without being loaded.
  private static final long LOADED_TIMES = 1L << 22;

  private final Dataset dataset;
  private final boolean packed;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Schema.Variable> variables = new ArrayList<>();
  private final Map<String, TimeEncoder> boundsTimes = new LinkedHashMap<>();
  private final Set<String> bounds;

  private CfEncoder(Dataset dataset, boolean packed) {
    this.dataset = dataset;
    this.packed = packed;
    this.bounds = new HashSet<>(CfLinks.allBounds(dataset));
  }

  /// What is written.
  ///
  /// @param schema the variables as stored
  /// @param nodes their stored values, by name
  public record Encoded(Schema schema, Map<String, Node> nodes) {}

  /// `dataset` as a file holds it. Times are loaded; all else stays lazy.
  ///
  /// @param packed whether variables that were read packed are packed again, which first computes
  ///   their range
  /// @throws AmasiaException.Conflict if packed values would overflow
  public static Encoded encode(Dataset dataset, boolean packed) {
    var encoder = new CfEncoder(dataset, packed);
    Map<String, Variable> coords = dataset.coords().asMap();
    coords.forEach(encoder::noteBoundsTimes);
    coords.forEach((name, v) -> encoder.add(name, v, true));
    dataset.variables().forEach((name, v) -> encoder.add(name, v, encoder.bounds.contains(name)));
    Map<String, Attribute> attrs = new LinkedHashMap<>(dataset.attrs());
    // It identifies the file it was read from, not this one.
    attrs.remove("tracking_id");
    attrs.putIfAbsent("Conventions", Attribute.of("CF-1.11"));
    var schema = new Schema(dataset.sizes(), List.of(), attrs, encoder.variables);
    return new Encoded(schema, encoder.nodes);
  }

  // Bounds hold no units of their own, so they are counted like their time.
  private void noteBoundsTimes(String name, Variable time) {
    if (time.dtype() != DType.DATETIME || time.shape().size() > LOADED_TIMES) {
      return;
    }
    Variable own = CfLinks.bounds(dataset, name).orElse(null);
    if (own != null && own.dtype() == DType.DATETIME) {
      var encoder = TimeEncoder.of(time, time.load().toLongs(), own.load().toLongs());
      boundsTimes.put(name, encoder);
      CfLinks.boundsName(dataset, name).ifPresent(b -> boundsTimes.put(b, encoder));
    }
  }

  private void add(String name, Variable variable, boolean isCoordinate) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    attrs.remove("_FillValue");
    attrs.remove("missing_value");
    Node stored = stored(name, variable, attrs, isCoordinate);
    if (bounds.contains(name)) {
      dropRepeated(name, attrs);
    } else if (!isCoordinate) {
      noteCoordinates(variable, attrs);
    }
    NdArray fill =
        attrs.get("_FillValue") instanceof Attribute.Numbers(var dtype, var values)
            ? Values.fill(dtype, Shape.SCALAR, values)
            : null;
    nodes.put(name, stored);
    variables.add(
        new Schema.Variable(
            name,
            variable.dims(),
            stored.dtype(),
            stored.shape(),
            chunks(stored, isCoordinate),
            fill,
            attrs));
  }

  private Node stored(
      String name, Variable variable, Map<String, Attribute> attrs, boolean isCoordinate) {
    return switch (variable.dtype()) {
      case DATETIME -> times(name, variable, attrs);
      case TIMEDELTA -> durations(variable, attrs);
      case BOOL -> {
        attrs.put("dtype", Attribute.of("bool"));
        yield Nodes.cast(variable.data(), DType.INT8);
      }
      case FLOAT16, FLOAT32, FLOAT64 -> {
        Node packing = packed ? packed(name, variable, attrs) : null;
        yield packing != null ? packing : filled(variable, attrs, isCoordinate);
      }
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, STRING -> variable.data();
    };
  }

  private Node times(String name, Variable variable, Map<String, Attribute> attrs) {
    TimeEncoder encoder = boundsTimes.get(name);
    if (encoder == null && variable.shape().size() > LOADED_TIMES) {
      attrs.put("units", Attribute.of("microseconds since 1970-01-01 00:00:00"));
      attrs.put("calendar", Attribute.of(variable.calendar().orElseThrow().label()));
      return Nodes.cast(variable.data(), DType.INT64);
    }
    long[] values = variable.load().toLongs();
    encoder = encoder != null ? encoder : TimeEncoder.of(variable, values, new long[0]);
    encoder.describe(attrs);
    NdArray numbers = encoder.encode(variable.shape(), values);
    noteMissingTimes(numbers, attrs);
    return Nodes.literal(numbers);
  }

  private static void noteMissingTimes(NdArray numbers, Map<String, Attribute> attrs) {
    if (numbers.dtype() == DType.INT64) {
      for (long value : numbers.toLongs()) {
        if (value == DType.NAT) {
          attrs.put("_FillValue", new Attribute.Numbers(DType.INT64, List.of(DType.NAT)));
          return;
        }
      }
    } else if (numbers.dtype() == DType.FLOAT64) {
      for (double value : numbers.toDoubles()) {
        if (Double.isNaN(value)) {
          attrs.put("_FillValue", Attribute.of(Double.NaN));
          return;
        }
      }
    }
  }

  private static Node durations(Variable variable, Map<String, Attribute> attrs) {
    attrs.put("dtype", Attribute.of("timedelta64[us]"));
    attrs.put("units", Attribute.of("microseconds"));
    attrs.put("_FillValue", new Attribute.Numbers(DType.INT64, List.of(DType.NAT)));
    return Nodes.cast(variable.data(), DType.INT64);
  }

  // Data say how they spell missing, as their source did; coordinates and bounds must not be
  // missing, so CF gives them no fill.
  private static Node filled(
      Variable variable, Map<String, Attribute> attrs, boolean isCoordinate) {
    DType dtype = variable.dtype();
    Attribute source = variable.encoding().get("_FillValue");
    source = source != null ? source : variable.encoding().get("missing_value");
    List<Number> fills =
        source == null ? List.of() : FillValues.of(dtype, Map.of("_FillValue", source), _ -> {});
    if (fills.isEmpty()) {
      if (!isCoordinate) {
        attrs.put("_FillValue", new Attribute.Numbers(dtype, List.of(Double.NaN)));
      }
      return variable.data();
    }
    Number fill = fills.getFirst();
    attrs.put("_FillValue", new Attribute.Numbers(dtype, List.of(fill)));
    if (variable.encoding().containsKey("missing_value")) {
      attrs.put("missing_value", new Attribute.Numbers(dtype, List.of(fill)));
    }
    return fillNa(variable.data(), fill);
  }

  private static Node fillNa(Node data, Number fill) {
    Node value = Nodes.literal(Values.fill(data.dtype(), Shape.SCALAR, List.of(fill)));
    Node repeated = Nodes.transpose(value, Collections.nCopies(data.shape().ndim(), -1));
    return Nodes.elementwise(Op.Binary.FILLNA, data, repeated);
  }

  private static @Nullable Node packed(
      String name, Variable variable, Map<String, Attribute> attrs) {
    Map<String, Attribute> encoding = variable.encoding();
    boolean wasPacked = encoding.containsKey("scale_factor") || encoding.containsKey("add_offset");
    if (!wasPacked || !(encoding.get("dtype") instanceof Attribute.Text(String label))) {
      return null;
    }
    DType target = DType.of(label);
    if (!target.isInteger() || target.itemSize() > 4) {
      return null;
    }
    double scale = number(encoding.get("scale_factor"), 1);
    double offset = number(encoding.get("add_offset"), 0);
    List<Number> fills = FillValues.of(target, encoding, _ -> {});
    // scale × packed + offset = value, rounded half to even as xarray and netCDF tools do.
    Node whole =
        Nodes.elementwise(
            Op.Unary.ROUND,
            Nodes.elementwise(
                new Op.Scale(1 / scale, -offset / scale, DType.FLOAT64), variable.data()));
    requireRange(name, whole, target, fills);
    for (String key : List.of("scale_factor", "add_offset")) {
      Attribute value = encoding.get(key);
      if (value != null) {
        attrs.put(key, value);
      }
    }
    Node present = fills.isEmpty() ? whole : fillNa(whole, fills.getFirst().doubleValue());
    if (!fills.isEmpty()) {
      attrs.put("_FillValue", new Attribute.Numbers(target, List.of(fills.getFirst())));
    }
    return Nodes.cast(present, target);
  }

  private static double number(@Nullable Attribute attribute, double otherwise) {
    return attribute instanceof Attribute.Numbers(var _, var values) && values.size() == 1
        ? values.getFirst().doubleValue()
        : otherwise;
  }

  private static void requireRange(String name, Node whole, DType target, List<Number> fills) {
    List<Integer> axes = IntStream.range(0, whole.shape().ndim()).boxed().toList();
    List<NdArray> found =
        Session.current()
            .compute(
                List.of(
                    Nodes.reduce(whole, Reduction.of(Reduction.Kind.MIN), axes),
                    Nodes.reduce(whole, Reduction.of(Reduction.Kind.MAX), axes),
                    Nodes.reduce(whole, Reduction.of(Reduction.Kind.COUNT), axes)));
    double least = found.get(0).getDouble(0);
    double most = found.get(1).getDouble(0);
    long present = found.get(2).getLong(0);
    int bits = target.itemSize() * 8;
    double low = target.isUnsigned() ? 0 : -Math.scalb(1.0, bits - 1);
    double high = target.isUnsigned() ? Math.scalb(1.0, bits) - 1 : Math.scalb(1.0, bits - 1) - 1;
    if (present > 0 && (least < low || most > high)) {
      throw new AmasiaException.Conflict(
          "'%s' packed as %s would need %.0f … %.0f, but it holds %.0f … %.0f; write it unpacked"
              .formatted(name, target, least, most, low, high));
    }
    if (present < whole.shape().size() && fills.isEmpty()) {
      throw new AmasiaException.Conflict(
          "'%s' has missing values, but its packing has no fill value; write it unpacked"
              .formatted(name));
    }
  }

  // CF section 7.1: bounds need not repeat what they share with their coordinate.
  private void dropRepeated(String name, Map<String, Attribute> attrs) {
    for (var entry : dataset.coords().asMap().entrySet()) {
      if (CfLinks.boundsName(dataset, entry.getKey()).filter(name::equals).isPresent()) {
        boolean isTime = entry.getValue().dtype() == DType.DATETIME;
        for (String key : List.of("units", "calendar", "standard_name", "axis", "positive")) {
          Attribute parent = entry.getValue().attrs().get(key);
          boolean ofTime = isTime && (key.equals("units") || key.equals("calendar"));
          if (ofTime || (parent != null && parent.equals(attrs.get(key)))) {
            attrs.remove(key);
          }
        }
      }
    }
  }

  private void noteCoordinates(Variable variable, Map<String, Attribute> attrs) {
    String names =
        dataset.coords().asMap().entrySet().stream()
            .filter(entry -> !dataset.sizes().containsKey(entry.getKey()))
            .filter(entry -> !bounds.contains(entry.getKey()))
            .filter(entry -> variable.dims().containsAll(entry.getValue().dims()))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" "));
    // A grid mapping or another container without dimensions has no place on the grid.
    if (!names.isEmpty()
        && !(variable.ndim() == 0 && variable.attrs().containsKey("grid_mapping_name"))) {
      attrs.put("coordinates", Attribute.of(names));
    }
  }

  private static Chunks chunks(Node stored, boolean isCoordinate) {
    return isCoordinate || stored.shape().size() == 0
        ? Chunks.single(stored.shape())
        : ChunkChoice.of(stored.chunks(), stored.dtype());
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
