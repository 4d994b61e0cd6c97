package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.ServiceLoader;

/// Cuts fields to named regions of the earth. Found by ServiceLoader; the geo module provides it.
public interface Regions {
  /// `dataset` cut to the rows and columns around the region called `name`, with cells whose centre
  /// lies outside made missing.
  ///
  /// @throws AmasiaException.Label if there is no such region, no grid, or no centre inside
  Dataset cut(Dataset dataset, String name);

  /// The provider on the class path.
  ///
  /// @throws AmasiaException.Unsupported if there is none
  static Regions provider() {
    return ServiceLoader.load(Regions.class)
        .findFirst()
        .orElseThrow(() ->
            new AmasiaException.Unsupported(
                "regions by name need the module amasia-geo, which is not on the class path"));
  }
}
