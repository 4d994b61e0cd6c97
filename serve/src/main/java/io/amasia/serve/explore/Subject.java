package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.Axes.Axis;
import io.amasia.dataset.cf.Axes.Layout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A variable as it can be looked at: which of its dimensions lie on the Earth, and by which kinds
/// of picture it can be shown. Nothing is read for it.
///
/// @param horizontal the dimensions on the Earth, slowest first: `[lat, lon]`, `[y, x]` or `[cell]`
record Subject(DataArray array, Axes axes, List<String> horizontal) {
  /// Variable `name` of `dataset`.
  ///
  /// @throws AmasiaException.Label if there is none; lists what there is
  /// @throws AmasiaException.Usage if it holds no numbers
  static Subject of(Dataset dataset, String name) {
    if (!dataset.variables().containsKey(name)) {
      throw new AmasiaException.Label(
          "no variable '%s'; there are: %s"
              .formatted(name, String.join(", ", Catalogue.variables(dataset))));
    }
    DataArray array = dataset.get(name);
    if (!array.dtype().isNumeric()) {
      throw new AmasiaException.Usage(
          "'%s' is %s; only numbers can be drawn".formatted(name, array.dtype()));
    }
    Axes axes = Axes.of(array);
    List<String> horizontal =
        switch (axes.layout()) {
          case RECTILINEAR ->
              List.of(
                  array.coords().get(axes.latitude().orElseThrow()).dims().getFirst(),
                  array.coords().get(axes.longitude().orElseThrow()).dims().getFirst());
          case CURVILINEAR, UNSTRUCTURED ->
              array.coords().get(axes.latitude().orElseThrow()).dims();
          case NONE -> List.of();
        };
    return new Subject(array, axes, horizontal);
  }

  boolean isOnGrid() {
    return !horizontal.isEmpty();
  }

  boolean isRectilinear() {
    return axes.layout() == Layout.RECTILINEAR;
  }

  /// Whether the only position of `dim` says which part of the world is shown: a time or a level.
  boolean tells(String dim) {
    return axes.dim(Axis.T).filter(dim::equals).isPresent()
        || axes.dim(Axis.Z).filter(dim::equals).isPresent();
  }

  /// By which kinds of picture it can be shown.
  Set<Kind> kinds() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (isOnGrid()) {
      kinds.add(Kind.MAP);
      kinds.add(Kind.HISTOGRAM);
    }
    if (isRectilinear()) {
      kinds.add(Kind.ZONAL);
    }
    if (longer(Axis.T).isPresent()) {
      kinds.add(Kind.SERIES);
      others(axes.dim(Axis.T).orElseThrow()).forEach(_ -> kinds.add(Kind.HOVMOLLER));
    }
    if (longer(Axis.Z).isPresent()) {
      kinds.add(Kind.PROFILE);
      others(axes.dim(Axis.Z).orElseThrow()).forEach(_ -> kinds.add(Kind.SECTION));
    }
    if (kinds.isEmpty()) {
      kinds.add(array.dims().size() == 1 ? Kind.SERIES : Kind.SECTION);
    }
    return kinds;
  }

  private Optional<String> longer(Axis axis) {
    return axes.dim(axis).filter(dim -> array.size(dim) > 1);
  }

  /// The dimensions that `dim` can be shown against.
  private List<String> others(String dim) {
    List<String> others = new ArrayList<>();
    for (String other : array.dims()) {
      boolean along = !horizontal.contains(other) || isRectilinear();
      if (!other.equals(dim) && along && array.size(other) > 1) {
        others.add(other);
      }
    }
    return others;
  }

  /// The dimensions that `kind` shows, the vertical one of a plane first.
  ///
  /// @throws AmasiaException.Usage if the variable can't be shown so
  List<String> shown(Kind kind, Optional<String> along) {
    along.ifPresent(this::requireDim);
    return switch (kind) {
      case MAP, HISTOGRAM -> {
        require(isOnGrid(), kind, "longitudes and latitudes along its dimensions");
        yield horizontal;
      }
      case SERIES -> List.of(along.orElseGet(() -> first(Axis.T, kind)));
      case PROFILE -> List.of(along.orElseGet(() -> first(Axis.Z, kind)));
      case ZONAL -> {
        require(isRectilinear(), kind, "rows of latitude; regrid it first (--regrid 1x1)");
        yield horizontal.subList(0, 1);
      }
      // Time runs to the right.
      case HOVMOLLER -> plane(kind, first(Axis.T, kind), along).reversed();
      case SECTION -> plane(kind, first(Axis.Z, kind), along);
    };
  }

  private List<String> plane(Kind kind, String first, Optional<String> along) {
    List<String> others = others(first);
    require(!others.isEmpty(), kind, "a second dimension to show");
    String second =
        along.orElseGet(() ->
            isRectilinear() && others.contains(horizontal.getFirst())
                ? horizontal.getFirst()
                : others.getFirst());
    if (!others.contains(second)) {
      throw new AmasiaException.Usage(
          "'%s' can't be shown against '%s'; there are: %s"
              .formatted(second, first, String.join(", ", others)));
    }
    return List.of(first, second);
  }

  /// The dimension of `axis`; of data that have none of the four, the first dimension.
  private String first(Axis axis, Kind kind) {
    Optional<String> found = axes.dim(axis);
    if (found.isEmpty() && kinds().contains(kind)) {
      return array.dims().getFirst();
    }
    require(found.isPresent(), kind, axis == Axis.T ? "a time dimension" : "a height or depth");
    return found.orElseThrow();
  }

  private void requireDim(String dim) {
    if (!array.dims().contains(dim)) {
      throw new AmasiaException.Usage(
          "'%s' has no dimension '%s'; there are: %s"
              .formatted(array.name().orElse(""), dim, String.join(", ", array.dims())));
    }
  }

  private void require(boolean holds, Kind kind, String what) {
    if (!holds) {
      throw new AmasiaException.Usage(
          "'%s' %s can't be shown as %s: that needs %s. It can be shown as: %s"
              .formatted(
                  array.name().orElse(""),
                  array.dims(),
                  kind.word(),
                  what,
                  String.join(", ", kinds().stream().map(Kind::word).toList())));
    }
  }
}
