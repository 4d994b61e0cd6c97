package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The objects of a netCDF-4 file being written, in the order they get their links: of each group
/// its dimensions without a variable, its variables, its child groups.
final class TargetTree {
  /// What HDF5 calls a variable that is named like a dimension but is no coordinate of it.
  static final String NON_COORDINATE = "_nc4_non_coord_";

  private final List<Item> items = new ArrayList<>();
  private final Group root;
  private int dims;

  TargetTree(Schema schema, Function<Place, VariableWriter> writers) {
    root = group("", "", schema, new LinkedHashMap<>(), writers);
  }

  /// All objects, parents before their members.
  List<Item> items() {
    return items;
  }

  Group root() {
    return root;
  }

  /// A dimension, and the variables along it.
  static final class Dim {
    final int id;
    final String name;
    final long length;
    final boolean isUnlimited;
    final List<Use> uses = new ArrayList<>();
    @Nullable Item scale;

    Dim(int id, String name, long length, boolean isUnlimited) {
      this.id = id;
      this.name = name;
      this.length = length;
      this.isUnlimited = isUnlimited;
    }

    long scaleAddress() {
      return scale == null ? 0 : scale.address;
    }
  }

  /// A variable that needs a writer.
  ///
  /// @param grows whether one of its dimensions is unlimited
  record Place(String path, Schema.Variable variable, boolean grows) {}

  /// A dimension as axis number `axis` of a variable.
  record Use(Item variable, int axis) {}

  /// An object with a header.
  abstract static sealed class Item permits Group, Placeholder, Values {
    final String name;
    final String path;
    long address;

    Item(String name, String path) {
      this.name = name;
      this.path = path;
    }
  }

  static final class Group extends Item {
    final Map<String, Attribute> attrs;
    final List<Item> members = new ArrayList<>();

    Group(String name, String path, Map<String, Attribute> attrs) {
      super(name, path);
      this.attrs = attrs;
    }
  }

  /// The scale of a dimension without a variable: a dataset without values.
  static final class Placeholder extends Item {
    final Dim dim;

    Placeholder(String path, Dim dim) {
      super(dim.name, path);
      this.dim = dim;
    }
  }

  /// A variable.
  static final class Values extends Item {
    final Schema.Variable variable;
    final VariableWriter writer;
    final List<Dim> dims;

    /// The dimension that this is the scale of.
    final @Nullable Dim coordinateOf;

    Values(
        String name,
        Place place,
        VariableWriter writer,
        List<Dim> dims,
        @Nullable Dim coordinateOf) {
      super(name, place.path);
      this.variable = place.variable;
      this.writer = writer;
      this.dims = dims;
      this.coordinateOf = coordinateOf;
    }
  }

  private Group group(
      String name,
      String path,
      Schema schema,
      Map<String, Dim> above,
      Function<Place, VariableWriter> writers) {
    Group group = new Group(name, path, schema.attrs());
    items.add(group);
    Map<String, Dim> visible = new LinkedHashMap<>(above);
    List<Dim> own = declare(schema, visible);
    List<Values> variables = new ArrayList<>();
    for (Schema.Variable variable : schema.variables()) {
      variables.add(values(join(path, variable.name()), variable, visible, own, writers));
    }
    for (Dim dim : own) {
      if (dim.scale == null) {
        Placeholder placeholder = new Placeholder(join(path, dim.name), dim);
        dim.scale = placeholder;
        group.members.add(placeholder);
      }
    }
    group.members.addAll(variables);
    items.addAll(group.members);
    schema
        .groups()
        .forEach((child, inner) ->
            group.members.add(group(checked(child), join(path, child), inner, visible, writers)));
    return group;
  }

  /// The dimensions that `schema` adds to those its parents have.
  private List<Dim> declare(Schema schema, Map<String, Dim> visible) {
    List<Dim> own = new ArrayList<>();
    schema
        .dims()
        .forEach((name, length) -> {
          boolean unlimited = schema.unlimited().contains(name);
          Dim known = visible.get(name);
          if (known == null || known.length != length || known.isUnlimited != unlimited) {
            Dim dim = new Dim(dims++, checked(name), length, unlimited);
            visible.put(name, dim);
            own.add(dim);
          }
        });
    return own;
  }

  private static Values values(
      String path,
      Schema.Variable variable,
      Map<String, Dim> visible,
      List<Dim> own,
      Function<Place, VariableWriter> writers) {
    List<Dim> along = new ArrayList<>();
    for (String name : variable.dims()) {
      Dim dim = visible.get(name);
      if (dim == null) {
        throw new IllegalArgumentException("no dimension '" + name + "' in the schema");
      }
      along.add(dim);
    }
    Dim named = own.stream().filter(d -> d.name.equals(variable.name())).findFirst().orElse(null);
    boolean isCoordinate = named != null && !along.isEmpty() && along.getFirst() == named;
    String link = (named != null && !isCoordinate ? NON_COORDINATE : "") + checked(variable.name());
    var place = new Place(path, variable, along.stream().anyMatch(d -> d.isUnlimited));
    Values values =
        new Values(link, place, writers.apply(place), along, isCoordinate ? named : null);
    if (isCoordinate && named != null) {
      named.scale = values;
    } else {
      for (int axis = 0; axis < along.size(); axis++) {
        along.get(axis).uses.add(new Use(values, axis));
      }
    }
    return values;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private static String checked(String name) {
    if (name.isEmpty() || name.contains("/")) {
      throw new AmasiaException.Unsupported(
          "'%s' can't be a name in netCDF; rename it: no '/' and not empty".formatted(name));
    }
    return name;
  }
}
