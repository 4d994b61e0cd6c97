package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataTree;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Opens a stored group as a labelled dataset, by metadata alone.
///
/// Which variables are coordinates is xarray's rule: those named like a dimension, and those that a
/// `coordinates` attribute of a variable or of the file names. Bounds, cell measures and grid
/// mappings stay variables, tied by the attributes that name them: see [CfLinks]. Another
/// [Decoding] has fewer or more.
public final class CfDecoder {
  private final Decoding decoding;
  private final UnaryOperator<String> where;
  private final Notices notices;

  /// @param where what a variable is called in notices
  private CfDecoder(Decoding decoding, UnaryOperator<String> where, Notices notices) {
    this.decoding = decoding;
    this.where = where;
    this.notices = notices;
  }

  /// The dataset of group `path` (`/` for the root) of `stored`; closing it closes `stored`.
  ///
  /// @throws AmasiaException.Label if there is no such group
  public static Dataset open(
      StoredDataset stored, String path, Decoding decoding, Notices notices) {
    StoredGroup group = find(stored, path);
    group.notes().forEach(note -> notices.say(stored.url() + ": " + note));
    return decoded(group, decoding, notices).closing(stored.url(), stored::close);
  }

  /// What the variables of `dataset`, which are as a file has them, mean by their attributes: see
  /// [VariableDecoder]. Nothing is read; closing it closes the file.
  public static Dataset decode(Dataset dataset, Decoding decoding, Notices notices) {
    Map<String, Variable> all = CfLinks.all(dataset);
    Set<String> coords = dataset.coords().names();
    Dataset meant =
        new CfDecoder(decoding, name -> name, notices).decoded(all, coords, dataset.attrs());
    return dataset.holding(meant.variables(), meant.coords(), meant.attrs());
  }

  /// All groups of an opened dataset as a tree, closing which closes it.
  public static DataTree openTree(StoredDataset stored, Decoding decoding, Notices notices) {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    var closed = new AtomicBoolean();
    Runnable close =
        () -> {
          if (closed.compareAndSet(false, true)) {
            stored.close();
          }
        };
    collect(stored.root(), "/", decoding, notices, groups);
    groups.replaceAll((_, dataset) -> dataset.closing(stored.url(), close));
    return DataTree.of(groups);
  }

  private static void collect(
      StoredGroup group,
      String path,
      Decoding decoding,
      Notices notices,
      Map<String, Dataset> groups) {
    group.notes().forEach(notices::say);
    groups.put(path, decoded(group, decoding, notices));
    for (StoredGroup child : group.groups()) {
      String below = path.equals("/") ? "/" + child.name() : path + "/" + child.name();
      collect(child, below, decoding, notices, groups);
    }
  }

  private static StoredGroup find(StoredDataset stored, String path) {
    StoredGroup group = stored.root();
    for (String part : path.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      StoredGroup parent = group;
      group =
          parent.groups().stream()
              .filter(child -> child.name().equals(part))
              .findFirst()
              .orElseThrow(() ->
                  new AmasiaException.Label(
                      "no group '%s' in %s; '%s' holds %s"
                          .formatted(
                              path,
                              stored.url(),
                              parent.name().isEmpty() ? "/" : parent.name(),
                              parent.groups().stream().map(StoredGroup::name).toList())));
    }
    return group;
  }

  // A matrix over one dimension twice, such as a covariance, has no place among named dimensions.
  private static Map<String, StoredArray> arrays(StoredGroup group, Notices notices) {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    for (StoredArray array : group.arrays()) {
      if (new HashSet<>(array.dims()).size() == array.dims().size()) {
        arrays.put(array.name(), array);
      } else {
        notices.say(
            "%s: variable '%s' is left out: dimensions %s repeat"
                .formatted(array.url(), array.name(), array.dims()));
      }
    }
    return arrays;
  }

  private static Dataset decoded(StoredGroup group, Decoding decoding, Notices notices) {
    Map<String, StoredArray> arrays = arrays(group, notices);
    Map<String, Variable> stored = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> stored.put(name, growing(VariableDecoder.stored(array), group)));
    UnaryOperator<String> where =
        name -> Objects.requireNonNull(arrays.get(name)).url() + ": " + name;
    return new CfDecoder(decoding, where, notices).decoded(stored, Set.of(), group.attrs());
  }

  private Dataset decoded(
      Map<String, Variable> stored, Set<String> coords, Map<String, Attribute> global) {
    Map<String, Map<String, Attribute>> attrs = attributes(stored);
    Set<String> coordNames = new HashSet<>(coords);
    Map<String, Variable> variables = new LinkedHashMap<>();
    stored.forEach((name, raw) -> {
      Map<String, Attribute> own = attrs.getOrDefault(name, Map.of());
      Variable variable = VariableDecoder.decode(raw, own, decoding, where.apply(name), notices);
      variables.put(name, noteCoordinates(name, variable, stored.keySet(), coordNames));
    });
    Map<String, Attribute> kept = new LinkedHashMap<>(global);
    if (decoding.decodeCoords() != Decoding.Coords.NONE
        && kept.get("coordinates") instanceof Attribute.Text(String names)) {
      kept.remove("coordinates");
      coordNames.addAll(words(names));
    }
    return assemble(variables, coordNames, kept);
  }

  /// `variable` with those of its dimensions that may grow in its file, so that they may in one
  /// that is written of it.
  private static Variable growing(Variable variable, StoredGroup group) {
    List<String> growing = variable.dims().stream().filter(group.unlimited()::contains).toList();
    if (growing.isEmpty()) {
      return variable;
    }
    Map<String, Attribute> encoding = new LinkedHashMap<>(variable.encoding());
    encoding.put(Encoding.UNLIMITED, new Attribute.Texts(growing));
    return variable.withEncoding(encoding);
  }

  // Bounds of times and of climatologies rarely repeat the units and calendar of their time: CF
  // 1.11, sections 7.1 and 7.4.
  private Map<String, Map<String, Attribute>> attributes(Map<String, Variable> stored) {
    Map<String, Map<String, Attribute>> attrs = new LinkedHashMap<>();
    stored.forEach((name, raw) -> attrs.put(name, new LinkedHashMap<>(raw.attrs())));
    if (!decoding.decodeTimes()) {
      return attrs;
    }
    stored.forEach((_, array) -> {
      Attribute units = array.attrs().get("units");
      Attribute calendar = array.attrs().get("calendar");
      if (units instanceof Attribute.Text(String text) && TimeUnits.isTime(text)) {
        for (String tie : List.of("bounds", "climatology")) {
          if (array.attrs().get(tie) instanceof Attribute.Text(String name)) {
            attrs.computeIfPresent(name.strip(), (_, own) -> timed(own, units, calendar));
          }
        }
      }
    });
    return attrs;
  }

  private static Map<String, Attribute> timed(
      Map<String, Attribute> own, Attribute units, @Nullable Attribute calendar) {
    own.putIfAbsent("units", units);
    if (calendar != null) {
      own.putIfAbsent("calendar", calendar);
    }
    return own;
  }

  /// Adds to `names` the coordinates that attributes of `variable` name. What ties others to it
  /// stays among its attributes, as bounds and areas are found by it.
  private Variable noteCoordinates(
      String name, Variable variable, Set<String> there, Set<String> names) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    Map<String, Attribute> encoding = new LinkedHashMap<>(variable.encoding());
    if (decoding.decodeCoords() == Decoding.Coords.ALL) {
      CfLinks.related(variable)
          .forEach((tie, tied) -> {
            if (there.containsAll(tied)) {
              names.addAll(tied);
              encoding.put(tie, Objects.requireNonNull(attrs.get(tie)));
            } else {
              notices.say(
                  "%s: %s names %s, of which not all are in the file; they are no coordinates"
                      .formatted(where.apply(name), tie, tied));
            }
          });
    }
    if (decoding.decodeCoords() != Decoding.Coords.NONE
        && attrs.get("coordinates") instanceof Attribute.Text text) {
      names.addAll(words(text.value()));
      attrs.remove("coordinates");
      encoding.put("coordinates", text);
    }
    return variable.withAttrs(attrs).withEncoding(encoding);
  }

  static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private static Dataset assemble(
      Map<String, Variable> all, Set<String> coordNames, Map<String, Attribute> attrs) {
    Set<String> names = new HashSet<>(coordNames);
    all.values().forEach(variable -> names.addAll(variable.dims()));
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Variable> coords = new LinkedHashMap<>();
    all.forEach(
        (name, variable) -> (names.contains(name) ? coords : variables).put(name, variable));
    return new Dataset(variables, new Coordinates(coords), attrs);
  }
}
