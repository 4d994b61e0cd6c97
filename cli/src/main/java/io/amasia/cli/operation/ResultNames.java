package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfLinks;
import java.util.List;

/// Which variables of a dataset hold results, for those who print, write or draw them.
public final class ResultNames {
  private ResultNames() {}

  /// The variables that are neither bounds, cell measures nor grid mappings.
  public static List<String> all(Dataset data) {
    return CfLinks.dataNames(data);
  }

  /// The only one of them.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if there are none or several
  public static String only(Dataset data, String purpose) {
    return Conversions.onlyName(data, purpose);
  }
}
