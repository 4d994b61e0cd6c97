package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plot.Levels;
import io.amasia.plot.Look;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A [ViewState] that fits the data: what is shown, as lazy arrays. Reads coordinates, never data.
///
/// @param minus what is subtracted
record View(ViewState state, Side side, Optional<Side> minus) {
  /// How many bars a histogram has.
  static final int BARS = 40;

  /// Longitudes and latitudes this near are those of the same cell, stored in fewer digits.
  private static final double SAME_DEGREES = 1e-4;

  /// The view of `state`.
  ///
  /// @throws AmasiaException if the state doesn't fit the data; says what does
  static View of(Catalogue catalogue, ViewState state) {
    Side side = Side.of(catalogue.find(state.field().data()), state.field(), state);
    Optional<Side> minus =
        state.minus().map(field -> side.minus(catalogue.find(field.data()), field, state));
    var view = new View(state, side, minus);
    minus.ifPresent(other -> requireSamePlaces(side, other));
    return view;
  }

  /// What is shown, `[shown…]`, lazily, under [#name].
  DataArray array() {
    if (minus.isEmpty()) {
      return side.array();
    }
    DataArray first = side.array();
    DataArray difference = first.minus(minus.get().array()).named(name());
    for (String name : leftOut(first, difference)) {
      difference = difference.withCoords(difference.coords().with(name, first.coords().get(name)));
    }
    String units = side.units();
    return units.isEmpty() ? difference : difference.withAttr("units", Attribute.of(units));
  }

  /// The longitudes and latitudes of the first side that arithmetic leaves out of a difference, as
  /// those of the other side differ from them by a rounding.
  List<String> leftOut() {
    DataArray first = side.array();
    return minus.isEmpty() ? List.of() : leftOut(first, first.minus(minus.get().array()));
  }

  private List<String> leftOut(DataArray first, DataArray difference) {
    return Stream.of(side.latitudes(first), side.longitudes(first))
        .flatMap(Optional::stream)
        .filter(name -> difference.coords().find(name).isEmpty())
        .toList();
  }

  /// The name of what is shown.
  String name() {
    return minus.isPresent() ? side.variable() + "_difference" : side.variable();
  }

  /// Whether it is a plane of two coordinates, which pictures have to be told when these are short.
  boolean isPlane() {
    return state.kind() == Kind.HOVMOLLER || state.kind() == Kind.SECTION;
  }

  /// The levels between which `values` of it are coloured or counted.
  Levels levels(double[] values) {
    Look look = state.look();
    return Levels.of(values, minus.isPresent(), look.limits(), look.levels());
  }

  /// A name for files.
  String fileName() {
    return (name() + "_" + state.kind().word()).replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /// What it is: the long name of the variable.
  String title() {
    return title(side)
        + minus
            .map(other ->
                title(other).equals(title(side)) ? ", difference" : " minus " + title(other))
            .orElse("");
  }

  private static String title(Side side) {
    return Plot.title(side.subject().array(), side.variable(), PlotOptions.standard());
  }

  /// Where it is: labels of what was chosen, place, and what is subtracted.
  String subtitle() {
    String first = subtitle(side);
    return minus.isEmpty()
        ? first
        : "%s minus %s"
            .formatted(
                orName(first, side, minus.get()), orName(subtitle(minus.get()), minus.get(), side));
  }

  private static String orName(String text, Side side, Side other) {
    boolean same = side.source().name().equals(other.source().name());
    return same ? text : (side.source().name() + " " + text).strip();
  }

  private String subtitle(Side one) {
    List<String> parts = new ArrayList<>();
    one.chosen().stream()
        .filter(chosen -> chosen.size() > 1 || one.subject().tells(chosen.dim()))
        .forEach(chosen -> parts.add(chosen.label()));
    parts.add(Plot.subtitle(one.source().dataset(), one.subject().array(), PlotOptions.standard()));
    parts.add(place(one));
    parts.removeIf(String::isEmpty);
    return String.join(", ", parts);
  }

  /// The second line of a picture. Maps say most times and levels themselves.
  String pictureSubtitle() {
    if (minus.isPresent() || state.kind() != Kind.MAP) {
      return subtitle();
    }
    Dataset drawn = array().toDataset();
    return Stream.concat(
            side.chosen().stream()
                .filter(chosen -> chosen.size() > 1 && !isTold(drawn, chosen.dim()))
                .map(Side.Chosen::label),
            Stream.of(place(side)))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static boolean isTold(Dataset drawn, String dim) {
    return drawn
        .coords()
        .find(dim)
        .filter(coord -> coord.ndim() == 0 && Plot.tells(drawn, dim, coord))
        .isPresent();
  }

  private String place(Side one) {
    return switch (state.where()) {
      case Where.Everywhere _ ->
          one.steps().stream().anyMatch(Step.AreaMean.class::isInstance)
              ? "mean by area"
              : one.steps().stream().anyMatch(Step.Mean.class::isInstance) ? "zonal mean" : "";
      case Where.Point(double lon, double lat) ->
          DimLabels.latitude(lat)
              + " "
              + DimLabels.longitude(lon)
              + one.km()
                  .map(km -> String.format(Locale.ROOT, " (cell %.0f km away)", km))
                  .orElse("");
      case Where.Box(var box) -> (state.kind() == Kind.MAP ? "" : "mean of ") + "box " + box;
    };
  }

  private static void requireSamePlaces(Side a, Side b) {
    DataArray first = a.array();
    DataArray second = b.array();
    boolean same = first.dims().equals(second.dims()) && first.shape().equals(second.shape());
    for (int d = 0; same && d < first.dims().size(); d++) {
      String dim = first.dims().get(d);
      Optional<Variable> one = first.coords().find(dim);
      Optional<Variable> two = second.coords().find(dim);
      same = one.isPresent() == two.isPresent() && (one.isEmpty() || equal(one.get(), two.get()));
    }
    if (!same || !near(a, first, b, second)) {
      throw new AmasiaException.Usage(
          "'%s' %s %s and '%s' %s %s don't lie at the same places; bring one to the grid of the other first: amasia compute … --regrid FILE"
              .formatted(
                  a.variable(),
                  first.dims(),
                  first.shape(),
                  b.variable(),
                  second.dims(),
                  second.shape()));
    }
  }

  /// Whether places that have longitudes or latitudes have the same ones; of a field that has none
  /// left nothing is asked.
  private static boolean near(Side a, DataArray first, Side b, DataArray second) {
    return near(first, a.latitudes(first), second, b.latitudes(second))
        && near(first, a.longitudes(first), second, b.longitudes(second));
  }

  private static boolean near(
      DataArray first, Optional<String> one, DataArray second, Optional<String> two) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isEmpty() && two.isEmpty();
    }
    double[] a = first.coords().get(one.get()).load().toDoubles();
    double[] b = second.coords().get(two.get()).load().toDoubles();
    boolean near = a.length == b.length;
    for (int i = 0; near && i < a.length; i++) {
      double apart = Math.abs(Math.IEEEremainder(a[i] - b[i], 360));
      near = Double.compare(a[i], b[i]) == 0 || apart < SAME_DEGREES;
    }
    return near;
  }

  private static boolean equal(Variable a, Variable b) {
    if (a.ndim() != 1 || a.dtype().isNumeric() != b.dtype().isNumeric()) {
      return a.shape().equals(b.shape());
    }
    return a.dtype().isNumeric()
        ? Arrays.equals(a.load().toDoubles(), b.load().toDoubles())
        : a.dtype() == b.dtype()
            && (a.calendar().isEmpty() || Arrays.equals(a.load().toLongs(), b.load().toLongs()));
  }
}
