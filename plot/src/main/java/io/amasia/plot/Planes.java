package io.amasia.plot;

import io.amasia.array.Calendar;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.Units;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pictures of fields over two coordinates that are no map: sections and diagrams of time and
/// place. Time, else longitude, else latitude runs to the right; pressures and depths grow
/// downwards.
public final class Planes {
  private Planes() {}

  /// Whether `name` has two dimensions, apart from those of size 1, both too long for lines unless
  /// a plane is asked for.
  public static boolean isPlane(Dataset data, String name, Look look) {
    List<Long> sizes =
        Plot.sizes(data, name).values().stream().filter(size -> size > 1).sorted().toList();
    return sizes.size() == 2
        && (look.plane() || (sizes.getFirst() > Lines.MOST_LINES && !Lines.hasMembers(data, name)));
  }

  static Figure figure(Dataset dataset, String name, PlotOptions options) {
    Dataset data = dataset;
    for (Map.Entry<String, Long> dim : Plot.sizes(dataset, name).entrySet()) {
      data = dim.getValue() == 1 ? data.isel(dim.getKey(), 0L) : data;
    }
    List<String> dims = order(data.get(name));
    DataArray array = data.get(name).transpose(dims.toArray(String[]::new)).compute();
    return new PlaneFigure(
        new PlaneSpec(
            axis(data, dims.getLast()),
            axis(data, dims.getFirst()),
            array.toDoubles(),
            new PlaneSpec.Words(
                Plot.title(array, name, options),
                options.subtitle(),
                Plot.label(array, name, options)),
            options.difference(),
            options.look(),
            Plot.colors(array, name, options)));
  }

  /// The two dimensions, the vertical one first.
  public static List<String> order(DataArray array) {
    Axes axes = Axes.of(array);
    for (Axes.Axis axis : List.of(Axes.Axis.T, Axes.Axis.X, Axes.Axis.Y)) {
      Optional<String> dim = axes.dim(axis);
      if (dim.isPresent()) {
        return array.dims().getLast().equals(dim.get()) ? array.dims() : array.dims().reversed();
      }
    }
    return array.dims();
  }

  private static PlaneSpec.Axis axis(Dataset data, String dim) {
    var axis = Plot.axis(data, dim);
    return new PlaneSpec.Axis(
        Cells.edges(axis.getKey(), 0.5),
        axis.getValue(),
        data.coords().find(dim).filter(Planes::growsDownwards).isPresent());
  }

  /// Whether larger values lie lower in the atmosphere or ocean: where the data say so, and
  /// pressures.
  public static boolean growsDownwards(Variable coord) {
    String positive = coord.attr("positive").orElse("");
    boolean pressure =
        coord.calendar().map(Calendar::label).isEmpty()
            && Units.find(coord.attr("units").orElse("").strip())
                .filter(unit -> coord.attr("units").filter(u -> !u.isBlank()).isPresent())
                .filter(unit -> unit.isConvertibleTo(Units.parse("Pa")))
                .isPresent();
    return positive.equalsIgnoreCase("down") || (pressure && !positive.equalsIgnoreCase("up"));
  }
}
