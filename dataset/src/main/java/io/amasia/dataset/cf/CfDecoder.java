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
/// mappings stay variables, tied by the attributes that name them: see [CfLinks].
public final class CfDecoder {
  private CfDecoder() {}

  /// The dataset of group `path` (`/` for the root) of `stored`; closing it closes `stored`.
  ///
  /// @param decode whether values are masked, unpacked and turned into times; if not, they are as
  ///   the file has them
  /// @throws AmasiaException.Label if there is no such group
  public static Dataset open(StoredDataset stored, String path, boolean decode, Notices notices) {
    StoredGroup group = find(stored, path);
    group.notes().forEach(note -> notices.say(stored.url() + ": " + note));
    Dataset dataset = decode ? decoded(group, notices) : plain(group, notices);
    return dataset.closing(stored.url(), stored::close);
  }

  /// What the variables of `dataset`, which are as a file has them, mean by their attributes: see
  /// [VariableDecoder]. Nothing is read; closing it closes the file.
  public static Dataset decode(Dataset dataset, Notices notices) {
    Map<String, Variable> all = new LinkedHashMap<>(dataset.coords().asMap());
    all.putAll(dataset.variables());
    Dataset meant = decoded(all, dataset.coords().names(), dataset.attrs(), name -> name, notices);
    return dataset.holding(meant.variables(), meant.coords(), meant.attrs());
  }

  /// All groups of an opened dataset as a tree, closing which closes it.
  public static DataTree openTree(StoredDataset stored, boolean decode, Notices notices) {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    var closed = new AtomicBoolean();
    Runnable close =
        () -> {
          if (closed.compareAndSet(false, true)) {
            stored.close();
          }
        };
    collect(stored.root(), "/", decode, notices, groups);
    groups.replaceAll((_, dataset) -> dataset.closing(stored.url(), close));
    return DataTree.of(groups);
  }

  private static void collect(
      StoredGroup group,
      String path,
      boolean decode,
      Notices notices,
      Map<String, Dataset> groups) {
    group.notes().forEach(notices::say);
    groups.put(path, decode ? decoded(group, notices) : plain(group, notices));
    for (StoredGroup child : group.groups()) {
      String below = path.equals("/") ? "/" + child.name() : path + "/" + child.name();
      collect(child, below, decode, notices, groups);
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

  private static Dataset plain(StoredGroup group, Notices notices) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    arrays(group, notices)
        .forEach(
            (name, array) -> variables.put(name, growing(VariableDecoder.undecoded(array), group)));
    return assemble(variables, new HashSet<>(), group.attrs());
  }

  private static Dataset decoded(StoredGroup group, Notices notices) {
    Map<String, StoredArray> arrays = arrays(group, notices);
    Map<String, Variable> stored = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> stored.put(name, growing(VariableDecoder.stored(array), group)));
    return decoded(
        stored,
        Set.of(),
        group.attrs(),
        name -> Objects.requireNonNull(arrays.get(name)).url() + ": " + name,
        notices);
  }

  private static Dataset decoded(
      Map<String, Variable> stored,
      Set<String> coords,
      Map<String, Attribute> global,
      UnaryOperator<String> where,
      Notices notices) {
    Map<String, Map<String, Attribute>> attrs = attributesWithBounds(stored);
    Set<String> coordNames = new HashSet<>(coords);
    Map<String, Variable> variables = new LinkedHashMap<>();
    stored.forEach((name, raw) -> {
      Map<String, Attribute> own = attrs.getOrDefault(name, Map.of());
      Variable variable = VariableDecoder.decode(raw, own, where.apply(name), notices);
      variables.put(name, noteCoordinates(variable, coordNames));
    });
    Map<String, Attribute> kept = new LinkedHashMap<>(global);
    if (kept.get("coordinates") instanceof Attribute.Text(String names)) {
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
  private static Map<String, Map<String, Attribute>> attributesWithBounds(
      Map<String, Variable> stored) {
    Map<String, Map<String, Attribute>> attrs = new LinkedHashMap<>();
    stored.forEach((name, raw) -> attrs.put(name, new LinkedHashMap<>(raw.attrs())));
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

  private static Variable noteCoordinates(Variable variable, Set<String> names) {
    if (!(variable.attrs().get("coordinates") instanceof Attribute.Text text)) {
      return variable;
    }
    names.addAll(words(text.value()));
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    attrs.remove("coordinates");
    Map<String, Attribute> encoding = new LinkedHashMap<>(variable.encoding());
    encoding.put("coordinates", text);
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
