package io.amasia;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.geo.LonLatBox;
import io.amasia.plot.Limits;
import io.amasia.plot.Look;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import io.amasia.plot.interactive.InteractivePlot;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// A picture to be: what it shows and says. Nothing is computed before it is saved. Immutable.
public final class Picture {
  private static final System.Logger LOG = System.getLogger("io.amasia");

  private final Dataset dataset;
  private final String name;
  private final PlotOptions options;

  Picture(Dataset dataset, String name) {
    this(
        dataset,
        name,
        new PlotOptions(
            Optional.empty(),
            "",
            false,
            Optional.empty(),
            Look.BY_DATA,
            notice -> LOG.log(Level.WARNING, notice)));
  }

  private Picture(Dataset dataset, String name, PlotOptions options) {
    this.dataset = dataset;
    this.name = name;
    this.options = options;
  }

  /// With a title instead of the variable's long name.
  public Picture title(String text) {
    return with(Optional.of(text), options.subtitle(), options.difference());
  }

  /// With a second line: region, period and the like.
  public Picture subtitle(String text) {
    return with(options.title(), text, options.difference());
  }

  /// Of an anomaly or difference: colours are centred on zero, temperatures convert without offset.
  public Picture difference() {
    return with(options.title(), options.subtitle(), true);
  }

  private Picture with(Optional<String> title, String subtitle, boolean difference) {
    return new Picture(
        dataset,
        name,
        new PlotOptions(
            title, subtitle, difference, options.base(), options.look(), options.say()));
  }

  /// In the colours of that map, such as `viridis` or `RdBu_r`.
  ///
  /// @throws AmasiaException.Usage if there is none; lists what there is
  public Picture colors(String map) {
    return with(options.look().withColors(map));
  }

  /// With colours from `low` to `high`, in the units shown.
  public Picture limits(double low, double high) {
    return with(options.look().withLimits(new Limits.Between(low, high)));
  }

  /// With colours from where to where `how` says: `auto`, `robust` (2nd to 98th percentile),
  /// `symmetric` or `LOW,HIGH`.
  public Picture limits(String how) {
    return with(options.look().withLimits(Limits.parse(how)));
  }

  /// With so many colours at most.
  public Picture levels(int count) {
    return with(options.look().withLevels(count));
  }

  /// A map in that projection, such as `EqualEarth`.
  ///
  /// @throws AmasiaException.Usage if there is none; lists what there is
  public Picture projection(String projection) {
    return with(options.look().withProjection(projection));
  }

  /// A map of the part about a place in degrees, so many times closer (1 to 400) than all cells are
  /// shown; a globe is turned to the place.
  ///
  /// @throws AmasiaException.Usage if the place is not on Earth, or `zoom` beyond its limits
  public Picture view(double lon, double lat, double zoom) {
    return with(options.look().withMap(options.look().map().at(lon, lat, zoom)));
  }

  /// A map without coastlines.
  public Picture withoutCoasts() {
    return with(options.look().withMap(options.look().map().withCoasts(false)));
  }

  /// A map without meridians, parallels and their degrees.
  public Picture withoutGraticule() {
    return with(options.look().withMap(options.look().map().withGraticule(false)));
  }

  /// A map with the edges of its cells.
  public Picture withCellEdges() {
    return with(options.look().withMap(options.look().map().withEdges(true)));
  }

  /// A map with the outline of a box, in degrees.
  ///
  /// @throws AmasiaException.Usage if it is no box on Earth
  public Picture marked(double west, double south, double east, double north) {
    var box = LonLatBox.of(west, south, east, north);
    return with(options.look().withMap(options.look().map().withMarked(box)));
  }

  /// Two dimensions that are no map as a plane of colours, however short they are.
  public Picture asPlane() {
    return with(options.look().asPlane());
  }

  /// In the units that values have, rather than those people publish.
  public Picture inOwnUnits() {
    return with(options.look().inOwnUnits());
  }

  private Picture with(Look look) {
    return new Picture(dataset, name, options.with(look));
  }

  /// The same as a page that its reader works with: zoom, values under the pointer, sliders for
  /// dimensions that are not shown, choice of colours and projection. One HTML file, which needs
  /// nothing else.
  public InteractivePlot interactive() {
    return InteractivePlot.of(dataset, name, options);
  }

  /// Computes and draws it as PNG, SVG or PDF, by the name's ending.
  ///
  /// @throws AmasiaException.Usage if the ending is another, or there are more dimensions than a
  ///   picture can show
  /// @throws AmasiaException.Format if the file can't be written
  public void save(String file) {
    Plot.of(dataset, name, options).save(file);
  }
}
