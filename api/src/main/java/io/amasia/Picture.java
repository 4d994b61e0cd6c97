package io.amasia;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
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
        dataset, name, new PlotOptions(title, subtitle, difference, options.base(), options.say()));
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
