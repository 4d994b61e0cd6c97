/// Zarr v2 and v3, by their specifications.
@NullMarked
package io.amasia.zarr;

import org.jspecify.annotations.NullMarked;
