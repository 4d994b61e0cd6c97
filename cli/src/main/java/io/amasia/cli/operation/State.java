package io.amasia.cli.operation;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.geo.RegionSelection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A dataset on its way through the operations.
///
/// @param data what the operations so far gave
/// @param place the part of the globe that was chosen and not used up so far
/// @param months the months 1 to 12 that `--season` chose; empty if it did not
public record State(Dataset data, Optional<Place> place, Set<Integer> months) {
  public State {
    months = Set.copyOf(months);
  }

  /// A box or region: it crops at once but masks late, because an area mean weighs cells by the
  /// part of them that lies inside, while anything else takes the cells whose centres do. Areas are
  /// those of the grid before it was cropped.
  ///
  /// @param selection the cells; asked for its mask only when one is needed, because a small region
  ///   may hold parts of cells but no centre
  /// @param whole whether all of the cropped grid is inside, so that nothing is masked
  /// @param name what was chosen, for people
  public record Place(RegionSelection selection, boolean whole, String name) {
    /// Cell area times part inside, m², over the cropped grid; made anew each time.
    ///
    /// @throws io.amasia.array.AmasiaException.Unsupported if the areas of cells can't be known
    DataArray weights() {
      return selection.areaWeights();
    }

    /// The dimensions of the grid.
    List<String> dims() {
      return selection.grid().dims();
    }
  }

  public static State of(Dataset data) {
    return new State(data, Optional.empty(), Set.of());
  }

  State with(Dataset changed) {
    return new State(changed, place, months);
  }

  /// The same months of other data, in which `chosen` is what counts of the globe.
  State at(Dataset changed, Optional<Place> chosen) {
    return new State(changed, chosen, months);
  }

  /// With the months of a season, of those that were chosen before.
  State within(Dataset changed, Set<Integer> chosen) {
    Set<Integer> both = new HashSet<>(chosen);
    if (!months.isEmpty()) {
      both.retainAll(months);
    }
    return new State(changed, place, both);
  }
}
