/// The labelled model with the names and meaning of xarray: variables, data arrays, datasets,
/// coordinates, indexes. Start at `Dataset`.
@NullMarked
package io.amasia.dataset;

import org.jspecify.annotations.NullMarked;
