package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;
import io.amasia.geo.GeoRegion;
import java.util.Optional;

/// A dataset on its way through the operations.
///
/// A region crops at once, but masks late: an area mean weighs cells by the part of them that lies
/// inside, anything else takes the cells whose centres do. [Spatial] knows both.
///
/// @param data what the operations so far gave
/// @param region the region that was chosen and whose cells are not masked so far
public record State(Dataset data, Optional<GeoRegion> region) {
  public static State of(Dataset data) {
    return new State(data, Optional.empty());
  }

  State with(Dataset changed) {
    return new State(changed, region);
  }
}
