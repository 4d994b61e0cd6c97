package io.amasia.serve;

import io.amasia.web.Router;

/// Further pages of a server, such as one to look at its data.
public interface Pages {
  /// Adds what is answered to `router`. A page at `/` takes the place of the list of datasets.
  ///
  /// @param catalog what is served
  /// @param work where answers are computed
  void addTo(Router router, Catalog catalog, Computing work);
}
